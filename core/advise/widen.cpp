// SPDX-License-Identifier: Apache-2.0
#include "core/advise/widen.h"

#include "core/rulefile/rulefile.h"

#include <algorithm>
#include <format>

namespace rulewright::advise {

namespace {

bool takesValues(const rule::Test& test)
{
    using enum rule::Op;
    const bool isText = test.op == Eq || test.op == Contains || test.op == StartsWith || test.op == EndsWith;
    return isText && test.join == rule::Join::Any && !test.negated && test.field.kind == rule::FieldRef::Kind::Named
        && test.caseRule == rule::CaseRule::Insensitive;
}

// The row that, put into the list, lets this text in. Where the test asks for the end of a path, the last name of it.
std::optional<corpus::RowKey> rowFor(const rule::Test& test, const std::string& actual)
{
    corpus::RowKey row{test.field.raw, test.op, actual, {}};
    for (const rule::Modifier modifier : test.modifiers) {
        if (modifier != rule::Modifier::Windash)
            return std::nullopt;
        row.transform = rule::modifierName(modifier);
    }
    if (actual.empty())
        return std::nullopt;
    if (test.op == rule::Op::EndsWith) {
        const std::size_t separator = actual.find_last_of("\\/");
        const bool asksForNames = std::ranges::all_of(test.values, [](const rule::Value& value) {
            const std::string text = rule::scalarText(value.scalar);
            return text.starts_with('\\') || text.starts_with('/');
        });
        if (asksForNames && separator != std::string::npos && separator + 1 < actual.size())
            row.value = actual.substr(separator);
    }
    return row;
}

class Adviser {
public:
    Adviser(const PriceInput& input, const rule::Rule& rule, const match::MatchReport& report, Task& task)
        : m_input(input)
        , m_rule(rule)
        , m_report(report)
        , m_task(task)
    {
    }

    GroupAdvice advise(const match::NearMissGroup& group, std::size_t shown)
    {
        GroupAdvice advice;
        advice.attack = countAnd(group.members, m_input.facts.attack);
        advice.benign = countAnd(group.members, m_input.facts.benign);
        const rule::Test* test = testOf(m_rule, group.test);
        if (test == nullptr)
            return advice;
        if (test->field.kind == rule::FieldRef::Kind::Named && group.members.size() > 0)
            addValues(advice, group, *test, shown);
        addDrop(advice, group, *test);
        return advice;
    }

private:
    void addValues(GroupAdvice& advice, const match::NearMissGroup& group, const rule::Test& test, std::size_t shown)
    {
        std::vector<match::ActualValue> values
            = match::actualValues(m_input.events, group.members, group.field, m_task);
        advice.valueCount = values.size();
        values.resize(std::min(values.size(), shown));
        const bool canAdd = takesValues(test) && !group.isExclusion && group.value == rule::ValueId::None;
        std::vector<RowTest> rows;
        std::vector<std::size_t> rowOf;
        for (std::size_t i = 0; i < values.size(); ++i) {
            advice.values.push_back({values[i], std::nullopt});
            const auto row = canAdd && values[i].text ? rowFor(test, *values[i].text) : std::nullopt;
            if (!row)
                continue;
            rows.push_back(rowTest(*row));
            rowOf.push_back(i);
        }
        PriceInput input = m_input;
        input.caret = test.span.begin;
        const std::vector<Price> priced = prices(input, rows, m_task);
        for (std::size_t r = 0; r < priced.size(); ++r) {
            if (!priced[r].hasPlace || priced[r].kind != Insertion::Kind::ListItem)
                continue;
            const auto inserted = insertion(m_input.source, *m_input.document, input.caret, rows[r].key);
            if (!inserted)
                continue;
            advice.values[rowOf[r]].widening
                = Widening{std::format("Add '{}' to {}", *rows[r].key.value, m_input.source.slice(test.field.span)),
                    inserted->edit, priced[r].attack, priced[r].benign};
        }
    }

    void addDrop(GroupAdvice& advice, const match::NearMissGroup& group, const rule::Test& test)
    {
        if (group.isExclusion && group.value == rule::ValueId::None && test.values.size() > 1) {
            // Of an exclusion's list the value that keeps most of them out is enough.
            std::optional<Widening> best;
            for (const rule::Value& value : test.values) {
                std::optional<Widening> one = drop(group.test, value.id, rule::scalarText(value.scalar), test);
                const auto gain
                    = [](const Widening& widening) { return widening.attack.added + widening.benign.added; };
                if (one && (!best || gain(*one) > gain(*best)))
                    best = std::move(one);
            }
            advice.drop = std::move(best);
            return;
        }
        const bool isValue = group.value != rule::ValueId::None;
        advice.drop = drop(group.test, group.value, isValue ? group.wanted.front() : std::string(), test);
    }

    std::optional<Widening> drop(
        rule::NodeId test, rule::ValueId value, const std::string& text, const rule::Test& what)
    {
        const std::optional<TextEdit> edit = removalOf(m_input.source, m_rule, test, value);
        if (!edit || m_task.isStopped())
            return std::nullopt;
        const auto number = static_cast<std::size_t>(&m_rule - m_input.document->rules.data());
        const Parsed<rule::Document> parsed = rulefile::parse(
            SourceText(std::string(m_input.source.name()), applyEdits(m_input.source.text(), {*edit})));
        if (!parsed.value || hasErrors(parsed.diagnostics)
            || parsed.value->rules.size() != m_input.document->rules.size())
            return std::nullopt;
        match::MatchOptions options = m_input.options;
        options.document = &*parsed.value;
        const auto after = match::match(
            parsed.value->rules[number], m_input.events, m_input.taxonomy, options, m_input.cache, m_task);
        if (!after || after->isCancelled)
            return std::nullopt;
        const std::string_view key = m_input.source.slice(what.field.span);
        Widening widening{value == rule::ValueId::None ? std::format("Remove {}", key)
                                                       : std::format("Remove '{}' from {}", text, key),
            *edit, {}, {}};
        fill(widening.attack, m_input.facts.attack, after->possibleEvents);
        fill(widening.benign, m_input.facts.benign, after->possibleEvents);
        return widening;
    }

    void fill(SidePrice& price, const match::Bitmap& side, const match::Bitmap& after) const
    {
        price.lookedAt = countAnd(m_report.scope, side);
        price.added = countAnd(after.andNot(m_report.possibleEvents), side);
        price.removed = countAnd(m_report.possibleEvents.andNot(after), side);
    }

    const PriceInput& m_input;
    const rule::Rule& m_rule;
    const match::MatchReport& m_report;
    Task& m_task;
};

} // namespace

std::vector<GroupAdvice> adviceFor(const PriceInput& input, const rule::Rule& rule, const match::MatchReport& report,
    const match::NearMisses& misses, const AdviceLimits& limits, Task& task)
{
    std::vector<GroupAdvice> result;
    Adviser adviser(input, rule, report, task);
    for (std::size_t i = 0; i < std::min(misses.groups.size(), limits.groups); ++i) {
        if (task.isStopped())
            break;
        result.push_back(adviser.advise(misses.groups[i], limits.values));
    }
    return result;
}

} // namespace rulewright::advise
