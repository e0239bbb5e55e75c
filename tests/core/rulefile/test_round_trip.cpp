// SPDX-License-Identifier: Apache-2.0
// What a printer writes is read again as the same rule, places aside.
#include "core/lang/eql/printer.h"
#include "core/lang/esql/printer.h"
#include "core/lang/kql/printer.h"
#include "core/lang/sigma/printer.h"
#include "core/lang/spl/printer.h"
#include "core/rule/dump.h"
#include "core/rulefile/rulefile.h"
#include "core/rulefile/splunk_content.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"
#include "tests/support/without_places.h"

#include <algorithm>
#include <filesystem>
#include <format>
#include <string>
#include <vector>

using namespace rulewright;

namespace {

namespace fs = std::filesystem;

rule::Predicate placeless(rule::Predicate predicate)
{
    tests::dropPlaces(predicate);
    return predicate;
}

const rule::Stage* firstStage(const rule::Rule& rule)
{
    const auto* pipeline = std::get_if<rule::Pipeline>(&rule.body);
    return pipeline == nullptr || pipeline->stages.empty() ? nullptr : &pipeline->stages.front();
}

const rule::Predicate* filterOf(const rule::Stage* stage)
{
    const auto* filter = stage == nullptr ? nullptr : std::get_if<rule::Filter>(stage);
    return filter == nullptr ? nullptr : &filter->predicate;
}

/// How a query comes back: an empty text where it is the same, "-" where the printer declines.
std::string sigmaTrip(const rule::Rule& rule)
{
    const std::optional<std::string> text = lang::sigma::print(rule);
    if (!text)
        return "-";
    Parsed<rule::Document> again = rulefile::parse(SourceText("again.yml", *text));
    if (!again.value || again.value->rules.size() != 1 || hasErrors(again.diagnostics))
        return "cannot be read again: " + *text;
    rule::Rule before = rule;
    tests::dropPlaces(before);
    tests::dropPlaces(again.value->rules.front());
    return before == again.value->rules.front() ? "" : "differs: " + *text;
}

std::string eqlTrip(const rule::Rule& rule)
{
    const rule::Stage* stage = firstStage(rule);
    if (stage == nullptr)
        return "-";
    rule::Pipeline query{{*stage}};
    const std::optional<std::string> text = lang::eql::print(query);
    if (!text)
        return "-";
    Parsed<rule::Document> again = rulefile::parse(SourceText("again.eql", *text));
    if (!again.value || again.value->rules.empty() || hasErrors(again.diagnostics))
        return "cannot be read again: " + *text;
    auto* read = std::get_if<rule::Pipeline>(&again.value->rules.front().body);
    if (read == nullptr)
        return "is no query: " + *text;
    tests::dropPlaces(query);
    tests::dropPlaces(*read);
    return query == *read ? "" : "differs: " + *text;
}

std::string predicateTrip(
    const rule::Predicate& predicate, const std::optional<std::string>& text, const std::string& name, bool isEsql)
{
    if (!text)
        return "-";
    const std::string query = isEsql ? "FROM x | WHERE " + *text : *text;
    const Parsed<rule::Document> again = rulefile::parse(SourceText(name, query));
    if (!again.value || again.value->rules.empty() || hasErrors(again.diagnostics))
        return "cannot be read again: " + *text;
    const rule::Predicate* read = filterOf(firstStage(again.value->rules.front()));
    if (read == nullptr)
        return "is no query: " + *text;
    if (placeless(predicate) == placeless(*read))
        return "";
    return std::format("differs: {}\n  was {}\n  is  {}", *text, rule::dump(predicate), rule::dump(*read));
}

std::string kqlTrip(const rule::Predicate& predicate)
{
    return predicateTrip(predicate, lang::kql::print(predicate), "again.kuery", false);
}

std::string esqlTrip(const rule::Predicate& predicate)
{
    return predicateTrip(predicate,
        lang::esql::print(predicate, [](const rule::Predicate& inner) { return lang::kql::print(inner); }),
        "again.esql", true);
}

/// What the stages before made of its names is not the stage's own.
void dropOrigins(rule::Predicate& predicate)
{
    if (auto* test = std::get_if<rule::Test>(&predicate.node)) {
        test->origin.clear();
        test->meaning.clear();
        test->cells = 0;
    } else if (auto* compare = std::get_if<rule::Compare>(&predicate.node)) {
        compare->origin.clear();
    } else if (auto* negation = std::get_if<rule::Not>(&predicate.node)) {
        dropOrigins(*negation->child);
    } else if (auto* both = std::get_if<rule::And>(&predicate.node)) {
        std::ranges::for_each(both->children, dropOrigins);
    } else if (auto* either = std::get_if<rule::Or>(&predicate.node)) {
        std::ranges::for_each(either->children, dropOrigins);
    }
}

std::string splTrip(rule::Predicate predicate)
{
    const std::optional<std::string> text = lang::spl::printStage(predicate);
    if (!text)
        return "-";
    // A search before it: as a first stage `where` and `regex` would have no events.
    const Parsed<rule::Document> again = rulefile::parse(SourceText("again.spl", "index=x | " + *text));
    if (!again.value || again.value->rules.empty() || hasErrors(again.diagnostics))
        return "cannot be read again: " + *text;
    const auto* pipeline = std::get_if<rule::Pipeline>(&again.value->rules.front().body);
    const rule::Predicate* read
        = pipeline == nullptr || pipeline->stages.size() != 2 ? nullptr : filterOf(&pipeline->stages[1]);
    if (read == nullptr)
        return "is no search: " + *text;
    rule::Predicate same = *read;
    dropOrigins(predicate);
    dropOrigins(same);
    if (placeless(predicate) == placeless(same))
        return "";
    return std::format("differs: {}\n  was {}\n  is  {}", *text, rule::dump(predicate), rule::dump(same));
}

rule::Rule read(const std::string& name, const std::string& text)
{
    const Parsed<rule::Document> parsed = rulefile::parse(SourceText(name, text));
    if (!parsed.value || parsed.value->rules.empty() || hasErrors(parsed.diagnostics))
        return {};
    return parsed.value->rules.front();
}

struct Trips {
    int same = 0;
    int declined = 0;
    std::vector<std::string> failures;

    void add(const std::string& outcome, const std::string& path)
    {
        if (outcome.empty())
            ++same;
        else if (outcome == "-")
            ++declined;
        else
            failures.push_back(std::format("{} {}", path, outcome));
    }

    [[nodiscard]] std::string complaint() const
    {
        std::string text = std::format("{} of {} differ", failures.size(), same + static_cast<int>(failures.size()));
        for (std::size_t i = 0; i < std::min<std::size_t>(failures.size(), 5); ++i)
            text += "\n" + failures[i];
        return text;
    }
};

template <class Visit> void forEachRule(const fs::path& folder, std::string_view extension, Visit&& visit)
{
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file() || entry.path().extension() != extension
            || entry.path().parent_path().filename() == "_deprecated")
            continue;
        const std::string path = entry.path().lexically_relative(folder).generic_string();
        const Parsed<rule::Document> parsed = rulefile::parse(SourceText(path, tests::readFile(entry.path())));
        if (!parsed.value || hasErrors(parsed.diagnostics))
            continue;
        for (const rule::Rule& rule : parsed.value->rules)
            visit(path, rule);
    }
}

/// The stages of a search, those of searches within it too.
void addSplTrips(const rule::Pipeline& pipeline, const std::string& path, Trips& trips)
{
    for (const rule::Stage& stage : pipeline.stages) {
        if (const rule::Predicate* predicate = filterOf(&stage))
            trips.add(splTrip(*predicate), path);
        else if (const auto* inner = std::get_if<rule::SubPipeline>(&stage))
            addSplTrips(*inner->pipeline, path, trips);
    }
}

class TestRoundTrip : public QObject {
    Q_OBJECT

private slots:

    void eql_data()
    {
        QTest::addColumn<std::string>("query");
        const std::pair<const char*, const char*> rows[] = {
            {"category", "process where process.name == \"a\""},
            {"quoted category", "\"any\" where a == 1"},
            {"any", "any where true"},
            {"groups", "any where (a == 1 and b == 2 or c == 3) and not (d == 4 or not e == 5)"},
            {"case", "any where a : \"x*\" and b like~ (\"y?\", \"z\") and c in~ (\"1\", \"2\") and d like \"w*\""},
            {"a star behind ==", "any where a == \"x*\" and b in (\"y*\", \"z\")"},
            {"negations", "any where a != 1 and b not in (1, 2) and c not like~ (\"x*\")"},
            {"escapes", "any where a == \"C:\\\\x\\\"\\n\\t\" and b : \"\"\"raw\\d\"\"\""},
            {"names", "any where `a-b` == 1 and c[0].d == 2 and ?e.f == null and `not` == 3"},
            {"functions", "any where startsWith~(a, \"x\", b) and cidrMatch(c, \"10.0.0.0/8\") and endswith(a, b)"},
            {"computed",
                "any where (a + b) * 2 - -c >= 3 and length(substring(d, 0, -1)) == 4 and concat(a, b) : \"x*\""},
            {"sequence",
                "sequence by a, b with maxspan=5m [process where true] by c with runs=3 ![file where d == 1] "
                "by e until [any where f == 2] by g"},
            {"sample", "sample by a [any where b == 1] [any where c == 2]"},
        };
        for (const auto& [name, query] : rows)
            QTest::newRow(name) << std::string(query);
    }

    void eql()
    {
        QFETCH(std::string, query);
        const rule::Rule rule = read("a.eql", query);
        QVERIFY2(firstStage(rule) != nullptr, query.c_str());
        const std::string outcome = eqlTrip(rule);
        QVERIFY2(outcome.empty(), outcome.c_str());
    }

    void kql_data()
    {
        QTest::addColumn<std::string>("query");
        const std::pair<const char*, const char*> rows[] = {
            {"lists", "a:(b or c) and d:(e and f) and not g:(h or i)"},
            {"quotes", "a:\"x * y\" and b:\"c:\\\\d \\\"e\\\"\""},
            {"wildcards", "a:*\\ b\\:c* and d.*:e and f:*"},
            {"words", "a:some words here or b:\"and\" or c:\"true\" or d:true"},
            {"ranges", "a >= 5 and b < \"x y\""},
            {"nested", "a:{ b:c and not d:{ e >= 2 } }"},
            {"bare values", "\"a phrase\" or wor*d"},
            {"star and not", "a:(* and not b)"},
            {"names", "\\and:x and or\\ der:y"},
        };
        for (const auto& [name, query] : rows)
            QTest::newRow(name) << std::string(query);
    }

    void kql()
    {
        QFETCH(std::string, query);
        const rule::Rule rule = read("a.kuery", query);
        const rule::Predicate* predicate = filterOf(firstStage(rule));
        QVERIFY2(predicate != nullptr, query.c_str());
        const std::string outcome = kqlTrip(*predicate);
        QVERIFY2(outcome.empty(), outcome.c_str());
    }

    void esql_data()
    {
        QTest::addColumn<std::string>("condition");
        const std::pair<const char*, const char*> rows[] = {
            {"comparisons", "a == \"x\" AND b != 1 AND NOT c >= 2.5"},
            {"null", "a IS NULL OR b IS NOT NULL OR length(c) IS NOT NULL"},
            {"lists", "a IN (\"x\", \"y\") AND b NOT IN (1, 2)"},
            {"patterns", "a LIKE \"x*\" AND b NOT RLIKE \"y.*\" AND c LIKE (\"d*\", \"e\")"},
            {"functions",
                "starts_with(a, \"x\") AND cidr_match(b, \"10.0.0.0/8\", \"::1/128\") AND contains(c, \"d\")"},
            {"computed", "to_lower(a) == \"x\" AND (b + 1) * 2 > 3 AND replace(c, \"[a]\", \"\") LIKE \"d*\""},
            {"searches", "a : \"x\" AND mv_contains(b, \"c\") AND KQL(\"d:e* and not f:(g or h)\")"},
            {"fields", "a == b AND `c-d`.e == true"},
        };
        for (const auto& [name, condition] : rows)
            QTest::newRow(name) << std::string(condition);
    }

    void esql()
    {
        QFETCH(std::string, condition);
        const rule::Rule rule = read("a.esql", "FROM x | WHERE " + condition);
        const rule::Predicate* predicate = filterOf(firstStage(rule));
        QVERIFY2(predicate != nullptr, condition.c_str());
        const std::string outcome = esqlTrip(*predicate);
        QVERIFY2(outcome.empty(), outcome.c_str());
    }

    void spl_data()
    {
        QTest::addColumn<std::string>("stage");
        const std::pair<const char*, const char*> rows[] = {
            {"comparisons", "search a=b c!=\"d e\" f>=5 g=*h*"},
            {"lists", "search a IN (b, \"c d\", *e) f=(g OR h) NOT i!=(j OR k)"},
            {"groups", "search (a=1 OR b=2) NOT (c=3 d=4) OR (e=5 (f=6 OR g=7))"},
            {"words", "search word \"two words\" TERM(x.y) TERM(a=b) a::b"},
            {"names", "search \"a b\"=1 Processes.c=2 d{}.e=3 'f'=4"},
            {"escapes", "search a=\"C:\\\\b \\\"c\\\"\" d=*\\\\e"},
            {"everything", "search * a=b"},
            {"conditions", "where a == \"b\" AND c != 5 AND (d > 1 OR 2 >= e) AND NOT f <= -3"},
            {"null", "where isnull(a) AND isnotnull('b c') AND isnull(len(d))"},
            {"functions",
                "where like(a, \"b%_\") AND match(c, \"d\\\\.e\") AND cidrmatch(\"10.0.0.0/8\", f) AND g IN (\"h\", "
                "1)"},
            {"case", "where lower(a) == \"b\" AND lower(c) IN (\"d\", \"e\")"},
            {"fields", "where a == 'b.c' AND d != e AND f"},
            {"computed",
                "where len(a) > 5 AND (b + 1) * 2 == c - 3 AND mvcount(split(d, \".\")) >= 2 AND a . b == \"x\""},
            {"regex", "regex a=\"(?i)b\\\\.c\""},
            {"no regex", "regex a!=\"b\""},
        };
        for (const auto& [name, stage] : rows)
            QTest::newRow(name) << std::string(stage);
    }

    void spl()
    {
        QFETCH(std::string, stage);
        const rule::Rule rule = read("a.spl", "index=x | " + stage);
        const auto* pipeline = std::get_if<rule::Pipeline>(&rule.body);
        QVERIFY2(pipeline != nullptr && pipeline->stages.size() == 2, stage.c_str());
        const rule::Predicate* predicate = filterOf(&pipeline->stages[1]);
        QVERIFY2(predicate != nullptr, stage.c_str());
        const std::string outcome = splTrip(*predicate);
        QVERIFY2(outcome.empty(), outcome.c_str());
    }

    void aSigmaRule()
    {
        const rule::Rule rule = read("a.yml", R"(title: 'A "title": with a colon'
status: test
tags: [attack.t1059.001]
logsource:
    product: windows
detection:
    map:
        Image|endswith: ['\a.exe', '\b*.exe']
        CommandLine|contains|windash|all: [' -x ', "tab\there"]
        EventID: 1
        Count|gte: 3
        Flag: true
        Gone: null
        Parent|re|i: 'a\d+'
        Data|wide|base64offset|contains: text
        Other|fieldref|startswith: Image
        A|exists: false
        B|cased|neq: c
    maps:
        - A: 1
          B|cidr: 10.0.0.0/8
        - C: "\u2028 \x07"
        - keyword
    keywords: [one, 'two*']
    '|all':
        '|all': [three, four]
    condition: map and not (1 of m* or all of them) and 2 of maps
)");
        QCOMPARE(sigmaTrip(rule), std::string());
    }

    void everySigmaRule()
    {
        const fs::path shared = tests::sharedFolder();
        SKIP_WITHOUT_SHARED(shared);
        Trips trips;
        forEachRule(shared / "corpora/sigma", ".yml",
            [&](const std::string& path, const rule::Rule& rule) { trips.add(sigmaTrip(rule), path); });
        QVERIFY2(trips.failures.empty(), trips.complaint().c_str());
        QCOMPARE(trips.same, 3780);
        QCOMPARE(trips.declined, 0);
    }

    void everyElasticRule()
    {
        const fs::path shared = tests::sharedFolder();
        SKIP_WITHOUT_SHARED(shared);
        Trips eql;
        Trips kql;
        Trips esql;
        forEachRule(shared / "corpora/elastic", ".toml", [&](const std::string& path, const rule::Rule& rule) {
            const auto* pipeline = std::get_if<rule::Pipeline>(&rule.body);
            if (pipeline == nullptr)
                return;
            if (rule.language == rule::Language::Eql) {
                eql.add(eqlTrip(rule), path);
            } else if (const rule::Predicate* query = filterOf(firstStage(rule));
                rule.language == rule::Language::Kql) {
                kql.add(query != nullptr ? kqlTrip(*query) : "-", path);
            } else {
                for (const rule::Stage& stage : pipeline->stages) {
                    if (const rule::Predicate* predicate = filterOf(&stage))
                        esql.add(esqlTrip(*predicate), path);
                }
            }
        });
        QVERIFY2(eql.failures.empty(), eql.complaint().c_str());
        QVERIFY2(kql.failures.empty(), kql.complaint().c_str());
        QVERIFY2(esql.failures.empty(), esql.complaint().c_str());
        QCOMPARE(std::pair(eql.same, eql.declined), std::pair(1024, 0));
        QCOMPARE(std::pair(kql.same, kql.declined), std::pair(729, 0));
        QCOMPARE(std::pair(esql.same, esql.declined), std::pair(493, 0));
    }

    /// Every search, where and regex stage, macros replaced; those of searches within searches too.
    void everySplunkRule()
    {
        const fs::path shared = tests::sharedFolder();
        SKIP_WITHOUT_SHARED(shared);
        const rulefile::SplunkContent content(shared / "corpora/splunk");
        Trips trips;
        for (const auto& entry : fs::recursive_directory_iterator(shared / "corpora/splunk/detections")) {
            if (!entry.is_regular_file() || entry.path().parent_path().filename() == "deprecated")
                continue;
            const std::string path = entry.path().filename().string();
            const auto parsed = rulefile::parse(SourceText(path, tests::readFile(entry.path())), &content, false);
            for (const rule::Rule& rule : parsed.value->rules) {
                if (const auto* pipeline = std::get_if<rule::Pipeline>(&rule.body))
                    addSplTrips(*pipeline, path, trips);
            }
        }
        QVERIFY2(trips.failures.empty(), trips.complaint().c_str());
        QCOMPARE(trips.same, 2257);
        QVERIFY(trips.declined * 10 <= trips.same); // what was not read, as a macro that nobody defines
    }
};

} // namespace

RULEWRIGHT_TEST(TestRoundTrip)

#include "test_round_trip.moc"
