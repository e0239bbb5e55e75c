// SPDX-License-Identifier: Apache-2.0
#include "core/events/record_names.h"

#include "core/events/time_text.h"
#include "core/text/fold.h"

#include <array>

namespace rulewright::events {

namespace {

/// Names of a time, the better ones with the higher rank.
struct TimeName {
    std::string_view name;
    int rank;
};

constexpr int systemTimeRank = 9;
constexpr std::array timeNames{
    TimeName{"@timestamp", 8},
    TimeName{"UtcTime", 7},
    TimeName{"TimeCreated", 6},
    TimeName{"TimeCreated_SystemTime", 6},
    TimeName{"SystemTime", 6},
    TimeName{"EventTime", 6},
    TimeName{"eventTime", 5},
    TimeName{"timestamp", 5},
    TimeName{"Timestamp", 5},
    TimeName{"TimeGenerated", 5},
    TimeName{"event.created", 4},
    TimeName{"_time", 4},
    TimeName{"time", 3},
    TimeName{"datetime", 3},
    TimeName{"ts", 2},
};

int timeRank(std::string_view name)
{
    if (name.size() > 22 || name.size() < 2)
        return 0;
    for (const TimeName& time : timeNames) {
        if (time.name == name)
            return time.rank;
    }
    return 0;
}

struct SystemName {
    std::string_view name;
    std::string_view system;
};

constexpr std::array winlogbeatNames{
    SystemName{"winlog.channel", "Channel"},
    SystemName{"winlog.provider_name", "Provider_Name"},
    SystemName{"winlog.provider_guid", "Provider_Guid"},
    SystemName{"winlog.event_id", "EventID"},
    SystemName{"winlog.record_id", "EventRecordID"},
    SystemName{"winlog.computer_name", "Computer"},
};

constexpr std::string_view winlogPrefix = "winlog.";
constexpr std::array<std::string_view, 2> dataPrefixes{"winlog.event_data.", "winlog.user_data."};

} // namespace

RecordNames::Part RecordNames::enter(Part part)
{
    const Part before = m_part;
    m_part = part;
    if (part == Part::EventData || part == Part::UserData)
        m_shape = part == Part::EventData ? RecordShape::EventData : RecordShape::UserData;
    if (part == Part::System) {
        m_isWindows = true;
        if (m_shape == RecordShape::Plain)
            m_shape = RecordShape::EventData;
    }
    return before;
}

void RecordNames::considerTime(int rank, std::string_view text)
{
    if (rank <= m_timeRank)
        return;
    if (const auto time = parseTime(text)) {
        m_timeRank = rank;
        m_builder.setTime(*time);
    }
}

void RecordNames::add(std::string_view name, std::string_view value)
{
    switch (m_part) {
    case Part::Nowhere:
        return;
    case Part::System:
        if (name == "TimeCreated_SystemTime")
            considerTime(systemTimeRank, value);
        else if (name == systemFieldNames[0])
            m_provider = value;
        m_builder.addSystem(name, value);
        return;
    case Part::EventData:
    case Part::UserData:
        if (name == "UtcTime")
            considerTime(timeRank(name), value);
        m_builder.add(name, value);
        return;
    case Part::Plain:
        addPlain(name, value);
        return;
    }
}

void RecordNames::addPlain(std::string_view name, std::string_view value)
{
    if (name.starts_with(winlogPrefix) && addWinlogbeat(name, &value))
        return;
    if (const int rank = timeRank(name); rank > m_timeRank)
        considerTime(rank, value);
    if (name == "Channel")
        m_hasChannel = true;
    else if (name == "EventID")
        m_hasEventId = true;
    else if (name == "Provider_Name" || (m_provider.empty() && name == "SourceName"))
        m_provider = value;
    else if (name == "event.code")
        m_eventCode = value;
    m_builder.add(name, value);
}

bool RecordNames::addWinlogbeat(std::string_view name, const std::string_view* value)
{
    m_shape = RecordShape::Winlogbeat;
    m_isWindows = true;
    for (const std::string_view prefix : dataPrefixes) {
        if (!name.starts_with(prefix))
            continue;
        name.remove_prefix(prefix.size());
        if (value == nullptr)
            m_builder.addNull(name);
        else
            m_builder.add(name, *value);
        return true;
    }
    for (const SystemName& known : winlogbeatNames) {
        if (known.name != name)
            continue;
        if (value == nullptr) {
            m_builder.addSystemNull(known.system);
            return true;
        }
        if (known.system == systemFieldNames[0])
            m_provider = *value;
        m_hasEventId |= known.system == "EventID";
        m_builder.addSystem(known.system, *value);
        return true;
    }
    return false;
}

void RecordNames::addNull(std::string_view name)
{
    if (m_part == Part::Nowhere
        || (m_part == Part::Plain && name.starts_with(winlogPrefix) && addWinlogbeat(name, nullptr)))
        return;
    if (m_part == Part::System)
        m_builder.addSystemNull(name);
    else
        m_builder.addNull(name);
}

void RecordNames::beginElement(std::string_view array) { m_builder.beginElement(array); }

void RecordNames::endElement() { m_builder.endElement(); }

void RecordNames::finish()
{
    if (m_shape == RecordShape::Winlogbeat && !m_hasEventId && !m_eventCode.empty())
        m_builder.addSystem("EventID", m_eventCode);
    if (m_shape == RecordShape::Plain && m_hasEventId && (m_hasChannel || !m_provider.empty())) {
        m_isWindows = true;
        // NXLog's names of System's values.
        if (m_builder.renameToSystem("SourceName", SystemField::Provider)) {
            m_shape = RecordShape::Nxlog;
            m_builder.renameToSystem("Hostname", SystemField::Computer);
            m_builder.renameToSystem("RecordNumber", SystemField::RecordId);
        }
    }
    m_builder.setShape(m_shape);
    if (m_isWindows)
        m_builder.setKind(
            equalsFolded(m_provider, "Linux-Sysmon") ? SourceKind::LinuxSysmon : SourceKind::WindowsEvent);
}

} // namespace rulewright::events
