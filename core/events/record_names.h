// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/builder.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace rulewright::events {

/// Stands between the reader of one record and the builder: gives fields the names that rules use (winlogbeat's,
/// flat records of Windows events), finds the event's time, and tells what kind of log it is from.
class RecordNames {
public:
    /// Where a value stands. Plain: no Windows event's XML. Nowhere: it is not added.
    enum class Part : std::uint8_t { Plain, System, EventData, UserData, Nowhere };

    explicit RecordNames(EventSetBuilder& builder)
        : m_builder(builder)
    {
    }

    /// From now on values stand in `part`; returns where they stood before.
    Part enter(Part part);
    void add(std::string_view name, std::string_view value);
    void addNull(std::string_view name);
    void beginElement(std::string_view array);
    void endElement();
    /// Once all values are added.
    void finish();

private:
    void addPlain(std::string_view name, std::string_view value);
    bool addWinlogbeat(std::string_view name, const std::string_view* value);
    void considerTime(int rank, std::string_view text);

    EventSetBuilder& m_builder;
    Part m_part = Part::Plain;
    RecordShape m_shape = RecordShape::Plain;
    int m_timeRank = 0;
    std::string m_provider;
    std::string m_eventCode;
    bool m_hasChannel = false;
    bool m_hasEventId = false;
    bool m_isWindows = false;
};

} // namespace rulewright::events
