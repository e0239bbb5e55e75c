// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/identity.h"
#include "core/match/leaf_bitmap.h"
#include "core/rule/rule.h"
#include "core/taxonomy/taxonomy.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace rulewright::match {

/// What a test of a log source's field says about an event that does not carry the field itself (corpora.md,
/// section 5, "When matching"): by its provider and id, its product or its channel. What nothing decides is true
/// below a NOT too.
struct ScopeTest {
    enum class Verdict : std::uint8_t { False, True, Undecided };

    /// `event.category: process` fits these pairs; folded providers, sorted.
    std::optional<std::vector<std::pair<std::string, std::uint32_t>>> events;
    /// `host.os.type: linux` fits events of these products, and those whose product is not known.
    std::optional<std::vector<std::string>> products;
    /// Fits events of which the channel is as the matcher says.
    std::optional<Matcher> channel;
    bool isSourceType = false; ///< Splunk writes the channel behind WinEventLog: or XmlWinEventLog:
    bool isApproximate = false; ///< nothing is known of the value: the result is approximate
    std::string key; ///< equal for equal tests

    [[nodiscard]] Verdict decide(const Identity& identity) const;
};

/// `test` is a test of a log source's field of the rule's language, `value` one of its values; `matcher` is what
/// the value asks of the field's text.
[[nodiscard]] std::shared_ptr<const ScopeTest> scopeTest(
    const rule::Test& test, const rule::Value& value, const Matcher& matcher, const taxonomy::Taxonomy& taxonomy);

/// The rows that a scope test accepts: those that fit and those that nothing decides; `isNegative` those that do not
/// fit and those that nothing decides.
[[nodiscard]] BitmapPointer scopeTestRows(const ScopeTest& test, bool isNegative, const LeafContext& context);

/// The rows for which the test is a guess.
[[nodiscard]] BitmapPointer undecidedRows(const ScopeTest& test, const LeafContext& context);

} // namespace rulewright::match
