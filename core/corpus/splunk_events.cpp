// SPDX-License-Identifier: Apache-2.0
// Which events a Splunk rule needs: the part of EventIndex that reads Splunk's words.
#include "core/corpus/events_covered.h"

#include "core/text/fold.h"

#include <set>
#include <string_view>

namespace rulewright::corpus {

using taxonomy::EventType;

void EventIndex::addSplunk(const EventType& event)
{
    static constexpr std::string_view macroEnd = "` + EventCode";
    m_byProvider[event.provider].push_back(&event);
    for (const std::string_view way : event.splunk) {
        if (way.starts_with('`') && way.ends_with(macroEnd))
            m_byMacro[std::string(way.substr(1, way.size() - 1 - macroEnd.size()))].push_back(&event);
        else
            m_byDataSource[folded(way)].push_back(&event);
    }
}

std::vector<CoveredEvent> EventIndex::coveredBySplunk(
    const rule::Rule& rule, const std::vector<MinedLeaf>& leaves) const
{
    Events events;
    std::set<std::string> providers;
    for (const rule::LogSourcePart& source : rule.logSource.dataSources) {
        if (const auto found = m_byDataSource.find(folded(source.text)); found != m_byDataSource.end()) {
            events.insert(events.end(), found->second.begin(), found->second.end());
            for (const EventType* event : found->second)
                providers.insert(event->provider);
        }
    }
    std::set<std::string> ids;
    for (const MinedLeaf& leaf : leaves) {
        if (leaf.role == Role::Filter && leaf.context == Context::Event && leaf.op == rule::Op::Eq && leaf.value
            && equalsFolded(leaf.field, "EventID"))
            ids.insert(*leaf.value);
    }
    const auto addOfIds = [&](const Events& among) {
        for (const EventType* event : among) {
            if (ids.contains(std::to_string(event->id)))
                events.push_back(event);
        }
    };
    for (const std::string& provider : providers)
        addOfIds(m_byProvider.at(provider));
    for (const rule::LogSourcePart& macro : rule.logSource.macros) {
        if (const auto found = m_byMacro.find(macro.text); found != m_byMacro.end())
            addOfIds(found->second);
    }
    return pairsOf(events);
}

} // namespace rulewright::corpus
