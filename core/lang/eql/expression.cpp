// SPDX-License-Identifier: Apache-2.0
#include "core/lang/eql/expression.h"

#include "core/lang/eql/tests.h"
#include "core/text/diagnostic_codes.h"
#include "core/text/fold.h"

#include <algorithm>
#include <format>
#include <optional>
#include <ranges>
#include <utility>

namespace rulewright::lang::eql {

using namespace rule;
using elastic::isOneOf;

namespace {

bool isKeyword(std::string_view word)
{
    return isOneOf(word, {"and", "or", "not", "in", "like", "regex", "where", "by", "with", "until"});
}

/// The function that a call names, without the `~` that ignores letter case.
std::string_view nameOf(const Call& call) { return std::string_view(call.function).substr(0, call.function.find('~')); }

bool isBehindValue(const Token& token)
{
    return token.kind == TokenKind::Operator
        || (token.kind == TokenKind::Word && isOneOf(token.text, {"in", "like", "regex"}));
}

constexpr elastic::Dialect dialect{codes::eqlSyntax, isBehindValue, wildcardPattern};

} // namespace

ExpressionParser::ExpressionParser(const EmbeddedText& query, std::span<const Token> tokens, Diagnostics& diagnostics)
    : ExpressionReader(query, tokens, dialect, diagnostics)
{
}

Predicate ExpressionParser::categoryTest(const Token& category)
{
    Test test;
    test.field.name.text = test.field.raw = "event.category";
    test.field.span = test.span = span(category.begin, category.end);
    const std::string name = category.kind == TokenKind::Word ? std::string(category.text) : category.value;
    test.values.push_back({Scalar(name), literalPattern(name), std::string(category.text), test.span, newValue()});
    return make(std::move(test));
}

Predicate ExpressionParser::readTail(Expr left, std::size_t begin)
{
    const bool negated = isWord("not") && (isWord("in", 1) || isWord("like", 1) || isWord("regex", 1));
    if (negated)
        take();
    if (isWord("in") || isWord("like") || isWord("regex") || isMark(":"))
        return readMembership(left, begin, negated);
    for (const std::string_view op : {"==", "!=", "<=", ">=", "<", ">", "="}) {
        if (!isMark(op))
            continue;
        const Token& token = take();
        if (op == "=") {
            fail(token, "\"=\" compares nothing in EQL: write ==, or : to ignore letter case.");
            return {};
        }
        return readOrder(std::move(left), token, begin);
    }
    return truthOf(std::move(left), begin);
}

/// field in ("a", "b"), field : "a*", field like~ ("a*", "b*"), field regex "…".
Predicate ExpressionParser::readMembership(const Expr& left, std::size_t begin, bool negated)
{
    const Token& op = take();
    const bool isIn = equalsFolded(op.text, "in");
    const bool isRegex = equalsFolded(op.text, "regex");
    const bool hasWildcards = !isIn && !isRegex;
    Test test;
    test.op = isRegex ? Op::Regex : Op::Eq;
    test.negated = negated;
    test.caseRule = op.text == ":" || op.isTilded ? CaseRule::Insensitive : CaseRule::Sensitive;
    bool isConstant = true;
    const auto readOne = [&] {
        const Expr value = readExpr();
        isConstant &= as<Scalar>(value) != nullptr;
        if (as<Scalar>(value))
            test.values.push_back(valueOf(value, hasWildcards));
    };
    if (takeMark("(")) {
        do
            readOne();
        while (takeMark(","));
        expectMark(")", "in a list");
    } else {
        readOne();
    }
    if (failed())
        return {};
    test.span = span(begin, lastEnd());
    const auto* field = as<FieldRef>(left);
    if (!isConstant)
        return make(Opaque{"a list of values that are not constants", test.span});
    if (field) {
        test.field = *field;
        return make(std::move(test));
    }
    // A computed operand: one comparison a value.
    Or any;
    any.span = test.span;
    for (const Value& value : test.values) {
        const Op single = hasWildcards && value.pattern.hasWildcard() ? Op::Wildcard : test.op;
        any.children.push_back(
            make(Compare{left, single, Expr{value.scalar, value.span}, false, test.span, test.caseRule}));
    }
    Predicate result = any.children.size() == 1 ? std::move(any.children.front()) : make(std::move(any));
    return negated ? make(Not{std::move(result), test.span}) : result;
}

Predicate ExpressionParser::readOrder(Expr left, const Token& mark, std::size_t begin)
{
    static constexpr std::pair<std::string_view, Op> orders[]
        = {{"<", Op::Lt}, {"<=", Op::Le}, {">", Op::Gt}, {">=", Op::Ge}};
    const auto* order = std::ranges::find(orders, mark.text, &std::pair<std::string_view, Op>::first);
    const bool negated = mark.text == "!=";
    Expr right = readExpr();
    if (order != std::ranges::end(orders))
        return compare(std::move(left), order->second, false, std::move(right), begin);
    if (const std::optional<bool> wanted = failed() ? std::nullopt : wantedOfTest(left, right)) {
        const Span whole = span(begin, lastEnd());
        Predicate test = truthOf(as<Call>(left) ? left : right, begin);
        return *wanted != negated ? test : make(Not{std::move(test), whole});
    }
    return compare(std::move(left), Op::Eq, negated, std::move(right), begin);
}

/// What startsWith(a, "b") == false asks of the test; nothing where neither side is a test or the other is no truth.
std::optional<bool> ExpressionParser::wantedOfTest(const Expr& left, const Expr& right)
{
    const bool isTurned = as<Scalar>(left) != nullptr;
    const auto* call = as<Call>(isTurned ? right : left);
    const auto* constant = as<Scalar>(isTurned ? left : right);
    const bool* truth = constant == nullptr ? nullptr : std::get_if<bool>(constant);
    return truth && call && testFunction(nameOf(*call)) ? std::optional(*truth) : std::nullopt;
}

Predicate ExpressionParser::truthOf(const Expr& expr, std::size_t begin)
{
    const Span whole = span(begin, lastEnd());
    const auto* call = as<Call>(expr);
    return call ? functionTest(expr, *call, whole) : plainTruth(expr, whole, CaseRule::Insensitive);
}

Predicate ExpressionParser::functionTest(const Expr& expr, const Call& call, Span whole)
{
    const TestFunction* function = testFunction(nameOf(call));
    const auto* field = call.arguments.empty() ? nullptr : as<FieldRef>(call.arguments.front());
    if (!function || call.arguments.size() < 2)
        return computedTruth(expr, whole);
    Test test;
    test.op = function->op;
    test.caseRule
        = call.function.ends_with('~') || function->hasWildcards ? CaseRule::Insensitive : CaseRule::Sensitive;
    test.span = whole;
    bool isFieldTest = false;
    for (const Expr& argument : call.arguments | std::views::drop(1)) {
        if (as<Scalar>(argument)) {
            test.values.push_back(valueOf(argument, function->hasWildcards));
        } else if (const auto* other = as<FieldRef>(argument); other && function->fieldOp != Op::Computed) {
            isFieldTest = true;
            test.op = function->fieldOp;
            test.values.push_back(valueOf(*other));
        } else {
            return computedTruth(expr, whole);
        }
    }
    if (!field || (isFieldTest && test.values.size() != 1))
        return computedTruth(expr, whole);
    test.field = *field;
    return make(std::move(test));
}

Expr ExpressionParser::readOperand()
{
    const Depth depth(*this);
    if (failed())
        return {};
    const Token& token = take();
    const Span place = span(token.begin, token.end);
    switch (token.kind) {
    case TokenKind::String:
        return {Scalar(token.value), place};
    case TokenKind::Number:
        return {Scalar(Number{std::string(token.text)}), place};
    case TokenKind::QuotedWord: {
        FieldRef field;
        field.name.text = field.raw = token.value;
        field.span = place;
        return {std::move(field), place};
    }
    case TokenKind::Word: {
        if (isMark("(") && !isKeyword(token.text))
            return readCall(token);
        if (equalsFolded(token.text, "true") || equalsFolded(token.text, "false"))
            return {Scalar(equalsFolded(token.text, "true")), place};
        if (equalsFolded(token.text, "null"))
            return {Scalar(Null{}), place};
        if (isKeyword(token.text))
            return failOperand(token);
        FieldRef field;
        field.raw = std::string(token.text);
        std::erase(field.raw, '`');
        field.name.text = field.raw;
        field.span = place;
        return {std::move(field), place};
    }
    default:
        break;
    }
    if (token.text == "?" && (peek().kind == TokenKind::Word || peek().kind == TokenKind::QuotedWord)) {
        Expr expr = readOperand();
        if (auto* field = std::get_if<FieldRef>(&expr.node)) {
            field->optional = true;
            field->span = expr.span = span(token.begin, lastEnd());
        }
        return expr;
    }
    if (token.text == "-" || token.text == "+")
        return readSigned(token);
    if (token.text == "(") {
        Expr inner = readSum();
        expectMark(")", "in a bracket");
        return inner;
    }
    return failOperand(token);
}

Expr ExpressionParser::readCall(const Token& name)
{
    Call call;
    call.function = std::string(name.text) + (name.isTilded ? "~" : "");
    take();
    if (!takeMark(")")) {
        do
            call.arguments.push_back(readExpr());
        while (takeMark(","));
        expectMark(")", std::format("in the arguments of {}", name.text));
    }
    return {std::move(call), span(name.begin, lastEnd())};
}

} // namespace rulewright::lang::eql
