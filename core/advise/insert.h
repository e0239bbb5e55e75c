// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/guide.h"
#include "core/rule/rule.h"
#include "core/text/diagnostic.h"
#include "core/text/source.h"

#include <cstdint>
#include <string>

namespace rulewright::advise {

/// Where a row of the guide goes in a rule, and the edit that puts it there.
struct Insertion {
    enum class Kind : std::uint8_t {
        ListItem, ///< a further value of a test that is there: adds events
        Key, ///< a new test in a selection: removes events
        Selection, ///< the first test of a selection that is made for it
        AlreadyThere, ///< nothing to do: the value stands there in some letter case
    };
    Kind kind = Kind::Key;
    TextEdit edit; ///< empty for AlreadyThere
    std::uint32_t caret = 0; ///< where the caret stands afterwards, in the edited text
    std::string selection; ///< its name
    std::string preview; ///< the new text on one line: "- '\cmd.exe'"
    Span place; ///< AlreadyThere: the value that stands there
    /// The test that takes the value, or one beside which the key goes in the same map; empty where only the
    /// edited text tells what the rule becomes.
    Span beside;
    bool replaces = false; ///< the test at `beside` goes, and the row's stands in its place
    bool operator==(const Insertion&) const = default;
};

/// The rule that insertion() puts rows into: the one under the caret, else the one that the file means; null where
/// there is none.
[[nodiscard]] const rule::Rule* insertionRule(const rule::Document& document, std::uint32_t caret);

/// Puts a row (field, operator, value, transform) into the selection under the caret, else into the first
/// selection, else into a selection made for it. It joins the values of the same field and modifiers where
/// there are any, and is a new key otherwise. `caret` is a byte offset. Errors say why the row cannot be
/// written as Sigma, or that the text is too broken to find its place.
[[nodiscard]] Result<Insertion> insertion(
    const SourceText& source, const rule::Document& document, std::uint32_t caret, const corpus::RowKey& row);

} // namespace rulewright::advise
