// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/fold.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::match {

/// A piece of a text pattern that is not `*`.
struct GlobUnit {
    enum class Kind : std::uint8_t {
        Literal,
        One, ///< any one code point
        Dash, ///< one of the five of windash
    };
    Kind kind = Kind::Literal;
    std::string literal;
    bool operator==(const GlobUnit&) const = default;
};

/// Units between two `*`. Never empty.
using GlobChunk = std::vector<GlobUnit>;

/// A text with wildcards, cut at its `*`. Without any chunk it matches every text, or the empty one alone where
/// it is anchored at both ends.
struct Glob {
    bool anchoredStart = true;
    bool anchoredEnd = true;
    std::vector<GlobChunk> chunks;

    [[nodiscard]] bool matchesEverything() const { return chunks.empty() && !(anchoredStart && anchoredEnd); }

    /// The literal, where the pattern is one and nothing else beside `*` at its ends; else null.
    [[nodiscard]] const std::string* plainLiteral() const;
    /// The longest text that every match contains; empty where there is none.
    [[nodiscard]] const std::string& longestLiteral() const;
    bool operator==(const Glob&) const = default;
};

/// Writes a pattern unit by unit.
class GlobBuilder {
public:
    void literal(std::string_view text);
    void one();
    void dash();
    void many();
    [[nodiscard]] Glob build() &&;

private:
    void add(GlobUnit unit);

    Glob m_glob;
    bool m_atStart = true; ///< nothing was added yet
    bool m_afterMany = true; ///< the next unit opens a chunk
};

/// Whether the whole text fits: in time linear in the text for each chunk. With `ranges`, adds the bytes that
/// the literals and dashes of the leftmost fit stand on, neighbours joined.
[[nodiscard]] bool fits(const Glob& glob, std::string_view text, std::vector<ByteRange>* ranges = nullptr);

/// The dash, slash or long dash at the start of the text: its length in bytes, 0 where there is none.
[[nodiscard]] std::size_t dashLength(std::string_view text);

} // namespace rulewright::match
