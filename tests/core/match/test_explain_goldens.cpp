// SPDX-License-Identifier: Apache-2.0
// Each file of tests/data/explain is a case: a rule, events, and how the first event is explained. With
// RULEWRIGHT_REFRESH=1 the explanations are written anew; look at the difference.
#include "core/events/load.h"
#include "core/match/explain.h"
#include "core/match/timeline_correlation.h"
#include "core/rulefile/rulefile.h"
#include "core/taxonomy/built_in.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"

#include <algorithm>
#include <filesystem>
#include <format>
#include <fstream>

using namespace rulewright;

namespace {

struct Case {
    std::string rule;
    std::string events;
    std::string explanation;
};

Case read(const std::filesystem::path& path)
{
    const std::string text = tests::readFile(path);
    const auto part = [&](std::string_view begin, std::string_view end) {
        const std::size_t from = text.find(begin) + begin.size();
        return text.substr(from, end.empty() ? std::string::npos : text.find(end) - from);
    };
    return {
        part("--- rule\n", "--- events\n"), part("--- events\n", "--- explanation\n"), part("--- explanation\n", "")};
}

// The value with what matched between ‹ and ›.
std::string marked(const match::ExplainNode& node)
{
    std::string text = *node.actual;
    for (auto range = node.ranges.rbegin(); range != node.ranges.rend(); ++range) {
        text.insert(range->end, "›");
        text.insert(range->begin, "‹");
    }
    return text;
}

void print(const match::ExplainNode& node, const match::Explanation& explanation, int depth, std::string& text)
{
    constexpr std::string_view truths = "-+?";
    const SourceText& source = explanation.texts[node.text];
    const Position at = source.position(node.span.begin);
    text += std::format("{}{} {} {}:{}", std::string(static_cast<std::size_t>(2 * depth), ' '),
        truths[static_cast<std::size_t>(node.truth)], node.title, at.line, at.column);
    if (node.reason != match::Reason::None)
        text += std::format(" ({})", match::reasonText(node.reason));
    if (node.actual && node.children.empty())
        text += std::format(" {}: {}", node.actualField.empty() ? node.field : node.actualField, marked(node));
    text += '\n';
    for (const match::ExplainNode& child : node.children)
        print(child, explanation, depth + 1, text);
}

std::string print(const match::Explanation& explanation, const events::EventSet& events)
{
    std::string text = std::format("{}\n",
        explanation.matched       ? "matches"
            : explanation.inScope ? "does not match"
                                  : "is of another log source");
    print(explanation.root, explanation, 0, text);
    for (const match::GroupTimeline& group : explanation.timeline) {
        text += "group";
        for (const auto& [name, value] : group.values)
            text += std::format(" {}={}", name, value);
        text += '\n';
        for (const match::TimelineStep& step : group.steps) {
            std::string rules;
            for (const std::uint32_t rule : step.rules)
                rules += ' ' + explanation.ruleTitles[rule];
            text += std::format("  {} record {} since {}: {} events, {}{}{} [{} ]\n", events::isoTime(step.time),
                events.source(step.event).record, events::isoTime(step.windowBegin), step.windowEvents,
                match::valueWords(step.value), step.isSatisfied ? ", satisfied" : "", step.fires ? ", fires" : "",
                rules);
        }
    }
    return text;
}

class TestExplainGoldens : public QObject {
    Q_OBJECT

private slots:

    void isExplained_data()
    {
        QTest::addColumn<QString>("name");
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(tests::dataPath("explain")))
            names.push_back(entry.path().filename().string());
        std::ranges::sort(names);
        QVERIFY(names.size() >= 50);
        for (const std::string& name : names)
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }

    void isExplained()
    {
        QFETCH(QString, name);
        static const Result<taxonomy::Taxonomy> taxonomy = taxonomy::builtInTaxonomy();
        const std::filesystem::path path = tests::dataPath("explain") / name.toStdString();
        const Case one = read(path);
        const Parsed<rule::Document> parsed = rulefile::parse(SourceText("rule.yml", one.rule));
        QVERIFY(parsed.value && !hasErrors(parsed.diagnostics));
        Task task;
        const events::EventSet events = events::loadText(
            "events.ndjson", one.events, events::emptyEventSet(*taxonomy), events::Side::Unknown, task)
                                            .events;
        match::MatchOptions options;
        options.document = &*parsed.value;
        const rule::Rule& rule = *rule::mainRule(*parsed.value);
        const auto explanation = match::explain(rule, events, events::EventId{0}, *taxonomy, options);
        QVERIFY(explanation.has_value());
        const auto report = match::match(rule, events, *taxonomy, options, nullptr, task);
        QVERIFY(report.has_value());
        QCOMPARE(explanation->matched, report->definite.contains(0));
        const std::string text = print(*explanation, events);
        if (qEnvironmentVariableIsSet("RULEWRIGHT_REFRESH")) {
            std::ofstream(path, std::ios::binary) << "--- rule\n"
                                                  << one.rule << "--- events\n"
                                                  << one.events << "--- explanation\n"
                                                  << text;
        }
        QCOMPARE(QString::fromStdString(text), QString::fromStdString(read(path).explanation));
    }
};

} // namespace

RULEWRIGHT_TEST(TestExplainGoldens)

#include "test_explain_goldens.moc"
