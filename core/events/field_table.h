// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/segment.h"

#include <cstdint>
#include <functional>
#include <memory>
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
    std::string name; ///< the further name
    std::string original; ///< the field that has the value
    std::optional<std::string> provider{}; ///< only in events of this provider
    std::vector<std::uint32_t> eventIds{}; ///< only in events with one of these ids; empty: any
    bool isNear = false; ///< the values are close, but not equal: a match on them is approximate
    std::optional<RecordShape> shape{}; ///< only in records that were laid out so
    std::string part{}; ///< of a list of names and values, as in "MD5=…,IMPHASH=…"; empty: the whole value
    bool operator==(const FieldAlias&) const = default;
};

/// Rows of a segment in which a column stands for a field name.
struct ResolvedColumn {
    const Column* column = nullptr;
    /// Null: every row that has the column. Else bit r of word w tells for row 64 w + r, and only rows that
    /// have the column are set.
    std::shared_ptr<const std::vector<std::uint64_t>> rows;
    bool isNear = false; ///< through an alias whose values are close, but not equal
    /// Stable within the segment, equal for equal (column, rows): part of a leaf cache's key.
    std::uint64_t identity = 0;
};

/// A further name that a field has in one row.
struct AliasName {
    std::string name;
    FieldId original = FieldId::None;
    bool isPart = false; ///< the value is a part of the original's
    bool operator==(const AliasName&) const = default;
};

/// The names of fields: ids for original names, and aliases. Copies share the aliases.
class FieldTable {
public:
    [[nodiscard]] FieldId find(std::string_view name) const; ///< original names only; None where unknown
    FieldId intern(std::string_view name);
    [[nodiscard]] const std::string& name(FieldId field) const;

    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_names.size()); }

    void setAliases(std::vector<FieldAlias> aliases);
    [[nodiscard]] const std::vector<FieldAlias>& aliases() const;

    /// The columns that carry `name` in the segment: the field itself first, then aliases: those given, names
    /// without their blanks ("Threat Name" is also ThreatName: product.md, T2), and the further names of a
    /// record's shape (winlog.event_data.X of winlogbeat). Names compare exactly. Cached in the segment.
    [[nodiscard]] std::vector<ResolvedColumn> resolve(const Segment& segment, std::string_view name) const;
    /// The further names of the row's fields, in the order of the originals, without those that the row has
    /// as a field of its own.
    [[nodiscard]] std::vector<AliasName> aliasesOf(const Segment& segment, RowId row) const;

private:
    struct Hash {
        using is_transparent = void;

        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    struct AliasTable;

    std::vector<ResolvedColumn> resolveAnew(const Segment& segment, std::string_view name) const;

    std::vector<std::string> m_names;
    std::unordered_map<std::string, FieldId, Hash, std::equal_to<>> m_ids;
    /// Fields whose name has blanks, by the name without.
    std::unordered_map<std::string, std::vector<FieldId>, Hash, std::equal_to<>> m_withoutBlanks;
    std::shared_ptr<const AliasTable> m_aliases;
};

} // namespace rulewright::events
