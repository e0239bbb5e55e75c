// SPDX-License-Identifier: Apache-2.0
#include "core/match/timeline_aggregate.h"

#include "core/events/builder.h"
#include "core/events/text_table.h"
#include "core/events/time_text.h"
#include "core/match/time_cut.h"
#include "core/match/timeline_measure.h"
#include "core/rule/expression_text.h"
#include "core/text/fold.h"

#include <algorithm>
#include <array>
#include <format>
#include <iterator>
#include <set>

namespace rulewright::match {

namespace {

constexpr std::size_t mostCombinations = 1'024;

// What one output computes.
struct Measure {
    enum class Kind : std::uint8_t {
        Count,
        Distinct,
        Sum,
        Average,
        Least,
        Greatest,
        Median,
        Percentile,
        Values,
        First,
        Last,
        FirstTime,
        LastTime,
        Group,
    };
    Kind kind = Kind::Count;
    std::string name;
    ValueReader values; ///< none: the event itself
    ValueReader where; ///< ES|QL: of the events for which this is true; none: of all
    std::string percentile;
};

// The values that make a group; nothing is ES|QL's null.
using Group = std::vector<std::optional<std::string>>;

// What one part of the group is.
struct Key {
    std::string name;
    ValueReader values;
    std::optional<TimeCut> cut; ///< the times are cut to spans
    bool hasValue = false; ///< some event has one
};

struct FunctionName {
    std::string_view name;
    Measure::Kind kind;
};

constexpr std::array<FunctionName, 22> functionNames{{
    {"count", Measure::Kind::Count},
    {"c", Measure::Kind::Count},
    {"count_distinct", Measure::Kind::Distinct},
    {"dc", Measure::Kind::Distinct},
    {"distinct_count", Measure::Kind::Distinct},
    {"estdc", Measure::Kind::Distinct},
    {"sum", Measure::Kind::Sum},
    {"avg", Measure::Kind::Average},
    {"mean", Measure::Kind::Average},
    {"min", Measure::Kind::Least},
    {"max", Measure::Kind::Greatest},
    {"median", Measure::Kind::Median},
    {"percentile", Measure::Kind::Percentile},
    {"perc", Measure::Kind::Percentile},
    {"values", Measure::Kind::Values},
    {"list", Measure::Kind::Values},
    {"first", Measure::Kind::First},
    {"last", Measure::Kind::Last},
    {"earliest", Measure::Kind::First},
    {"latest", Measure::Kind::Last},
    {"top", Measure::Kind::Values},
    {"by", Measure::Kind::Group},
}};

std::string shown(const Decimal& number)
{
    if (const auto* integer = std::get_if<std::int64_t>(&number))
        return std::format("{}", *integer);
    return std::format("{}", std::get<double>(number));
}

// The name of a data model's field without its node: process of Processes.process.
std::string_view withoutNode(std::string_view name)
{
    const std::size_t dot = name.find('.');
    const bool hasNode = dot != std::string_view::npos && name.front() >= 'A' && name.front() <= 'Z';
    return hasNode ? name.substr(dot + 1) : name;
}

class Aggregator {
public:
    Aggregator(const events::EventSet& events, const StageValues& values, Task& task)
        : m_events(events)
        , m_values(values)
        , m_task(task)
    {
    }

    // The reason why the aggregation cannot be computed; empty where it can.
    std::string prepare(const rule::Aggregate& aggregate)
    {
        m_isTstats = aggregate.keepsEvents && m_values.language() == rule::Language::Spl;
        for (const rule::Expr& by : aggregate.by) {
            std::expected<Key, std::string> key = keyOf(by);
            if (!key)
                return key.error();
            m_keys.push_back(*std::move(key));
        }
        std::vector<bool> isNamed(m_keys.size(), false);
        for (const rule::Aggregate::Output& output : aggregate.outputs) {
            std::optional<Measure> measure = measureOf(output);
            if (!measure)
                return std::format("the function {} is not evaluated over several events", output.call.function);
            if (measure->kind == Measure::Kind::Group) {
                // BY name = date_trunc(…): the first such group that has no name yet.
                for (std::size_t i = 0; i < m_keys.size(); ++i) {
                    if (isNamed[i] || output.call.arguments.empty() || aggregate.by[i] != output.call.arguments.front())
                        continue;
                    m_keys[i].name = output.name;
                    isNamed[i] = true;
                    break;
                }
                continue; // it is there already, under its name
            }
            m_measures.push_back(*std::move(measure));
        }
        return {};
    }

    std::optional<AggregateRows> run(const Bitmap& matched, const events::EventSet& emptySet)
    {
        AggregateRows result;
        std::uint32_t seen = 0;
        matched.forEach([&](std::uint32_t event) {
            if ((++seen & 0xFFF) == 0 && m_task.isStopped())
                return;
            if (!addEvent(events::EventId{event}))
                ++result.withoutGroup;
        });
        // A column that no event has is none: Elasticsearch would not take the query.
        if (takesNull() && !std::ranges::all_of(m_keys, &Key::hasValue)) {
            m_members.clear();
            m_shown.clear();
            result.withoutGroup = matched.count();
        }
        events::EventSetBuilder builder(emptySet);
        builder.addSource({.path = "rows"});
        for (std::size_t row = 0; row < m_members.size(); ++row) {
            if (m_task.isStopped())
                return std::nullopt;
            std::ranges::stable_sort(m_members[row], {}, [&](events::EventId event) { return m_events.time(event); });
            builder.beginEvent({.source = events::SourceId{0}, .record = static_cast<std::uint32_t>(row + 1)},
                events::SourceKind::Other);
            auto& group = result.groups.emplace_back();
            for (std::size_t i = 0; i < m_keys.size(); ++i) {
                if (!m_shown[row][i]) {
                    builder.addNull(m_keys[i].name);
                    continue;
                }
                group.emplace_back(m_keys[i].name, *m_shown[row][i]);
                builder.add(m_keys[i].name, *m_shown[row][i]);
                // rename Processes.* AS *: what follows may name the field with its node or without.
                if (m_isTstats && withoutNode(m_keys[i].name) != m_keys[i].name)
                    builder.add(withoutNode(m_keys[i].name), *m_shown[row][i]);
            }
            for (const Measure& measure : m_measures)
                addOutput(builder, measure, m_members[row]);
            builder.endEvent();
        }
        if (m_task.isStopped())
            return std::nullopt;
        result.rows = std::move(builder).build();
        result.members = std::move(m_members);
        return result;
    }

private:
    [[nodiscard]] std::expected<Key, std::string> keyOf(const rule::Expr& by) const
    {
        Key key;
        if (const auto* field = std::get_if<rule::FieldRef>(&by.node))
            key.name = field->raw.empty() ? field->name.text : field->raw;
        else
            key.name = rule::expressionText(by);
        const std::optional<rule::Expr> known = m_values.resolved(by);
        const auto* call = known ? std::get_if<rule::Call>(&known->node) : nullptr;
        const std::string function = call == nullptr ? std::string() : folded(call->function);
        if (function != "bucket" && function != "date_trunc" && function != "bin" && function != "span") {
            std::expected<ValueReader, std::string> reader = m_values.reader(by);
            if (!reader)
                return std::unexpected(std::move(reader.error()));
            key.values = *std::move(reader);
            return key;
        }
        bool hasField = false;
        for (const rule::Expr& argument : call->arguments) {
            if (const auto* field = std::get_if<rule::FieldRef>(&argument.node)) {
                key.values = [&values = m_values, name = *field](
                                 events::EventId event) { return values.fieldValues(event, name); };
                if (std::holds_alternative<rule::Call>(by.node))
                    key.name = field->raw;
                hasField = true;
            } else if (const auto* scalar = std::get_if<rule::Scalar>(&argument.node); scalar != nullptr && !key.cut) {
                key.cut = TimeCut::of(rule::scalarText(*scalar), m_values.language());
            }
        }
        if (!hasField || !key.cut)
            return std::unexpected(std::format("groups by {} are not evaluated", call->function));
        return key;
    }

    [[nodiscard]] std::optional<Measure> measureOf(const rule::Aggregate::Output& output) const
    {
        Measure measure;
        measure.name = output.name;
        std::string function = folded(output.call.function);
        std::size_t digits = function.size();
        while (digits > 0 && function[digits - 1] >= '0' && function[digits - 1] <= '9')
            --digits;
        if (digits < function.size() && (function.starts_with("perc") || function.substr(0, digits) == "p")) {
            measure.percentile = function.substr(digits);
            function = "percentile";
        }
        const auto found = std::ranges::find(functionNames, function, &FunctionName::name);
        if (found == functionNames.end())
            return std::nullopt;
        measure.kind = found->kind;
        if (measure.kind == Measure::Kind::Group)
            return measure;
        // Splunk's first is the one that its search shows first: the newest.
        if (m_values.language() == rule::Language::Spl && (function == "first" || function == "last"))
            measure.kind = function == "first" ? Measure::Kind::Last : Measure::Kind::First;
        for (std::size_t i = 0; i < output.call.arguments.size(); ++i) {
            const rule::Expr& argument = output.call.arguments[i];
            if (i > 0 && isCondition(argument)) { // COUNT(*) WHERE …
                std::expected<ValueReader, std::string> reader = m_values.reader(argument);
                if (!reader)
                    return std::nullopt;
                measure.where = *std::move(reader);
                continue;
            }
            if (const auto* field = std::get_if<rule::FieldRef>(&argument.node)) {
                if (i > 0)
                    return std::nullopt;
                if (field->raw != "*" && !setValues(measure, argument))
                    return std::nullopt;
            } else if (const auto* scalar = std::get_if<rule::Scalar>(&argument.node)) {
                const std::string text = rule::scalarText(*scalar);
                if (measure.kind == Measure::Kind::Percentile && i == 1)
                    measure.percentile = text;
                else if (i > 0 && measure.kind != Measure::Kind::Distinct && measure.kind != Measure::Kind::Values)
                    return std::nullopt;
                else if (i == 0 && text != "*" && text != "1")
                    return std::nullopt;
            } else if (i > 0 || !setValues(measure, argument)) {
                return std::nullopt;
            }
        }
        const bool needsField = measure.kind != Measure::Kind::Count;
        const bool needsPercentile = measure.kind == Measure::Kind::Percentile && !parseDecimal(measure.percentile);
        return (needsField && !measure.values) || needsPercentile ? std::nullopt : std::optional(measure);
    }

    // ES|QL's condition as a value.
    static bool isCondition(const rule::Expr& expr)
    {
        const auto* call = std::get_if<rule::Call>(&expr.node);
        return call != nullptr && call->function == "?";
    }

    bool setValues(Measure& measure, const rule::Expr& expr) const
    {
        const auto* call = std::get_if<rule::Call>(&expr.node);
        const bool isEval = call != nullptr && call->function == "eval" && call->arguments.size() == 1;
        std::expected<ValueReader, std::string> reader = m_values.reader(isEval ? call->arguments.front() : expr);
        if (!reader)
            return false;
        measure.values = *std::move(reader);
        // count(eval(status=404)) counts where it is true.
        if (isEval && measure.kind == Measure::Kind::Count) {
            measure.values = [values = std::move(measure.values)](events::EventId event) {
                std::vector<std::string> texts = values(event);
                std::erase(texts, "false");
                return texts;
            };
        }
        return true;
    }

    // The values of one part of the group, shown.
    [[nodiscard]] std::vector<std::string> keyValues(events::EventId event, const Key& key) const
    {
        const std::vector<std::string> texts = key.values(event);
        if (!key.cut)
            return texts;
        std::optional<std::int64_t> time;
        if (!texts.empty())
            time = events::parseTime(texts.front());
        if (!time && m_events.time(event) != events::Segment::noTime)
            time = m_events.time(event);
        if (!time)
            return {};
        return {events::isoTime(key.cut->beginOf(*time))};
    }

    // Whether events without a value are a group, too: ES|QL's null.
    [[nodiscard]] bool takesNull() const { return m_values.language() == rule::Language::Esql; }

    bool addEvent(events::EventId event)
    {
        std::vector<Group> combinations{{}};
        for (Key& key : m_keys) {
            std::vector<Group> longer;
            const std::vector<std::string> texts = keyValues(event, key);
            Group values(texts.begin(), texts.end());
            key.hasValue = key.hasValue || !values.empty();
            if (values.empty() && takesNull())
                values.emplace_back(std::nullopt);
            for (const Group& one : combinations) {
                for (const std::optional<std::string>& value : values) {
                    if (longer.size() >= mostCombinations)
                        break;
                    longer.emplace_back(one).push_back(value);
                }
            }
            combinations = std::move(longer);
        }
        for (const Group& values : combinations) {
            std::string key;
            for (const std::optional<std::string>& value : values)
                key += value ? '=' + *value + '\0' : std::string("\0", 1);
            const std::uint32_t row = m_table.intern(key, 0x61);
            if (row == m_members.size()) {
                m_members.emplace_back();
                m_shown.push_back(values);
            }
            if (m_members[row].empty() || m_members[row].back() != event)
                m_members[row].push_back(event);
        }
        return !combinations.empty();
    }

    void addOutput(events::EventSetBuilder& builder, const Measure& measure, const std::vector<events::EventId>& all)
    {
        using Kind = Measure::Kind;
        std::vector<events::EventId> some;
        if (measure.where) {
            std::ranges::copy_if(all, std::back_inserter(some), [&](events::EventId event) {
                const std::vector<std::string> truth = measure.where(event);
                return !truth.empty() && truth.front() == "true";
            });
        }
        const std::vector<events::EventId>& members = measure.where ? some : all;
        if (measure.kind == Kind::Count && !measure.values) {
            builder.add(measure.name, std::format("{}", members.size()));
            return;
        }
        std::vector<std::string> texts;
        for (const events::EventId event : members) {
            for (std::string& text : measure.values(event))
                texts.push_back(std::move(text));
        }
        if (measure.kind == Kind::Count) {
            builder.add(measure.name, std::format("{}", texts.size()));
        } else if (measure.kind == Kind::Distinct) {
            builder.add(measure.name, std::format("{}", std::set(texts.begin(), texts.end()).size()));
        } else if (texts.empty()) {
            builder.addNull(measure.name);
        } else if (measure.kind == Kind::Values) {
            for (const std::string& text : std::set(texts.begin(), texts.end()))
                builder.add(measure.name, text);
        } else if (measure.kind == Kind::First) {
            builder.add(measure.name, texts.front());
        } else if (measure.kind == Kind::Last) {
            builder.add(measure.name, texts.back());
        } else {
            addNumber(builder, measure, texts);
        }
    }

    static void addNumber(
        events::EventSetBuilder& builder, const Measure& measure, const std::vector<std::string>& texts)
    {
        using Kind = Measure::Kind;
        std::vector<Decimal> numbers;
        ExactSum sum;
        for (const std::string& text : texts) {
            if (const std::optional<Decimal> number = parseDecimal(text)) {
                numbers.push_back(*number);
                sum.add(*number);
            }
        }
        if (numbers.empty()) {
            // Of times and texts the least and the greatest by their order.
            if (measure.kind == Kind::Least)
                builder.add(measure.name, *std::ranges::min_element(texts));
            else if (measure.kind == Kind::Greatest)
                builder.add(measure.name, *std::ranges::max_element(texts));
            else
                builder.addNull(measure.name);
            return;
        }
        if (measure.kind == Kind::Sum || measure.kind == Kind::Average) {
            builder.add(measure.name, shown(measure.kind == Kind::Sum ? sum.value() : sum.average()));
            return;
        }
        RankedBag bag(numbers);
        for (const Decimal& number : numbers)
            bag.add(number);
        if (measure.kind == Kind::Median)
            builder.add(measure.name, shown(medianOf(bag)));
        else if (measure.kind == Kind::Percentile)
            builder.add(measure.name, shown(bag.at(nearestRank(measure.percentile, bag.size()) - 1)));
        else
            builder.add(measure.name, shown(bag.at(measure.kind == Kind::Least ? 0 : bag.size() - 1)));
    }

    const events::EventSet& m_events;
    const StageValues& m_values;
    Task& m_task;
    bool m_isTstats = false;
    std::vector<Key> m_keys;
    std::vector<Measure> m_measures;
    events::TextTable m_table;
    std::vector<std::vector<events::EventId>> m_members; ///< of each group
    std::vector<Group> m_shown; ///< its values
};

} // namespace

std::expected<std::optional<AggregateRows>, std::string> aggregateEvents(const rule::Aggregate& aggregate,
    const Bitmap& matched, const events::EventSet& events, const StageValues& values, const events::EventSet& emptySet,
    Task& task)
{
    Aggregator aggregator(events, values, task);
    if (std::string reason = aggregator.prepare(aggregate); !reason.empty())
        return std::unexpected(std::move(reason));
    return aggregator.run(matched, emptySet);
}

} // namespace rulewright::match
