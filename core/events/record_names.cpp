// SPDX-License-Identifier: Apache-2.0
#include "core/events/record_names.h"

#include "core/events/time_text.h"
#include "core/text/fold.h"

#include <algorithm>
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
    TimeName{"TimeGenerated [UTC]", 5},
    TimeName{"TimeCreated.value", 6},
    TimeName{"Date and Time", 6},
    TimeName{"event.created", 4},
    TimeName{"published", 4},
    TimeName{"requestReceivedTimestamp", 4},
    TimeName{"stageTimestamp", 3},
    TimeName{"activityDateTime", 4},
    TimeName{"createdDateTime", 3},
    TimeName{"CreationTime", 4},
    TimeName{"CreationDate", 3},
    TimeName{"created_at", 3},
    TimeName{"_time", 4},
    TimeName{"time", 3},
    TimeName{"datetime", 3},
    TimeName{"ts", 2},
};

int timeRank(std::string_view name)
{
    if (name.size() > 24 || name.size() < 2)
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

/// How tools name System's values in flat records: each of the first three must be there, or one of the two after the
/// id. The names are the tools' own.
struct FlatLayout {
    RecordShape shape;
    std::string_view id;
    std::string_view provider;
    std::string_view channel;
    std::string_view computer;
    std::string_view record;
};

constexpr std::array flatLayouts{
    FlatLayout{RecordShape::Splunk, "EventCode", "SourceName", "LogName", "ComputerName", "RecordNumber"},
    FlatLayout{RecordShape::EvtxECmd, "EventId", "Provider", "Channel", "", "EventRecordId"},
    FlatLayout{RecordShape::PowerShell, "Id", "ProviderName", "LogName", "MachineName", "RecordId"},
    FlatLayout{RecordShape::EventViewer, "Event ID", "Source", "Log Name", "", ""},
};

constexpr std::string_view winlogPrefix = "winlog.";
constexpr std::array<std::string_view, 2> dataPrefixes{"winlog.event_data.", "winlog.user_data."};

using Part = RecordNames::Part;
using Role = RecordNames::Role;
using Meaning = RecordNames::Meaning;

Role systemRole(std::string_view name)
{
    return name == systemFieldNames[0] ? Role::Provider : name == "EventID" ? Role::EventId : Role::None;
}

Meaning plainMeaning(std::string_view name)
{
    if (name.starts_with(winlogPrefix)) {
        for (const std::string_view prefix : dataPrefixes) {
            if (name.starts_with(prefix))
                return {.target = name.substr(prefix.size()), .isWinlogbeat = true};
        }
        for (const SystemName& known : winlogbeatNames) {
            if (known.name == name)
                return {
                    .target = known.system, .isSystem = true, .isWinlogbeat = true, .role = systemRole(known.system)};
        }
    }
    Meaning meaning{.target = name, .isWinlogbeat = name.starts_with(winlogPrefix)};
    meaning.timeRank = static_cast<std::int8_t>(timeRank(name));
    if (name == "Channel")
        meaning.role = Role::Channel;
    else if (name == "EventID")
        meaning.role = Role::EventId;
    else if (name == "Provider_Name")
        meaning.role = Role::Provider;
    else if (name == "SourceName")
        meaning.role = Role::SourceName;
    else if (name == "event.code")
        meaning.role = Role::EventCode;
    else if (std::ranges::contains(flatLayouts, name, &FlatLayout::id))
        meaning.role = Role::OtherEventId;
    else if (name == "_raw" || name == "Payload" || name == "CloudTrailEvent" || name == "AuditData")
        meaning.role = Role::Raw;
    meaning.mark = RecordKind::markOf(name);
    return meaning;
}

Meaning meaningOf(Part part, std::string_view name)
{
    if (part == Part::Plain)
        return plainMeaning(name);
    Meaning meaning{.target = name, .isSystem = part == Part::System};
    if (part == Part::System && name == "TimeCreated_SystemTime")
        meaning.timeRank = systemTimeRank;
    else if (part == Part::System && name == systemFieldNames[0])
        meaning.role = Role::Provider;
    else if (part != Part::System && name == "UtcTime")
        meaning.timeRank = static_cast<std::int8_t>(timeRank(name));
    return meaning;
}

} // namespace

RecordNames::RecordNames(EventSetBuilder& builder, KnownNames& known)
    : m_builder(builder)
    , m_known(&known)
{
    known.begin(builder);
}

void RecordNames::setTime(std::int64_t time)
{
    m_timeRank = systemTimeRank;
    m_builder.setTime(time);
}

void RecordNames::offerTime(std::string_view text) { considerTime(1, text); }

void RecordNames::setSplunk()
{
    if (m_shape == RecordShape::Plain)
        m_shape = RecordShape::Splunk;
}

void RecordNames::keepWhatIsThere()
{
    m_addedSince.emplace();
    if (m_known == nullptr)
        return;
    m_providerCopy = m_provider;
    m_provider = m_providerCopy;
    m_known = nullptr;
}

bool RecordNames::isTaken(std::string_view name)
{
    if (m_addedSince->contains(name))
        return false;
    if (m_builder.has(name))
        return true;
    m_addedSince->emplace(name);
    return false;
}

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

std::string_view RecordNames::kept(std::string_view value, std::string& copy) const
{
    return m_known != nullptr ? value : std::string_view(copy = value);
}

void RecordNames::apply(const Meaning& meaning, std::string_view value)
{
    if (meaning.timeRank > m_timeRank)
        considerTime(meaning.timeRank, value);
    switch (meaning.role) {
    case Role::None:
        break;
    case Role::SourceName:
        m_hasSourceName = true;
        if (m_provider.empty())
            m_provider = kept(value, m_providerCopy);
        break;
    case Role::Provider:
        m_provider = kept(value, m_providerCopy);
        break;
    case Role::Channel:
        m_hasChannel = true;
        break;
    case Role::EventId:
        m_hasEventId = true;
        break;
    case Role::EventCode:
        m_eventCode = kept(value, m_eventCodeCopy);
        break;
    case Role::OtherEventId:
        m_hasOtherEventId = true;
        break;
    case Role::Raw:
        if (meaning.target == "_raw")
            setSplunk();
        if (meaning.target == "_raw" || value.starts_with(meaning.target == "Payload" ? "{\"EventData\"" : "{"))
            m_raw = value;
        break;
    }
    if (meaning.mark != 0)
        m_recordKind.see(meaning.mark, value);
    if (meaning.isWinlogbeat) {
        m_shape = RecordShape::Winlogbeat;
        m_isWindows = true;
    }
}

void RecordNames::add(std::string_view name, std::string_view value)
{
    if (m_part == Part::Nowhere || (m_addedSince && isTaken(name)))
        return;
    KnownNames::Known* const known = m_known == nullptr ? nullptr : m_known->find(m_part, name, m_builder);
    const Meaning meaning = known != nullptr ? known->meaning : meaningOf(m_part, name);
    apply(meaning, value);
    if (known != nullptr && known->field != FieldId::None)
        m_builder.addStable(known->field, value, meaning.isSystem);
    else if (m_known != nullptr)
        m_builder.addStable(meaning.target, value, meaning.isSystem);
    else if (meaning.isSystem)
        m_builder.addSystem(meaning.target, value);
    else
        m_builder.add(meaning.target, value);
}

void RecordNames::addNull(std::string_view name)
{
    if (m_part == Part::Nowhere || (m_addedSince && isTaken(name)))
        return;
    const Meaning meaning = meaningOf(m_part, name);
    m_hasSourceName |= meaning.role == Role::SourceName;
    if (meaning.isWinlogbeat) {
        m_shape = RecordShape::Winlogbeat;
        m_isWindows = true;
    }
    if (meaning.isSystem)
        m_builder.addSystemNull(meaning.target);
    else
        m_builder.addNull(meaning.target);
}

void RecordNames::beginElement(std::string_view array) { m_builder.beginElement(array); }

void RecordNames::endElement() { m_builder.endElement(); }

bool RecordNames::nameProvider(std::string_view name)
{
    // Splunk's input writes the name that the Event Viewer shows.
    if (name == "SourceName" && m_provider == "Microsoft Windows security auditing."
        && !m_builder.has(systemFieldNames[static_cast<std::size_t>(SystemField::Provider)])) {
        m_builder.addSystem(
            systemFieldNames[static_cast<std::size_t>(SystemField::Provider)], "Microsoft-Windows-Security-Auditing");
        return true;
    }
    return m_builder.renameToSystem(name, SystemField::Provider);
}

void RecordNames::nameFlatWindowsEvent()
{
    for (const FlatLayout& layout : flatLayouts) {
        const bool hasSource = m_builder.has(layout.provider) || m_builder.has(layout.channel);
        if (!m_builder.has(layout.id) || !hasSource)
            continue;
        m_isWindows = true;
        if (m_shape == RecordShape::Plain)
            m_shape = layout.shape;
        m_builder.renameToSystem(layout.id, SystemField::EventId);
        nameProvider(layout.provider);
        if (layout.channel != systemFieldNames[static_cast<std::size_t>(SystemField::Channel)])
            m_builder.renameToSystem(layout.channel, SystemField::Channel);
        if (!layout.computer.empty())
            m_builder.renameToSystem(layout.computer, SystemField::Computer);
        if (!layout.record.empty())
            m_builder.renameToSystem(layout.record, SystemField::RecordId);
        return;
    }
}

void RecordNames::finish()
{
    if (m_shape == RecordShape::Winlogbeat && !m_hasEventId && !m_eventCode.empty())
        m_builder.addSystem("EventID", m_eventCode);
    if ((m_shape == RecordShape::Plain || m_shape == RecordShape::Splunk) && m_hasEventId
        && (m_hasChannel || !m_provider.empty())) {
        m_isWindows = true;
        // NXLog's names of System's values.
        if (m_hasSourceName && nameProvider("SourceName")) {
            m_shape = RecordShape::Nxlog;
            m_builder.renameToSystem("Hostname", SystemField::Computer);
            m_builder.renameToSystem("RecordNumber", SystemField::RecordId);
        }
    }
    if (m_hasOtherEventId && !m_hasEventId && !m_isWindows)
        nameFlatWindowsEvent();
    m_builder.setShape(m_shape);
    if (m_knownKind)
        m_builder.setKind(*m_knownKind);
    else if (!m_isWindows)
        m_builder.setKind(m_recordKind.kind());
    if (m_isWindows) {
        // No other letter folds to l.
        const bool isLinux
            = (m_provider.starts_with('L') || m_provider.starts_with('l')) && equalsFolded(m_provider, "Linux-Sysmon");
        m_builder.setKind(isLinux ? SourceKind::LinuxSysmon : SourceKind::WindowsEvent);
    }
}

void KnownNames::begin(const EventSetBuilder& builder)
{
    if (m_builder != builder.serial() || m_known.empty()) {
        m_builder = builder.serial();
        m_known.assign(1, Known{});
        m_places.clear();
    }
    m_last = 0;
}

KnownNames::Known* KnownNames::find(RecordNames::Part part, std::string_view name, const EventSetBuilder& builder)
{
    std::uint32_t at = m_known[m_last].next;
    if (at == 0 || !is(m_known[at], part, name)) {
        m_key.assign(1, static_cast<char>(part));
        m_key += name;
        const auto found = m_places.find(m_key);
        if (found == m_places.end() && m_known.size() >= maximumNames)
            return nullptr;
        if (found == m_places.end()) {
            at = static_cast<std::uint32_t>(m_known.size());
            Known& known = m_known.emplace_back();
            known.name = name;
            known.part = part;
            m_places.emplace(m_key, at);
        } else {
            at = found->second;
        }
        m_known[m_last].next = at;
    }
    m_last = at;
    Known& known = m_known[at];
    if (known.field == FieldId::None) {
        // The name may have moved with the others.
        known.meaning = meaningOf(part, known.name);
        known.field = builder.field(known.meaning.target);
    }
    return &known;
}

} // namespace rulewright::events
