// SPDX-License-Identifier: Apache-2.0
#include "core/lang/esql/expression.h"

#include "core/lang/esql/condition_value.h"
#include "core/lang/esql/tests.h"
#include "core/rule/like_pattern.h"
#include "core/text/diagnostic_codes.h"
#include "core/text/fold.h"

#include <algorithm>
#include <format>
#include <ranges>
#include <utility>
#include <vector>

namespace rulewright::lang::esql {

using namespace rule;
using elastic::isOneOf;

namespace {

bool isOperatorWord(std::string_view word) { return isOneOf(word, {"and", "or", "not", "in", "like", "rlike", "is"}); }

bool isTimeUnit(std::string_view word)
{
    return isOneOf(word,
        {"millisecond", "milliseconds", "ms", "second", "seconds", "sec", "s", "minute", "minutes", "min", "m", "hour",
            "hours", "h", "day", "days", "d", "week", "weeks", "w", "month", "months", "year", "years"});
}

/// Comparisons by their marks; `:` is a match of text, which ignores letter case.
struct Comparison {
    std::string_view mark;
    Op op;
    bool negated;
};

constexpr Comparison comparisons[] = {{"==", Op::Eq, false}, {"=~", Op::Eq, false}, {"!=", Op::Eq, true},
    {"<=", Op::Le, false}, {">=", Op::Ge, false}, {"<", Op::Lt, false}, {">", Op::Gt, false}};

bool isBehindValue(const Token& token)
{
    if (token.isMark())
        return token.text != ")" && token.text != "|" && token.text != ",";
    return token.kind == TokenKind::Word && isOneOf(token.text, {"in", "like", "rlike", "is"});
}

constexpr elastic::Dialect dialect{codes::esqlSyntax, isBehindValue, likePattern};

} // namespace

ExpressionParser::ExpressionParser(
    const EmbeddedText& query, std::span<const Token> tokens, const EmbeddedParser& embedded, Diagnostics& diagnostics)
    : ExpressionReader(query, tokens, dialect, diagnostics)
    , m_embedded(embedded)
{
}

FieldRef ExpressionParser::fieldOf(const Token& name) const
{
    FieldRef field;
    field.name.text = field.raw = name.value;
    field.kind = name.value.contains('*') ? FieldRef::Kind::NamePattern : FieldRef::Kind::Named;
    field.span = span(name.begin, name.end);
    return field;
}

Predicate ExpressionParser::readTail(Expr left, std::size_t begin)
{
    if (isWord("is"))
        return readNullTest(std::move(left), begin);
    const bool negated = isWord("not") && (isWord("in", 1) || isWord("like", 1) || isWord("rlike", 1));
    if (negated)
        take();
    if (isWord("in") || isWord("like") || isWord("rlike"))
        return readMembership(left, begin, negated);
    if (takeMark(":")) {
        Expr right = readSum();
        Predicate match = compare(std::move(left), Op::Eq, false, std::move(right), begin);
        if (auto* test = std::get_if<Test>(&match.node)) {
            test->op = Op::Contains; // a match of analysed text: its words anywhere
            test->caseRule = CaseRule::Insensitive;
            test->missingRule = MissingRule::IsFalse;
        }
        return match;
    }
    for (const Comparison& comparison : comparisons) {
        if (!takeMark(comparison.mark))
            continue;
        Expr right = readSum();
        Predicate result = compare(std::move(left), comparison.op, comparison.negated, std::move(right), begin);
        if (auto* test = std::get_if<Test>(&result.node); test && comparison.mark == "=~")
            test->caseRule = CaseRule::Insensitive;
        return result;
    }
    return truthOf(std::move(left), begin);
}

Predicate ExpressionParser::readNullTest(Expr left, std::size_t begin)
{
    take();
    const bool negated = takeWord("not");
    if (!takeWord("null")) {
        fail(peek(), "\"is\" tests for null alone: write is null or is not null.");
        return {};
    }
    const Span whole = span(begin, lastEnd());
    if (const auto* field = as<FieldRef>(left)) {
        Test test;
        test.field = *field;
        test.op = negated ? Op::Exists : Op::Eq;
        test.caseRule = CaseRule::Sensitive;
        test.span = whole;
        Value value;
        value.scalar = negated ? Scalar(true) : Scalar(Null{});
        value.pattern = negated ? literalPattern("true") : Pattern{};
        value.source = negated ? "not null" : "null";
        value.span = whole;
        value.id = newValue();
        test.values.push_back(std::move(value));
        return make(std::move(test));
    }
    return make(Compare{std::move(left), Op::IsNull, Expr{Scalar(Null{}), whole}, negated, whole});
}

Predicate ExpressionParser::readMembership(const Expr& left, std::size_t begin, bool negated)
{
    const Token& op = take();
    const bool isLike = equalsFolded(op.text, "like");
    Test test;
    test.op = equalsFolded(op.text, "rlike") ? Op::Regex : Op::Eq;
    test.negated = negated;
    test.caseRule = CaseRule::Sensitive;
    std::vector<Expr> values;
    if (takeMark("(")) {
        do
            values.push_back(readSum());
        while (takeMark(","));
        expectMark(")", "in a list");
    } else {
        values.push_back(readSum());
    }
    if (failed())
        return {};
    test.span = span(begin, lastEnd());
    const auto* field = as<FieldRef>(left);
    const bool areConstants
        = std::ranges::all_of(values, [](const Expr& value) { return as<Scalar>(value) != nullptr; });
    if (field && areConstants) {
        test.field = *field;
        for (const Expr& value : values)
            test.values.push_back(valueOf(value, isLike));
        return make(std::move(test));
    }
    Or any;
    any.span = test.span;
    const Op single = isLike ? Op::Wildcard : test.op;
    for (const Expr& value : values) {
        const bool isTurned = as<Scalar>(left) != nullptr && as<Scalar>(value) == nullptr; // as compare() does
        any.children.push_back(
            make(Compare{isTurned ? value : left, single, isTurned ? left : value, false, test.span}));
    }
    Predicate result = any.children.size() == 1 ? std::move(any.children.front()) : make(std::move(any));
    return negated ? make(Not{std::move(result), test.span}) : result;
}

Predicate ExpressionParser::truthOf(const Expr& expr, std::size_t begin)
{
    const Span whole = span(begin, lastEnd());
    const auto* call = as<Call>(expr);
    return call ? functionTest(expr, *call, whole) : plainTruth(expr, whole, CaseRule::Sensitive);
}

/// Functions that are a test of a field: starts_with(f, "a"), cidr_match(f, "10.0.0.0/8", …), KQL("…").
Predicate ExpressionParser::functionTest(const Expr& expr, const Call& call, Span whole)
{
    if (isOneOf(call.function, {"kql", "qstr"}) && call.arguments.size() == 1 && as<Scalar>(call.arguments[0]))
        return embeddedQuery(call, whole);
    const TestFunction* function = testFunction(call.function);
    const auto* field = call.arguments.empty() ? nullptr : as<FieldRef>(call.arguments[0]);
    if (!function || !field || call.arguments.size() < 2)
        return computedTruth(expr, whole);
    Test test;
    test.field = *field;
    test.op = function->op;
    test.caseRule = function->caseRule;
    if (function->looksIntoLists)
        test.missingRule = MissingRule::IsFalse;
    test.span = whole;
    for (const Expr& argument : call.arguments | std::views::drop(1)) {
        if (const auto* options = as<Call>(argument); options && options->function == "{}")
            continue; // MATCH(f, "a b", {"operator": "AND"})
        if (!as<Scalar>(argument))
            return computedTruth(expr, whole);
        test.values.push_back(valueOf(argument, false));
    }
    return make(std::move(test));
}

Predicate ExpressionParser::embeddedQuery(const Call& call, Span whole)
{
    const Expr& argument = call.arguments.front();
    const std::string text = scalarText(*as<Scalar>(argument));
    EmbeddedText inner{text, argument.span.begin, std::vector<std::uint32_t>(text.size() + 1, argument.span.begin)};
    // The places are exact where the text stands in the query as it is.
    const Token& token = taken(2);
    if (const std::size_t quotes = token.text.starts_with("\"\"\"") ? 3 : 1; token.kind == TokenKind::String
        && token.text.size() >= 2 * quotes && token.text.substr(quotes, token.text.size() - 2 * quotes) == text) {
        for (std::size_t i = 0; i <= text.size(); ++i)
            inner.offsets[i] = query().place(token.begin + quotes + i);
    }
    std::optional<Predicate> parsed = m_embedded ? m_embedded(call.function, inner) : std::nullopt;
    return parsed ? std::move(*parsed)
                  : make(Opaque{std::format("the query in {}(…) is not read", call.function), whole});
}

/// EVAL and the arguments of functions may hold conditions: case(a == b, "x", …).
bool ExpressionParser::isCondition() const
{
    int open = 0;
    for (std::size_t ahead = 0; peek(ahead).kind != TokenKind::End; ++ahead) {
        const Token& token = peek(ahead);
        if (token.isMark()) {
            if (token.text == "(" || token.text == "[" || token.text == "{")
                ++open;
            else if (token.text == ")" || token.text == "]" || token.text == "}")
                --open;
            else if (open == 0 && (token.text == "," || token.text == "|"))
                return false;
            else if (open == 0
                && std::ranges::any_of(comparisons, [&](const Comparison& one) { return one.mark == token.text; }))
                return true;
            if (open < 0)
                return false;
        } else if (token.kind == TokenKind::Word && open == 0) {
            if (isOperatorWord(token.text))
                return true;
            if (ahead > 0 && isOneOf(token.text, {"by", "where", "with", "as"}))
                return false;
        }
    }
    return false;
}

Expr ExpressionParser::readExpr()
{
    if (failed() || !isCondition())
        return readSum();
    const std::size_t begin = peek().begin;
    const Predicate predicate = readOr();
    return conditionValue(predicate, span(begin, lastEnd()));
}

/// x::string is to_string(x).
Expr ExpressionParser::readFactor()
{
    const std::size_t begin = peek().begin;
    Expr value = readOperand();
    while (!failed() && takeMark("::")) {
        const Token& type = take();
        Call call{"to_" + folded(type.text), {}};
        call.arguments.push_back(std::move(value));
        value = linked(std::move(call), begin);
    }
    return value;
}

Expr ExpressionParser::readList(const Token& open, std::string_view function, std::string_view close)
{
    Call call{std::string(function), {}};
    if (!takeMark(close)) {
        do {
            call.arguments.push_back(readExpr());
            if (close == "}" && takeMark(":"))
                call.arguments.push_back(readExpr());
        } while (takeMark(","));
        expectMark(close, "in a list");
    }
    return {std::move(call), span(open.begin, lastEnd())};
}

Expr ExpressionParser::readOperand()
{
    const Depth depth(*this);
    if (failed())
        return {};
    const Token& token = take();
    const Span place = span(token.begin, token.end);
    if (token.kind == TokenKind::String)
        return {Scalar(token.value), place};
    if (token.kind == TokenKind::Number) {
        // 5 minutes, 1 day
        if (peek().kind == TokenKind::Word && !isOperatorWord(peek().text) && isTimeUnit(peek().text)) {
            const Token& unit = take();
            return {Scalar(std::string(token.text) + ' ' + std::string(unit.text)), span(token.begin, unit.end)};
        }
        return {Scalar(Number{std::string(token.text)}), place};
    }
    if (token.kind == TokenKind::Word) {
        if (isMark("(") && !isOperatorWord(token.text))
            return readCall(token);
        if (equalsFolded(token.text, "true") || equalsFolded(token.text, "false"))
            return {Scalar(equalsFolded(token.text, "true")), place};
        if (equalsFolded(token.text, "null"))
            return {Scalar(Null{}), place};
        if (!isOperatorWord(token.text))
            return {fieldOf(token), place};
    }
    if (token.text == "(" && token.isMark()) {
        Expr inner = readExpr();
        expectMark(")", "in a bracket");
        return inner;
    }
    if (token.text == "[" && token.isMark())
        return readList(token, "[]", "]");
    if (token.text == "{" && token.isMark())
        return readList(token, "{}", "}");
    if ((token.text == "-" || token.text == "+") && token.isMark())
        return readSigned(token);
    if (token.text == "*" && token.isMark()) // COUNT(*)
        return {Scalar(std::string("*")), place};
    if (token.text == "?" && token.isMark() && (peek().kind == TokenKind::Word || peek().kind == TokenKind::Number)) {
        Call call{"?" + std::string(take().text), {}}; // a parameter
        return {std::move(call), span(token.begin, lastEnd())};
    }
    return failOperand(token);
}

Expr ExpressionParser::readCall(const Token& name)
{
    take();
    return readList(name, folded(name.value), ")");
}

} // namespace rulewright::lang::esql
