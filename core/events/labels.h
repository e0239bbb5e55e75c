// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/ids.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rulewright::events {

enum class Side : std::uint8_t { Unknown, Attack, Benign };

/// What is known about one event beside its content.
struct Label {
    Side side = Side::Unknown;
    std::vector<std::string> techniques{}; ///< ATT&CK ids of the step it belongs to
    std::vector<std::string> truePositiveOf{}; ///< ids of rules
    std::vector<std::string> falsePositiveOf{}; ///< ids of rules
    bool operator==(const Label&) const = default;
};

/// Labels of the events of an event set. A label of a file holds for its events that have none of their own.
class Labels {
public:
    [[nodiscard]] const Label& of(EventId event, SourceId source) const;

    [[nodiscard]] Side sideOf(EventId event, SourceId source) const { return of(event, source).side; }

    /// A label of the event's own, or of all events of the source; null where it has none.
    [[nodiscard]] const Label* ofEvent(EventId event) const;
    [[nodiscard]] const Label* ofSource(SourceId source) const;

    void set(EventId event, Label label);
    void setForSource(SourceId source, Label label);

    /// Adds the labels of events and sources that now are so many numbers higher.
    void append(const Labels& other, std::uint32_t events, std::uint32_t sources);

    bool operator==(const Labels&) const = default;

    [[nodiscard]] bool isEmpty() const { return m_events.empty() && m_sources.empty(); }

private:
    std::unordered_map<std::uint32_t, Label> m_events;
    std::unordered_map<std::uint32_t, Label> m_sources;
};

} // namespace rulewright::events
