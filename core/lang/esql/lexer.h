// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/elastic/token.h"
#include "core/text/diagnostic.h"
#include "core/text/embedded_text.h"

#include <vector>

namespace rulewright::lang::esql {

using elastic::Token;
using elastic::TokenKind;

/// The tokens of a query and End. Comments are dropped; what is no token is reported and skipped.
/// Elastic, "ES|QL syntax reference": escapes \" \\ \n \r \t in "…", none in """…""".
[[nodiscard]] std::vector<Token> lex(const EmbeddedText& query, Diagnostics& diagnostics);

} // namespace rulewright::lang::esql
