// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/diagnostic.h"
#include "core/text/embedded_text.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::lang::eql {

enum class TokenKind : std::uint8_t {
    Word, ///< a name or a keyword, dots and array indexes included
    QuotedWord, ///< `name`
    String,
    Number,
    Operator, ///< ==, !=, <=, >=, <, >, :, +, -, *, /, %, =
    Punctuation, ///< ( ) [ ] , | ? ! { }
    End,
};

struct Token {
    TokenKind kind = TokenKind::End;
    std::string_view text; ///< as written
    std::string value; ///< of strings and quoted words: what they mean
    std::size_t begin = 0; ///< bytes of the query
    std::size_t end = 0;
    bool isTilded = false; ///< a `~` follows at once: `like~`, `startsWith~`; not part of `text`, but of the range
};

/// The tokens of a query and End. Comments are dropped. What is no token is reported and skipped.
/// Elastic, "EQL syntax reference": escapes in "…", none in """…""" and ?"…".
[[nodiscard]] std::vector<Token> lex(const EmbeddedText& query, Diagnostics& diagnostics);

} // namespace rulewright::lang::eql
