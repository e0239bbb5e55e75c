// SPDX-License-Identifier: Apache-2.0
#include "core/match/field_readings.h"

#include "core/match/leaf.h"
#include "core/rule/fields.h"
#include "core/text/fold.h"

#include <algorithm>
#include <array>
#include <utility>

namespace rulewright::match {

namespace {

using taxonomy::FieldNameRow;

std::string_view vendorOf(rule::Language language)
{
    switch (language) {
    case rule::Language::Sigma:
        return "sigma";
    case rule::Language::Spl:
        return "splunk";
    default:
        return "elastic";
    }
}

constexpr std::string_view eventData = "winlog.event_data.";

/// Elastic's names of what Windows' events have, which mining keeps apart from Sigma's (corpora.md, section 5): what
/// System has, and by what events are joined.
std::string_view systemName(std::string_view raw)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> names{
        {{"event.provider", "Provider_Name"}, {"winlog.provider_name", "Provider_Name"},
            {"winlog.computer_name", "Computer"}, {"winlog.record_id", "EventRecordID"}, {"winlog.channel", "Channel"},
            {"host.name", "Computer"}, {"host.hostname", "Computer"}, {"host.id", "Computer"},
            {"process.entity_id", "ProcessGuid"}, {"process.parent.entity_id", "ParentProcessGuid"},
            {"winlog.logon.id", "LogonId"}}};
    const auto found = std::ranges::find(names, raw, &std::pair<std::string_view, std::string_view>::first);
    return found == names.end() ? std::string_view() : found->second;
}

std::string_view partName(rule::FieldPart part)
{
    static constexpr std::array<std::string_view, 6> names{"", "path", "base", "arg", "ext", "user"};
    return names[static_cast<std::size_t>(part)];
}

/// What a hash's own field says: Sysmon has all of them in Hashes, as in SHA256=….
std::string hashPart(std::string_view raw)
{
    const std::string name = folded(raw.substr(raw.rfind('.') + 1));
    if (name == "imphash")
        return "hash:IMPHASH=";
    if (name == "md5" || name == "sha1" || name == "sha256")
        return "hash:" + (name == "md5" ? std::string("MD5=") : name == "sha1" ? "SHA1=" : "SHA256=");
    return {};
}

} // namespace

FieldReadings::FieldReadings(const rule::Rule& rule, const taxonomy::Taxonomy& taxonomy)
{
    if (rule.language == rule::Language::Spl) {
        m_splunk.emplace(taxonomy);
        if (rule.logSource.dataModel)
            m_dataModel = rule.logSource.dataModel->text;
        rule::forEachField(
            rule, [this](const rule::FieldRef& field) { taxonomy::addNode(m_nodes, field.raw, !m_dataModel.empty()); });
        return;
    }
    static constexpr std::string_view valuePrefix = "value ";
    const std::string_view vendor = vendorOf(rule.language);
    for (const FieldNameRow& row : taxonomy.fieldNames()) {
        if (row.vendor != vendor || row.raw == "*")
            continue;
        const std::string_view context = row.context;
        if (context.starts_with(valuePrefix))
            m_scopeValues[row.raw].push_back(context.substr(valuePrefix.size()));
        else
            m_byName.emplace(row.raw, &row);
    }
}

const FieldNameRow* FieldReadings::splunkRow(std::string_view raw) const
{
    return m_splunk->find(taxonomy::splunkName(raw, !m_dataModel.empty()), m_nodes, m_dataModel);
}

std::vector<FieldReading> FieldReadings::otherwise(const rule::FieldRef& field) const
{
    std::vector<FieldReading> readings;
    const std::string& raw = lookupName(field);
    const auto add = [&](FieldReading reading) {
        if (!reading.name.empty() && (reading.name != raw || !reading.part.empty())
            && !std::ranges::contains(readings, reading))
            readings.push_back(std::move(reading));
    };
    if (field.kind != rule::FieldRef::Kind::Named)
        return readings;
    if (m_splunk) {
        add({std::string(taxonomy::splunkName(raw, !m_dataModel.empty()).field), {}, false});
        if (const FieldNameRow* row = splunkRow(raw); row != nullptr && row->fit != "scope")
            add({row->canonical, row->part == "path" ? std::string() : row->part, row->fit == "near"});
        return readings;
    }
    if (raw.starts_with(eventData))
        add({raw.substr(eventData.size()), {}, false});
    add({std::string(systemName(raw)), {}, false});
    if (!field.name.text.empty() && field.name.text != raw) {
        add({field.name.text, std::string(partName(field.part)), field.fit == rule::Fit::Near});
    } else if (const auto found = m_byName.find(raw); found != m_byName.end() && found->second->fit != "scope") {
        const FieldNameRow& row = *found->second;
        std::string part = row.canonical == "Hashes" ? hashPart(raw) : row.part;
        if (row.canonical == "Details")
            part = "data";
        add({row.canonical, part == "path" ? std::string() : std::move(part), row.fit == "near"});
    }
    return readings;
}

bool FieldReadings::isScope(const rule::FieldRef& field, const rule::Value& value) const
{
    if (field.kind != rule::FieldRef::Kind::Named)
        return false;
    const std::string& raw = lookupName(field);
    if (field.fit == rule::Fit::Scope)
        return true;
    if (m_splunk) {
        const FieldNameRow* row = splunkRow(raw);
        return row != nullptr && row->fit == "scope";
    }
    if (const auto values = m_scopeValues.find(raw); values != m_scopeValues.end()) {
        const std::string text = rule::scalarText(value.scalar);
        return std::ranges::any_of(values->second, [&](std::string_view one) { return equalsFolded(one, text); });
    }
    const auto found = m_byName.find(raw);
    return found != m_byName.end() && found->second->fit == "scope";
}

} // namespace rulewright::match
