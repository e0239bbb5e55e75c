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

void Labels::set(EventId event, Label label)
{
    m_events.insert_or_assign(index(event), std::move(label));
}

void Labels::setForSource(SourceId source, Label label)
{
    m_sources.insert_or_assign(index(source), std::move(label));
}

} // namespace rulewright::events
