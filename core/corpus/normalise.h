// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/predicate.h"

#include <optional>
#include <string>

namespace rulewright::corpus {

/// One value of a test as mining counts it (corpora.md, sections 5 and 6): wildcards at the ends are the
/// operator, escapes are resolved, case rules and `windash` leave no trace.
struct NormalisedTest {
    rule::Op op = rule::Op::Eq;
    std::optional<std::string> value; ///< none for exists and is_null
    std::string transform; ///< encodings and `expand`, joined with "+"; utf16le is "wide"
    bool isNegated = false; ///< `exists: false`
    bool operator==(const NormalisedTest&) const = default;
};

[[nodiscard]] NormalisedTest normalise(const rule::Test& test, const rule::Value& value);

/// The field's name in mining: canonical, and "(keyword)" for a test of any field.
[[nodiscard]] std::string minedField(const rule::FieldRef& field);

} // namespace rulewright::corpus
