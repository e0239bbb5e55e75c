// SPDX-License-Identifier: Apache-2.0
#include "core/match/arena_scan.h"

#include <algorithm>
#include <bit>

namespace rulewright::match {

namespace {

// So many texts between two looks at the task.
constexpr std::uint32_t pollTexts = 4'096;
// And so many bytes within one scan of the arena.
constexpr std::size_t pollBytes = std::size_t{4} << 20;

// The text that the byte `place` of the arena belongs to; at least `from`.
std::uint32_t textAt(const events::Arena& arena, std::uint64_t place, std::uint32_t from)
{
    // Hits come in ascending order and often near each other: gallop, then halve.
    std::uint32_t step = 1;
    const std::uint32_t size = arena.size();
    std::uint32_t low = from;
    while (low + step < size && arena.offsets[low + step] <= place) {
        low += step;
        step *= 2;
    }
    const auto begin = arena.offsets.begin() + low + 1;
    const auto end = arena.offsets.begin() + std::min<std::uint64_t>(std::uint64_t{low} + step, size) + 1;
    return static_cast<std::uint32_t>(std::upper_bound(begin, end, place) - arena.offsets.begin()) - 1;
}

// Visits texts that contain the literal, once each, ascending.
template <class Visit>
void forEachContaining(const events::Arena& arena, const std::string& literal, const Task& task, Visit&& visit)
{
    const LiteralSearch search(literal);
    const std::string_view all = arena.text;
    std::uint32_t text = 0;
    std::size_t from = 0;
    while (from < all.size() && !task.isStopped()) {
        const std::size_t window = std::min(all.size(), from + pollBytes + literal.size());
        const std::size_t place = search.find(all.substr(0, window), from);
        if (place == LiteralSearch::npos) {
            from = window == all.size() ? window : window - literal.size() + 1;
            continue;
        }
        text = textAt(arena, place, text);
        // A literal with a NUL may stand across two texts.
        if (place + literal.size() > arena.offsets[text + 1] - 1) {
            from = place + 1;
            continue;
        }
        visit(text);
        from = arena.offsets[text + 1];
    }
}

bool equalAt(const char* place, std::string_view literal) { return std::string_view(place, literal.size()) == literal; }

} // namespace

void setBit(ValueBits& bits, std::uint32_t i) { bits[i / 64] |= std::uint64_t{1} << (i % 64); }

bool testBit(const ValueBits& bits, std::uint32_t i) { return (bits[i / 64] >> (i % 64) & 1) != 0; }

ValueBits noBits(std::uint32_t count) { return ValueBits((std::size_t{count} + 63) / 64); }

ValueBits allBits(std::uint32_t count)
{
    ValueBits bits((std::size_t{count} + 63) / 64, ~std::uint64_t{0});
    if (count % 64 != 0)
        bits.back() = (std::uint64_t{1} << (count % 64)) - 1;
    return bits;
}

void addContaining(ValueBits& bits, const events::Arena& arena, const std::string& literal, const Task& task)
{
    forEachContaining(arena, literal, task, [&](std::uint32_t text) { setBit(bits, text); });
}

void addStarting(ValueBits& bits, const events::Arena& arena, std::string_view literal)
{
    const char* all = arena.text.data();
    for (std::uint32_t i = 0; i < arena.size(); ++i) {
        const std::uint64_t length = arena.offsets[i + 1] - arena.offsets[i] - 1;
        if (length >= literal.size() && equalAt(all + arena.offsets[i], literal))
            setBit(bits, i);
    }
}

void addEnding(ValueBits& bits, const events::Arena& arena, std::string_view literal)
{
    const char* all = arena.text.data();
    for (std::uint32_t i = 0; i < arena.size(); ++i) {
        const std::uint64_t length = arena.offsets[i + 1] - arena.offsets[i] - 1;
        if (length >= literal.size() && equalAt(all + arena.offsets[i + 1] - 1 - literal.size(), literal))
            setBit(bits, i);
    }
}

void addEqual(ValueBits& bits, const events::Arena& arena, std::string_view literal)
{
    const char* all = arena.text.data();
    for (std::uint32_t i = 0; i < arena.size(); ++i) {
        const std::uint64_t length = arena.offsets[i + 1] - arena.offsets[i] - 1;
        if (length == literal.size() && equalAt(all + arena.offsets[i], literal))
            setBit(bits, i);
    }
}

void addFitting(ValueBits& bits, const events::Arena& arena, const Glob& glob, const Task& task)
{
    if (glob.matchesEverything()) {
        bits = allBits(arena.size());
        return;
    }
    if (glob.chunks.empty()) {
        addEqual(bits, arena, {});
        return;
    }
    if (const std::string* literal = glob.plainLiteral()) {
        if (glob.anchoredStart && glob.anchoredEnd)
            addEqual(bits, arena, *literal);
        else if (glob.anchoredStart)
            addStarting(bits, arena, *literal);
        else if (glob.anchoredEnd)
            addEnding(bits, arena, *literal);
        else
            addContaining(bits, arena, *literal, task);
        return;
    }
    const auto consider = [&](std::uint32_t text) {
        if (fits(glob, arena.at(text)))
            setBit(bits, text);
    };
    if (const std::string& literal = glob.longestLiteral(); !literal.empty()) {
        forEachContaining(arena, literal, task, consider);
        return;
    }
    for (std::uint32_t i = 0; i < arena.size(); ++i) {
        if (i % pollTexts == 0 && task.isStopped())
            return;
        consider(i);
    }
}

} // namespace rulewright::match
