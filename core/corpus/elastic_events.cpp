// SPDX-License-Identifier: Apache-2.0
// Which events an Elastic rule needs: the part of EventIndex that reads Elastic's words.
#include "core/corpus/events_covered.h"

#include "core/text/fold.h"

#include <algorithm>
#include <array>
#include <format>
#include <set>
#include <string_view>
#include <utility>

namespace rulewright::corpus {

namespace {

using taxonomy::EventType;

/// The values that filter leaves of a raw name ask for, folded.
std::set<std::string> wanted(std::string_view raw, const std::vector<MinedLeaf>& leaves)
{
    std::set<std::string> values;
    for (const MinedLeaf& leaf : leaves) {
        if (leaf.role == Role::Filter && leaf.op == rule::Op::Eq && leaf.value && leaf.raw == raw)
            values.insert(folded(*leaf.value));
    }
    return values;
}

std::set<std::string> wantedOfAny(std::initializer_list<std::string_view> names, const std::vector<MinedLeaf>& leaves)
{
    std::set<std::string> values;
    for (const std::string_view name : names)
        values.merge(wanted(name, leaves));
    return values;
}

/// Whether the rule's data sets are another product's than Windows', whose codes mean something else.
bool isOfAnotherProduct(const std::vector<MinedLeaf>& leaves)
{
    static constexpr std::array<std::string_view, 5> prefixes{"windows", "system", "winlog", "sysmon", "forwarded"};
    const std::set<std::string> sets = wantedOfAny({"event.dataset", "data_stream.dataset", "event.module"}, leaves);
    return !sets.empty() && std::ranges::none_of(sets, [&](const std::string& set) {
        return std::ranges::any_of(prefixes, [&](std::string_view prefix) { return set.starts_with(prefix); });
    });
}

/// The systems that host.os.type or the `OS:` tags name, folded.
std::set<std::string> systemsOf(const rule::Rule& rule, const std::vector<MinedLeaf>& leaves)
{
    static constexpr std::string_view prefix = "os: ";
    std::set<std::string> systems = wanted("host.os.type", leaves);
    for (const rule::Located& tag : rule.metadata.tags) {
        if (const std::string name = folded(tag.text); name.starts_with(prefix))
            systems.insert(name.substr(prefix.size()));
    }
    return systems;
}

} // namespace

void EventIndex::addElastic(const EventType& event)
{
    for (const std::string& way : event.elastic) {
        if (!way.starts_with("event.code")) {
            m_byElastic[way].push_back(&event);
            continue;
        }
        const CodeNeeds needs = way.contains("Sysmon index") ? CodeNeeds::SysmonIndexOrProvider
            : way.contains("event.provider")                 ? CodeNeeds::Provider
                                                             : CodeNeeds::Nothing;
        m_byCode[std::to_string(event.id)].push_back({&event, needs});
    }
}

EventIndex::Events EventIndex::ofCodes(const rule::Rule& rule, const std::vector<MinedLeaf>& leaves) const
{
    Events events;
    if (isOfAnotherProduct(leaves))
        return events;
    const std::set<std::string> providers = wanted("event.provider", leaves);
    const bool isSysmon = std::ranges::any_of(rule.logSource.indexPatterns,
        [](const rule::LogSourcePart& index) { return folded(index.text).contains("sysmon"); });
    for (const std::string& code : wantedOfAny({"event.code", "winlog.event_id"}, leaves)) {
        const auto coded = m_byCode.find(code);
        if (coded == m_byCode.end())
            continue;
        for (const auto& [event, needs] : coded->second) {
            const bool isMeant = !providers.empty()
                ? providers.contains(folded(event->provider))
                : needs == CodeNeeds::Nothing || (needs == CodeNeeds::SysmonIndexOrProvider && isSysmon);
            if (isMeant)
                events.push_back(event);
        }
    }
    return events;
}

std::vector<CoveredEvent> EventIndex::coveredByElastic(
    const rule::Rule& rule, const std::vector<MinedLeaf>& leaves) const
{
    Events events;
    const auto isPowerShell
        = [](const MinedLeaf& leaf) { return leaf.role == Role::Filter && leaf.raw.starts_with("powershell.file."); };
    const auto addAll = [&](const std::string& way) {
        if (const auto found = m_byElastic.find(way); found != m_byElastic.end())
            events.insert(events.end(), found->second.begin(), found->second.end());
    };
    if (!wantedOfAny({"event.code", "winlog.event_id"}, leaves).empty()) {
        events = ofCodes(rule, leaves);
    } else if (std::ranges::any_of(leaves, isPowerShell)) {
        addAll("powershell.file.*");
    } else {
        const std::set<std::string> systems = systemsOf(rule, leaves);
        for (const std::string& category : wanted("event.category", leaves)) {
            for (const std::string& system : systems)
                addAll(std::format("{} {}", system, category));
        }
    }
    return pairsOf(events);
}

} // namespace rulewright::corpus
