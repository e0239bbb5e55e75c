// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace rulewright::events {

/// Index into FieldTable: an original field name, spelled exactly (letter case included).
enum class FieldId : std::uint32_t { None = 0xFFFFFFFF };
/// An event of an EventSet, counted from 0 over its segments in order.
enum class EventId : std::uint32_t { None = 0xFFFFFFFF };
/// A row of a segment, counted from 0.
enum class RowId : std::uint32_t { };
/// A distinct value of a dictionary column, or an element of another: index into the column's values.
enum class ValueIndex : std::uint32_t { };
/// Index into EventSet::sources: a file, or a member of an archive.
enum class SourceId : std::uint32_t { };
/// Index into Segment::arrayGroups: the columns of one array of objects share its element ids.
enum class ArrayGroupId : std::uint32_t { };

[[nodiscard]] constexpr std::uint32_t index(auto id) { return static_cast<std::uint32_t>(id); }

} // namespace rulewright::events
