// SPDX-License-Identifier: Apache-2.0
#include "core/rule/walk.h"
#include "tests/support/runner.h"
#include "tests/ui/editor/editor_support.h"
#include "ui/editor/figures.h"
#include "ui/editor/rule_editor.h"

using namespace rulewright;
using namespace rulewright::ui;

namespace {

// A report with invented figures for every test and value of the rule.
match::MatchReport reportFor(const rule::Rule& rule)
{
    match::MatchReport report;
    report.eventsTotal = report.eventsInScope = 100;
    report.matched = report.possible = 14;
    std::uint64_t figure = 1;
    for (std::uint32_t i = 0; i < rule.selections.size(); ++i)
        report.selections.push_back({static_cast<rule::SelectionId>(i), 70 + i});
    rule::forEachTest(rule, [&](const rule::Test& test) {
        const auto node = static_cast<rule::NodeId>(figure);
        match::PredicateCount count{
            .test = node, .field = test.field.raw, .op = test.op, .text = {}, .span = test.field.span};
        count.matched = figure++;
        count.removes = 5;
        count.state = match::PredicateState::Live;
        report.tests.push_back(count);
        for (const rule::Value& value : test.values) {
            count.value = value.id;
            count.span = value.span;
            count.matched = figure++;
            count.removes = 0;
            count.adds = 2;
            report.predicates.push_back(count);
        }
    });
    return report;
}

const LineFigures* lineOf(const std::vector<LineFigures>& figures, std::uint32_t line)
{
    const auto it = std::ranges::find(figures, line, &LineFigures::line);
    return it == figures.end() ? nullptr : &*it;
}

class TestFigures : public QObject {
    Q_OBJECT

    Theme m_theme = tests::lightTheme();

private slots:

    void aFieldThatNoEventHasIsNamed()
    {
        const auto document = tests::documentOf("title: a\nlogsource:\n    product: windows\ndetection:\n    s:\n"
                                                "        ComandLine|contains: b\n    condition: s\n");
        const rule::Document& parsed = *document->parsed()->document;
        match::MatchReport report = reportFor(parsed.rules.front());
        report.unknownFields.push_back({"ComandLine", "CommandLine"});
        const std::vector<LineFigures> figures = lineFigures(parsed, report);
        const LineFigures* line = lineOf(figures, 6);
        QVERIFY(line != nullptr);
        QCOMPARE(line->inlay, std::string("no loaded event has this field; CommandLine is the nearest"));
        RuleEditor editor(*document, m_theme);
        editor.setFigures(figures);
        editor.moveCursor(QTextCursor::End);
        QVERIFY(editor.fixesAtCaret().empty());
        editor.setTextCursor(editor.document()->find(QStringLiteral("contains")));
        const std::vector<Fix> fixes = editor.fixesAtCaret();
        QCOMPARE(fixes.size(), std::size_t(1));
        editor.applyEdits(fixes.front().edits);
        QVERIFY(editor.toPlainText().contains(QStringLiteral("        CommandLine|contains: b\n")));
        QVERIFY(editor.fixesAtCaret().empty()); // the figures are of the text before
    }

    void anEmptyValueIsStillToBeWritten()
    {
        const auto document = tests::documentOf("title: a\nlogsource:\n    product: windows\ndetection:\n    s:\n"
                                                "        Image|endswith: ''\n        User: ''\n    condition: s\n");
        const rule::Document& parsed = *document->parsed()->document;
        const std::vector<LineFigures> figures = lineFigures(parsed, reportFor(parsed.rules.front()));
        QCOMPARE(lineOf(figures, 6)->inlay, std::string("fits every value: write what to look for"));
        QVERIFY(lineOf(figures, 7)->inlay.empty()); // this one asks for an empty text
    }

    void linesOfARule()
    {
        const auto document = tests::documentOf(tests::sampleRule);
        const rule::Document& parsed = *document->parsed()->document;
        match::MatchReport report = reportFor(parsed.rules.front());
        report.predicates[1].state = match::PredicateState::Redundant;
        report.predicates[2].state = match::PredicateState::Dead;
        const std::vector<LineFigures> figures = lineFigures(parsed, report);
        QVERIFY(std::ranges::is_sorted(figures, {}, &LineFigures::line));

        QCOMPARE(lineOf(figures, 10)->kind, LineFigures::Kind::Selection);
        QCOMPARE(*lineOf(figures, 10)->alone, std::uint64_t(70));
        QCOMPARE(lineOf(figures, 11)->removes, std::uint64_t(5));
        QCOMPARE(lineOf(figures, 12)->adds, std::uint64_t(2));
        QCOMPARE(lineOf(figures, 13)->effect, LineFigures::Effect::Redundant);
        QCOMPARE(QString::fromStdString(lineOf(figures, 13)->inlay), QStringLiteral("no hit depends on it"));
        QCOMPARE(lineOf(figures, 16)->effect, LineFigures::Effect::Dead);
        // Key and value on one line: the test speaks.
        QCOMPARE(lineOf(figures, 20)->removes, std::uint64_t(5));
        QCOMPARE(lineOf(figures, 21)->kind, LineFigures::Kind::Condition);
        QCOMPARE(*lineOf(figures, 21)->alone, std::uint64_t(14));
        QVERIFY(lineOf(figures, 1) == nullptr);

        for (const LineFigures& line : withoutEffects(figures))
            QVERIFY(line.effect == LineFigures::Effect::None && line.adds == 0 && line.removes == 0);
    }

    // Nothing was looked at: no line has a zero that looks like a finding.
    void nothingInScope()
    {
        const auto document = tests::documentOf(tests::sampleRule);
        match::MatchReport report = reportFor(document->parsed()->document->rules.front());
        report.eventsInScope = 0;
        for (match::PredicateCount& count : report.tests)
            count.state = match::PredicateState::Unknown;
        for (match::PredicateCount& count : report.predicates)
            count.state = match::PredicateState::Unknown;
        for (const LineFigures& line : lineFigures(*document->parsed()->document, report))
            QVERIFY(!line.alone);
    }
};

} // namespace

RULEWRIGHT_TEST(TestFigures)

#include "test_figures.moc"
