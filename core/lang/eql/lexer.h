// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/elastic/token.h"
#include "core/text/diagnostic.h"
#include "core/text/embedded_text.h"

#include <vector>

namespace rulewright::lang::eql {

using elastic::Token;
using elastic::TokenKind;

/// The tokens of a query and End. Comments are dropped. What is no token is reported and skipped.
/// Elastic, "EQL syntax reference": escapes in "…", none in """…""" and ?"…".
[[nodiscard]] std::vector<Token> lex(const EmbeddedText& query, Diagnostics& diagnostics);

} // namespace rulewright::lang::eql
