// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/rule.h"
#include "core/taxonomy/splunk_fields.h"
#include "core/taxonomy/taxonomy.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rulewright::match {

/// Another name under which events have what a vendor's field name says, and which part of the value it is.
struct FieldReading {
    std::string name; ///< the field of the event: Image
    std::string part; ///< of field-map.csv: base, ext, arg, user …; empty: the whole value
    bool isNear = false; ///< the values are close, but not equal
    bool operator==(const FieldReading&) const = default;
};

/// How a language's field names are read on events that carry other names (corpora.md, section 5, "When
/// matching"): the raw name first, then these. Keeps references into the taxonomy.
class FieldReadings {
public:
    FieldReadings(const rule::Rule& rule, const taxonomy::Taxonomy& taxonomy);

    /// In the order in which they are tried.
    [[nodiscard]] std::vector<FieldReading> otherwise(const rule::FieldRef& field) const;

    /// Whether a test of this value tells which log an event is from, and not what the event says.
    [[nodiscard]] bool isScope(const rule::FieldRef& field, const rule::Value& value) const;

private:
    [[nodiscard]] const taxonomy::FieldNameRow* splunkRow(std::string_view raw) const;

    std::unordered_map<std::string_view, const taxonomy::FieldNameRow*> m_byName;
    std::unordered_map<std::string_view, std::vector<std::string_view>> m_scopeValues; ///< event.action: exec, …
    /// Splunk's names depend on the nodes of data models that the search names.
    std::optional<taxonomy::SplunkFields> m_splunk;
    std::vector<std::string> m_nodes; ///< in order, each once
    std::string m_dataModel;
};

} // namespace rulewright::match
