// SPDX-License-Identifier: Apache-2.0
#include "core/events/segment.h"

#include "core/events/resolve_cache.h"

#include <algorithm>

namespace rulewright::events {

Segment::Segment()
    : resolveCache(std::make_unique<ResolveCache>())
{
}

Segment::Segment(Segment&&) noexcept = default;
Segment& Segment::operator=(Segment&&) noexcept = default;
Segment::~Segment() = default;

const Column* Segment::column(FieldId field) const
{
    const auto at = std::ranges::lower_bound(columns, field, {}, &Column::field);
    return at != columns.end() && at->field == field ? &*at : nullptr;
}

std::string_view Segment::systemText(SystemField field, RowId row, std::string& scratch) const
{
    const auto i = static_cast<std::size_t>(field);
    const auto textIn = [&](const Column& values) -> std::optional<std::string_view> {
        const auto rank = values.presence.rank(row);
        if (!rank)
            return std::nullopt;
        const auto [begin, end] = values.elementsOf(*rank);
        return begin == end ? std::string_view() : values.text(values.valueOf(begin), scratch);
    };
    if (shadowedSystem[i]) {
        if (const auto shadowed = textIn(*shadowedSystem[i]))
            return *shadowed;
    }
    const Column* values = systemFields[i] == FieldId::None ? nullptr : column(systemFields[i]);
    return values != nullptr ? textIn(*values).value_or(std::string_view()) : std::string_view();
}

std::size_t Segment::bytes() const
{
    std::size_t bytes = sizeof(Segment) + time.capacity() * sizeof(time[0]) + source.bytes()
        + kind.capacity() + shape.capacity();
    forEachColumn([&bytes](const Column& column) { bytes += column.bytes(); });
    if (overflow)
        bytes += overflow->bytes();
    for (const ArrayGroup& group : arrayGroups)
        bytes += sizeof(ArrayGroup) + group.rows.bytes()
            + (group.elements.capacity() + group.parentElements.capacity()) * sizeof(std::uint32_t);
    return bytes;
}

} // namespace rulewright::events
