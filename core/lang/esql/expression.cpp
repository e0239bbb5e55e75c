// SPDX-License-Identifier: Apache-2.0
#include "core/lang/esql/expression.h"

#include "core/rule/like_pattern.h"
#include "core/text/diagnostic_codes.h"
#include "core/text/fold.h"

#include <algorithm>
#include <format>

namespace rulewright::lang::esql {

using namespace rule;

namespace {

constexpr int maximumDepth = 200;
constexpr int maximumLinks = 1'000;

bool isOneOf(std::string_view word, std::initializer_list<std::string_view> words)
{
    return std::ranges::any_of(words, [&](std::string_view one) { return equalsFolded(one, word); });
}

bool isOperatorWord(std::string_view word) { return isOneOf(word, {"and", "or", "not", "in", "like", "rlike", "is"}); }

/// Comparisons by their marks; `:` is a match of text, which ignores letter case.
struct Comparison {
    std::string_view mark;
    Op op;
    bool negated;
};

constexpr Comparison comparisons[] = {{"==", Op::Eq, false}, {"=~", Op::Eq, false}, {"!=", Op::Eq, true},
    {"<=", Op::Le, false}, {">=", Op::Ge, false}, {"<", Op::Lt, false}, {">", Op::Gt, false}};

Op turned(Op op)
{
    switch (op) {
    case Op::Lt:
        return Op::Gt;
    case Op::Le:
        return Op::Ge;
    case Op::Gt:
        return Op::Lt;
    case Op::Ge:
        return Op::Le;
    default:
        return op;
    }
}

template <class T> const T* as(const Expr& expr) { return std::get_if<T>(&expr.node); }

} // namespace

struct ExpressionParser::Depth {
    explicit Depth(ExpressionParser& owner)
        : parser(owner)
    {
        if (++parser.m_depth > maximumDepth)
            parser.fail(parser.peek(), "This query is nested too deeply: 200 levels are the most that is read.");
    }

    ~Depth() { --parser.m_depth; }

    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;
    ExpressionParser& parser;
};

ExpressionParser::ExpressionParser(
    const EmbeddedText& query, std::span<const Token> tokens, const EmbeddedParser& embedded, Diagnostics& diagnostics)
    : m_query(query)
    , m_tokens(tokens)
    , m_embedded(embedded)
    , m_diagnostics(diagnostics)
{
}

const Token& ExpressionParser::peek(std::size_t ahead) const
{
    return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)];
}

const Token& ExpressionParser::take()
{
    const Token& token = peek();
    if (m_at + 1 < m_tokens.size())
        ++m_at;
    return token;
}

bool ExpressionParser::isWord(std::string_view word, std::size_t ahead) const
{
    return peek(ahead).kind == TokenKind::Word && equalsFolded(peek(ahead).text, word);
}

bool ExpressionParser::isMark(std::string_view mark, std::size_t ahead) const
{
    return peek(ahead).kind == TokenKind::Mark && peek(ahead).text == mark;
}

bool ExpressionParser::takeWord(std::string_view word)
{
    if (m_failed || !isWord(word))
        return false;
    take();
    return true;
}

bool ExpressionParser::takeMark(std::string_view mark)
{
    if (m_failed || !isMark(mark))
        return false;
    take();
    return true;
}

bool ExpressionParser::expectMark(std::string_view mark, std::string_view where)
{
    if (takeMark(mark))
        return true;
    const Token& token = peek();
    fail(token,
        token.kind == TokenKind::End ? std::format("The query ends {}: add {}.", where, mark)
                                     : std::format("\"{}\" stands {} where {} belongs.", token.text, where, mark));
    return false;
}

void ExpressionParser::fail(const Token& at, std::string message)
{
    if (m_failed)
        return;
    m_failed = true;
    m_diagnostics.push_back(
        {Severity::Error, codes::esqlSyntax, m_query.span(at.begin, at.end), std::move(message), {}});
}

FieldRef ExpressionParser::fieldOf(const Token& name) const
{
    FieldRef field;
    field.name.text = field.raw = name.value;
    field.kind = name.value.contains('*') ? FieldRef::Kind::NamePattern : FieldRef::Kind::Named;
    field.span = m_query.span(name.begin, name.end);
    return field;
}

Predicate ExpressionParser::readPredicate() { return readOr(); }

Predicate ExpressionParser::readOr()
{
    const Depth depth(*this);
    if (m_failed)
        return {};
    const std::size_t begin = peek().begin;
    Or node;
    node.children.push_back(readAnd());
    while (takeWord("or"))
        node.children.push_back(readAnd());
    if (node.children.size() == 1)
        return std::move(node.children.front());
    node.span = span(begin, lastEnd());
    return make(std::move(node));
}

Predicate ExpressionParser::readAnd()
{
    const std::size_t begin = peek().begin;
    And node;
    node.children.push_back(readNot());
    while (takeWord("and"))
        node.children.push_back(readNot());
    if (node.children.size() == 1)
        return std::move(node.children.front());
    node.span = span(begin, lastEnd());
    return make(std::move(node));
}

Predicate ExpressionParser::readNot()
{
    const std::size_t begin = peek().begin;
    if (!takeWord("not"))
        return readComparison();
    const Depth depth(*this);
    if (m_failed)
        return {};
    Predicate child = readNot();
    return make(Not{std::move(child), span(begin, lastEnd())});
}

/// Whether the bracket that opens here holds a value, as in (a + b) > 3, and not a condition.
bool ExpressionParser::isValueBracket() const
{
    int open = 0;
    for (std::size_t ahead = 0; peek(ahead).kind != TokenKind::End; ++ahead) {
        open += isMark("(", ahead) ? 1 : isMark(")", ahead) ? -1 : 0;
        if (open != 0)
            continue;
        const Token& next = peek(ahead + 1);
        if (next.kind == TokenKind::Mark)
            return next.text != ")" && next.text != "|" && next.text != ",";
        return next.kind == TokenKind::Word && isOneOf(next.text, {"in", "like", "rlike", "is"});
    }
    return false;
}

Predicate ExpressionParser::readComparison()
{
    const std::size_t begin = peek().begin;
    if (isMark("(") && !isValueBracket()) {
        take();
        Predicate inner = readOr();
        expectMark(")", "in a bracket");
        return inner;
    }
    Expr left = readSum();
    return m_failed ? Predicate{} : readTail(std::move(left), begin);
}

Predicate ExpressionParser::readTail(Expr left, std::size_t begin)
{
    if (isWord("is"))
        return readNullTest(std::move(left), begin);
    const bool negated = isWord("not") && (isWord("in", 1) || isWord("like", 1) || isWord("rlike", 1));
    if (negated)
        take();
    if (isWord("in") || isWord("like") || isWord("rlike"))
        return readMembership(std::move(left), begin, negated);
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
        value.id = ValueId{m_values++};
        test.values.push_back(std::move(value));
        return make(std::move(test));
    }
    return make(Compare{std::move(left), Op::IsNull, Expr{Scalar(Null{}), whole}, negated, whole});
}

Predicate ExpressionParser::readMembership(Expr left, std::size_t begin, bool negated)
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
    if (m_failed)
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

Predicate ExpressionParser::compare(Expr left, Op op, bool negated, Expr right, std::size_t begin)
{
    if (m_failed)
        return {};
    const Span whole = span(begin, lastEnd());
    if (as<Scalar>(left) && !as<Scalar>(right)) {
        std::swap(left, right);
        op = turned(op);
    }
    const auto* field = as<FieldRef>(left);
    Test test;
    test.op = op;
    test.negated = negated;
    test.caseRule = CaseRule::Sensitive;
    test.span = whole;
    if (field && as<Scalar>(right)) {
        test.field = *field;
        test.values.push_back(valueOf(right, false));
        return make(std::move(test));
    }
    if (const auto* other = as<FieldRef>(right); field && other && op == Op::Eq) {
        test.field = *field;
        test.op = Op::FieldRef;
        test.values.push_back(
            {Scalar(other->raw), literalPattern(other->raw), other->raw, other->span, ValueId{m_values++}});
        return make(std::move(test));
    }
    return make(Compare{std::move(left), op, std::move(right), negated, whole});
}

Predicate ExpressionParser::truthOf(Expr expr, std::size_t begin)
{
    const Span whole = span(begin, lastEnd());
    if (const auto* call = as<Call>(expr))
        return functionTest(expr, *call, begin);
    if (const auto* constant = as<Scalar>(expr)) {
        if (const bool* value = std::get_if<bool>(constant))
            return make(Constant{*value, whole});
        fail(peek(), "A value alone is no condition: compare a field with it.");
        return {};
    }
    Test test; // a bare boolean field
    test.field = *as<FieldRef>(expr);
    test.caseRule = CaseRule::Sensitive;
    test.span = whole;
    test.values.push_back({Scalar(true), literalPattern("true"), {}, whole, ValueId{m_values++}});
    return make(std::move(test));
}

/// Functions that are a test of a field: starts_with(f, "a"), cidr_match(f, "10.0.0.0/8", …), KQL("…").
Predicate ExpressionParser::functionTest(const Expr& expr, const Call& call, std::size_t begin)
{
    const Span whole = span(begin, lastEnd());

    struct Function {
        std::string_view name;
        Op op;
        CaseRule caseRule;
        bool looksIntoLists = false; ///< true or false for a missing field and for several values too
    };

    static constexpr Function functions[]
        = {{"starts_with", Op::StartsWith, CaseRule::Sensitive}, {"ends_with", Op::EndsWith, CaseRule::Sensitive},
            {"contains", Op::Contains, CaseRule::Sensitive}, {"cidr_match", Op::Cidr, CaseRule::Sensitive},
            {"mv_contains", Op::Eq, CaseRule::Sensitive, true}, {"match", Op::Contains, CaseRule::Insensitive, true},
            {"match_phrase", Op::Contains, CaseRule::Insensitive, true}};
    if (isOneOf(call.function, {"kql", "qstr"}) && call.arguments.size() == 1 && as<Scalar>(call.arguments[0])) {
        const Expr& argument = call.arguments[0];
        const std::string text = scalarText(*as<Scalar>(argument));
        EmbeddedText inner{text, argument.span.begin, std::vector<std::uint32_t>(text.size() + 1, argument.span.begin)};
        // The places are exact where the text stands in the query as it is.
        const Token& token = m_tokens[m_at >= 2 ? m_at - 2 : 0];
        if (const std::size_t quotes = token.text.starts_with("\"\"\"") ? 3 : 1; token.kind == TokenKind::String
            && token.text.size() >= 2 * quotes && token.text.substr(quotes, token.text.size() - 2 * quotes) == text) {
            for (std::size_t i = 0; i <= text.size(); ++i)
                inner.offsets[i] = m_query.place(token.begin + quotes + i);
        }
        std::optional<Predicate> parsed = m_embedded ? m_embedded(call.function, inner) : std::nullopt;
        return parsed ? std::move(*parsed)
                      : make(Opaque{std::format("the query in {}(…) is not read", call.function), whole});
    }
    const auto* field = call.arguments.empty() ? nullptr : as<FieldRef>(call.arguments[0]);
    for (const Function& function : functions) {
        if (!field || call.arguments.size() < 2 || !equalsFolded(function.name, call.function))
            continue;
        Test test;
        test.field = *field;
        test.op = function.op;
        test.caseRule = function.caseRule;
        if (function.looksIntoLists)
            test.missingRule = MissingRule::IsFalse;
        test.span = whole;
        for (std::size_t i = 1; i < call.arguments.size(); ++i) {
            if (const auto* options = as<Call>(call.arguments[i]); options && options->function == "{}")
                continue; // MATCH(f, "a b", {"operator": "AND"})
            if (!as<Scalar>(call.arguments[i]))
                return make(Compare{expr, Op::Eq, Expr{Scalar(true), whole}, false, whole});
            test.values.push_back(valueOf(call.arguments[i], false));
        }
        return make(std::move(test));
    }
    return make(Compare{expr, Op::Eq, Expr{Scalar(true), whole}, false, whole});
}

Value ExpressionParser::valueOf(const Expr& constant, bool hasWildcards)
{
    Value value;
    value.scalar = *as<Scalar>(constant);
    value.span = constant.span;
    value.id = ValueId{m_values++};
    const std::string text = scalarText(value.scalar);
    if (!std::holds_alternative<Null>(value.scalar))
        value.pattern = hasWildcards ? likePattern(text) : literalPattern(text);
    value.source = text;
    return value;
}

/// EVAL and the arguments of functions may hold conditions: case(a == b, "x", …).
bool ExpressionParser::isCondition() const
{
    int open = 0;
    for (std::size_t ahead = 0; peek(ahead).kind != TokenKind::End; ++ahead) {
        const Token& token = peek(ahead);
        if (token.kind == TokenKind::Mark) {
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
    if (m_failed || !isCondition())
        return readSum();
    // A condition as a value: kept as a call whose arguments are its operands' text is of no use to anybody, so it
    // is a call "?" that names what it looks at.
    const std::size_t begin = peek().begin;
    const Predicate predicate = readOr();
    Call call{"?", {}};
    const std::function<void(const Predicate&)> collect = [&](const Predicate& node) {
        if (const auto* test = std::get_if<Test>(&node.node))
            call.arguments.push_back({test->field, test->field.span});
        else if (const auto* comparison = std::get_if<Compare>(&node.node))
            call.arguments.push_back(comparison->left);
        else if (const auto* all = std::get_if<And>(&node.node))
            std::ranges::for_each(all->children, collect);
        else if (const auto* any = std::get_if<Or>(&node.node))
            std::ranges::for_each(any->children, collect);
        else if (const auto* inner = std::get_if<Not>(&node.node))
            collect(*inner->child);
    };
    collect(predicate);
    return {std::move(call), span(begin, lastEnd())};
}

// Each operator of a chain lies one level deeper in the expression.
Expr ExpressionParser::linked(Call call, std::size_t begin)
{
    if (++m_links > maximumLinks)
        fail(peek(), "This query has more than 1,000 operators between values: that is the most that is read.");
    return {std::move(call), span(begin, lastEnd())};
}

Expr ExpressionParser::readSum()
{
    const std::size_t begin = peek().begin;
    Expr left = readProduct();
    while (!m_failed && (isMark("+") || isMark("-"))) {
        Call call{std::string(take().text), {}};
        call.arguments.push_back(std::move(left));
        call.arguments.push_back(readProduct());
        left = linked(std::move(call), begin);
    }
    return left;
}

Expr ExpressionParser::readProduct()
{
    const std::size_t begin = peek().begin;
    Expr left = readCast();
    while (!m_failed && (isMark("*") || isMark("/") || isMark("%"))) {
        Call call{std::string(take().text), {}};
        call.arguments.push_back(std::move(left));
        call.arguments.push_back(readCast());
        left = linked(std::move(call), begin);
    }
    return left;
}

/// x::string is to_string(x).
Expr ExpressionParser::readCast()
{
    const std::size_t begin = peek().begin;
    Expr value = readOperand();
    while (!m_failed && takeMark("::")) {
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
    if (m_failed)
        return {};
    const Token& token = take();
    const Span place = span(token.begin, token.end);
    if (token.kind == TokenKind::String)
        return {Scalar(token.value), place};
    if (token.kind == TokenKind::Number) {
        // 5 minutes, 1 day
        if (peek().kind == TokenKind::Word && !isOperatorWord(peek().text)
            && isOneOf(peek().text,
                {"millisecond", "milliseconds", "ms", "second", "seconds", "sec", "s", "minute", "minutes", "min", "m",
                    "hour", "hours", "h", "day", "days", "d", "week", "weeks", "w", "month", "months", "year",
                    "years"})) {
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
    if (token.text == "(" && token.kind == TokenKind::Mark) {
        Expr inner = readExpr();
        expectMark(")", "in a bracket");
        return inner;
    }
    if (token.text == "[" && token.kind == TokenKind::Mark)
        return readList(token, "[]", "]");
    if (token.text == "{" && token.kind == TokenKind::Mark)
        return readList(token, "{}", "}");
    if ((token.text == "-" || token.text == "+") && token.kind == TokenKind::Mark) {
        Expr inner = readOperand();
        if (auto* constant = std::get_if<Scalar>(&inner.node)) {
            if (auto* number = std::get_if<Number>(constant); number && token.text == "-")
                number->text = "-" + number->text;
            inner.span = span(token.begin, lastEnd());
            return inner;
        }
        Call call{std::string(token.text), {}};
        call.arguments.push_back(std::move(inner));
        return {std::move(call), span(token.begin, lastEnd())};
    }
    if (token.text == "*" && token.kind == TokenKind::Mark) // COUNT(*)
        return {Scalar(std::string("*")), place};
    if (token.text == "?" && token.kind == TokenKind::Mark
        && (peek().kind == TokenKind::Word || peek().kind == TokenKind::Number)) {
        Call call{"?" + std::string(take().text), {}}; // a parameter
        return {std::move(call), span(token.begin, lastEnd())};
    }
    fail(token,
        token.kind == TokenKind::End ? std::string("The query ends where a field or value belongs.")
                                     : std::format("\"{}\" stands where a field or value belongs.", token.text));
    return {};
}

Expr ExpressionParser::readCall(const Token& name)
{
    take();
    Expr call = readList(name, folded(name.value), ")");
    return call;
}

} // namespace rulewright::lang::esql
