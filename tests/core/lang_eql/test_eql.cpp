// SPDX-License-Identifier: Apache-2.0
// EQL: small queries against what they mean, in print.
#include "core/rulefile/rulefile.h"
#include "tests/support/rule_dump.h"
#include "tests/support/runner.h"

#include <QString>

using namespace rulewright;
using namespace rulewright::tests;

class EqlTest : public QObject {
    Q_OBJECT
private slots:
    void theQueryMeans_data();
    void theQueryMeans();
    void deepQueriesAreRefused();
    void longChainsAreRefused();
    void spansAreThoseOfTheText();
};

void EqlTest::theQueryMeans_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("meaning");
    const auto row = [](const char* name, const char* query, const char* meaning) {
        QTest::newRow(name) << QString::fromUtf8(query) << QString::fromUtf8(meaning);
    };
    row("a category", R"q(process where process.name == "cmd.exe")q",
        R"q((and [event.category~ eq 'process'] [process.name eq 'cmd.exe']))q");
    row("any", R"q(any where a == 1)q", R"q([a eq 1])q");
    row("true is no test", R"q(file where true)q", R"q((and [event.category~ eq 'file'] true))q");
    row("and before or", R"q(any where a == 1 or b == 2 and not c == 3)q",
        R"q((or [a eq 1] (and [b eq 2] (not [c eq 3]))))q");
    row("a colon ignores case and takes patterns", R"q(any where process.name : ("a*", "b?c"))q",
        R"q([process.name~ eq 'a*' 'b?c'])q");
    row("like and like~", R"q(any where a like "x*" and b like~ "y*")q", R"q((and [a eq 'x*'] [b~ eq 'y*']))q");
    row("== takes no pattern", R"q(any where a == "x*")q", R"q([a eq 'x\*'])q");
    row("in, in~, not in", R"q(any where a in ("x", "y") and b in~ ("z") and c not in (1, 2))q",
        R"q((and [a eq 'x' 'y'] [b~ eq 'z'] [c !eq 1 2]))q");
    row("regex", R"q(any where a regex~ "x.*")q", R"q([a~ regex 'x.\*'])q");
    row("null", R"q(any where a == null and b != null)q", R"q((and [a eq null] [b !eq null]))q");
    row("not equal and order", R"q(any where a != "x" and b >= 5 and 3 < c)q",
        R"q((and [a !eq 'x'] [b ge 5] [c gt 3]))q");
    row("escapes", R"q(any where a == "C:\\x\"y\"\t")q", "[a eq 'C:\\x\"y\"\t']");
    row("raw strings", R"q(any where a == """C:\x\"""" and b == ?"C:\y")q", R"q((and [a eq 'C:\x\"'] [b eq 'C:\y']))q");
    row("optional and quoted fields", R"q(any where ?a.b == 1 and `c-d` == 2)q", R"q((and [?a.b eq 1] [c-d eq 2]))q");
    row("function names in any case",
        R"q(any where startsWith~(a, "x") and STRINGCONTAINS(b, "y") and endswith(c, "z"))q",
        R"q((and [a~ starts_with 'x'] [b contains 'y'] [c ends_with 'z']))q");
    row("several values", R"q(any where startsWith(a, "x", "y"))q", R"q([a starts_with 'x' 'y'])q");
    row("cidrmatch and wildcard", R"q(any where cidrmatch(a, "10.0.0.0/8") and wildcard(b, "x*"))q",
        R"q((and [a cidr '10.0.0.0/8'] [b~ eq 'x*']))q");
    row("field against field", R"q(any where a == b and startswith~(c, d))q",
        R"q((and [a fieldref 'b'] [c~ fieldref_starts_with 'd']))q");
    row("a computed operand", R"q(any where length(a) > 5 and b == concat(c, "x"))q",
        R"q((and <length(a) gt 5> <b eq concat(c, x)>))q");
    row("arithmetic", R"q(any where a + 2 * b > 7)q", R"q(<a + 2 * b gt 7>)q");
    row("a bare boolean", R"q(any where not a.b)q", R"q((not [a.b~ eq true]))q");
    row("== false", R"q(any where startsWith(a, "x") == false)q", R"q((not [a starts_with 'x']))q");
    row("comments", R"q(any where /* one */ a == 1 // two
 and b == 2)q",
        R"q((and [a eq 1] [b eq 2]))q");
    row("a sequence",
        R"q(sequence by host.id with maxspan=5m [process where a == 1] by x [file where b == 2] by y until [any where c == 3])q",
        R"q(sequence by host.id within 300000ms {(and [event.category~ eq 'process'] [a eq 1])} by x {(and [event.category~ eq 'file'] [b eq 2])} by y until {[c eq 3]})q");
    row("a missing event and runs", R"q(sequence with maxspan=1s [any where a == 1] with runs=3 ![any where b == 2])q",
        R"q(sequence within 1000ms {[a eq 1]} x3 !{[b eq 2]})q");
    row("a sample", R"q(sample by host.id [any where a == 1] [any where b == 2])q",
        R"q(sample by host.id {[a eq 1]} {[b eq 2]})q");
    row("head", R"q(any where a == 1 | head 3)q", R"q([a eq 1])q");
    row("another pipe", R"q(any where a == 1 | unique b)q", R"q([a eq 1] | #the pipe "unique" is not read)q");
    row("an equals sign", R"q(any where a = 1)q",
        R"q(eql.syntax: "=" compares nothing in EQL: write ==, or : to ignore letter case.)q");
    row("no category", R"q(a == 1)q",
        R"q(eql.syntax: An event query begins with a category and "where": write process where …, or any where ….)q");
    row("an open bracket", R"q(any where (a == 1)q", R"q(eql.syntax: The query ends in a bracket: add ).)q");
}

void EqlTest::theQueryMeans()
{
    QFETCH(QString, query);
    QFETCH(QString, meaning);
    const auto parsed = rulefile::parse(SourceText("query.eql", query.toStdString()));
    QCOMPARE(QString::fromStdString(printed(parsed)), meaning);
}

void EqlTest::deepQueriesAreRefused()
{
    for (const int depth : {150, 250, 100000}) {
        const std::string open(static_cast<std::size_t>(depth), '(');
        const std::string close(static_cast<std::size_t>(depth), ')');
        const auto parsed
            = rulefile::parse(SourceText("query.eql", R"q(any where )q" + open + R"q(a == 1)q" + close + R"q()q"));
        QCOMPARE(hasErrors(parsed.diagnostics), depth > 200);
        if (depth > 200)
            QCOMPARE(std::string(parsed.diagnostics.front().code.text), std::string("eql.syntax"));
    }
}

// Each operator of a chain lies one level deeper in the expression.
void EqlTest::longChainsAreRefused()
{
    for (const int length : {900, 1'100, 100'000}) {
        for (const std::string_view link : {" + 1", " * 1"}) {
            std::string query = "any where a == 1";
            for (int i = 0; i < length; ++i)
                query += link;
            const auto parsed = rulefile::parse(SourceText("query.eql", query));
            QCOMPARE(hasErrors(parsed.diagnostics), length > 1'000);
        }
    }
}

void EqlTest::spansAreThoseOfTheText()
{
    const auto parsed = rulefile::parse(SourceText("query.eql", R"q(any where a.b : ("x", "yö*"))q"));
    const auto& stage = std::get<rule::Pipeline>(parsed.value->rules.front().body).stages.front();
    const auto& test = std::get<rule::Test>(std::get<rule::Filter>(stage).predicate.node);
    const auto text = [&](Span span) { return std::string(parsed.value->text.slice(span)); };
    QCOMPARE(text(test.field.span), std::string(R"q(a.b)q"));
    QCOMPARE(text(test.values.back().span), std::string(R"q("yö*")q"));
}

RULEWRIGHT_TEST(EqlTest)
#include "test_eql.moc"
