// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/segment.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rulewright::events {

/// Makes the value of one field visible under another name too: 4688's NewProcessName as Image. The value is
/// stored once; the alias names the column again. In a row that has a field of the name itself, the alias is
/// not applied.
struct FieldAlias {
    std::string name;                     ///< the further name
    std::string original;                 ///< the field that has the value
    std::optional<std::string> provider;  ///< only in events of this provider
    std::vector<std::uint32_t> eventIds;  ///< only in events with one of these ids; empty: any
    bool operator==(const FieldAlias &) const = default;
};

/// Rows of a segment in which a column stands for a field name.
struct ResolvedColumn {
    const Column *column = nullptr;
    /// None: every row that has the column. Else bit r of word w tells for row 64 w + r.
    std::optional<std::vector<std::uint64_t>> rows;
    /// Stable within the segment, equal for equal (column, rows): part of a leaf cache's key.
    std::uint64_t identity = 0;
};

/// The names of fields: ids for original names, and aliases.
class FieldTable {
public:
    [[nodiscard]] FieldId find(std::string_view name) const; ///< original names only; None where unknown
    FieldId intern(std::string_view name);
    [[nodiscard]] const std::string &name(FieldId field) const;
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_names.size()); }

    void setAliases(std::vector<FieldAlias> aliases);
    [[nodiscard]] const std::vector<FieldAlias> &aliases() const { return m_aliases; }

    /// Blank-stripped names ("Threat Name" also as ThreatName) are aliases by rule: see product.md, T2.
    /// The columns that carry `name` in the segment: the field itself first, then aliases. Names compare
    /// exactly.
    [[nodiscard]] std::vector<ResolvedColumn> resolve(const Segment &segment, std::string_view name) const;

private:
    std::vector<std::string> m_names;
    std::unordered_map<std::string, FieldId> m_ids;
    std::vector<FieldAlias> m_aliases;
};

} // namespace rulewright::events
