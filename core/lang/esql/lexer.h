// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/diagnostic.h"
#include "core/text/embedded_text.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::lang::esql {

enum class TokenKind : std::uint8_t {
    Word, ///< a name or a keyword, dots, stars and quoted parts included: Esql.*, `a-b`.c
    String,
    Number,
    Mark, ///< operators and punctuation: ==, ::, (, |
    End,
};

struct Token {
    TokenKind kind = TokenKind::End;
    std::string_view text; ///< as written
    std::string value; ///< of strings and names: what they mean, quotes resolved
    std::size_t begin = 0; ///< bytes of the query
    std::size_t end = 0;
};

/// The tokens of a query and End. Comments are dropped; what is no token is reported and skipped.
/// Elastic, "ES|QL syntax reference": escapes \" \\ \n \r \t in "…", none in """…""".
[[nodiscard]] std::vector<Token> lex(const EmbeddedText& query, Diagnostics& diagnostics);

} // namespace rulewright::lang::esql
