// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/column.h"
#include "core/match/column_scan.h"
#include "core/match/literal_set.h"
#include "core/match/literals.h"

#include <algorithm>

namespace rulewright::match {

void setBit(ValueBits& bits, std::uint32_t i);
[[nodiscard]] bool testBit(const ValueBits& bits, std::uint32_t i);
[[nodiscard]] ValueBits noBits(std::uint32_t count);
[[nodiscard]] ValueBits allBits(std::uint32_t count);

/// The text that the byte `place` of the arena belongs to, which is at least `from`; the arena's size where the
/// place is behind its end. Quick where the two are near each other.
[[nodiscard]] std::uint32_t textAt(const events::Arena& arena, std::uint64_t place, std::uint32_t from);

/// Calls visit(text) for each text that contains the literal, once, ascending. The arena is scanned as one buffer.
template <class Visit>
void forEachContaining(const events::Arena& arena, const std::string& literal, const Task& task, Visit&& visit)
{
    // So many bytes between two looks at the task.
    constexpr std::size_t pollBytes = std::size_t{4} << 20;
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
