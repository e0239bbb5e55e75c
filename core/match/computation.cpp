// SPDX-License-Identifier: Apache-2.0
#include "core/match/computation.h"

#include "core/match/arena_scan.h"
#include "core/match/computed_functions.h"
#include "core/match/event_values.h"
#include "core/match/glob.h"
#include "core/match/text_fit.h"
#include "core/rule/expression_text.h"
#include "core/text/fold.h"

#include <algorithm>
#include <format>
#include <map>

namespace rulewright::match {

namespace {

using rule::Call;
using rule::Expr;
using rule::Op;
using rule::Scalar;

constexpr int maximumDepth = 200;
constexpr std::uint32_t pollRows = 1'024;

/// Collects the fields of an expression; false where a function is not known.
bool prepare(const Expr& expr, rule::Language language, const FieldReadings& readings,
    std::vector<ComputedField>& fields, std::string& unknown, int depth)
{
    if (depth > maximumDepth) {
        unknown = "an expression that is nested too deeply";
        return false;
    }
    if (const auto* field = std::get_if<rule::FieldRef>(&expr.node)) {
        const std::string& raw = lookupName(*field);
        if (std::ranges::find(fields, raw, &ComputedField::raw) == fields.end())
            fields.push_back({raw, readings.otherwise(*field)});
        return true;
    }
    const auto* call = std::get_if<Call>(&expr.node);
    if (call == nullptr)
        return true;
    // ES|QL's condition as a value; of what cannot be computed it has the fields alone.
    const bool isCondition = call->function == "?";
    const bool isKnown = isCondition
        ? call->arguments.size() == 1 && !std::holds_alternative<rule::FieldRef>(call->arguments.front().node)
        : isComputedFunction(call->function, language);
    if (!isKnown) {
        unknown = isCondition ? std::string("a condition as a value") : call->function + "()";
        return false;
    }
    return std::ranges::all_of(call->arguments,
        [&](const Expr& argument) { return prepare(argument, language, readings, fields, unknown, depth + 1); });
}

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

class Evaluator {
public:
    Evaluator(const Computation& computation, const FieldReader& read)
        : m_computation(computation)
        , m_read(read)
    {
    }

    Computed run() const
    {
        const rule::Compare& compare = m_computation.compare;
        const ComputedValue left = value(compare.left);
        if (compare.op == Op::IsNull)
            return truth(left.empty() != compare.negated);
        const ComputedValue right = value(compare.right);
        const bool needsOne = m_computation.language == rule::Language::Esql;
        if (left.empty() || right.empty() || (needsOne && (left.size() > 1 || right.size() > 1)))
            return Computed::Unknown;
        const bool holds = std::ranges::any_of(left, [&](const ComputedItem& a) {
            return std::ranges::any_of(right, [&](const ComputedItem& b) { return compares(a, b); });
        });
        return truth(holds != compare.negated);
    }

    ComputedValue left() const { return value(m_computation.compare.left); }

private:
    static Computed truth(bool is) { return is ? Computed::True : Computed::False; }

    ComputedValue value(const Expr& expr) const
    {
        if (const auto* field = std::get_if<rule::FieldRef>(&expr.node)) {
            const ComputedField* known = m_computation.field(lookupName(*field));
            return known == nullptr ? ComputedValue() : m_read(*known);
        }
        if (const auto* scalar = std::get_if<Scalar>(&expr.node))
            return valueOf(*scalar);
        const Call& call = std::get<Call>(expr.node);
        if (call.function == "?")
            return value(call.arguments.front());
        std::vector<ComputedValue> arguments;
        for (const Expr& argument : call.arguments)
            arguments.push_back(value(argument));
        return callFunction(call.function, arguments, m_computation.language);
    }

    bool compares(const ComputedItem& a, const ComputedItem& b) const
    {
        const rule::Compare& compare = m_computation.compare;
        const bool isCased = compare.caseRule == rule::CaseRule::Sensitive;
        switch (compare.op) {
        case Op::Gt:
        case Op::Ge:
        case Op::Lt:
        case Op::Le: {
            const std::optional<double> left = numberOf(a);
            const std::optional<double> right = numberOf(b);
            if (left && right)
                return holds(compare.op, *left <=> *right);
            return !left && !right && holds(compare.op, textOf(a) <=> textOf(b));
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

const ComputedField* Computation::field(std::string_view raw) const
{
    const auto found = std::ranges::find(fields, raw, &ComputedField::raw);
    return found == fields.end() ? nullptr : &*found;
}

std::shared_ptr<const Computation> makeComputation(
    rule::Compare compare, rule::Language language, const FieldReadings& readings, std::string& unknown)
{
    auto result = std::make_shared<Computation>();
    result->language = language;
    if (!prepare(compare.left, language, readings, result->fields, unknown, 0)
        || !prepare(compare.right, language, readings, result->fields, unknown, 0))
        return nullptr;
    result->key = std::format("{}\x1F{}\x1F{}{}{}\x1F{}", rule::expressionText(compare.left),
        rule::expressionText(compare.right), rule::operatorName(compare.op), compare.negated,
        compare.caseRule == rule::CaseRule::Sensitive, rule::languageName(language));
    result->compare = std::move(compare);
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
