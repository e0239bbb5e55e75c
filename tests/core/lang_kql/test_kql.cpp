// SPDX-License-Identifier: Apache-2.0
// KQL: small queries against what they mean, in print.
#include "core/rulefile/rulefile.h"
#include "tests/support/rule_dump.h"
#include "tests/support/runner.h"

#include <QString>

using namespace rulewright;
using namespace rulewright::tests;

class KqlTest : public QObject {
    Q_OBJECT
private slots:
    void theQueryMeans_data();
    void theQueryMeans();
    void deepQueriesAreRefused();
    void spansAreThoseOfTheText();
};

void KqlTest::theQueryMeans_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("meaning");
    const auto row = [](const char* name, const char* query, const char* meaning) {
        QTest::newRow(name) << QString::fromUtf8(query) << QString::fromUtf8(meaning);
    };
    row("a value", R"q(process.name:cmd.exe)q", R"q([process.name eq 'cmd.exe'])q");
    row("a list", R"q(a:(x or "y z"))q", R"q([a eq 'x' 'y z'])q");
    row("all of a list", R"q(a:(x and y))q", R"q([a all eq 'x' 'y'])q");
    row("and before or", R"q(a:1 or b:2 and not c:3)q", R"q((or [a eq '1'] (and [b eq '2'] (not [c eq '3']))))q");
    row("a negation below the field", R"q(a:(* and not "x"))q", R"q((and [a exists true] (not [a eq 'x'])))q");
    row("and not a list", R"q(a:x and not b:(y or z))q", R"q((and [a eq 'x'] (not [b eq 'y' 'z'])))q");
    row("a wildcard", R"q(a:x*y)q", R"q([a eq 'x*y'])q");
    row("a star in quotes is a star", R"q(a:"x*y")q", R"q([a eq 'x\*y'])q");
    row("an escaped star", R"q(a:x\*y)q", R"q([a eq 'x\*y'])q");
    row("escapes", R"q(a:C\:\\x\(1\) and b:"C:\\y \"z\"")q", R"q((and [a eq 'C:\x(1)'] [b eq 'C:\y "z"']))q");
    row("exists", R"q(a:*)q", R"q([a exists true])q");
    row("ranges", R"q(a >= 5 and b < "x")q", R"q((and [a ge '5'] [b lt 'x']))q");
    row("words run together", R"q(a:one two three)q", R"q([a eq 'one two three'])q");
    row("booleans", R"q(a:true and b:"true")q", R"q((and [a eq true] [b eq 'true']))q");
    row("no comment", R"q(process.args:(/tmp/* or /var/*))q", R"q([process.args eq '/tmp/*' '/var/*'])q");
    row("nested", R"q(a:{ b:x and c:y })q", R"q(a{(and [b eq 'x'] [c eq 'y'])})q");
    row("a wildcard name", R"q(a.*:x)q", R"q([a.* eq 'x'])q");
    row("a bare value", R"q("some text" and a:b)q", R"q((and [(keyword)~ keyword 'some text'] [a eq 'b']))q");
    row("keywords in any case", R"q(a:1 AND NOT b:2)q", R"q((and [a eq '1'] (not [b eq '2'])))q");
    row("an empty query", R"q()q", R"q(true)q");
    row("a network", R"q(a.ip:10.0.0.0/8)q", R"q([a.ip eq '10.0.0.0/8'])q");
    row("an open bracket", R"q(a:(x or y)q", R"q(kql.syntax: This bracket is never closed: add ) behind its last value.)q");
    row("an open quote", R"q(a:"x)q", R"q(kql.unclosed: This quote is never closed: add " at the end of the value.)q");
    row("no value", R"q(a:)q", R"q(kql.syntax: A value is missing behind "a:".)q");
    row("Kusto", R"q(DeviceEvents | where a == 1)q", R"q(file.language: This is Kusto, the query language of Microsoft, and not the KQL of Elastic: Kusto cannot be read)q");
}

void KqlTest::theQueryMeans()
{
    QFETCH(QString, query);
    QFETCH(QString, meaning);
    const auto parsed = rulefile::parse(SourceText("query.kql", query.toStdString()));
    QCOMPARE(QString::fromStdString(printed(parsed)), meaning);
}

void KqlTest::deepQueriesAreRefused()
{
    for (const int depth : {150, 250, 100000}) {
        const std::string open(static_cast<std::size_t>(depth), '(');
        const std::string close(static_cast<std::size_t>(depth), ')');
        const auto parsed = rulefile::parse(SourceText("query.kql", R"q()q" + open + R"q(a:1)q" + close + R"q()q"));
        QCOMPARE(hasErrors(parsed.diagnostics), depth > 200);
        if (depth > 200)
            QCOMPARE(std::string(parsed.diagnostics.front().code.text), std::string("kql.syntax"));
    }
}

void KqlTest::spansAreThoseOfTheText()
{
    const auto parsed = rulefile::parse(SourceText("query.kql", R"q(a.b : (x or "yö"))q"));
    const auto& stage = std::get<rule::Pipeline>(parsed.value->rules.front().body).stages.front();
    const auto& test = std::get<rule::Test>(std::get<rule::Filter>(stage).predicate.node);
    const auto text = [&](Span span) { return std::string(parsed.value->text.slice(span)); };
    QCOMPARE(text(test.field.span), std::string(R"q(a.b)q"));
    QCOMPARE(text(test.values.back().span), std::string(R"q("yö")q"));
}

RULEWRIGHT_TEST(KqlTest)
#include "test_kql.moc"
