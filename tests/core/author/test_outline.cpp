// SPDX-License-Identifier: Apache-2.0
#include "core/author/outline.h"

#include "core/author/templates.h"
#include "core/rulefile/rulefile.h"
#include "tests/core/author/author_support.h"
#include "tests/support/runner.h"

using namespace rulewright;
using namespace rulewright::tests;

namespace {

const std::string text = processRule("    selection_a:\n"
                                     "        Image|endswith:\n"
                                     "            - '\\a.exe'\n"
                                     "        User: b\n"
                                     "    selection_b:\n"
                                     "        - Image: c\n"
                                     "          User: d\n"
                                     "        - Image: e\n"
                                     "    filter_main_x:\n"
                                     "        Image: f\n"
                                     "    condition: selection_a and 1 of selection_* and not filter_main_x\n");

std::string printed(const SourceText& source, const std::vector<author::Symbol>& symbols)
{
    std::string result;
    for (const author::Symbol& symbol : symbols)
        result += std::format("{}{} {}-{}\n", std::string(symbol.depth, ' '), symbol.name,
            source.position(symbol.span.begin).line, source.position(symbol.span.end).line);
    return result;
}

std::string renamed(std::string_view name, std::string_view place)
{
    const SourceText source("rule.yml", text);
    const auto offset = static_cast<std::uint32_t>(text.find(place));
    const auto edits = author::rename(source, offset, name);
    if (!edits)
        return edits.error();
    std::string result = text;
    for (auto edit = edits->rbegin(); edit != edits->rend(); ++edit)
        result.replace(edit->span.begin, edit->span.end - edit->span.begin, edit->replacement);
    return result;
}

class TestOutline : public QObject {
    Q_OBJECT

private slots:

    void namesTheParts()
    {
        const SourceText source("rule.yml", text);
        QCOMPARE(printed(source, author::outline(source)),
            std::string(
                "A rule 1-18\n title 1-1\n status 2-2\n logsource 3-5\n  category 4-4\n  product 5-5\n detection 6-17\n"
                "  selection_a 7-10\n   Image|endswith 8-9\n   User 10-10\n  selection_b 11-14\n   Image 12-12\n   "
                "User 13-13\n"
                "   Image 14-14\n  filter_main_x 15-16\n   Image 16-16\n  condition 17-17\n level 18-18\n"));
    }

    void readsSeveralDocumentsAndBrokenText()
    {
        const SourceText source("rule.yml", "title: One\ndetection:\n  a: [\n---\ntitle: Two\nlevel");
        QCOMPARE(printed(source, author::outline(source)),
            std::string("One 1-3\n title 1-1\n detection 2-3\n  a 3-3\nTwo 5-6\n title 5-5\n"));
    }

    void foldsWhatHasLinesBelow()
    {
        const auto folds = author::folds(SourceText("rule.yml", text));
        QCOMPARE(folds.size(), std::size_t{6});
        QCOMPARE(folds[0], (author::Fold{3, 5}));
        QCOMPARE(folds[1], (author::Fold{6, 17}));
    }

    void goesToTheDefinition()
    {
        const SourceText source("rule.yml", text);
        const auto use = static_cast<std::uint32_t>(text.rfind("filter_main_x"));
        const auto definition = author::definitionAt(source, use);
        QVERIFY(definition.has_value());
        QCOMPARE(definition->begin, static_cast<std::uint32_t>(text.find("filter_main_x")));
        const auto pattern = author::definitionAt(source, static_cast<std::uint32_t>(text.find("selection_*")));
        QVERIFY(pattern.has_value());
        QCOMPARE(pattern->begin, static_cast<std::uint32_t>(text.find("selection_a")));
        QVERIFY(!author::definitionAt(source, 2).has_value());
    }

    void findsTheReferences()
    {
        const SourceText source("rule.yml", text);
        const auto places = author::referencesAt(source, static_cast<std::uint32_t>(text.find("selection_a")));
        QCOMPARE(places.size(), std::size_t{3}); // itself, by name, by pattern
        QCOMPARE(author::referencesAt(source, static_cast<std::uint32_t>(text.find("filter_main_x"))).size(),
            std::size_t{2});
    }

    void findsARuleThatACorrelationNames()
    {
        const std::string correlation
            = "title: C\ncorrelation:\n    type: event_count\n    rules:\n        - base\n---\ntitle: R\nname: base\n";
        const SourceText source("rule.yml", correlation);
        const auto definition
            = author::definitionAt(source, static_cast<std::uint32_t>(correlation.find("- base") + 3));
        QVERIFY(definition.has_value());
        QCOMPARE(definition->begin, static_cast<std::uint32_t>(correlation.rfind("base")));
    }

    void renamesEverywhere()
    {
        const std::string after = renamed("selection_tool", "selection_a");
        QVERIFY(after.contains("    selection_tool:\n"));
        QVERIFY(after.contains("condition: selection_tool and 1 of selection_* and not filter_main_x"));
        QVERIFY(!after.contains("selection_a"));
        // From the use, too.
        QCOMPARE(renamed("filter_y", "filter_main_x\n"), renamed("filter_y", "filter_main_x:"));
    }

    void refusesWhatWouldChangeTheRule_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("place");
        QTest::newRow("the pattern loses it") << QByteArray("tool") << QByteArray("selection_a");
        QTest::newRow("a pattern gains it") << QByteArray("selection_x") << QByteArray("filter_main_x");
        QTest::newRow("taken") << QByteArray("selection_b") << QByteArray("selection_a");
        QTest::newRow("a word of conditions") << QByteArray("not") << QByteArray("selection_a");
        QTest::newRow("no name") << QByteArray("a b") << QByteArray("selection_a");
        QTest::newRow("no selection here") << QByteArray("x") << QByteArray("status");
        QTest::newRow("a pattern is no selection") << QByteArray("x") << QByteArray("selection_*");
    }

    void refusesWhatWouldChangeTheRule()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, place);
        const std::string said = renamed(name.toStdString(), place.toStdString());
        QVERIFY2(said.ends_with('.') && !said.contains("detection:"), said.c_str());
    }

    void templatesAreCleanOnceFilled_data()
    {
        QTest::addColumn<qsizetype>("number");
        for (std::size_t i = 0; i < author::templates().size(); ++i)
            QTest::newRow(author::templates()[i].name.data()) << qsizetype(i);
        QCOMPARE(author::templates().size(), std::size_t{15});
    }

    void templatesAreCleanOnceFilled()
    {
        QFETCH(qsizetype, number);
        const author::Template& kind = author::templates()[static_cast<std::size_t>(number)];
        std::string filled = author::templateText(kind,
            {"7f2d31a5-93c5-4a63-8c0d-6a2f1c7a1e01", "7f2d31a5-93c5-4a63-8c0d-6a2f1c7a1e02", "2026-11-28", "Ann",
                "T1219.002", "command-and-control"});
        for (std::size_t at = filled.find("''"); at != std::string::npos; at = filled.find("''", at + 3))
            filled.insert(at + 1, "x");
        const auto parsed = rulefile::parse(SourceText("rule.yml", filled));
        QVERIFY2(parsed.diagnostics.empty(),
            parsed.diagnostics.empty() ? "" : (parsed.diagnostics[0].message + "\n" + filled).c_str());
    }
};

} // namespace

RULEWRIGHT_TEST(TestOutline)

#include "test_outline.moc"
