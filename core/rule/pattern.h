// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::rule {

/// A piece of a pattern: plain text, exactly one code point (`?`), or any number of them (`*`).
struct PatternPart {
    enum class Kind : std::uint8_t { Literal, One, Many };
    Kind kind = Kind::Literal;
    std::string literal; ///< empty unless kind is Literal; escapes are resolved
    bool operator==(const PatternPart &) const = default;
};

/// Text with wildcards, as decoded from the language's own escapes. Neighbouring literals are one part, so
/// a pattern without wildcards has at most one part; the empty text has none.
struct Pattern {
    std::vector<PatternPart> parts;

    [[nodiscard]] bool hasWildcard() const;
    [[nodiscard]] std::string literal() const;   ///< the literal parts joined: the text, where there is no wildcard
    void append(std::string_view text);          ///< joins with a literal at the end
    void append(PatternPart::Kind wildcard);     ///< One or Many
    bool operator==(const Pattern &) const = default;
};

/// A pattern that is this text and nothing else.
[[nodiscard]] Pattern literalPattern(std::string_view text);

} // namespace rulewright::rule
