// SPDX-License-Identifier: Apache-2.0
#include "core/match/literal_hits.h"

namespace rulewright::match {

namespace {

// So many places ahead memory is told what will be looked at.
constexpr std::size_t placesAhead = 24;

void prefetch([[maybe_unused]] const char* place)
{
#if defined(__GNUC__) || defined(__clang__)
    __builtin_prefetch(place);
#endif
}

// Keeps the hits at whose place `stands` is true; branches would be guessed wrong.
template <class Stands>
LiteralHits kept(const LiteralHits& hits, const events::Arena& arena, std::size_t before, Stands&& stands)
{
    LiteralHits result;
    const std::size_t count = hits.places.size();
    result.places.resize(count);
    result.texts.resize(count);
    std::size_t size = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (i + placesAhead < count)
            prefetch(arena.text.data() + hits.places[i + placesAhead]);
        const std::uint32_t place = hits.places[i];
        result.places[size] = place - static_cast<std::uint32_t>(before);
        result.texts[size] = hits.texts[i];
        size += stands(place) ? 1 : 0;
    }
    result.places.resize(size);
    result.texts.resize(size);
    result.places.shrink_to_fit();
    result.texts.shrink_to_fit();
    return result;
}

} // namespace

std::size_t LiteralHits::textCount() const
{
    std::size_t count = texts.empty() ? 0 : 1;
    for (std::size_t i = 1; i < texts.size(); ++i)
        count += texts[i] != texts[i - 1] ? 1 : 0;
    return count;
}

std::size_t LiteralHits::bytes() const
{
    return sizeof(*this) + (texts.capacity() + places.capacity()) * sizeof(std::uint32_t);
}

LiteralHits grownHits(const LiteralHits& shorter, std::size_t shorterSize, const events::Arena& arena,
    std::string_view literal, std::size_t before)
{
    const char* const all = arena.text.data();
    const std::string_view after = literal.substr(before + shorterSize);
    // Behind a place in a text there is a byte more at least: the NUL that ends it.
    if (before == 0 && after.size() == 1) {
        return kept(shorter, arena, 0,
            [all, shorterSize, byte = after.front()](std::uint32_t place) { return all[place + shorterSize] == byte; });
    }
    const std::string_view text = arena.text;
    return kept(shorter, arena, before,
        [&](std::uint32_t place) { return place >= before && text.substr(place - before).starts_with(literal); });
}

} // namespace rulewright::match
