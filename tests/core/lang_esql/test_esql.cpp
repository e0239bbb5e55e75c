// SPDX-License-Identifier: Apache-2.0
// ES|QL: small queries against what they mean, in print.
#include "core/rulefile/rulefile.h"
#include "tests/support/rule_dump.h"
#include "tests/support/runner.h"

#include <QString>

using namespace rulewright;
using namespace rulewright::tests;

class EsqlTest : public QObject {
    Q_OBJECT
private slots:
    void theQueryMeans_data();
    void theQueryMeans();
    void deepQueriesAreRefused();
    void longChainsAreRefused();
    void spansAreThoseOfTheText();
};

void EsqlTest::theQueryMeans_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("meaning");
    const auto row = [](const char* name, const char* query, const char* meaning) {
        QTest::newRow(name) << QString::fromUtf8(query) << QString::fromUtf8(meaning);
    };
    row("where", R"q(FROM logs-* | WHERE process.name == "cmd.exe" AND NOT a.b != 5)q",
        R"q((and [process.name eq 'cmd.exe'] (not [a.b !eq 5])))q");
    row("two stages", R"q(FROM x | WHERE a == 1 | WHERE b == 2)q", R"q([a eq 1] | [b eq 2])q");
    row("in, like, rlike", R"q(FROM x | WHERE a IN ("x", "y") AND b LIKE "z*" AND c NOT RLIKE "q.*")q",
        R"q((and [a eq 'x' 'y'] [b eq 'z*'] [c !regex 'q.\*']))q");
    row("a list of patterns", R"q(FROM x | WHERE a LIKE ("x*", "y?"))q", R"q([a eq 'x*' 'y?'])q");
    row("escapes of LIKE", R"q(FROM x | WHERE a LIKE "C:\\\\x\\*y*")q", R"q([a eq 'C:\x\*y*'])q");
    row("triple quotes", R"q(FROM x | WHERE a == """C:\x""")q", R"q([a eq 'C:\x'])q");
    row("null", R"q(FROM x | WHERE a IS NULL AND b IS NOT NULL)q", R"q((and [a eq null] [b exists true]))q");
    row("a match", R"q(FROM x | WHERE a : "some words")q", R"q([a~ contains 'some words'])q");
    row("a match with options", R"q(FROM x | WHERE MATCH(a, "w", {"operator": "AND"}))q", R"q([a~ contains 'w'])q");
    row("functions", R"q(FROM x | WHERE STARTS_WITH(a, "x") AND cidr_match(b, "10.0.0.0/8", "::1/128"))q",
        R"q((and [a starts_with 'x'] [b cidr '10.0.0.0/8' '::1/128']))q");
    row("KQL within", R"q(FROM x | WHERE KQL("""a:(x or y)""") AND b == 1)q", R"q((and [a eq 'x' 'y'] [b eq 1]))q");
    row("a computed operand", R"q(FROM x | WHERE LENGTH(a) > 5 AND TO_LOWER(b) == "y")q",
        R"q((and <length(a) gt 5> <to_lower(b) eq y>))q");
    row("eval, stats, keep",
        R"q(FROM x | EVAL n = a + 1, m = b | STATS c = COUNT(*) BY host.id, d | WHERE c > 5 | KEEP c, host.*)q",
        R"q(eval n=a + 1, m=b | stats c by host.id, d | [c gt 5] | keep c, host.*)q");
    row("inline stats", R"q(FROM x | INLINE STATS c = COUNT(*) BY a | WHERE c > 5)q",
        R"q(inline stats c by a | [c gt 5])q");
    row("grok and dissect", R"q(FROM x | GROK a "%{WORD:w} (?<v>x)" | DISSECT b "%{p} %{q}")q",
        R"q(grok w=a, v=a | dissect p=b, q=b)q");
    row("rename and drop", R"q(FROM x | RENAME a AS b | DROP c)q", R"q(rename a>b | drop -c)q");
    row("enrich", R"q(FROM x | ENRICH policy ON a WITH b)q", R"q(lookup policy a=)q");
    row("a comment", R"q(FROM x // why
| WHERE a == 1 /* so */)q",
        R"q([a eq 1])q");
    row("an unknown command", R"q(FROM x | FORK a)q", R"q(#the command fork is not read)q");
    row("a command is missing", R"q(FROM x |)q", R"q(esql.syntax: A command is missing behind |.)q");
    row("no source", R"q(WHERE a == 1)q",
        R"q(esql.syntax: An ES|QL query begins with FROM and the names of indices.)q");
}

void EsqlTest::theQueryMeans()
{
    QFETCH(QString, query);
    QFETCH(QString, meaning);
    const auto parsed = rulefile::parse(SourceText("query.esql", query.toStdString()));
    QCOMPARE(QString::fromStdString(printed(parsed)), meaning);
}

void EsqlTest::deepQueriesAreRefused()
{
    for (const int depth : {150, 250, 100000}) {
        const std::string open(static_cast<std::size_t>(depth), '(');
        const std::string close(static_cast<std::size_t>(depth), ')');
        const auto parsed = rulefile::parse(
            SourceText("query.esql", R"q(FROM x | WHERE )q" + open + R"q(a == 1)q" + close + R"q()q"));
        QCOMPARE(hasErrors(parsed.diagnostics), depth > 200);
        if (depth > 200)
            QCOMPARE(std::string(parsed.diagnostics.front().code.text), std::string("esql.syntax"));
    }
}

// Each operator of a chain lies one level deeper in the expression.
void EsqlTest::longChainsAreRefused()
{
    for (const int length : {900, 1'100, 100'000}) {
        for (const std::string_view link : {" + 1", " * 1", "::integer"}) {
            std::string query = "FROM x | WHERE a == 1";
            for (int i = 0; i < length; ++i)
                query += link;
            const auto parsed = rulefile::parse(SourceText("query.esql", query));
            QCOMPARE(hasErrors(parsed.diagnostics), length > 1'000);
        }
    }
}

void EsqlTest::spansAreThoseOfTheText()
{
    const auto parsed = rulefile::parse(SourceText("query.esql", R"q(FROM x | WHERE a.b IN ("x", "yö"))q"));
    const auto& stage = std::get<rule::Pipeline>(parsed.value->rules.front().body).stages.front();
    const auto& test = std::get<rule::Test>(std::get<rule::Filter>(stage).predicate.node);
    const auto text = [&](Span span) { return std::string(parsed.value->text.slice(span)); };
    QCOMPARE(text(test.field.span), std::string(R"q(a.b)q"));
    QCOMPARE(text(test.values.back().span), std::string(R"q("yö")q"));
}

RULEWRIGHT_TEST(EsqlTest)
#include "test_esql.moc"
