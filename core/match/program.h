// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/leaf.h"
#include "core/rule/rule.h"

#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <vector>

namespace rulewright::match {

enum class GateId : std::uint32_t { None = 0xFFFFFFFF };
enum class SourceIndex : std::uint32_t { };
enum class LeafIndex : std::uint32_t { };

[[nodiscard]] constexpr std::uint32_t index(auto id) { return static_cast<std::uint32_t>(id); }

/// A node of a compiled predicate. NOT is pushed down to the leaves, so a gate is true when enough of its
/// children are: all, one, or as many as the quantifier asks.
struct Gate {
    enum class Kind : std::uint8_t { And, Or, Of, Leaf, Constant, Opaque };
    Kind kind = Kind::Constant;
    /// Leaf: the source's complement. Of: below a NOT, so the children are too, and it is false when the
    /// quantifier is satisfied by their complements.
    bool negated = false;
    bool value = false; ///< Constant
    SourceIndex source{}; ///< Leaf
    rule::Quantifier quantifier; ///< Of, as written
    std::vector<GateId> children;
    GateId parent = GateId::None;

    /// How many children must be true; at most 0 is always, more than there are is never.
    [[nodiscard]] std::int64_t required() const;
    /// What a child is as good as when it is deleted, unless asksTooMany().
    [[nodiscard]] bool neutral() const;
    /// A quantifier that asks for more members than there are: never true, and a deletion may change that.
    [[nodiscard]] bool asksTooMany() const;
};

/// Where a leaf's rows come from: the leaf's own, or those in which the field has a value and the leaf is
/// false (a negation where missing is unknown).
struct Source {
    LeafIndex leaf{};
    bool unknownNegation = false;
    bool operator==(const Source&) const = default;
};

/// One value of a test, and the gates that stand for it in the condition: several where its selection is named
/// several times, none where it is not named.
struct ValueUse {
    const rule::Value* value = nullptr;
    LeafIndex leaf{};
    std::optional<LeafIndex> negativeLeaf{}; ///< stands for it below a NOT: see Leaf::isNegative
    std::vector<GateId> gates;
    bool negated = false; ///< an odd number of NOTs stands above it at every use
};

/// How one use of a test stands in the condition.
struct TestContext {
    bool negated = false; ///< an odd number of NOTs stands above the test; its own `!=` does not count
    bool asksForAll = false; ///< every value is asked for
};

struct TestUse {
    const rule::Test* test = nullptr;
    rule::NodeId node = rule::NodeId::None;
    std::vector<ValueUse> values;
    std::optional<GateId> truth; ///< the test by itself, negations ignored
    std::vector<GateId> gates;
    std::vector<TestContext> contexts; ///< of each of `gates`
    bool negated = false;
};

/// A comparison of computed operands or a nested query, and the test that stands for it in results.
struct ComparisonUse {
    const rule::Compare* compare = nullptr;
    const rule::Nested* nested = nullptr;
    const rule::Test* test = nullptr;
};

/// A rule's event part, compiled. Points into the rule, which must stay as it is.
struct Program {
    std::vector<Leaf> leaves; ///< each key once
    std::vector<Source> sources; ///< each once
    std::vector<Gate> gates; ///< children before parents
    /// The gates of the condition are those from here on; the root is the last.
    std::uint32_t conditionBegin = 0;
    std::optional<GateId> root; ///< none: nothing is asked, every event of the scope matches
    std::vector<std::optional<GateId>> selections; ///< each by itself, in the order of the rule
    std::vector<TestUse> tests; ///< in text order
    /// In languages whose query names its log source: what is asked of an event to be in scope at all.
    std::optional<GateId> scope;
    std::vector<TestUse> scopeTests; ///< in text order
    std::list<rule::Test> madeTests; ///< of comparisons, and of index patterns
    std::vector<ComparisonUse> comparisons;
    const rule::Test* indexTest = nullptr; ///< of the rule's index patterns; among the scope's tests
    /// The predicates that Program::scope and the condition are made of; steps are those of a sequence, one of which
    /// must hold. Empty for Sigma.
    std::vector<const rule::Predicate*> scopePredicates;
    std::vector<const rule::Predicate*> conditionPredicates;
    std::vector<const rule::Predicate*> stepPredicates;
    std::vector<std::string> notes; ///< what of the rule is not evaluated at all: the result is approximate
    std::vector<std::string> opaqueReasons; ///< of the condition; not empty: the possible matches may be more
};

} // namespace rulewright::match
