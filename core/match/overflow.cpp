// SPDX-License-Identifier: Apache-2.0
#include "core/match/overflow.h"

#include "core/events/builder.h"

namespace rulewright::match {

namespace {

constexpr char separator = '\x1F';

// Copies the values of the elements whose names are accepted.
template <class Accept> events::Column copied(const events::Segment& segment, Accept&& accept)
{
    const events::Column& all = *segment.overflow;
    events::ColumnBuilder builder(all.field);
    std::string scratch;
    all.presence.forEach([&](events::RowId row, std::uint32_t rank) {
        const auto [begin, end] = all.elementsOf(rank);
        for (std::uint32_t element = begin; element < end; ++element) {
            const std::string_view text = all.text(all.valueOf(element), scratch);
            const std::size_t cut = text.find(separator);
            if (!accept(text.substr(0, cut)))
                continue;
            if (cut == std::string_view::npos)
                builder.addNull(row); // a name alone is a null
            else
                builder.add(row, text.substr(cut + 1));
        }
    });
    return std::move(builder).build(segment.rows);
}

} // namespace

events::Column overflowColumn(const events::Segment& segment, std::string_view name)
{
    return copied(segment, [&](std::string_view candidate) { return candidate == name; });
}

events::Column overflowValues(const events::Segment& segment)
{
    return copied(segment, [](std::string_view) { return true; });
}

} // namespace rulewright::match
