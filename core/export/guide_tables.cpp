// SPDX-License-Identifier: Apache-2.0
#include "core/export/guide_tables.h"

#include "core/corpus/vendor.h"

#include <format>
#include <utility>

namespace rulewright::exporting {

namespace {

using corpus::Guide;
using corpus::RowKey;

Cell text(const std::optional<std::string>& value) { return value ? Cell(*value) : Cell(); }

Cell number(std::uint64_t value) { return static_cast<std::int64_t>(value); }

Cell transform(const RowKey& key) { return key.transform.empty() ? Cell() : Cell(key.transform); }

std::string operatorOf(const RowKey& key) { return std::string(rule::operatorName(key.op)); }

std::string counts(const std::vector<corpus::NamedCount>& named)
{
    std::string all;
    for (const corpus::NamedCount& one : named)
        all += std::format("{}{} {}", all.empty() ? "" : "; ", one.name, one.rules);
    return all;
}

std::string joined(const std::vector<std::string>& texts)
{
    std::string all;
    for (const std::string& one : texts)
        all += (all.empty() ? "" : "; ") + one;
    return all;
}

Table rules(const Guide& guide)
{
    Table table{"rules", {"vendor", "path", "title", "level", "status"}, {}};
    for (const corpus::GuideRule& rule : guide.rules)
        table.rows.push_back(
            {std::string(corpus::vendorName(rule.vendor)), rule.path, rule.title, text(rule.level), text(rule.status)});
    return table;
}

Table events(const Guide& guide)
{
    Table table{"events", {"provider", "id", "title", "rules"}, {}};
    for (const corpus::GuideEvent& event : guide.events)
        table.rows.push_back({event.provider, number(event.id), event.title, number(event.rules.size())});
    return table;
}

Table fields(const Guide& guide)
{
    Table table{"fields", {"field", "rules", "operators", "names", "samples"}, {}};
    for (const corpus::GuideField& field : guide.fields)
        table.rows.push_back({field.field, number(field.rules.size()), counts(field.operators), counts(field.raw),
            joined(field.samples)});
    return table;
}

Table values(const std::vector<corpus::GuideRow>& rows, std::string title, bool hasReach)
{
    Table table{std::move(title), {"field", "operator", "value", "transform", "rules"}, {}};
    if (hasReach) {
        table.columns.emplace_back("reach");
        table.columns.emplace_back("specific");
    }
    for (const corpus::GuideRow& row : rows) {
        std::vector<Cell> cells{
            row.key.field, operatorOf(row.key), text(row.key.value), transform(row.key), number(row.rules.size())};
        if (hasReach) {
            cells.push_back(number(row.reach));
            cells.emplace_back(row.isSpecific());
        }
        table.rows.push_back(std::move(cells));
    }
    return table;
}

Table joint(const Guide& guide)
{
    Table table{"joint exclusions", {"group", "rules", "field", "operator", "value"}, {}};
    for (std::size_t i = 0; i < guide.jointExclusions.size(); ++i) {
        for (const RowKey& member : guide.jointExclusions[i].members)
            table.rows.push_back({number(i + 1), number(guide.jointExclusions[i].rules.size()), member.field,
                operatorOf(member), text(member.value)});
    }
    return table;
}

Table derived(const Guide& guide)
{
    Table table{"derived tests", {"field", "operator", "value", "rules", "from", "values"}, {}};
    for (const corpus::DerivedRow& row : guide.derived)
        table.rows.push_back({row.key.field, operatorOf(row.key), text(row.key.value), number(row.rules.size()),
            row.from, row.values == 0 ? Cell() : number(row.values)});
    return table;
}

Table tableOf(const Guide& guide, GuideSection section)
{
    switch (section) {
    case GuideSection::Rules:
        return rules(guide);
    case GuideSection::Events:
        return events(guide);
    case GuideSection::Fields:
        return fields(guide);
    case GuideSection::Indicators:
        return values(guide.indicators, "indicators", true);
    case GuideSection::Exclusions:
        return values(guide.exclusions, "exclusions", true);
    case GuideSection::JointExclusions:
        return joint(guide);
    case GuideSection::NestedNegations:
        return values(guide.nestedNegations, "nested negations", false);
    case GuideSection::Derived:
        return derived(guide);
    }
    return {};
}

} // namespace

Table guideTable(const Guide& guide, GuideSection section)
{
    Table table = tableOf(guide, section);
    table.title = std::format("{} {}: {}", guide.technique, guide.name, table.title);
    return table;
}

} // namespace rulewright::exporting
