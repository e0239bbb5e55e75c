// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace rulewright::lang::elastic {

enum class TokenKind : std::uint8_t {
    Word, ///< a name or a keyword, with its dots, indexes and stars: process.args[0], Esql.*
    QuotedWord, ///< EQL: `name`. In ES|QL quotes are part of a Word: `a-b`.c
    String,
    Number,
    Operator, ///< ==, !=, <=, >=, <, >, :, +, -, *, /, %, =; ES|QL: ::, =~
    Punctuation, ///< ( ) [ ] , | ? { }; EQL: !; ES|QL: .
    End,
};

struct Token {
    TokenKind kind = TokenKind::End;
    std::string_view text; ///< as written
    std::string value; ///< of strings and names in quotes, in ES|QL of all names: what they mean
    std::size_t begin = 0; ///< bytes of the query
    std::size_t end = 0;
    /// EQL: a `~` follows at once: `like~`, `startsWith~`; not part of `text`, but of the range.
    bool isTilded = false;

    [[nodiscard]] bool isMark() const { return kind == TokenKind::Operator || kind == TokenKind::Punctuation; }
};

} // namespace rulewright::lang::elastic
