// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/address.h"
#include "core/match/glob.h"
#include "core/match/number.h"
#include "core/match/regex.h"
#include "core/match/time_part.h"
#include "core/rule/predicate.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rulewright::match {

/// One of some patterns fits the text; they are folded unless `cased`, and so must the text be.
struct TextMatcher {
    std::vector<Glob> globs;
    bool cased = false;
    bool operator==(const TextMatcher&) const = default;
};

struct RegexMatcher {
    Regex regex;
};

struct CidrMatcher {
    Network network;
};

/// The text is a number, and `number op wanted` holds.
struct NumberMatcher {
    rule::Op op = rule::Op::Eq;
    Decimal wanted;
};

struct TimeMatcher {
    TimePart part = TimePart::Hour;
    rule::Op op = rule::Op::Eq;
    Decimal wanted;
};

/// Whether the field is present, be it null or empty.
struct ExistsMatcher {
    bool wanted = true;
};

/// The field is absent or has no value.
struct NullMatcher { };

/// A value of the field against a value of another field of the same event.
struct FieldMatcher {
    std::string other;
    rule::Op op = rule::Op::FieldRef;
    bool cased = false;
};

/// Never true: a comparison with what is no number.
struct NeverMatcher { };

using Matcher = std::variant<TextMatcher, RegexMatcher, CidrMatcher, NumberMatcher, TimeMatcher, ExistsMatcher,
    NullMatcher, FieldMatcher, NeverMatcher>;

struct ScopeTest; // scope_test.h
struct Computation; // computation.h
struct NestedTest; // nested.h

/// One test of one value against a field: what is evaluated over events, cached and shared. Leaves with equal
/// keys are true for the same events.
///
/// A leaf of a vendor's field name is a chain: where the event has no field of the name, `otherwise` decides,
/// which reads the same thing under another name. A leaf with `scope`, `computation` or `nested` ends a chain and has
/// no field or matcher of its own.
struct Leaf {
    std::string field; ///< empty where anyField
    bool anyField = false; ///< a keyword: any value of the event
    Matcher matcher{};
    std::string matcherKey{};
    bool isNamePattern = false; ///< `field` has wildcards: any field whose name fits
    bool needsOneValue = false; ///< ES|QL: of a field with several values the comparison is unknown
    bool isNear = false; ///< reads a field whose values are close, but not equal
    /// True where the matcher is false. Of a log source's test, which it stands for below a NOT: true where the test
    /// is false, and where nothing decides it.
    bool isNegative = false;
    std::shared_ptr<const Leaf> otherwise{};
    std::shared_ptr<const ScopeTest> scope{};
    std::shared_ptr<const Computation> computation{};
    std::shared_ptr<const NestedTest> nested{};

    [[nodiscard]] std::string key() const;
    /// Asks whether the field is there: it has a truth value for every event.
    [[nodiscard]] bool asksForPresence() const;
};

/// Whether one value of an event fits. `folded` is the simple case folding of `text`. Not for exists, null and
/// field matchers, which are no tests of one value.
[[nodiscard]] bool matchesValue(const Matcher& matcher, std::string_view text, std::string_view folded);

/// The name under which a test's field is looked up in events.
[[nodiscard]] const std::string& lookupName(const rule::FieldRef& field);

/// Whether `a op b` holds for an ordering of a and b; op is Eq, Gt, Ge, Lt or Le.
[[nodiscard]] bool holds(rule::Op op, std::partial_ordering ordering);

} // namespace rulewright::match
