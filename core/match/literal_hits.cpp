// SPDX-License-Identifier: Apache-2.0
#include "core/match/literal_hits.h"

#include "core/match/arena_scan.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace rulewright::match {

namespace {

// Places are kept where there is at most one for so many bytes, and a few more.
constexpr std::size_t bytesForPlace = 64;
constexpr std::size_t fewPlaces = 64;
constexpr std::size_t followingBytes = sizeof(std::uint64_t);
// So many places ahead memory is told what will be looked at.
constexpr std::size_t placesAhead = 24;

// Eight bytes of a text, the first lowest; 0 behind its end.
std::uint64_t eightAt(std::string_view text, std::size_t at)
{
    std::uint64_t bytes = 0;
    if (at + followingBytes <= text.size()) // nearly always, and of a known size
        std::memcpy(&bytes, text.data() + at, followingBytes);
    else if (at < text.size())
        std::memcpy(&bytes, text.data() + at, text.size() - at);
    return std::endian::native == std::endian::little ? bytes : std::byteswap(bytes);
}

// Keeps the hits for whose number `stands` is true; without branches, which would be guessed wrong.
template <class Stands> LiteralHits kept(const LiteralHits& hits, std::size_t count, Stands&& stands)
{
    LiteralHits result;
    result.texts.resize(count + 1);
    result.places.resize(count + 1);
    result.following.resize(count + 1);
    result.followingAt = hits.followingAt;
    std::size_t size = 0;
    for (std::size_t i = 0; i < hits.places.size(); ++i) {
        result.texts[size] = hits.texts[i];
        result.places[size] = hits.places[i];
        result.following[size] = hits.following[i];
        size += stands(i) ? 1 : 0;
    }
    result.texts.resize(count);
    result.places.resize(count);
    result.following.resize(count);
    return result;
}

// By a look at the texts.
LiteralHits foundAgain(
    const LiteralHits& shorter, const events::Arena& arena, std::string_view literal, std::size_t before)
{
    LiteralHits result;
    result.followingAt = literal.size();
    const std::string_view text = arena.text;
    for (std::size_t i = 0; i < shorter.places.size(); ++i) {
#if defined(__GNUC__) || defined(__clang__)
        if (i + placesAhead < shorter.places.size())
            __builtin_prefetch(text.data() + shorter.places[i + placesAhead]);
#endif
        const std::size_t place = shorter.places[i];
        if (place < before || !text.substr(place - before).starts_with(literal))
            continue;
        result.texts.push_back(shorter.texts[i]);
        result.places.push_back(static_cast<std::uint32_t>(place - before));
        result.following.push_back(eightAt(text, place - before + literal.size()));
    }
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
    return sizeof(*this) + (texts.capacity() + places.capacity()) * sizeof(std::uint32_t)
        + following.capacity() * sizeof(std::uint64_t);
}

HitCollector::HitCollector(const events::Arena& arena, std::size_t literalSize)
    : m_arena(arena)
    , m_mostPlaces(arena.text.size() / bytesForPlace + fewPlaces)
{
    m_hits.followingAt = literalSize;
}

void HitCollector::add(std::span<const std::uint32_t> places)
{
    for (const std::uint32_t place : places) {
        m_text = textAt(m_arena, place, m_text);
        if (m_keepsPlaces && m_hits.places.size() == m_mostPlaces) {
            m_keepsPlaces = false;
            m_hits.places = {};
            m_hits.following = {};
            const auto repeated = std::ranges::unique(m_hits.texts);
            m_hits.texts.erase(repeated.begin(), repeated.end());
        }
        if (m_keepsPlaces) {
            m_hits.places.push_back(place);
            m_hits.following.push_back(eightAt(m_arena.text, place + m_hits.followingAt));
        } else if (m_hits.texts.back() == m_text) {
            continue;
        }
        m_hits.texts.push_back(m_text);
    }
}

std::shared_ptr<const LiteralHits> grownHits(const std::shared_ptr<const LiteralHits>& shorter, std::size_t shorterSize,
    const events::Arena& arena, std::string_view literal, std::size_t before)
{
    const std::string_view more = literal.substr(before + shorterSize);
    const std::size_t at = shorterSize - shorter->followingAt;
    if (before > 0 || at + more.size() > followingBytes)
        return std::make_shared<const LiteralHits>(foundAgain(*shorter, arena, literal, before));
    const std::uint64_t mask = ~std::uint64_t{0} >> (64 - 8 * more.size()) << (8 * at);
    const std::uint64_t wanted = eightAt(more, 0) << (8 * at);
    const auto stands = [&](std::size_t i) { return (shorter->following[i] & mask) == wanted; };
    std::size_t count = 0;
    for (std::size_t i = 0; i < shorter->following.size(); ++i)
        count += stands(i) ? 1 : 0;
    if (count == shorter->places.size())
        return shorter;
    return std::make_shared<const LiteralHits>(kept(*shorter, count, stands));
}

} // namespace rulewright::match
