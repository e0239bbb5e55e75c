// SPDX-License-Identifier: Apache-2.0
#include "core/lang/eql/expression.h"

#include "core/lang/eql/tests.h"
#include "core/text/diagnostic_codes.h"
#include "core/text/fold.h"

#include <format>

namespace rulewright::lang::eql {

using namespace rule;

namespace {

constexpr int maximumDepth = 200;
constexpr int maximumLinks = 1'000;

bool isKeyword(std::string_view word)
{
    for (const std::string_view keyword : {"and", "or", "not", "in", "like", "regex", "where", "by", "with", "until"}) {
        if (equalsFolded(word, keyword))
            return true;
    }
    return false;
}

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

ExpressionParser::ExpressionParser(const EmbeddedText& query, std::span<const Token> tokens, Diagnostics& diagnostics)
    : m_query(query)
    , m_tokens(tokens)
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
    const Token& token = peek(ahead);
    return token.kind == TokenKind::Word && equalsFolded(token.text, word);
}

bool ExpressionParser::isMark(std::string_view mark, std::size_t ahead) const
{
    const Token& token = peek(ahead);
    return (token.kind == TokenKind::Operator || token.kind == TokenKind::Punctuation) && token.text == mark;
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
        {Severity::Error, codes::eqlSyntax, m_query.span(at.begin, at.end), std::move(message), {}});
}

Predicate ExpressionParser::make(Predicate::Node node) { return {newNode(), std::move(node)}; }

Predicate ExpressionParser::opaque(std::string reason, Span span) { return make(Opaque{std::move(reason), span}); }

Predicate ExpressionParser::categoryTest(const Token& category)
{
    Test test;
    test.field.name.text = test.field.raw = "event.category";
    test.field.span = test.span = m_query.span(category.begin, category.end);
    const std::string name = category.kind == TokenKind::Word ? std::string(category.text) : category.value;
    test.values.push_back(
        {Scalar(name), literalPattern(name), std::string(category.text), test.span, ValueId{m_values++}});
    return make(std::move(test));
}

Predicate ExpressionParser::readPredicate() { return readOr(); }

Predicate ExpressionParser::readOr()
{
    const Depth depth(*this);
    const std::size_t begin = peek().begin;
    if (m_failed)
        return {};
    Predicate first = readAnd();
    if (!isWord("or") || m_failed)
        return first;
    Or node;
    node.children.push_back(std::move(first));
    while (takeWord("or"))
        node.children.push_back(readAnd());
    node.span = span(begin, lastEnd());
    return make(std::move(node));
}

Predicate ExpressionParser::readAnd()
{
    const std::size_t begin = peek().begin;
    Predicate first = readNot();
    if (!isWord("and") || m_failed)
        return first;
    And node;
    node.children.push_back(std::move(first));
    while (takeWord("and"))
        node.children.push_back(readNot());
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
        if (open == 0)
            return peek(ahead + 1).kind == TokenKind::Operator || isWord("in", ahead + 1) || isWord("like", ahead + 1)
                || isWord("regex", ahead + 1);
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
    Expr left = readExpr();
    if (m_failed)
        return {};
    return readTail(std::move(left), begin);
}

Predicate ExpressionParser::readTail(Expr left, std::size_t begin)
{
    const bool negated = isWord("not") && (isWord("in", 1) || isWord("like", 1) || isWord("regex", 1));
    if (negated)
        take();
    if (isWord("in") || isWord("like") || isWord("regex") || isMark(":"))
        return membership(std::move(left), begin, negated);
    for (const std::string_view op : {"==", "!=", "<=", ">=", "<", ">", "="}) {
        if (!isMark(op))
            continue;
        const Token& token = take();
        if (op == "=") {
            fail(token, "\"=\" compares nothing in EQL: write ==, or : to ignore letter case.");
            return {};
        }
        Expr right = readExpr();
        return compare(std::move(left), token, std::move(right), begin);
    }
    return truthOf(std::move(left), begin);
}

/// field in ("a", "b"), field : "a*", field like~ ("a*", "b*"), field regex "…".
Predicate ExpressionParser::membership(Expr left, std::size_t begin, bool negated)
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
        isConstant &= asConstant(value) != nullptr;
        if (asConstant(value))
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
    if (m_failed)
        return {};
    test.span = span(begin, lastEnd());
    const FieldRef* field = asField(left);
    if (!isConstant)
        return opaque("a list of values that are not constants", test.span);
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

Predicate ExpressionParser::compare(Expr left, const Token& op, Expr right, std::size_t begin)
{
    if (m_failed)
        return {};
    const Span whole = span(begin, lastEnd());
    const bool negated = op.text == "!=";
    static constexpr std::pair<std::string_view, Op> orders[]
        = {{"<", Op::Lt}, {"<=", Op::Le}, {">", Op::Gt}, {">=", Op::Ge}};
    Op operation = Op::Eq;
    for (const auto& [text, order] : orders) {
        if (op.text == text)
            operation = order;
    }
    if (asConstant(left) && !asConstant(right)) { // 3 < field
        std::swap(left, right);
        static constexpr std::pair<Op, Op> turned[]
            = {{Op::Lt, Op::Gt}, {Op::Le, Op::Ge}, {Op::Gt, Op::Lt}, {Op::Ge, Op::Le}};
        for (const auto& [from, to] : turned) {
            if (operation == from) {
                operation = to;
                break;
            }
        }
    }
    const Scalar* constant = asConstant(right);
    if (constant && operation == Op::Eq && std::holds_alternative<bool>(*constant)) {
        // startsWith(a, "b") == false
        if (const Call* call = asCall(left); call && testFunction(call->function.substr(0, call->function.find('~')))) {
            Predicate test = truthOf(left, begin);
            const bool wanted = std::get<bool>(*constant) != negated;
            return wanted ? test : make(Not{std::move(test), whole});
        }
    }
    const FieldRef* field = asField(left);
    if (field && constant) {
        Test test;
        test.field = *field;
        test.op = operation;
        test.negated = negated;
        test.caseRule = CaseRule::Sensitive;
        test.span = whole;
        test.values.push_back(valueOf(right, false));
        return make(std::move(test));
    }
    if (field && asField(right) && operation == Op::Eq) {
        Test test;
        test.field = *field;
        test.op = Op::FieldRef;
        test.negated = negated;
        test.caseRule = CaseRule::Sensitive;
        test.span = whole;
        const FieldRef& other = *asField(right);
        test.values.push_back(
            {Scalar(other.raw), literalPattern(other.raw), other.raw, other.span, ValueId{m_values++}});
        return make(std::move(test));
    }
    return make(Compare{std::move(left), operation, std::move(right), negated, whole});
}

/// An expression that stands where a condition belongs: a function that tests, a constant, or a boolean field.
Predicate ExpressionParser::truthOf(Expr expr, std::size_t begin)
{
    const Span whole = span(begin, lastEnd());
    if (const Call* call = asCall(expr)) {
        const bool insensitive = call->function.ends_with('~');
        return functionTest(*call, insensitive, whole, expr);
    }
    if (const Scalar* constant = asConstant(expr)) {
        if (const bool* value = std::get_if<bool>(constant))
            return make(Constant{*value, whole});
        fail(peek(), "A value alone is no condition: compare a field with it.");
        return {};
    }
    Test test; // a bare boolean field
    test.field = *asField(expr);
    test.span = whole;
    test.values.push_back({Scalar(true), literalPattern("true"), {}, whole, ValueId{m_values++}});
    return make(std::move(test));
}

Predicate ExpressionParser::functionTest(const Call& call, bool insensitive, Span whole, const Expr& expr)
{
    const TestFunction* function = testFunction(call.function.substr(0, call.function.find('~')));
    const Expr* first = call.arguments.empty() ? nullptr : &call.arguments.front();
    if (!function || call.arguments.size() < 2)
        return make(Compare{expr, Op::Eq, Expr{Scalar(true), whole}, false, whole});
    const FieldRef* field = asField(*first);
    Test test;
    test.op = function->op;
    test.caseRule = insensitive || function->hasWildcards ? CaseRule::Insensitive : CaseRule::Sensitive;
    test.span = whole;
    bool isFieldTest = false;
    for (std::size_t i = 1; i < call.arguments.size(); ++i) {
        const Expr& argument = call.arguments[i];
        if (asConstant(argument)) {
            test.values.push_back(valueOf(argument, function->hasWildcards));
        } else if (const FieldRef* other = asField(argument); other && function->fieldOp != Op::Computed) {
            isFieldTest = true;
            test.op = function->fieldOp;
            test.values.push_back(
                {Scalar(other->raw), literalPattern(other->raw), other->raw, other->span, ValueId{m_values++}});
        } else {
            return make(Compare{expr, Op::Eq, Expr{Scalar(true), whole}, false, whole});
        }
    }
    if (!field || (isFieldTest && test.values.size() != 1))
        return make(Compare{expr, Op::Eq, Expr{Scalar(true), whole}, false, whole});
    test.field = *field;
    return make(std::move(test));
}

Value ExpressionParser::valueOf(const Expr& constant, bool hasWildcards)
{
    Value value;
    value.scalar = *asConstant(constant);
    value.span = constant.span;
    value.id = ValueId{m_values++};
    const std::string text = scalarText(value.scalar);
    if (!std::holds_alternative<Null>(value.scalar))
        value.pattern = hasWildcards && std::holds_alternative<std::string>(value.scalar) ? wildcardPattern(text)
                                                                                          : literalPattern(text);
    value.source = text;
    return value;
}

Expr ExpressionParser::readExpr() { return readSum(); }

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
        const std::string op(take().text);
        Call call{op, {}};
        call.arguments.push_back(std::move(left));
        call.arguments.push_back(readProduct());
        left = linked(std::move(call), begin);
    }
    return left;
}

Expr ExpressionParser::readProduct()
{
    const std::size_t begin = peek().begin;
    Expr left = readOperand();
    while (!m_failed && (isMark("*") || isMark("/") || isMark("%"))) {
        const std::string op(take().text);
        Call call{op, {}};
        call.arguments.push_back(std::move(left));
        call.arguments.push_back(readOperand());
        left = linked(std::move(call), begin);
    }
    return left;
}

Expr ExpressionParser::readOperand()
{
    const Depth depth(*this);
    if (m_failed)
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
        if (isKeyword(token.text)) {
            fail(token, std::format("\"{}\" stands where a field or value belongs.", token.text));
            return {};
        }
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
    if (token.text == "-" || token.text == "+") {
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
    if (token.text == "(") {
        Expr inner = readSum();
        expectMark(")", "in a bracket");
        return inner;
    }
    fail(token,
        token.kind == TokenKind::End ? std::string("The query ends where a field or value belongs.")
                                     : std::format("\"{}\" stands where a field or value belongs.", token.text));
    return {};
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
