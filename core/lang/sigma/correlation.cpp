// SPDX-License-Identifier: Apache-2.0
#include "core/lang/sigma/correlation.h"

#include "core/lang/sigma/metadata.h"
#include "core/lang/sigma/value.h"
#include "core/text/suggest.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <format>
#include <string>
#include <vector>

namespace rulewright::lang::sigma {

namespace {

using Type = rule::CorrelationType;

struct TypeInfo {
    std::string_view name;
    Type type;
    bool needsField; ///< counts or sums the values of a field
    bool needsCondition;
};

constexpr std::array<TypeInfo, 8> types = {{
    {"event_count", Type::EventCount, false, true},
    {"value_count", Type::ValueCount, true, true},
    {"temporal", Type::Temporal, false, false},
    {"temporal_ordered", Type::TemporalOrdered, false, false},
    {"value_sum", Type::ValueSum, true, true},
    {"value_avg", Type::ValueAvg, true, true},
    {"value_percentile", Type::ValuePercentile, true, true},
    {"value_median", Type::ValueMedian, true, true},
}};

const TypeInfo& infoOf(Type type) { return *std::ranges::find(types, type, &TypeInfo::type); }

struct Operator {
    std::string_view name;
    rule::Op op;
    bool negated;
};

constexpr std::array<Operator, 6> operators = {{
    {"gt", rule::Op::Gt, false},
    {"gte", rule::Op::Ge, false},
    {"lt", rule::Op::Lt, false},
    {"lte", rule::Op::Le, false},
    {"eq", rule::Op::Eq, false},
    {"neq", rule::Op::Eq, true},
}};

template <class Rows> std::vector<std::string> namesOf(const Rows& rows)
{
    std::vector<std::string> names;
    for (const auto& row : rows)
        names.emplace_back(row.name);
    return names;
}

class CorrelationReader {
public:
    CorrelationReader(const YamlEntry& entry, Context& context)
        : m_entry(entry)
        , m_map(entry.value)
        , m_context(context)
    {
    }

    rule::Correlation read(const YamlNode& document)
    {
        m_result.span = merged(m_entry.key.span, m_map.span);
        if (!m_map.isMapping()) {
            m_context.error(codes::sigmaCorrelationType, m_entry.key.span,
                "\"correlation\" takes a map: write type, rules, timespan and condition below it");
            return std::move(m_result);
        }
        reportUnknownKeys();
        readType();
        readRules();
        if (const YamlEntry* groupBy = m_map.find("group-by"))
            m_result.groupBy = readTexts(*groupBy, m_context);
        readTimespan();
        readAliases();
        readCondition();
        readGenerate(m_map.find("generate") != nullptr ? m_map.find("generate") : document.find("generate"));
        return std::move(m_result);
    }

private:
    void missing(DiagnosticCode code, std::string_view name, std::string_view advice)
    {
        if (!m_context.isPartial)
            m_context.error(code, m_entry.key.span, std::format("The correlation has no \"{}\": add {}", name, advice));
    }

    void reportUnknownKeys()
    {
        static const std::vector<std::string> known
            = {"type", "rules", "group-by", "timespan", "aliases", "condition", "generate"};
        for (const YamlEntry& entry : m_map.entries) {
            if (std::ranges::find(known, entry.key.text) != known.end())
                continue;
            const auto suggestion = nearest(entry.key.text, known);
            if (suggestion) {
                m_context.warning(codes::sigmaCorrelationKey, entry.key.span,
                    std::format("\"{}\" means nothing in a correlation: write {}", entry.key.text, *suggestion),
                    {replaceFix(std::format("Write {}", *suggestion), entry.key.span, *suggestion)});
            } else {
                m_context.warning(codes::sigmaCorrelationKey, entry.key.span,
                    std::format("\"{}\" means nothing in a correlation: take it away", entry.key.text));
            }
        }
    }

    void readType()
    {
        const YamlEntry* entry = m_map.find("type");
        if (entry == nullptr) {
            missing(codes::sigmaCorrelationType, "type", "type: event_count, or another of the eight types");
            return;
        }
        const auto found = std::ranges::find(types, entry->value.text, &TypeInfo::name);
        if (found != types.end()) {
            m_result.type = found->type;
            return;
        }
        const Span span = entry->value.span.isEmpty() ? entry->key.span : entry->value.span;
        if (const auto suggestion = nearest(entry->value.text, namesOf(types))) {
            m_context.error(codes::sigmaCorrelationType, span,
                std::format("There is no correlation type \"{}\": write {}", entry->value.text, *suggestion),
                {replaceFix(std::format("Write {}", *suggestion), span, *suggestion)});
        } else {
            m_context.error(codes::sigmaCorrelationType, span,
                std::format("There is no correlation type \"{}\": write event_count, value_count, "
                            "temporal, temporal_ordered, value_sum, value_avg, value_percentile or "
                            "value_median",
                    entry->value.text));
        }
    }

    void readRules()
    {
        const YamlEntry* entry = m_map.find("rules");
        if (entry != nullptr)
            m_result.rules = readTexts(*entry, m_context);
        if (m_result.rules.empty())
            missing(codes::sigmaCorrelationRules, "rules", "rules: with the names or ids of the rules it joins");
    }

    void readTimespan()
    {
        const YamlEntry* entry = m_map.find("timespan");
        if (entry == nullptr) {
            missing(codes::sigmaCorrelationTimespan, "timespan", "a number and a unit, such as timespan: 10m");
            return;
        }
        m_result.timespan = parseTimespan(entry->value.text);
        if (!m_result.timespan) {
            m_context.error(codes::sigmaCorrelationTimespan,
                entry->value.span.isEmpty() ? entry->key.span : entry->value.span,
                std::format("\"{}\" is no time span: write a number and s, m, h, d, w, M or y, such as 90m",
                    entry->value.text));
        }
    }

    void readAliases()
    {
        const YamlEntry* aliases = m_map.find("aliases");
        if (aliases == nullptr)
            return;
        const auto wrong = [&](const YamlNode& node, std::string_view what) {
            m_context.error(codes::sigmaCorrelationAliases, node.span,
                std::format("{}: write the alias, and below it a field for each rule", what));
        };
        if (!aliases->value.isMapping()) {
            wrong(aliases->key, "\"aliases\" takes a map of maps");
            return;
        }
        for (const YamlEntry& entry : aliases->value.entries) {
            if (!entry.value.isMapping()) {
                wrong(entry.key, std::format("The alias \"{}\" takes a map", entry.key.text));
                continue;
            }
            rule::Correlation::Alias alias;
            alias.name = {entry.key.text, entry.key.span};
            for (const YamlEntry& field : entry.value.entries) {
                if (auto text = readText(field, m_context))
                    alias.fields.emplace_back(rule::Located{field.key.text, field.key.span}, std::move(*text));
            }
            m_result.aliases.push_back(std::move(alias));
        }
    }

    [[nodiscard]] std::vector<std::string> ruleNames() const
    {
        std::vector<std::string> names;
        for (const rule::Located& one : m_result.rules)
            names.push_back(one.text);
        return names;
    }

    void readCondition()
    {
        const TypeInfo& type = infoOf(m_result.type);
        const YamlEntry* condition = m_map.find("condition");
        if (condition == nullptr) {
            if (type.needsCondition && m_map.find("type") != nullptr)
                missing(codes::sigmaCorrelationCondition, "condition", "condition: with a number, such as gte: 10");
            return;
        }
        if (!condition->value.isMapping()) {
            // pySigma's own extension, which the specification does not have.
            const bool isOverRules = !type.needsCondition && condition->value.isScalar()
                && (condition->value.text.contains(' ') || std::ranges::contains(ruleNames(), condition->value.text));
            m_context.error(codes::sigmaCorrelationCondition,
                condition->value.span.isEmpty() ? condition->key.span : condition->value.span,
                isOverRules ? "A condition over the names of rules is pySigma's own and is not evaluated: leave it out "
                              "where all of them must match, or write gte and how many"
                            : "The condition of a correlation takes a map: write gt, gte, lt, lte, eq or neq and a "
                              "number below it");
            return;
        }
        bool hasComparison = false;
        for (const YamlEntry& entry : condition->value.entries) {
            readConditionEntry(entry);
            hasComparison = hasComparison || (entry.key.text != "field" && entry.key.text != "percentile");
        }
        if (m_context.isPartial)
            return;
        // One that cannot be read has been told of.
        if (!hasComparison && type.needsCondition)
            m_context.error(codes::sigmaCorrelationCondition, condition->key.span,
                "The condition compares with nothing: add gt, gte, lt, lte, eq or neq and a number");
        if (type.needsField && m_result.fields.empty())
            m_context.error(codes::sigmaCorrelationField, condition->key.span,
                std::format("A correlation of type {} needs a field: add \"field: …\" below \"condition\"", type.name));
        if (m_result.type == Type::ValuePercentile && !m_result.percentile)
            m_context.warning(codes::sigmaCorrelationPercentile, condition->key.span,
                "No percentile is given, and 50 is taken: add \"percentile: 95\" below \"condition\"");
    }

    void readConditionEntry(const YamlEntry& entry)
    {
        if (entry.key.text == "field") {
            m_result.fields = readTexts(entry, m_context);
            return;
        }
        const auto isNumber = entry.value.isScalar() && isNumberText(entry.value.text);
        const Span place = entry.value.span.isEmpty() ? entry.key.span : entry.value.span;
        if (entry.key.text == "percentile") {
            readPercentile(entry.value, isNumber, place);
            return;
        }
        const auto found = std::ranges::find(operators, entry.key.text, &Operator::name);
        if (found == operators.end()) {
            m_context.error(codes::sigmaCorrelationCondition, entry.key.span,
                std::format("\"{}\" is no comparison: write gt, gte, lt, lte, eq or neq", entry.key.text));
        } else if (!isNumber) {
            m_context.error(codes::sigmaCorrelationCondition, place,
                std::format("\"{}\" needs a number: write one, such as {}: 10", found->name, found->name));
        } else {
            m_result.condition.push_back(
                {found->op, found->negated, {entry.value.text}, merged(entry.key.span, entry.value.span)});
        }
    }

    void readPercentile(const YamlNode& value, bool isNumber, Span place)
    {
        double percentile = -1;
        if (isNumber)
            std::from_chars(value.text.data(), value.text.data() + value.text.size(), percentile);
        if (percentile < 0 || percentile > 100) {
            m_context.error(codes::sigmaCorrelationPercentile, place,
                std::format("\"{}\" is no percentile: write a number from 0 to 100", value.text));
            return;
        }
        m_result.percentile = rule::Number{value.text};
    }

    void readGenerate(const YamlEntry* entry)
    {
        if (entry == nullptr)
            return;
        const rule::Scalar scalar = entry->value.isScalar() ? scalarOf(entry->value) : rule::Scalar(rule::Null{});
        if (const bool* value = std::get_if<bool>(&scalar))
            m_result.generate = *value;
        else
            m_context.error(codes::sigmaCorrelationGenerate,
                entry->value.span.isEmpty() ? entry->key.span : entry->value.span,
                "\"generate\" needs true or false: write one of them, without quotes");
    }

    const YamlEntry& m_entry;
    const YamlNode& m_map;
    Context& m_context;
    rule::Correlation m_result;
};

} // namespace

rule::Correlation parseCorrelation(const YamlEntry& correlation, const YamlNode& document, Context& context)
{
    return CorrelationReader(correlation, context).read(document);
}

std::string_view correlationTypeName(rule::CorrelationType type) { return infoOf(type).name; }

std::optional<rule::Duration> parseTimespan(std::string_view text)
{
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    constexpr std::int64_t most = 1'000'000'000;
    if (error != std::errc() || end + 1 != text.data() + text.size() || count <= 0 || count > most)
        return std::nullopt;
    if ((*end == 'M' || *end == 'y') && count > most / 10)
        return std::nullopt; // more than fits
    switch (*end) {
    case 'M': // a month and a year as pySigma counts them: the mean of the calendar's
        return std::chrono::seconds(count * 2'629'746);
    case 'y':
        return std::chrono::seconds(count * 31'556'952);
    case 's':
        return std::chrono::seconds(count);
    case 'm':
        return std::chrono::minutes(count);
    case 'h':
        return std::chrono::hours(count);
    case 'd':
        return std::chrono::days(count);
    case 'w':
        return std::chrono::weeks(count);
    default:
        return std::nullopt;
    }
}

} // namespace rulewright::lang::sigma
