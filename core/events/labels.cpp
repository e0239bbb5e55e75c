// SPDX-License-Identifier: Apache-2.0
#include "core/events/labels.h"

namespace rulewright::events {

const Label& Labels::of(EventId event, SourceId source) const
{
    static const Label none;
    if (const auto at = m_events.find(index(event)); at != m_events.end())
        return at->second;
    const auto at = m_sources.find(index(source));
    return at == m_sources.end() ? none : at->second;
}

const Label* Labels::ofEvent(EventId event) const
{
    const auto at = m_events.find(index(event));
    return at == m_events.end() ? nullptr : &at->second;
}

const Label* Labels::ofSource(SourceId source) const
{
    const auto at = m_sources.find(index(source));
    return at == m_sources.end() ? nullptr : &at->second;
}

void Labels::set(EventId event, Label label) { m_events.insert_or_assign(index(event), std::move(label)); }

void Labels::setForSource(SourceId source, Label label) { m_sources.insert_or_assign(index(source), std::move(label)); }

void Labels::append(const Labels& other, std::uint32_t events, std::uint32_t sources)
{
    for (const auto& [event, label] : other.m_events)
        m_events.insert_or_assign(event + events, label);
    for (const auto& [source, label] : other.m_sources)
        m_sources.insert_or_assign(source + sources, label);
}

} // namespace rulewright::events
