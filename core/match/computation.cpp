// SPDX-License-Identifier: Apache-2.0
#include "core/match/computation.h"

#include "core/match/arena_scan.h"
#include "core/match/event_values.h"
#include "core/match/glob.h"
#include "core/match/text_fit.h"
#include "core/rule/expression_text.h"
#include "core/text/fold.h"

#include <algorithm>
#include <format>
#include <map>
#include <optional>
#include <utility>

namespace rulewright::match {

namespace {

using rule::Call;
using rule::Expr;
using rule::Op;
using rule::Scalar;

constexpr int maximumDepth = 200;
constexpr std::uint32_t pollRows = 1'024;

ComputedValue valueOf(const Scalar& scalar)
{
    if (const bool* truth = std::get_if<bool>(&scalar))
        return {*truth};
    if (const auto* number = std::get_if<rule::Number>(&scalar)) {
        if (const std::optional<double> read = numberOf(std::string_view(number->text)))
            return {*read};
        return {number->text};
    }
    if (const auto* text = std::get_if<std::string>(&scalar))
        return {*text};
    return {};
}

/// Resolves the names of an expression; nothing where a function is not known, which `unknown` names.
class OperandReader {
public:
    OperandReader(rule::Language language, const FieldReadings& readings, std::vector<ComputedField>& fields,
        std::string& unknown)
        : m_language(language)
        , m_readings(readings)
        , m_fields(fields)
        , m_unknown(unknown)
    {
    }

    std::optional<ComputedOperand> read(const Expr& expr, int depth = 0) const
    {
        if (depth > maximumDepth)
            return fail("an expression that is nested too deeply");
        if (const auto* field = std::get_if<rule::FieldRef>(&expr.node))
            return ComputedOperand{placeOf(*field)};
        if (const auto* scalar = std::get_if<Scalar>(&expr.node))
            return ComputedOperand{valueOf(*scalar)};
        const Call& call = std::get<Call>(expr.node);
        if (call.function == "?")
            return readCondition(call, depth);
        const std::optional<FunctionName> function = computedFunction(call.function, m_language);
        if (!function)
            return fail(call.function + "()");
        ComputedOperand::Call result{*function, {}};
        for (const Expr& argument : call.arguments) {
            std::optional<ComputedOperand> operand = read(argument, depth + 1);
            if (!operand)
                return std::nullopt;
            result.arguments.push_back(*std::move(operand));
        }
        return ComputedOperand{std::move(result)};
    }

private:
    std::size_t placeOf(const rule::FieldRef& field) const
    {
        const std::string& raw = lookupName(field);
        const auto found = std::ranges::find(m_fields, raw, &ComputedField::raw);
        const auto place = static_cast<std::size_t>(found - m_fields.begin());
        if (found == m_fields.end())
            m_fields.push_back({raw, m_readings.otherwise(field)});
        return place;
    }

    // ES|QL's condition as a value; of what cannot be computed it has the fields alone.
    std::optional<ComputedOperand> readCondition(const Call& call, int depth) const
    {
        if (call.arguments.size() != 1 || std::holds_alternative<rule::FieldRef>(call.arguments.front().node))
            return fail("a condition as a value");
        return read(call.arguments.front(), depth + 1);
    }

    std::optional<ComputedOperand> fail(std::string what) const
    {
        m_unknown = std::move(what);
        return std::nullopt;
    }

    rule::Language m_language;
    const FieldReadings& m_readings;
    std::vector<ComputedField>& m_fields;
    std::string& m_unknown;
};

class Evaluator {
public:
    Evaluator(const Computation& computation, const FieldReader& read)
        : m_computation(computation)
        , m_read(read)
    {
    }

    Computed run() const
    {
        const ComputedValue left = value(m_computation.left);
        if (m_computation.op == Op::IsNull)
            return truth(left.empty() != m_computation.negated);
        const ComputedValue right = value(m_computation.right);
        const bool needsOne = m_computation.language == rule::Language::Esql;
        if (left.empty() || right.empty() || (needsOne && (left.size() > 1 || right.size() > 1)))
            return Computed::Unknown;
        const bool holds = std::ranges::any_of(left, [&](const ComputedItem& a) {
            return std::ranges::any_of(right, [&](const ComputedItem& b) { return compares(a, b); });
        });
        return truth(holds != m_computation.negated);
    }

    ComputedValue left() const { return value(m_computation.left); }

private:
    static Computed truth(bool is) { return is ? Computed::True : Computed::False; }

    ComputedValue value(const ComputedOperand& operand) const
    {
        if (const auto* constant = std::get_if<ComputedValue>(&operand.node))
            return *constant;
        if (const auto* field = std::get_if<std::size_t>(&operand.node))
            return m_read(m_computation.fields[*field]);
        const auto& call = std::get<ComputedOperand::Call>(operand.node);
        std::vector<ComputedValue> arguments;
        arguments.reserve(call.arguments.size());
        for (const ComputedOperand& argument : call.arguments)
            arguments.push_back(value(argument));
        return callFunction(call.function, arguments, m_computation.language);
    }

    bool compares(const ComputedItem& a, const ComputedItem& b) const
    {
        const bool isCased = m_computation.caseRule == rule::CaseRule::Sensitive;
        switch (m_computation.op) {
        case Op::Gt:
        case Op::Ge:
        case Op::Lt:
        case Op::Le: {
            const std::optional<double> left = numberOf(a);
            const std::optional<double> right = numberOf(b);
            if (left && right)
                return holds(m_computation.op, *left <=> *right);
            return !left && !right && holds(m_computation.op, textOf(a) <=> textOf(b));
        }
        case Op::Wildcard:
            return fitsPattern(textOf(a), textOf(b), isCased, m_computation.language);
        case Op::Regex:
            return fitsRegex(textOf(a), textOf(b), isCased, m_computation.language != rule::Language::Spl);
        case Op::Cidr:
            return isInNetwork(textOf(a), textOf(b));
        case Op::Contains:
        case Op::FieldRefContains:
            return cased(a, isCased).contains(cased(b, isCased));
        case Op::StartsWith:
        case Op::FieldRefStartsWith:
            return cased(a, isCased).starts_with(cased(b, isCased));
        case Op::EndsWith:
        case Op::FieldRefEndsWith:
            return cased(a, isCased).ends_with(cased(b, isCased));
        default:
            return equals(a, b, isCased);
        }
    }

    static std::string cased(const ComputedItem& item, bool isCased)
    {
        return isCased ? textOf(item) : folded(textOf(item));
    }

    static bool equals(const ComputedItem& a, const ComputedItem& b, bool isCased)
    {
        if (std::holds_alternative<double>(a) || std::holds_alternative<double>(b)) {
            const std::optional<double> left = numberOf(a);
            const std::optional<double> right = numberOf(b);
            return left && right && *left == *right;
        }
        if (std::holds_alternative<bool>(a) || std::holds_alternative<bool>(b))
            return equalsFolded(textOf(a), textOf(b));
        return cased(a, isCased) == cased(b, isCased);
    }

    const Computation& m_computation;
    const FieldReader& m_read;
};

/// Reads fields of the rows of one segment, each name resolved once.
class RowReader {
public:
    explicit RowReader(const LeafContext& context)
        : m_context(context)
    {
    }

    ComputedValue read(const ComputedField& field, events::RowId row)
    {
        ComputedValue result;
        if (readName(field.raw, {}, row, result))
            return result;
        for (const FieldReading& reading : field.otherwise) {
            if (readName(reading.name, reading.part, row, result))
                break;
        }
        return result;
    }

private:
    bool readName(const std::string& name, std::string_view part, events::RowId row, ComputedValue& result)
    {
        const auto [found, isNew] = m_columns.try_emplace(name);
        if (isNew)
            found->second = m_context.fields.resolve(*m_context.segment, name);
        bool isPresent = false;
        std::string scratch;
        for (const events::ResolvedColumn& resolved : found->second) {
            if (resolved.rows != nullptr && !testBit(*resolved.rows, events::index(row)))
                continue;
            const std::optional<std::uint32_t> rank = resolved.column->presence.rank(row);
            if (!rank)
                continue;
            isPresent = true;
            const auto [begin, end] = resolved.column->elementsOf(*rank);
            for (std::uint32_t e = begin; e < end; ++e)
                result.emplace_back(
                    std::string(partOf(resolved.column->text(resolved.column->valueOf(e), scratch), part)));
        }
        return isPresent;
    }

    const LeafContext& m_context;
    std::map<std::string, std::vector<events::ResolvedColumn>> m_columns;
};

BitmapPointer rowsWhere(
    const Computation& computation, const LeafContext& context, std::string_view what, bool withFalse)
{
    return cached(
        context, [&] { return std::format("{}\x1F{}", what, computation.key); },
        [&] {
            RowReader reader(context);
            ValueBits bits = noBits(context.segment->rows);
            for (std::uint32_t row = 0; row < context.segment->rows; ++row) {
                if (row % pollRows == 0 && context.task.isStopped())
                    break;
                const Computed computed = evaluate(
                    computation, [&](const ComputedField& field) { return reader.read(field, events::RowId{row}); });
                if (computed == Computed::True || (withFalse && computed == Computed::False))
                    setBit(bits, row);
            }
            return Bitmap::fromWords(context.segment->rows, bits);
        });
}

} // namespace

std::shared_ptr<const Computation> makeComputation(
    const rule::Compare& compare, rule::Language language, const FieldReadings& readings, std::string& unknown)
{
    auto result = std::make_shared<Computation>();
    const OperandReader reader(language, readings, result->fields, unknown);
    std::optional<ComputedOperand> left = reader.read(compare.left);
    std::optional<ComputedOperand> right = left ? reader.read(compare.right) : std::nullopt;
    if (!right)
        return nullptr;
    result->key = std::format("{}\x1F{}\x1F{}{}{}\x1F{}", rule::expressionText(compare.left),
        rule::expressionText(compare.right), rule::operatorName(compare.op), compare.negated,
        compare.caseRule == rule::CaseRule::Sensitive, rule::languageName(language));
    result->left = *std::move(left);
    result->right = *std::move(right);
    result->op = compare.op;
    result->caseRule = compare.caseRule;
    result->negated = compare.negated;
    result->language = language;
    return result;
}

Computed evaluate(const Computation& computation, const FieldReader& read)
{
    return Evaluator(computation, read).run();
}

std::string_view partOf(std::string_view value, std::string_view part)
{
    if (part == "base")
        return value.substr(value.find_last_of("\\/") + 1);
    if (part == "ext") {
        const std::string_view base = value.substr(value.find_last_of("\\/") + 1);
        const std::size_t dot = base.rfind('.');
        return dot == std::string_view::npos ? std::string_view() : base.substr(dot + 1);
    }
    if (part == "user")
        return value.substr(value.find_last_of('\\') + 1);
    return value;
}

BitmapPointer computedRows(const Computation& computation, const LeafContext& context)
{
    return rowsWhere(computation, context, "computed", false);
}

BitmapPointer computedKnownRows(const Computation& computation, const LeafContext& context)
{
    return rowsWhere(computation, context, "computable", true);
}

namespace {

/// Reads fields of one event.
FieldReader readerOf(const events::EventSet& events, events::EventId event)
{
    return [&events, event](const ComputedField& field) {
        ComputedValue result;
        const auto readName = [&](std::string_view name, std::string_view part) {
            const EventField read = valuesOf(events, event, name);
            for (const EventValue& value : read.values)
                result.emplace_back(std::string(partOf(value.text, part)));
            return read.isPresent;
        };
        if (readName(field.raw, {}))
            return result;
        for (const FieldReading& reading : field.otherwise) {
            if (readName(reading.name, reading.part))
                break;
        }
        return result;
    };
}

} // namespace

Computed evaluate(const Computation& computation, const events::EventSet& events, events::EventId event)
{
    return evaluate(computation, readerOf(events, event));
}

std::vector<std::string> leftTexts(
    const Computation& computation, const events::EventSet& events, events::EventId event)
{
    const FieldReader read = readerOf(events, event);
    std::vector<std::string> texts;
    for (const ComputedItem& item : Evaluator(computation, read).left())
        texts.push_back(textOf(item));
    return texts;
}

} // namespace rulewright::match
