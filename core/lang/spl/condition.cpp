// SPDX-License-Identifier: Apache-2.0
// What an expression of eval says as a condition.
#include "core/lang/spl/eval.h"
#include "core/lang/spl/search.h"
#include "core/rule/operand.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <vector>

namespace rulewright::lang::spl {

using namespace rule;

namespace {

constexpr std::size_t mostFields = 100; ///< in a list of IN

/// LIKE's pattern: % is any text, _ one character.
Pattern likePattern(std::string_view text)
{
    Pattern pattern;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' || text[i] == '_')
            pattern.append(text[i] == '%' ? PatternPart::Kind::Many : PatternPart::Kind::One);
        else
            pattern.append(text.substr(i, 1));
    }
    return pattern;
}

Value valueOf(const Expr& constant, bool isLike)
{
    Value value;
    value.scalar = *as<Scalar>(constant);
    value.span = constant.span;
    value.source = scalarText(value.scalar);
    if (!std::holds_alternative<Null>(value.scalar))
        value.pattern = isLike ? likePattern(value.source) : literalPattern(value.source);
    return value;
}

class ConditionMaker {
public:
    explicit ConditionMaker(Context& context)
        : m_context(context)
    {
    }

    Predicate make(const Expr& expr)
    {
        if (const auto* constant = as<Scalar>(expr)) {
            const bool* value = std::get_if<bool>(constant);
            return node(Constant{value == nullptr || *value, expr.span});
        }
        const auto* call = as<Call>(expr);
        if (call == nullptr) { // a field that is true
            Test test = testOf(*as<FieldRef>(expr), Op::Eq, expr.span);
            test.values.push_back(valueOf({Scalar(true), expr.span}, false));
            return node(std::move(test));
        }
        if (call->function == "AND" || call->function == "OR")
            return joined(*call, expr.span);
        if (call->function == "NOT" && call->arguments.size() == 1)
            return node(Not{make(call->arguments.front()), expr.span});
        return function(expr, *call);
    }

private:
    static Predicate node(Predicate::Node node) { return {NodeId::None, std::move(node)}; }

    static Test testOf(const FieldRef& field, Op op, Span span)
    {
        Test test;
        test.field = field;
        test.op = op;
        test.caseRule = CaseRule::Sensitive;
        test.missingRule = MissingRule::IsUnknown;
        test.span = span;
        return test;
    }

    static Predicate computed(const Expr& expr)
    {
        return node(Compare{expr, Op::Eq, Expr{Scalar(true), expr.span}, false, expr.span});
    }

    /// a AND b AND c is one group, however it was read.
    void flatten(const Expr& expr, std::string_view function, std::vector<Predicate>& children)
    {
        if (isCall(expr, function)) {
            for (const Expr& argument : as<Call>(expr)->arguments)
                flatten(argument, function, children);
        } else {
            children.push_back(make(expr));
        }
    }

    Predicate joined(const Call& call, Span span)
    {
        std::vector<Predicate> children;
        for (const Expr& argument : call.arguments)
            flatten(argument, call.function, children);
        if (call.function == "AND")
            return node(And{std::move(children), span});
        return node(Or{std::move(children), span});
    }

    Predicate function(const Expr& expr, const Call& call)
    {
        struct Comparison {
            std::string_view mark;
            Op op;
            bool negated;
        };

        static constexpr std::array<Comparison, 6> comparisons{{{"==", Op::Eq, false}, {"!=", Op::Eq, true},
            {"<=", Op::Le, false}, {">=", Op::Ge, false}, {"<", Op::Lt, false}, {">", Op::Gt, false}}};
        const std::vector<Expr>& arguments = call.arguments;
        for (const Comparison& comparison : comparisons) {
            if (comparison.mark == call.function && arguments.size() == 2)
                return compare(arguments[0], comparison.op, comparison.negated, arguments[1], expr.span);
        }
        if ((call.function == "LIKE" || call.function == "like") && arguments.size() == 2)
            return fieldTest(expr, arguments[0], Op::Eq, {&arguments[1], 1}, true);
        if (call.function == "match" && arguments.size() == 2)
            return fieldTest(expr, arguments[0], Op::Regex, {&arguments[1], 1}, false);
        if (call.function == "cidrmatch" && arguments.size() == 2)
            return fieldTest(expr, arguments[1], Op::Cidr, {&arguments[0], 1}, false);
        if ((call.function == "IN" || call.function == "in") && arguments.size() >= 2)
            return fieldTest(expr, arguments[0], Op::Eq, std::span(arguments).subspan(1), false);
        if ((call.function == "isnull" || call.function == "isnotnull") && arguments.size() == 1)
            return nullTest(arguments[0], call.function == "isnull", expr.span);
        if ((call.function == "true" || call.function == "false") && arguments.empty())
            return node(Constant{call.function == "true", expr.span});
        if (call.function == "searchmatch" && arguments.size() == 1 && as<Scalar>(arguments[0]) != nullptr)
            return searched(expr, scalarText(*as<Scalar>(arguments[0])));
        if (call.function.starts_with('`'))
            return node(Opaque{"the macro " + call.function + " is not defined", expr.span});
        return computed(expr);
    }

    Predicate compare(Expr left, Op op, bool negated, Expr right, Span span)
    {
        if (as<Scalar>(left) != nullptr && as<Scalar>(right) == nullptr) {
            std::swap(left, right);
            op = turned(op);
        }
        if (const auto* a = as<Scalar>(left)) {
            if (op == Op::Eq)
                return node(Constant{(scalarText(*a) == scalarText(*as<Scalar>(right))) != negated, span});
            return node(Compare{std::move(left), op, std::move(right), negated, span});
        }
        bool ignoresCase = false;
        const FieldRef* field = wrappedField(left, ignoresCase);
        if (field != nullptr && as<Scalar>(right) != nullptr) {
            Test test = testOf(*field, op, span);
            test.negated = negated;
            if (ignoresCase)
                test.caseRule = CaseRule::Insensitive;
            test.values.push_back(valueOf(right, false));
            return node(std::move(test));
        }
        const FieldRef* other = wrappedField(right, ignoresCase);
        if (field != nullptr && other != nullptr && op == Op::Eq) {
            Test test = testOf(*field, Op::FieldRef, span);
            test.negated = negated;
            if (ignoresCase)
                test.caseRule = CaseRule::Insensitive;
            Value value;
            value.scalar = other->raw;
            value.pattern = literalPattern(other->raw);
            value.source = other->raw;
            value.span = other->span;
            test.values.push_back(std::move(value));
            return node(std::move(test));
        }
        return node(Compare{std::move(left), op, std::move(right), negated, span});
    }

    Predicate fieldTest(const Expr& expr, const Expr& subject, Op op, std::span<const Expr> values, bool isLike)
    {
        bool ignoresCase = false;
        const FieldRef* field = wrappedField(subject, ignoresCase);
        const bool areConstants = std::ranges::all_of(values, [](const Expr& value) { return as<Scalar>(value); });
        if (field != nullptr && !areConstants && op == Op::Eq && !isLike && values.size() <= mostFields)
            return oneOf(expr, subject, values);
        if (field == nullptr || !areConstants)
            return computed(expr);
        Test test = testOf(*field, op, expr.span);
        if (ignoresCase && op != Op::Regex)
            test.caseRule = CaseRule::Insensitive;
        for (const Expr& value : values)
            test.values.push_back(valueOf(value, isLike));
        return node(std::move(test));
    }

    /// a IN (b, "c"), where b is a field.
    Predicate oneOf(const Expr& expr, const Expr& subject, std::span<const Expr> values)
    {
        std::vector<Predicate> children;
        for (const Expr& value : values)
            children.push_back(compare(subject, Op::Eq, false, value, expr.span));
        if (children.size() == 1)
            return std::move(children.front());
        return node(Or{std::move(children), expr.span});
    }

    static Predicate nullTest(const Expr& subject, bool isNull, Span span)
    {
        bool ignoresCase = false;
        const FieldRef* field = wrappedField(subject, ignoresCase);
        if (field == nullptr)
            return node(Compare{subject, Op::IsNull, Expr{Scalar(Null{}), span}, !isNull, span});
        Test test = testOf(*field, isNull ? Op::Eq : Op::Exists, span);
        test.missingRule = MissingRule::IsFalse; // these two always have an answer
        Value value;
        value.span = span;
        if (!isNull) {
            value.scalar = true;
            value.pattern = literalPattern("true");
        }
        value.source = isNull ? "isnull" : "isnotnull";
        test.values.push_back(std::move(value));
        return node(std::move(test));
    }

    Predicate searched(const Expr& expr, const std::string& text)
    {
        ExpandedText inner = expandAt(text, expr.span, {});
        Context context{.text = inner, .diagnostics = m_context.diagnostics, .subsearch = m_context.subsearch};
        Cursor cursor(context, 0, inner.text.size());
        Predicate predicate = readSearch(cursor, false);
        m_context.failed = m_context.failed || context.failed;
        return predicate;
    }

    Context& m_context;
};

} // namespace

rule::Predicate conditionOf(Context& context, const rule::Expr& expr) { return ConditionMaker(context).make(expr); }

} // namespace rulewright::lang::spl
