// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/spl/cursor.h"

namespace rulewright::lang::spl {

/// Reads an expression of `eval` and `where` from the cursor on, up to what belongs to none: a comma, a closing
/// bracket, the end. Operators are calls by their sign: AND, OR, NOT, ==, !=, <, LIKE, IN, +, "." (which joins texts).
/// NOT binds tighter than AND, and AND tighter than OR; 'a b' is a field, "a b" a text (Splunk, Search Reference,
/// "eval"; corpora.md, section 4).
[[nodiscard]] rule::Expr readExpression(Cursor& cursor);

/// What an expression says as a condition: of `where`, of a case() or if(). `==` compares as written, LIKE knows % and
/// _, match() is a regular expression, and letter case counts. What is no test of one field is a Compare.
[[nodiscard]] rule::Predicate conditionOf(Context& context, const rule::Expr& expr);

/// The field of an expression without lower(), upper(), trim(), tostring(), tonumber() and mvindex() (corpora.md,
/// section 5, "Wrappers"); null where it is something else. `ignoresCase` where lower() or upper() was one of them.
[[nodiscard]] const rule::FieldRef* wrappedField(const rule::Expr& expr, bool& ignoresCase);

/// The name of a function or operator, in lower case.
[[nodiscard]] bool isCall(const rule::Expr& expr, std::string_view function);

} // namespace rulewright::lang::spl
