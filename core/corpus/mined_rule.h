// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/vendor.h"
#include "core/rule/predicate.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rulewright::corpus {

/// What a leaf does in its rule, by the negations above it (corpora.md, section 6).
enum class Role : std::uint8_t {
    Filter, ///< no NOT above
    Exclusion, ///< exactly one, and it is a top-level conjunct
    NestedNegation, ///< exactly one, and it is not
    Exception, ///< two or more
    Missing, ///< in an event that must not happen, `![…]`
    Until,
};
inline constexpr std::size_t roleCount = 6;
[[nodiscard]] std::string_view roleName(Role role); ///< "filter", "exclusion", "nested_negation", …

/// Of what a leaf tells: an event's field, the log source, or a name that the query itself made.
enum class Context : std::uint8_t { Event, Scope, Derived };
[[nodiscard]] std::string_view contextName(Context context); ///< "event", "scope", "derived"

/// One normalised test of one value. Leaves of equal key, role and spelling within a rule are one.
struct MinedLeaf {
    std::string field; ///< canonical, as spelt; "(keyword)"
    std::string raw; ///< as the vendor names it
    rule::Op op = rule::Op::Eq; ///< after wildcard rewriting
    std::optional<std::string> value; ///< none for exists and is_null
    std::string transform; ///< "", "expand", "base64offset", "wide+base64offset", …
    Role role = Role::Filter;
    Context context = Context::Event;
    rule::Fit fit = rule::Fit::Exact;
    rule::CaseRule caseRule = rule::CaseRule::Insensitive;
    std::string from; ///< Derived: what made the name
    std::uint32_t values = 0; ///< Derived from a lookup: the cells it stands for
    bool operator==(const MinedLeaf&) const = default;
};

/// An event that a rule needs: provider and id of the catalogue.
struct CoveredEvent {
    std::string provider;
    std::uint32_t id = 0;
    auto operator<=>(const CoveredEvent&) const = default;
};

/// How much of a rule the product understands (cli.md, `corpus`).
enum class RuleClass : std::uint8_t { Complete, Partial, NoQuery, Failed };
[[nodiscard]] std::string_view ruleClassName(RuleClass ruleClass); ///< "complete", …

/// What mining keeps of one rule.
struct MinedRule {
    Vendor vendor = Vendor::Sigma;
    std::string path; ///< relative to the corpus' folder
    std::uint32_t document = 0; ///< which rule of its file, from 0
    std::string title;
    std::string id;
    std::optional<std::string> level;
    std::optional<std::string> status;
    std::string description;
    std::vector<std::string> tags; ///< as written
    std::vector<std::string> logSource; ///< its words: product, category, service; index patterns; data sources
    std::vector<std::string> techniques; ///< as tagged, upper case, each once
    RuleClass ruleClass = RuleClass::Complete;
    std::vector<std::string> reasons; ///< why Partial or Failed
    std::vector<MinedLeaf> leaves;
    std::vector<std::vector<std::uint32_t>> jointExclusions; ///< indices of leaves
    std::vector<CoveredEvent> events; ///< sorted, each once
    std::vector<std::pair<std::string, std::uint32_t>> modifiers; ///< Sigma: occurrences on field keys, by name
    bool operator==(const MinedRule&) const = default;
};

} // namespace rulewright::corpus
