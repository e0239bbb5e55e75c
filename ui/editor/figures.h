// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/match.h"
#include "core/rule/rule.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rulewright::ui {

/// What the margin and the inlay say of one line of the rule (design.md, "Editor").
struct LineFigures {
    enum class Kind : std::uint8_t { Line, Selection, Condition };
    enum class Effect : std::uint8_t { None, Counts, Redundant, Dead, Untested };

    std::uint32_t line = 0; ///< 1-based
    Kind kind = Kind::Line;
    std::optional<std::uint64_t> alone; ///< events for which the line is true by itself; of the condition the hits
    bool isBound = false; ///< alone is "at most"
    Effect effect = Effect::None;
    std::uint64_t removes = 0;
    std::uint64_t adds = 0;
    std::string inlay; ///< at the line's end; empty for none
    std::string unknownField{}; ///< of a test: no loaded event has it
    std::string nearestField{}; ///< that loaded events have; may be empty
    bool operator==(const LineFigures&) const = default;
};

/// The figures of a match for the lines of its document: at most one entry a line, ascending.
[[nodiscard]] std::vector<LineFigures> lineFigures(const rule::Document& document, const match::MatchReport& report);

/// The same while events are still being read: what a line is worth cannot be said yet.
[[nodiscard]] std::vector<LineFigures> withoutEffects(std::vector<LineFigures> figures);

} // namespace rulewright::ui
