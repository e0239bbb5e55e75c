// SPDX-License-Identifier: Apache-2.0
#include "ui/editor/figures.h"

#include "core/rule/walk.h"

#include <algorithm>
#include <map>
#include <set>
#include <variant>

namespace rulewright::ui {

namespace {

using match::PredicateCount;
using match::PredicateState;

/// A line's figures while they are collected; several predicates may stand on one line.
struct LineWork {
    LineFigures figures;
    int values = 0; ///< predicates on the line whose test begins elsewhere
    bool hasTest = false;
};

class Collector {
public:
    Collector(const rule::Document& document, const match::MatchReport& report)
        : m_document(document)
        , m_report(report)
        , m_isTested(report.eventsInScope > 0)
    {
    }

    std::vector<LineFigures> collect(const rule::Rule& rule)
    {
        addTests();
        addValues(rule);
        addSelections(rule);
        addUntested(rule);
        addCondition(rule);
        std::vector<LineFigures> result;
        for (auto& [line, work] : m_lines) {
            if (work.values > 1 && !work.hasTest)
                continue; // what a line of several values is worth no single figure says
            result.push_back(std::move(work.figures));
        }
        return result;
    }

private:
    LineWork& at(std::uint32_t offset)
    {
        const std::uint32_t line = m_document.text.position(offset).line;
        LineWork& work = m_lines[line];
        work.figures.line = line;
        return work;
    }

    void set(LineFigures& figures, const PredicateCount& count) const
    {
        if (count.state == PredicateState::Unknown)
            return;
        figures.alone = count.matched;
        figures.removes = count.removes;
        figures.adds = count.adds;
        switch (count.state) {
        case PredicateState::Dead:
            figures.effect = LineFigures::Effect::Dead;
            break;
        case PredicateState::Redundant:
            figures.effect = LineFigures::Effect::Redundant;
            break;
        default:
            figures.effect = LineFigures::Effect::Counts;
            break;
        }
    }

    void addUnknown(LineFigures& figures, const std::string& field) const
    {
        const auto unknown = std::ranges::find(m_report.unknownFields, field, &match::UnknownField::field);
        if (unknown == m_report.unknownFields.end())
            return;
        figures.unknownField = field;
        figures.nearestField = unknown->nearest.value_or(std::string());
        figures.inlay = "no loaded event has this field";
        if (unknown->nearest)
            figures.inlay += "; " + *unknown->nearest + " is the nearest";
    }

    void addTests()
    {
        for (const PredicateCount& test : m_report.tests) {
            LineWork& work = at(test.span.begin);
            if (work.hasTest)
                continue; // a flow map: the first of its keys
            work.hasTest = true;
            set(work.figures, test);
            addUnknown(work.figures, test.field);
        }
    }

    void addValues(const rule::Rule& rule)
    {
        // In a list of which all must hold, a value keeps events out; in any other it lets them in.
        std::set<rule::ValueId> narrowing;
        rule::forEachTest(rule, [&](const rule::Test& test) {
            for (const rule::Value& value : test.values) {
                if (test.join == rule::Join::All)
                    narrowing.insert(value.id);
            }
        });
        std::map<rule::NodeId, int> valuesOfTest;
        for (const PredicateCount& value : m_report.predicates)
            ++valuesOfTest[value.test];
        for (const PredicateCount& value : m_report.predicates) {
            LineWork& work = at(value.span.begin);
            const bool isListed = valuesOfTest[value.test] > 1 && !narrowing.contains(value.value);
            if (!work.hasTest) {
                ++work.values;
                set(work.figures, value);
            }
            if (work.figures.inlay.empty())
                work.figures.inlay = inlay(value, isListed);
        }
    }

    std::string inlay(const PredicateCount& value, bool isListed) const
    {
        // A template's test, or one that is being typed.
        const bool fitsEach
            = value.op == rule::Op::Contains || value.op == rule::Op::StartsWith || value.op == rule::Op::EndsWith;
        const std::string_view source = m_document.text.slice(value.span);
        const bool isBlank = source == "''" || source == "\"\"";
        if (fitsEach && isBlank && value.state != PredicateState::Dead)
            return "fits every value: write what to look for";
        if (value.state == PredicateState::Dead)
            return value.op == rule::Op::Exists || value.op == rule::Op::IsNull ? "no loaded event is so"
                                                                                : "no loaded event has this value";
        if (value.state != PredicateState::Redundant)
            return {};
        return isListed && !value.negated ? "no hit depends on it" : "it keeps no event out";
    }

    void addSelections(const rule::Rule& rule)
    {
        if (!m_isTested)
            return;
        for (const match::SelectionCount& count : m_report.selections) {
            // Those of a correlation are of its rules.
            LineWork& work = at(count.nameSpan.isEmpty() ? rule::selectionOf(rule, count.selection).nameSpan.begin
                                                         : count.nameSpan.begin);
            if (work.hasTest || work.values > 0)
                continue;
            work.figures.kind = LineFigures::Kind::Selection;
            work.figures.alone = count.matched;
        }
    }

    void addUntested(const rule::Rule& rule)
    {
        const auto visit = [this](const rule::Predicate& predicate) {
            const auto* opaque = std::get_if<rule::Opaque>(&predicate.node);
            if (opaque == nullptr)
                return;
            const std::uint32_t first = m_document.text.position(opaque->span.begin).line;
            const std::uint32_t last
                = m_document.text
                      .position(opaque->span.end > opaque->span.begin ? opaque->span.end - 1 : opaque->span.end)
                      .line;
            for (std::uint32_t line = first; line <= last; ++line) {
                LineWork& work = m_lines[line];
                work.figures = {};
                work.figures.line = line;
                work.figures.isBound = true;
                work.figures.effect = LineFigures::Effect::Untested;
                work.hasTest = true;
            }
            m_lines[first].figures.inlay = opaque->reason + ": taken as true";
        };
        for (const rule::Selection& selection : rule.selections)
            rule::walk(selection.predicate, visit);
        if (const rule::Predicate* condition = rule::condition(rule))
            rule::walk(*condition, visit);
    }

    void addCondition(const rule::Rule& rule)
    {
        if (rule.conditionSpan.isEmpty() || !m_isTested)
            return;
        LineWork& work = at(rule.conditionSpan.begin);
        const std::string inlay = work.figures.inlay;
        work.hasTest = true;
        const std::uint32_t line = work.figures.line;
        work.figures = {};
        work.figures.line = line;
        work.figures.kind = LineFigures::Kind::Condition;
        work.figures.alone = m_report.possible;
        work.figures.isBound = m_report.possible != m_report.matched;
        work.figures.inlay = inlay;
    }

    const rule::Document& m_document;
    const match::MatchReport& m_report;
    bool m_isTested;
    std::map<std::uint32_t, LineWork> m_lines;
};

} // namespace

std::vector<LineFigures> lineFigures(const rule::Document& document, const match::MatchReport& report)
{
    const rule::Rule* rule = rule::mainRule(document);
    if (rule == nullptr)
        return {};
    return Collector(document, report).collect(*rule);
}

std::vector<LineFigures> withoutEffects(std::vector<LineFigures> figures)
{
    for (LineFigures& line : figures) {
        if (line.effect != LineFigures::Effect::Untested)
            line.effect = LineFigures::Effect::None;
        line.removes = 0;
        line.adds = 0;
        line.inlay.clear();
    }
    return figures;
}

} // namespace rulewright::ui
