// SPDX-License-Identifier: Apache-2.0
// SPL: small searches against what they mean, in print.
#include "core/rulefile/rulefile.h"
#include "tests/support/rule_dump.h"
#include "tests/support/runner.h"

#include <QString>

using namespace rulewright;
using namespace rulewright::tests;

class SplTest : public QObject {
    Q_OBJECT
private slots:
    void theSearchMeans_data();
    void theSearchMeans();
    void madeNamesMean_data();
    void madeNamesMean();
    void whatIsWrongIsSaid_data();
    void whatIsWrongIsSaid();
    void deepSearchesAreRefused();
    void longChainsAreRefused();
    void spansAreThoseOfTheText();
    void missingFieldsReadAsTheCommandSays();
};

namespace {

void addRow(const char* name, const char* search, const char* meaning)
{
    QTest::newRow(name) << QString::fromUtf8(search) << QString::fromUtf8(meaning);
}

void addColumns()
{
    QTest::addColumn<QString>("search");
    QTest::addColumn<QString>("meaning");
}

void compareSearch()
{
    QFETCH(QString, search);
    QFETCH(QString, meaning);
    const auto parsed = rulefile::parse(SourceText("search.spl", search.toStdString()));
    QCOMPARE(QString::fromStdString(printed(parsed)), meaning);
}

} // namespace

void SplTest::theSearchMeans_data()
{
    addColumns();
    addRow("words and fields", R"q(index=main foo a=1 b="x y" c!=z)q",
        R"q((and [index~ eq 'main'] [(keyword)~ keyword 'foo'] [a~ eq 1] [b~ eq 'x y'] [c~ !eq 'z']))q");
    addRow("search: OR binds tighter than AND (trap 23)", R"q(a=1 OR b=2 AND c=3)q",
        R"q((and (or [a~ eq 1] [b~ eq 2]) [c~ eq 3]))q");
    addRow("search: NOT binds tighter than OR", R"q(NOT a=1 OR b=2 c=3)q",
        R"q((and (or (not [a~ eq 1]) [b~ eq 2]) [c~ eq 3]))q");
    addRow("where: AND binds tighter than OR", R"q(a=1 | where b="x" OR c="y" AND NOT d="z")q",
        R"q([a~ eq 1] | (or [b eq 'x'] (and [c eq 'y'] (not [d eq 'z']))))q");
    addRow("lists", R"q(a IN ("x*", y,"z w",) b IN(1,2))q", R"q((and [a~ eq 'x*' 'y' 'z w'] [b~ eq 1 2]))q");
    addRow("a list of alternatives", R"q(a=(x OR "y"))q", R"q([a~ eq 'x' 'y'])q");
    addRow("blanks around the operator", R"q(a = "x"  b >= 5 c<3)q", R"q((and [a~ eq 'x'] [b~ ge 5] [c~ lt 3]))q");
    addRow(
        "backslashes and wildcards", R"q(a="C:\\Win*\\x" b=*\\y*)q", R"q((and [a~ eq 'C:\Win*\x'] [b~ eq '*\y*']))q");
    addRow("escaped quotes in and out of quotes", R"q(a="say \"hi\"" b=*\"p\":true*)q",
        R"q((and [a~ eq 'say "hi"'] [b~ eq '*"p":true*']))q");
    addRow("names in quotes, JSON names", R"q("result.status" IN ("a") x{}.y=1)q",
        R"q((and [result.status~ eq 'a'] [x{}.y~ eq 1]))q");
    addRow("a value with operators in it", R"q(url=*?a=b&c<d* x)q",
        R"q((and [url~ eq '*\?a=b&c<d*'] [(keyword)~ keyword 'x']))q");
    addRow("TERM", R"q(TERM(a=b) TERM(10.0.0.1))q", R"q((and [a~ eq 'b'] [(keyword)~ keyword '10.0.0.1']))q");
    addRow("time ranges say nothing", R"q(a=1 earliest=-24h latest=now)q", R"q((and [a~ eq 1] true true))q");
    addRow("commas between terms", R"q(a=1, b=2)q", R"q((and [a~ eq 1] [b~ eq 2]))q");
    addRow("everything", R"q(a=1 | search *)q", R"q([a~ eq 1])q");
    addRow("comments", "a=1 ```why | this``` b=2", R"q((and [a~ eq 1] [b~ eq 2]))q");
    addRow("tstats",
        R"q(| tstats count min(_time) as firstTime values(P.a) as a from datamodel=Endpoint.Processes where P.b="x*" P.c!=y by P.b, P.d _time span=1h)q",
        R"q((and [P.b~ eq 'x*'] [P.c~ !eq 'y']) | inline stats count, firstTime, a by P.b, P.d, span(_time, 1h))q");
    addRow("tstats in another order", R"q(| tstats count where index=x by a | where count > 3)q",
        R"q([index~ eq 'x'] | inline stats count by a | [count gt 3]{agg})q");
    addRow("mstats", R"q(| mstats avg(_value) as v where index=m by host | where v>1)q",
        R"q([index~ eq 'm'] | inline stats v by host | [v gt 1]{agg})q");
    addRow("where's functions",
        R"q(a=1 | where match(b, "^x\d") AND like(lower(c), "%y_") AND cidrmatch("10.0.0.0/8", d) AND in(e, "p", "q"))q",
        R"q([a~ eq 1] | (and [b regex '^x\d'] [c~ eq '*y?'] [d cidr '10.0.0.0/8'] [e eq 'p' 'q']))q");
    addRow("where's operators",
        R"q(a=1 | where b LIKE "x%" AND c IN ("y") AND d NOT IN ("z") AND 'e f' != "w" AND g==h)q",
        R"q([a~ eq 1] | (and [b eq 'x*'] [c eq 'y'] (not [d eq 'z']) [e f !eq 'w'] [g fieldref 'h']))q");
    addRow("where on null", R"q(a=1 | where isnotnull(b) AND isnull(c))q",
        R"q([a~ eq 1] | (and [b exists true] [c eq null]))q");
    addRow("a star is no wildcard in where", R"q(a=1 | where b="x*")q", R"q([a~ eq 1] | [b eq 'x\*'])q");
    addRow("wrappers fall away", R"q(a=1 | where trim(lower(b))="x" AND mvindex(c, 0)="y")q",
        R"q([a~ eq 1] | (and [b~ eq 'x'] [c eq 'y']))q");
    addRow("a constant on the left", R"q(a=1 | where 5 < b)q", R"q([a~ eq 1] | [b gt 5])q");
    addRow("computed operands", R"q(a=1 | where len(b)>5 AND c > d*2)q",
        R"q([a~ eq 1] | (and <len(b) gt 5> <c gt d * 2>))q");
    addRow("a list with a field in it", R"q(a=1 | where b IN ("x", c))q",
        R"q([a~ eq 1] | (or [b eq 'x'] [b fieldref 'c']))q");
    addRow("searchmatch", R"q(a=1 | where searchmatch("b=x* c"))q",
        R"q([a~ eq 1] | (and [b~ eq 'x*'] [(keyword)~ keyword 'c']))q");
    addRow("regex", R"q(a=1 | regex b="x\"(y|z)\\d" | regex c!="q" | regex "r")q",
        R"q([a~ eq 1] | [b regex 'x\"(y|z)\d'] | [c !regex 'q'] | [_raw regex 'r'])q");
    addRow("join", R"q(a=1 | join b [search c=2 | fields b] | where d="x")q",
        R"q([a~ eq 1] | join [[c~ eq 2] | fields b] | [d eq 'x'])q");
    addRow("no blank before a subsearch", R"q(a=1 | join b type=inner[search c=2] | join d[search e=3])q",
        R"q([a~ eq 1] | join [[c~ eq 2]] | join [[e~ eq 3]])q");
    addRow("append, an outer join",
        R"q(a=1 | append [search b=2] | join type=outer c [| tstats count where d=3 by c])q",
        R"q([a~ eq 1] | append [[b~ eq 2]] | join type=outer [[d~ eq 3] | inline stats count by c])q");
    addRow("map (trap 27)", R"q(a=1 | appendpipe [| map search="search b=\"x y\" c=$d$"])q",
        R"q([a~ eq 1] | appendpipe [map [(and [b~ eq 'x y'] [c~ eq '$d$'])]])q");
    addRow("a subsearch as a term", R"q(a=1 [search b=2 | table c] NOT [search d=3])q",
        R"q(join [[b~ eq 2] | table c] | (and [a~ eq 1] (not #the results of a subsearch are not known)))q");
    addRow("bin's span is no field (trap 25)", R"q(a=1 | bin _time span=30s | stats count by _time b)q",
        R"q([a~ eq 1] | bin _time=bin(_time, 30s) | stats count by _time, b)q");
    addRow("rename, fields, table", R"q(a=1 | rename b AS c, "d e" as f | fields - x, y | table c f)q",
        R"q([a~ eq 1] | rename b>c, d e>f | fields -x, -y | table c, f)q");
    addRow("foreach is a template", R"q(a=1 | foreach b* [eval <<FIELD>>=1])q", R"q([a~ eq 1] | foreach )q");
    addRow("an unknown command", R"q(a=1 | frobnicate b)q", R"q([a~ eq 1] | #the command "frobnicate" is not read)q");
    addRow("a machine-learning model", R"q(a=1 | apply m)q", R"q([a~ eq 1] | #a machine-learning model decides)q");
    addRow("a filter macro is true", R"q(a=1 | `my_rule_filter`)q", R"q([a~ eq 1])q");
    addRow("a macro that nobody defines", R"q(`nobody` a=1 | `nothing(x)`)q",
        R"q((and #the macro "nobody" is not defined [a~ eq 1]) | #the macro "nothing" is not defined)q");
    addRow("a backtick in quotes is no macro", R"q(a=1 | eval b=split(c, "`") | where d="x")q",
        R"q([a~ eq 1] | eval b=split(c, `) | [d eq 'x'])q");
}

void SplTest::theSearchMeans() { compareSearch(); }

void SplTest::madeNamesMean_data()
{
    addColumns();
    addRow("a case (trap 25)", R"q(a=1 | eval f=case(b=="x", 1, match(c, "y"), 1, 1=1, 0) | where f==1)q",
        R"q([a~ eq 1] | eval f=case(b == x, 1, match(c, y), 1, 1 == 1, 0) | [f eq 1]{eval: (or [b eq 'x'] [c regex 'y'])})q");
    addRow("the other way", R"q(a=1 | eval f=if(like(b, "x%"), "yes", "no") | search f=no)q",
        R"q([a~ eq 1] | eval f=if(like(b, x%), yes, no) | [f~ eq 'no']{eval: (not [b eq 'x*'])})q");
    addRow("an earlier case hides a later one", R"q(a=1 | eval f=case(b=="x", 0, c=="y", 1) | where f=1)q",
        R"q([a~ eq 1] | eval f=case(b == x, 0, c == y, 1) | [f eq 1]{eval: (and (not [b eq 'x']) [c eq 'y'])})q");
    addRow("another name", R"q(a=1 | rename b as c | search c="x*")q",
        R"q([a~ eq 1] | rename b>c | [c~ eq 'x*']{alias:b: [b~ eq 'x*']})q");
    addRow("lower()", R"q(a=1 | eval c=lower(b) | where c="x")q",
        R"q([a~ eq 1] | eval c=lower(b) | [c eq 'x']{eval: [b~ eq 'x']})q");
    addRow("coalesce", R"q(a=1 | eval c=coalesce(b, d) | where c="x")q",
        R"q([a~ eq 1] | eval c=coalesce(b, d) | [c eq 'x']{eval: (or (and [b exists true] [b eq 'x']) (and (not [b exists true]) [d exists true] [d eq 'x']))})q");
    addRow("a name made of itself", R"q(a=1 | eval b=case(isnotnull(b), b, true(), "none") | where b="x")q",
        R"q([a~ eq 1] | eval b=case(isnotnull(b), b, true(), none) | [b eq 'x']{eval: (and [b exists true] [b eq 'x'])})q");
    addRow(
        "a computed value", R"q(a=1 | eval n=len(b) | where n>5)q", R"q([a~ eq 1] | eval n=len(b) | [n gt 5]{eval})q");
    addRow("groups of a regular expression", R"q(a=1 | rex field=b "(?<w>\d+)-(?P<v>x)" | search w=1 v=2 u=3)q",
        R"q([a~ eq 1] | rex w, v | (and [w~ eq 1]{rex} [v~ eq 2]{rex} [u~ eq 3]))q");
    addRow("behind stats", R"q(a=1 | stats count, values(b) as b by c | where count>5 AND b="x" AND c="y")q",
        R"q([a~ eq 1] | stats count, b by c | (and [count gt 5]{agg} [b eq 'x']{agg: [b eq 'x']} [c eq 'y']{aggregation}))q");
    addRow("behind eventstats", R"q(a=1 | eventstats dc(b) as n | where n>5 AND c="y")q",
        R"q([a~ eq 1] | inline stats n | (and [n gt 5]{agg} [c eq 'y']))q");
    addRow("behind tstats a group is the event's", R"q(| tstats count by P.b | rename P.* as * | where match(b, "x"))q",
        R"q(inline stats count by P.b | rename P.*>* | [b regex 'x'])q");
    addRow("spath and iplocation",
        R"q(a=1 | spath output=o path=p.q | iplocation prefix=s_ src | search o=1 s_Country=2)q",
        R"q([a~ eq 1] | spath o | iplocation s_City, s_Country, s_Region, s_Continent, s_lat, s_lon, s_MetroCode, s_Timezone | (and [o~ eq 1]{spath} [s_Country~ eq 2]{iplocation}))q");
    addRow("a table that nobody has", R"q(a=1 | lookup t k as b OUTPUT flag | search flag=true)q",
        R"q([a~ eq 1] | lookup t b=k | [flag~ eq 'true']{lookup:t: #the table "t" is filled elsewhere})q");
    addRow("names within a subsearch are its own", R"q(a=1 | stats count by b | join b [search c=2] | where d="x")q",
        R"q([a~ eq 1] | stats count by b | join [[c~ eq 2]] | [d eq 'x']{aggregation})q");
}

void SplTest::madeNamesMean() { compareSearch(); }

void SplTest::whatIsWrongIsSaid_data()
{
    addColumns();
    addRow(
        "quotes (trap 28)", R"q(a="x | where b=1)q", R"q(spl.syntax: A text in quotes has no end: close the quotes)q");
    addRow("a bracket", R"q((a=1 OR b=2)q", R"q(spl.syntax: A bracket has no end: close it)q");
    addRow("a closing bracket", R"q(a=1) b=2)q", R"q(spl.syntax: A closing bracket has no opening one: take it away)q");
    addRow(
        "a subsearch", R"q(a=1 | join b [search c=2)q", R"q(spl.syntax: A subsearch has no end: close it with "]")q");
    addRow("no value", R"q(a= | where b=1)q",
        R"q(spl.syntax: The field "a" has no value: write one behind the operator.)q");
    addRow(
        "nothing behind OR", R"q(a=1 OR)q", R"q(spl.syntax: A term is missing behind OR: write one, or take OR away)q");
    addRow("nothing behind where", R"q(a=1 | where)q",
        R"q(spl.syntax: The expression ends where a field or a value belongs.)q");
    addRow("no pattern", R"q(a=1 | regex b)q",
        R"q(spl.syntax: regex needs a field and a pattern in quotes: write regex field="…")q");
    addRow("nothing", R"q()q", R"q(spl.syntax: The search is empty: write what to look for)q");
}

void SplTest::whatIsWrongIsSaid() { compareSearch(); }

// Each operator of a chain lies one level deeper in the expression.
void SplTest::longChainsAreRefused()
{
    for (const int length : {900, 1'100, 100'000}) {
        for (const std::string_view link : {" + 1", " * 1", " . \"x\"", " OR a=1", " AND a=1"}) {
            std::string search = "x=1 | where a=1";
            for (int i = 0; i < length; ++i)
                search += link;
            const auto parsed = rulefile::parse(SourceText("search.spl", search));
            QCOMPARE(hasErrors(parsed.diagnostics), length > 1'000);
        }
    }
}

void SplTest::deepSearchesAreRefused()
{
    for (const int depth : {40, 100'000}) {
        const auto repeated = [depth](std::string_view text) {
            std::string all;
            for (int i = 0; i < depth; ++i)
                all += text;
            return all;
        };
        for (const std::string& search : {repeated("(") + "a=1" + repeated(")"), repeated("NOT ") + "a=1",
                 "x=1 | where " + repeated("(") + "a=1" + repeated(")"), "x=1 | where " + repeated("NOT ") + "a=1"}) {
            const auto parsed = rulefile::parse(SourceText("search.spl", search));
            QCOMPARE(hasErrors(parsed.diagnostics), depth > 40);
        }
        const auto nested = rulefile::parse(SourceText("search.spl", repeated("a [search ") + "b" + repeated("]")));
        QVERIFY(depth == 40 || hasErrors(nested.diagnostics));
    }
}

void SplTest::spansAreThoseOfTheText()
{
    const auto parsed
        = rulefile::parse(SourceText("search.spl", R"q(`sysmon` a.b IN ("x", "yö") | where match(c, "z"))q"));
    const auto text = [&](Span span) { return std::string(parsed.value->text.slice(span)); };
    const auto& stages = std::get<rule::Pipeline>(parsed.value->rules.front().body).stages;
    const auto& all = std::get<rule::And>(std::get<rule::Filter>(stages.front()).predicate.node);
    const auto& list = std::get<rule::Test>(all.children.back().node);
    QCOMPARE(text(list.field.span), std::string(R"q(a.b)q"));
    QCOMPARE(text(list.values.back().span), std::string(R"q("yö")q"));
    QCOMPARE(text(list.span), std::string(R"q(a.b IN ("x", "yö"))q"));
    // What a macro says stands where the macro is called.
    QCOMPARE(text(spanOf(all.children.front())), std::string(R"q(`sysmon`)q"));
    const auto& where = std::get<rule::Test>(std::get<rule::Filter>(stages.back()).predicate.node);
    QCOMPARE(text(where.field.span), std::string("c"));
    QCOMPARE(text(where.values.front().span), std::string(R"q("z")q"));
}

// architecture.md, "Missing fields": `NOT f=v` matches, `f!=v` does not; where's comparisons with null are never true.
void SplTest::missingFieldsReadAsTheCommandSays()
{
    const auto parsed = rulefile::parse(SourceText("search.spl", R"q(a!=1 | where b!="x")q"));
    const rule::Rule& rule = parsed.value->rules.front();
    QVERIFY(rule.missingRule == rule::MissingRule::NotEqualNeedsField);
    const auto& stages = std::get<rule::Pipeline>(rule.body).stages;
    const auto testOf
        = [](const rule::Stage& stage) { return std::get<rule::Test>(std::get<rule::Filter>(stage).predicate.node); };
    QVERIFY(!testOf(stages.front()).missingRule.has_value());
    QVERIFY(testOf(stages.back()).missingRule == rule::MissingRule::IsUnknown);
}

RULEWRIGHT_TEST(SplTest)
#include "test_spl.moc"
