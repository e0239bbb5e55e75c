// SPDX-License-Identifier: Apache-2.0
#include "core/corpus/expression.h"

#include "core/rule/like_pattern.h"
#include "core/text/fold.h"

#include <algorithm>
#include <array>
#include <format>
#include <string_view>
#include <utility>
#include <variant>

namespace rulewright::corpus {

namespace {

using rule::Call;
using rule::Expr;
using rule::Op;
using rule::Scalar;

bool isWrapper(std::string_view function)
{
    static constexpr std::array<std::string_view, 5> names{"to_lower", "to_upper", "to_string", "mv_first", "coalesce"};
    return std::ranges::any_of(names, [&](std::string_view name) { return equalsFolded(name, function); });
}

/// The operator of a function that tests its first argument against the others; Computed where it is none.
Op functionOperator(std::string_view function)
{
    static constexpr std::array<std::pair<std::string_view, Op>, 11> operators{{{"starts_with", Op::StartsWith},
        {"startswith", Op::StartsWith}, {"ends_with", Op::EndsWith}, {"endswith", Op::EndsWith},
        {"contains", Op::Contains}, {"stringcontains", Op::Contains}, {"match", Op::Contains},
        {"match_phrase", Op::Contains}, {"cidr_match", Op::Cidr}, {"cidrmatch", Op::Cidr}, {"mv_contains", Op::Eq}}};
    function = function.substr(0, function.find('~'));
    const auto found
        = std::ranges::find_if(operators, [&](const auto& entry) { return equalsFolded(entry.first, function); });
    return found == operators.end() ? Op::Computed : found->second;
}

rule::Value valueOf(const Scalar& scalar, bool hasWildcards)
{
    rule::Value value;
    value.scalar = scalar;
    value.source = scalarText(scalar);
    if (!std::holds_alternative<rule::Null>(scalar))
        value.pattern = hasWildcards ? rule::likePattern(value.source) : rule::literalPattern(value.source);
    return value;
}

bool isTrue(const Expr& expr)
{
    const auto* scalar = std::get_if<Scalar>(&expr.node);
    const bool* value = scalar == nullptr ? nullptr : std::get_if<bool>(scalar);
    return value != nullptr && *value;
}

std::optional<rule::Test> functionTest(const Call& call)
{
    const Op op = functionOperator(call.function);
    const rule::FieldRef* field = call.arguments.size() < 2 ? nullptr : plainField(call.arguments.front());
    if (field == nullptr || op == Op::Computed)
        return std::nullopt;
    rule::Test test;
    test.field = *field;
    test.op = op;
    for (std::size_t i = 1; i < call.arguments.size(); ++i) {
        const auto* scalar = std::get_if<Scalar>(&call.arguments[i].node);
        if (scalar == nullptr)
            return std::nullopt;
        test.values.push_back(valueOf(*scalar, false));
    }
    return test;
}

} // namespace

const rule::FieldRef* plainField(const Expr& expr)
{
    const Expr* inner = &expr;
    for (;;) {
        if (const auto* field = std::get_if<rule::FieldRef>(&inner->node))
            return field;
        const auto* call = std::get_if<Call>(&inner->node);
        if (call == nullptr || call->arguments.empty() || !isWrapper(call->function))
            return nullptr;
        inner = &call->arguments.front();
    }
}

std::optional<rule::Test> plainTest(const rule::Compare& compare)
{
    std::optional<rule::Test> test;
    if (const auto* call = std::get_if<Call>(&compare.left.node); call != nullptr && isTrue(compare.right))
        test = functionTest(*call);
    if (const rule::FieldRef* field = plainField(compare.left); !test && field != nullptr) {
        test.emplace();
        test->field = *field;
        test->op = compare.op;
        if (const auto* scalar = std::get_if<Scalar>(&compare.right.node)) {
            const bool isLike = compare.op == Op::Wildcard;
            const bool isNullTest = compare.op == Op::IsNull;
            if (isLike || isNullTest)
                test->op = Op::Eq;
            if (isNullTest && compare.negated) { // is not null
                test->op = Op::Exists;
                test->values.push_back(valueOf(Scalar(true), false));
                return test;
            }
            test->values.push_back(valueOf(*scalar, isLike));
        } else if (const rule::FieldRef* other = plainField(compare.right); other != nullptr && compare.op == Op::Eq) {
            test->op = Op::FieldRef;
            test->values.push_back(valueOf(Scalar(other->raw), false));
        } else {
            return std::nullopt;
        }
    }
    if (test)
        test->negated = compare.negated;
    return test;
}

} // namespace rulewright::corpus
