// SPDX-License-Identifier: Apache-2.0
#include "core/match/arena_scan.h"

#include <algorithm>

namespace rulewright::match {

namespace {

// So many texts between two looks at the task.
constexpr std::uint32_t pollTexts = 4'096;

bool equalAt(const char* place, std::string_view literal) { return std::string_view(place, literal.size()) == literal; }

} // namespace

std::uint32_t textAt(const events::Arena& arena, std::uint64_t place, std::uint32_t from)
{
    // Hits come in ascending order and often near each other: a few steps, then gallop, then halve.
    const std::uint32_t size = arena.size();
    if (place >= arena.offsets[size])
        return size;
    std::uint32_t low = from;
    for (const std::uint32_t near = std::min(size, from + 4); low < near; ++low) {
        if (arena.offsets[low + 1] > place)
            return low;
    }
    std::uint32_t step = 1;
    while (low + step < size && arena.offsets[low + step] <= place) {
        low += step;
        step *= 2;
    }
    const auto begin = arena.offsets.begin() + low + 1;
    const auto end = arena.offsets.begin() + std::min<std::uint64_t>(std::uint64_t{low} + step, size) + 1;
    return static_cast<std::uint32_t>(std::upper_bound(begin, end, place) - arena.offsets.begin()) - 1;
}

LiteralHits literalHits(const events::Arena& arena, const std::string& literal, const Task& task)
{
    HitCollector hits(arena, literal.size());
    forEachWindow(arena, LiteralSearch(literal), task, [&](const Places& places) { hits.add(places); });
    return std::move(hits).finish();
}

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

const std::string& soughtLiteral(const Glob& glob)
{
    static const std::string none;
    if (glob.plainLiteral() != nullptr)
        return glob.anchoredStart || glob.anchoredEnd ? none : *glob.plainLiteral();
    return glob.longestLiteral();
}

void addFitting(
    ValueBits& bits, const events::Arena& arena, const Glob& glob, const ContainedLiterals* known, const Task& task)
{
    if (glob.matchesEverything()) {
        bits = allBits(arena.size());
        return;
    }
    if (glob.chunks.empty()) {
        addEqual(bits, arena, {});
        return;
    }
    const std::string* const literal = glob.plainLiteral();
    if (literal != nullptr && (glob.anchoredStart || glob.anchoredEnd)) {
        if (glob.anchoredStart && glob.anchoredEnd)
            addEqual(bits, arena, *literal);
        else if (glob.anchoredStart)
            addStarting(bits, arena, *literal);
        else
            addEnding(bits, arena, *literal);
        return;
    }
    const auto consider = [&](std::uint32_t text) {
        if (literal != nullptr || fits(glob, arena.at(text)))
            setBit(bits, text);
    };
    if (const std::string& sought = soughtLiteral(glob); !sought.empty()) {
        if (const auto* found = known == nullptr ? nullptr : known->find(arena, sought))
            found->hits->forEachText(consider);
        else
            forEachContaining(arena, sought, task, consider);
        return;
    }
    for (std::uint32_t i = 0; i < arena.size(); ++i) {
        if (i % pollTexts == 0 && task.isStopped())
            return;
        consider(i);
    }
}

} // namespace rulewright::match
