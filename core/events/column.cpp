// SPDX-License-Identifier: Apache-2.0
#include "core/events/column.h"

#include "core/events/time_text.h"
#include "core/text/fold.h"

#include <bit>
#include <charconv>

namespace rulewright::events {

namespace {

std::size_t bytesOf(const Arena& arena)
{
    return arena.text.capacity() + arena.offsets.capacity() * sizeof(arena.offsets[0]);
}

// A folded text with the capitals that its bits tell; the text itself where there are none.
std::string_view withCapitals(const Column& column, std::uint32_t text, std::string& scratch)
{
    const std::string_view folded = column.folded.at(text);
    const std::size_t begin = column.folded.offsets[text];
    bool isCopied = false;
    for (std::size_t at = 0; at < folded.size(); at += 64) {
        const std::size_t bit = begin + at;
        const std::uint64_t* const word = column.capitals.data() + bit / 64;
        std::uint64_t bits = bit % 64 == 0 ? word[0] : word[0] >> (bit % 64) | word[1] << (64 - bit % 64);
        if (folded.size() - at < 64)
            bits &= (std::uint64_t{1} << (folded.size() - at)) - 1;
        if (bits != 0 && !isCopied) {
            scratch.assign(folded);
            isCopied = true;
        }
        for (; bits != 0; bits &= bits - 1)
            scratch[at + static_cast<std::size_t>(std::countr_zero(bits))] -= 'a' - 'A';
    }
    return isCopied ? std::string_view(scratch) : folded;
}

} // namespace

std::uint32_t Column::elementCount() const
{
    switch (kind) {
    case Kind::Dictionary:
        return std::visit([](const auto& c) { return static_cast<std::uint32_t>(c.size()); }, codes);
    case Kind::Text:
        return folded.size();
    case Kind::Integer:
    case Kind::Time:
        return static_cast<std::uint32_t>(numbers.size());
    }
    return 0;
}

std::uint32_t Column::valueCount() const { return kind == Kind::Dictionary ? folded.size() : elementCount(); }

ValueIndex Column::valueOf(std::uint32_t element) const
{
    if (kind != Kind::Dictionary)
        return ValueIndex{element};
    return std::visit([element](const auto& c) { return ValueIndex{c[element]}; }, codes);
}

std::pair<std::uint32_t, std::uint32_t> Column::elementsOf(std::uint32_t rank) const
{
    if (!list)
        return {rank, rank + 1};
    return {(*list)[rank], (*list)[rank + 1]};
}

std::string_view Column::text(ValueIndex value, std::string& scratch) const
{
    switch (kind) {
    case Kind::Dictionary:
    case Kind::Text:
        if (written == Written::Capitals)
            return withCapitals(*this, index(value), scratch);
        return (written == Written::Apart ? original : folded).at(index(value));
    case Kind::Integer: {
        char buffer[24];
        const auto end = std::to_chars(buffer, buffer + sizeof buffer, numbers[index(value)]).ptr;
        scratch.assign(buffer, end);
        return scratch;
    }
    case Kind::Time:
        scratch.clear();
        appendTime(scratch, numbers[index(value)], timeFormat);
        return scratch;
    }
    return {};
}

std::string_view Column::foldedText(ValueIndex value, std::string& scratch) const
{
    if (hasTexts())
        return folded.at(index(value));
    const std::string_view number = text(value, scratch);
    if (kind == Kind::Time)
        scratch = rulewright::folded(number);
    return scratch;
}

Cell Column::cell(RowId row) const
{
    const auto rank = presence.rank(row);
    if (!rank)
        return Cell::Absent;
    const auto [begin, end] = elementsOf(*rank);
    if (begin == end)
        return Cell::Null;
    if (end - begin == 1 && hasTexts() && folded.at(index(valueOf(begin))).empty())
        return Cell::Empty;
    return Cell::Present;
}

std::size_t Column::bytes() const
{
    return sizeof(Column) + presence.bytes() + bytesOf(original) + bytesOf(folded)
        + capitals.capacity() * sizeof(capitals[0])
        + std::visit([](const auto& c) { return c.capacity() * sizeof(c[0]); }, codes)
        + numbers.capacity() * sizeof(numbers[0]) + (list ? list->capacity() * sizeof((*list)[0]) : 0)
        + groupElements.capacity() * sizeof(groupElements[0]);
}

} // namespace rulewright::events
