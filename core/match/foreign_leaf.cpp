// SPDX-License-Identifier: Apache-2.0
#include "core/match/foreign_leaf.h"

#include "core/match/caseless_test.h"
#include "core/match/computation.h"
#include "core/rule/expression_text.h"

#include <format>
#include <memory>
#include <optional>
#include <utility>

namespace rulewright::match {

namespace {

bool comparesFields(const rule::Test& test)
{
    return test.op >= rule::Op::FieldRef && test.op <= rule::Op::FieldRefEndsWith;
}

/// The test as a comparison of what is computed.
rule::Compare comparisonOf(const rule::Test& test, const rule::Value& value)
{
    rule::Compare compare;
    compare.left = {test.field, test.field.span};
    compare.op = rule::valueOperator(test, value);
    compare.caseRule = test.caseRule;
    compare.right = {value.scalar, value.span};
    if (comparesFields(test)) {
        rule::FieldRef other;
        other.raw = other.name.text = rule::scalarText(value.scalar);
        compare.right = {std::move(other), value.span};
        if (compare.op == rule::Op::FieldRef)
            compare.op = rule::Op::Eq;
    }
    if (test.op == rule::Op::Exists) {
        compare.op = rule::Op::IsNull;
        compare.negated = true;
    }
    return compare;
}

} // namespace

LeafOrReason foreignLeaf(
    const rule::Test& test, const rule::Value& value, const ForeignContext& context, const MadeNames& made)
{
    if (comparesFields(test) || made.find(test.field.raw) != nullptr)
        return comparisonLeaf(comparisonOf(test, value), context, made);
    Result<Leaf> leaf = compileForeignValue(test, value, context, made);
    if (!leaf)
        return std::unexpected(leaf.error().front().message);
    return *std::move(leaf);
}

LeafOrReason comparisonLeaf(rule::Compare compare, const ForeignContext& context, const MadeNames& made)
{
    const std::optional<rule::Expr> left = substituted(compare.left, made);
    const std::optional<rule::Expr> right = substituted(compare.right, made);
    if (!left || !right) {
        return std::unexpected(
            std::format("what {} is, is not evaluated", rule::expressionText(left ? compare.right : compare.left)));
    }
    compare.left = *left;
    compare.right = *right;
    if (const std::optional<rule::Test> test = compare.negated ? std::nullopt : caselessTest(compare)) {
        if (Result<Leaf> leaf = compileForeignValue(*test, test->values.front(), context, made))
            return *std::move(leaf);
    }
    std::string unknown;
    Leaf leaf;
    leaf.computation = makeComputation(compare, context.rule.language, context.readings, unknown);
    if (!leaf.computation)
        return std::unexpected(std::format("{} is not evaluated", unknown));
    leaf.matcher = NeverMatcher{};
    leaf.matcherKey = "computed\x1F" + leaf.computation->key;
    return leaf;
}

Leaf turned(Leaf leaf)
{
    leaf.isNegative = true;
    if (leaf.otherwise)
        leaf.otherwise = std::make_shared<const Leaf>(turned(*leaf.otherwise));
    return leaf;
}

} // namespace rulewright::match
