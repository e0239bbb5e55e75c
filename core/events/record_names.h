// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/builder.h"
#include "core/events/record_kind.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace rulewright::events {

class KnownNames;

/// Stands between the reader of one record and the builder: gives fields the names that rules use (winlogbeat's,
/// flat records of Windows events), finds the event's time, and tells what kind of log it is from.
class RecordNames {
public:
    /// Where a value stands. Plain: no Windows event's XML. Nowhere: it is not added.
    enum class Part : std::uint8_t { Plain, System, EventData, UserData, Nowhere };

    /// What a field under a name is for.
    enum class Role : std::uint8_t {
        None,
        Provider,
        SourceName,
        Channel,
        EventId,
        EventCode,
        OtherEventId, ///< as another tool names it
        Raw ///< the text of the event
    };

    /// What a name means where it stands.
    struct Meaning {
        std::string_view target; ///< the name that rules use: the name itself, its end, or a text that lives for ever
        bool isSystem = false;
        bool isWinlogbeat = false;
        std::int8_t timeRank = 0; ///< 0: no time
        Role role = Role::None;
        std::uint8_t mark = 0; ///< RecordKind::markOf()
    };

    explicit RecordNames(EventSetBuilder& builder)
        : m_builder(builder)
    {
    }

    /// With what is known from the builder's other records. Values must stay until the event is ended or dropped.
    RecordNames(EventSetBuilder& builder, KnownNames& known);

    /// From now on values stand in `part`; returns where they stood before.
    Part enter(Part part);
    void add(std::string_view name, std::string_view value);
    void addNull(std::string_view name);
    void beginElement(std::string_view array);
    void endElement();

    /// What the reader knows of the log, whatever the names say.
    void setKind(SourceKind kind) { m_knownKind = kind; }

    /// The names decide again.
    void forgetKind() { m_knownKind.reset(); }

    void setTime(std::int64_t time);
    /// The time in a value that has no name of a time.
    void offerTime(std::string_view text);
    /// The record is one of a Splunk export: its names may be those of Splunk's data models.
    void setSplunk();

    /// The text of the event as Splunk keeps it (`_raw`), the data of a Windows event as JSON (EvtxECmd's `Payload`),
    /// or the event as JSON in a record about it (`CloudTrailEvent` of AWS' lookup, `AuditData` of Microsoft 365's):
    /// what it says is added by addRawText().
    [[nodiscard]] std::string takeRaw() { return std::exchange(m_raw, {}); }

    /// From now on only names are added that the record did not have before, and values need not stay.
    void keepWhatIsThere();

    /// Once all values are added.
    void finish();

private:
    void apply(const Meaning& meaning, std::string_view value);
    void considerTime(int rank, std::string_view text);
    /// Makes the field the provider; false where there is one already, or no such field.
    bool nameProvider(std::string_view name);
    void nameFlatWindowsEvent();
    [[nodiscard]] bool isTaken(std::string_view name);
    [[nodiscard]] std::string_view kept(std::string_view value, std::string& copy) const;

    EventSetBuilder& m_builder;
    KnownNames* m_known = nullptr;
    Part m_part = Part::Plain;
    RecordShape m_shape = RecordShape::Plain;
    int m_timeRank = 0;
    std::string_view m_provider;
    std::string_view m_eventCode;
    std::string m_providerCopy; ///< where values do not stay
    std::string m_eventCodeCopy;
    std::string m_raw;
    std::optional<SourceKind> m_knownKind;
    RecordKind m_recordKind;
    std::optional<std::set<std::string, std::less<>>> m_addedSince;
    bool m_hasChannel = false;
    bool m_hasEventId = false;
    bool m_hasOtherEventId = false;
    bool m_hasSourceName = false;
    bool m_isWindows = false;
};

/// What the names of fields mean and which ids they have, kept from record to record of one builder: records of
/// one kind have the same names in the same order, so that a name is mostly compared with one other.
class KnownNames {
public:
    struct Known {
        std::string name;
        RecordNames::Part part = RecordNames::Part::Plain;
        RecordNames::Meaning meaning;
        FieldId field = FieldId::None; ///< of meaning.target; None as long as no event had it
        std::uint32_t next = 0; ///< what followed last time
    };

    /// Null where there are too many names to keep. What it points to stays until begin().
    Known* find(RecordNames::Part part, std::string_view name, const EventSetBuilder& builder);
    /// A record of this builder begins.
    void begin(const EventSetBuilder& builder);

private:
    static constexpr std::size_t maximumNames = 8'192;

    [[nodiscard]] static bool is(const Known& known, RecordNames::Part part, std::string_view name)
    {
        return known.part == part && known.name == name;
    }

    std::deque<Known>
        m_known; ///< stays where it is, as meanings look into names; the first stands for the beginning of a record
    std::unordered_map<std::string, std::uint32_t> m_places; ///< by part and name
    std::uint32_t m_last = 0;
    std::uint64_t m_builder = 0; ///< EventSetBuilder::serial()
    std::string m_key;
};

} // namespace rulewright::events
