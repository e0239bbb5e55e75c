// SPDX-License-Identifier: Apache-2.0
#include "core/rule/dump.h"
#include "core/rule/filters.h"
#include "core/rule/walk.h"
#include "core/rulefile/rulefile.h"
#include "tests/support/runner.h"

#include <memory>
#include <set>

using namespace rulewright;

namespace {

constexpr const char* rule = R"(title: One
name: one
id: 5f1a2b3c-0000-4000-8000-000000000001
logsource:
    product: test
    category: start
detection:
    a:
        x: 1
    condition: a
)";

constexpr const char* filter = R"(title: Filter
name: keep_out
logsource:
    product: test
filter:
    rules:
        - one
    a:
        y: 2
    condition: not a
)";

std::shared_ptr<const rule::Document> parsed(const char* name, const std::string& text)
{
    return std::make_shared<const rule::Document>(*rulefile::parse(SourceText(name, text)).value);
}

class TestFilters : public QObject {
    Q_OBJECT

private slots:

    void findsByIdThenName()
    {
        rule::RuleSet set;
        set.add(parsed("b.yml",
            "title: B\nname: 5f1a2b3c-0000-4000-8000-000000000001\nlogsource:\n    product: test\n"
            "detection:\n    a:\n        x: 1\n    condition: a\n"));
        set.add(parsed("a.yml", rule));
        QCOMPARE(set.find("5f1a2b3c-0000-4000-8000-000000000001").rule->metadata.title->text, std::string("One"));
        QCOMPARE(set.find("one").rule->metadata.title->text, std::string("One"));
        QVERIFY(set.find("two").rule == nullptr);
    }

    void ownDocumentComesFirst()
    {
        rule::RuleSet set;
        set.add(parsed("a.yml", std::string(rule).replace(7, 3, "Far")));
        const auto own = parsed("own.yml", rule);
        const rule::References references{own.get(), &set};
        QCOMPARE(references.find("one").document, own.get());
        QCOMPARE((rule::References{nullptr, &set}).find("one").rule->metadata.title->text, std::string("Far"));
    }

    void joinsTheConditionAsWritten()
    {
        const auto document = parsed("a.yml", std::string(rule) + "---\n" + filter);
        const rule::Rule& one = document->rules.front();
        const auto filters = rule::filtersOf(one, {document.get(), nullptr});
        QCOMPARE(filters.size(), 1u);
        const rule::JoinedRule joined = rule::joined(one, filters);
        QCOMPARE(rule::dump(*rule::condition(joined.rule)), std::string("(and sel:0 (not sel:1))"));
        QCOMPARE(joined.rule.selections.size(), 2u);
        QCOMPARE(joined.parts.front().firstSelection, 1u);
        // The rule's own ids stay, and no two are the same.
        std::set<std::uint32_t> values;
        rule::forEachTest(joined.rule, [&](const rule::Test& test) {
            for (const rule::Value& value : test.values)
                QVERIFY(values.insert(static_cast<std::uint32_t>(value.id)).second);
        });
        QCOMPARE(values.size(), 2u);
        QVERIFY(*values.rbegin() < joined.rule.valueCount);
    }

    void aFilterOfTheOwnFileCountsOnce()
    {
        const auto document = parsed("a.yml", std::string(rule) + "---\n" + filter);
        rule::RuleSet set;
        set.add(parsed("folder/a.yml", std::string(rule) + "---\n" + filter));
        QCOMPARE(rule::filtersOf(document->rules.front(), {document.get(), &set}).size(), 1u);
        const auto alone = parsed("b.yml", rule);
        QCOMPARE(rule::filtersOf(alone->rules.front(), {alone.get(), &set}).size(), 1u);
    }
};

} // namespace

RULEWRIGHT_TEST(TestFilters)

#include "test_filters.moc"
