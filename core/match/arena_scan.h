// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/column.h"
#include "core/match/column_scan.h"
#include "core/match/literal_hits.h"
#include "core/match/literals.h"
#include "core/text/task.h"

namespace rulewright::match {

/// So many bytes of an arena are looked through between two looks at the task.
inline constexpr std::size_t windowBytes = std::size_t{256} << 10;

void setBit(ValueBits& bits, std::uint32_t i);
[[nodiscard]] bool testBit(const ValueBits& bits, std::uint32_t i);
[[nodiscard]] ValueBits noBits(std::uint32_t count);
[[nodiscard]] ValueBits allBits(std::uint32_t count);

/// The text that the byte `place` of the arena belongs to, which is at least `from`; the arena's size where the
/// place is behind its end. Quick where the two are near each other.
[[nodiscard]] std::uint32_t textAt(const events::Arena& arena, std::uint64_t place, std::uint32_t from);

/// Calls visit(places) with the places of the literal in each window of the arena, ascending. The arena is scanned as
/// one buffer: a literal with a NUL may stand across two texts.
template <class Visit>
void forEachWindow(const events::Arena& arena, const LiteralSearch& search, const Task& task, Visit&& visit)
{
    Places places;
    for (std::size_t begin = 0; begin < arena.text.size() && !task.isStopped(); begin += windowBytes) {
        places.clear();
        search.addPlaces(arena.text, begin, begin + windowBytes, places);
        visit(places);
    }
}

/// Calls visit(text) for each text that contains the literal, once, ascending.
template <class Visit>
void forEachContaining(const events::Arena& arena, const std::string& literal, const Task& task, Visit&& visit)
{
    std::uint32_t text = 0;
    std::uint32_t behind = 0; // the texts that were visited or passed
    forEachWindow(arena, LiteralSearch(literal), task, [&](const Places& places) {
        for (const std::uint32_t place : places) {
            text = textAt(arena, place, text);
            if (text < behind || place + literal.size() >= arena.offsets[text + 1])
                continue;
            behind = text + 1;
            visit(text);
        }
    });
}

/// Where a literal stands that has no NUL.
[[nodiscard]] LiteralHits literalHits(const events::Arena& arena, const std::string& literal, const Task& task);

/// Adds the texts that contain, start with, end with or are the literal.
void addContaining(ValueBits& bits, const events::Arena& arena, const std::string& literal, const Task& task);
void addStarting(ValueBits& bits, const events::Arena& arena, std::string_view literal);
void addEnding(ValueBits& bits, const events::Arena& arena, std::string_view literal);
void addEqual(ValueBits& bits, const events::Arena& arena, std::string_view literal);

/// The literal by which the texts that a pattern may fit are found, where that is how they are; else empty.
[[nodiscard]] const std::string& soughtLiteral(const Glob& glob);

/// Adds the texts that a pattern fits. `known` (may be null) has what was found before.
void addFitting(
    ValueBits& bits, const events::Arena& arena, const Glob& glob, const ContainedLiterals* known, const Task& task);

} // namespace rulewright::match
