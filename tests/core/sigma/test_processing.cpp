// SPDX-License-Identifier: Apache-2.0
// What processing pipelines do to events found is in the conformance suite; here is what they do to the rule.
#include "core/lang/sigma/placeholders.h"
#include "core/rule/dump.h"
#include "core/rule/walk.h"
#include "core/rulefile/processing_file.h"
#include "core/rulefile/rulefile.h"
#include "tests/support/runner.h"

#include <set>

using namespace rulewright;

namespace {

constexpr const char* rule = R"(title: Rule
logsource:
    product: test
detection:
    selection:
        Image|endswith:
            - one
            - '%two%'
        CommandLine|contains|all|expand:
            - '%tools%'
            - x
    condition: selection
)";

Parsed<rule::Document> processed(const std::vector<const char*>& pipelines, const char* values = "{}")
{
    rulefile::Processing processing;
    for (const char* text : pipelines)
        processing.pipelines.push_back(*rulefile::parsePipeline(SourceText("p.yml", text)).value);
    processing.values = *rulefile::parsePlaceholderValues(SourceText("v.yml", values)).value;
    Parsed<rule::Document> parsed = rulefile::parse(SourceText("rule.yml", rule));
    rulefile::process(parsed, processing);
    return parsed;
}

std::string selectionOf(const Parsed<rule::Document>& parsed)
{
    return rule::dump(parsed.value->rules.front().selections.front().predicate);
}

class TestProcessing : public QObject {
    Q_OBJECT

private slots:

    void placeholdersUnderAllStayAlternatives()
    {
        const Parsed<rule::Document> parsed = processed({}, "tools: [a, b]");
        QCOMPARE(selectionOf(parsed),
            std::string("(and [Image ends_with 'one' '%two%'] (and [CommandLine all contains|expand 'x'] "
                        "[CommandLine contains|expand 'a' 'b']))"));
        QVERIFY(parsed.diagnostics.empty());
    }

    void idsAreDenseAndSpansTheAuthors()
    {
        const Parsed<rule::Document> parsed = processed({}, "tools: [a, b, c]");
        const rule::Rule& one = parsed.value->rules.front();
        std::set<std::uint32_t> ids;
        rule::forEachTest(one, [&](const rule::Test& test) {
            for (const rule::Value& value : test.values) {
                QVERIFY(ids.insert(static_cast<std::uint32_t>(value.id)).second);
                QVERIFY(!value.span.isEmpty() && value.span.end <= parsed.value->text.text().size());
            }
        });
        QCOMPARE(ids.size(), one.valueCount);
    }

    void lowerPriorityGoesFirst()
    {
        constexpr const char* late
            = "priority: 20\ntransformations:\n    - type: field_name_prefix\n      prefix: b.\n";
        constexpr const char* early
            = "priority: 10\ntransformations:\n    - type: field_name_prefix\n      prefix: a.\n";
        QVERIFY(selectionOf(processed({late, early})).contains("[b.a.Image ends_with"));
    }

    void aPipelineMayNameManyFields()
    {
        constexpr const char* text
            = "transformations:\n    - type: field_name_mapping\n      mapping:\n          Image: [p, q]\n";
        QVERIFY(
            selectionOf(processed({text})).contains("(or [p ends_with 'one' '%two%'] [q ends_with 'one' '%two%'])"));
    }

    void whatIsAddedStandsAtTheCondition()
    {
        constexpr const char* text
            = "transformations:\n    - type: add_condition\n      conditions:\n          index: win\n";
        const Parsed<rule::Document> parsed = processed({text}, "tools: a");
        const rule::Predicate& condition = *rule::condition(parsed.value->rules.front());
        QVERIFY(rule::dump(condition).contains("[index eq 'win']"));
        rule::walk(condition, [&](const rule::Predicate& node) {
            if (const auto* test = std::get_if<rule::Test>(&node.node))
                QCOMPARE(parsed.value->text.position(test->span.begin).line, 12u);
        });
    }

    void valuesMustBeValues()
    {
        const auto broken = rulefile::parsePlaceholderValues(SourceText("v.yml", "a:\n    b: c\n"));
        QVERIFY(hasErrors(broken.diagnostics));
        QVERIFY(hasErrors(rulefile::parsePlaceholderValues(SourceText("v.yml", "- a\n")).diagnostics));
    }
};

} // namespace

RULEWRIGHT_TEST(TestProcessing)

#include "test_processing.moc"
