// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/diagnostic.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rulewright::taxonomy {

/// One kind of event: what its publisher calls it, and what leads to it in each language
/// (the facts of event-map.csv).
struct EventType {
    std::string provider; ///< Microsoft-Windows-Sysmon
    std::uint32_t id = 0;
    std::string title; ///< its publisher's: "FileCreate"; ours where we do not know it
    std::string description; ///< ours: "File created"
    std::vector<std::string> categories; ///< Sigma's, with the product: "windows/file_event"
    std::vector<std::string> services; ///< Sigma's, whose rules choose it by EventID
    std::vector<std::string> elastic; ///< what leads to it in an Elastic rule
    std::vector<std::string> splunk; ///< what leads to it in a Splunk detection
    std::vector<std::string> fields{}; ///< of its data, in its publisher's order; empty where we do not know them
    bool operator==(const EventType&) const = default;
};

/// A log source or a part of one that a table maps to events: product, category and service as Sigma names
/// them (each may be empty), and the events that stand behind it.
struct LogSourceRow {
    enum class Part : std::uint8_t { Product, Category, Service };
    Part part = Part::Service;
    std::string product;
    std::string name; ///< of the category or service; of the product itself for Part::Product
    std::string provider; ///< empty: any
    std::string channel; ///< empty: any
    std::vector<std::uint32_t> ids; ///< empty: any
    std::string source{}; ///< the kind of log that a reader recognised (SourceKind); empty: any
    bool operator==(const LogSourceRow&) const = default;
};

/// A kind of log that readers recognise.
struct SourceKindRow {
    std::string name; ///< aws-cloudtrail
    std::string title; ///< for people: AWS CloudTrail
    bool operator==(const SourceKindRow&) const = default;
};

/// A field that is also visible under another name. The value is that of the source, never a copy.
struct FieldAlias {
    std::string name; ///< the name that rules use: Image
    std::string source; ///< the name that the event has: NewProcessName
    std::string provider; ///< of the events for which it holds; empty: all
    std::vector<std::uint32_t> ids; ///< empty: all
    bool isNear = false; ///< the values are close, but not equal (a SID for a word)
    /// The value is what stands behind this name in a list of names and values: IMPHASH in "MD5=…,IMPHASH=…". Empty:
    /// the whole value.
    std::string part{};
    bool operator==(const FieldAlias&) const = default;
};

/// How a vendor's field name maps to the canonical one (a row of field-map.csv).
struct FieldNameRow {
    std::string vendor; ///< elastic, splunk, sigma
    std::string raw; ///< `*`: every other name
    std::string context; ///< "any", "node Processes", "value exec"
    std::string canonical; ///< empty for a scope field
    std::string part; ///< path, base, arg, ext, user … or empty
    std::string fit; ///< exact, near, scope
    std::string note;
    bool operator==(const FieldNameRow&) const = default;
};

/// The bytes of the tables below resources/taxonomy.
struct TaxonomyFiles {
    std::string_view events;
    std::string_view logSources;
    std::string_view fieldAliases;
    std::string_view fieldNames;
    std::string_view sourceKinds = "name,title\n";
    std::string_view eventFields = "provider,id,fields\n";
};

/// The tables that the product knows of events, log sources and field names. A value, loaded once and passed on.
class Taxonomy {
public:
    /// Errors name the file and line: a malformed table, a pair twice, an id that is no number.
    [[nodiscard]] static Result<Taxonomy> fromFiles(const TaxonomyFiles& files);

    [[nodiscard]] const std::vector<EventType>& events() const { return m_events; }

    [[nodiscard]] const std::vector<LogSourceRow>& logSources() const { return m_logSources; }

    [[nodiscard]] const std::vector<FieldAlias>& fieldAliases() const { return m_fieldAliases; }

    [[nodiscard]] const std::vector<FieldNameRow>& fieldNames() const { return m_fieldNames; }

    [[nodiscard]] const std::vector<SourceKindRow>& sourceKinds() const { return m_sourceKinds; }

    /// The event of this provider (letter case ignored) and id; null where the catalogue has none.
    [[nodiscard]] const EventType* event(std::string_view provider, std::uint32_t id) const;

private:
    std::vector<EventType> m_events;
    std::vector<LogSourceRow> m_logSources;
    std::vector<FieldAlias> m_fieldAliases;
    std::vector<FieldNameRow> m_fieldNames;
    std::vector<SourceKindRow> m_sourceKinds;
    std::unordered_map<std::string, std::size_t> m_eventByKey; ///< folded provider, '#', id
};

/// The name under which a field whose name has blanks is visible too: `Threat Name` is also ThreatName.
/// Nothing for a name without blanks, or of blanks alone.
[[nodiscard]] std::optional<std::string> nameWithoutBlanks(std::string_view name);

} // namespace rulewright::taxonomy
