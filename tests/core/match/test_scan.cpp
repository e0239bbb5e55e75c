// SPDX-License-Identifier: Apache-2.0
#include "core/events/load.h"
#include "core/match/leaf_cache.h"
#include "core/match/scan.h"
#include "core/rulefile/rule_folder.h"
#include "core/rulefile/rulefile.h"
#include "core/taxonomy/built_in.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"

#include <algorithm>
#include <format>
#include <map>
#include <sstream>

using namespace rulewright;

namespace {

const taxonomy::Taxonomy& tables()
{
    static const Result<taxonomy::Taxonomy> taxonomy = taxonomy::builtInTaxonomy();
    return *taxonomy;
}

struct Rules {
    rule::RuleSet all;
    std::vector<rule::RuleInDocument> rules;

    void add(std::shared_ptr<const rule::Document> document)
    {
        for (const rule::Rule& rule : document->rules) {
            if (!std::holds_alternative<rule::FilterDocument>(rule.body))
                rules.push_back({&rule, document.get()});
        }
        all.add(std::move(document));
    }

    void add(const std::string& name, const std::string& text)
    {
        add(std::make_shared<const rule::Document>(*rulefile::parse(SourceText(name, text)).value));
    }

    match::ScanReport scan(const events::EventSet& events, bool ignoresLogSource = false, unsigned threads = 2) const
    {
        match::MatchOptions options;
        options.ignoreLogSource = ignoresLogSource;
        options.workers = threads;
        Task task;
        return match::scan(rules, all, events, tables(), options, nullptr, task);
    }
};

events::EventSet eventsOf(const std::string& text)
{
    Task task;
    return events::loadText("events.ndjson", text, events::emptyEventSet(tables()), events::Side::Unknown, task).events;
}

std::string ruleOf(const std::string& name, const std::string& selection, const std::string& more = {})
{
    return std::format("title: {0}\nname: {0}\nlogsource:\n    product: test\ndetection:\n    a:\n        {1}\n"
                       "    condition: a\n{2}",
        name, selection, more);
}

std::string countOf(const std::string& name, const std::string& of, bool generate)
{
    return std::format("title: {0}\nname: {0}\ncorrelation:\n    type: event_count\n    rules:\n        - {1}\n"
                       "    timespan: 5m\n    condition:\n        gte: 2\n    generate: {2}\n",
        name, of, generate);
}

std::string listed(const Rules& rules, const match::ScanReport& report)
{
    std::string text;
    for (const match::ScanHit& hit : report.hits)
        text += std::format(
            "{}{} {}", text.empty() ? "" : ", ", rules.rules[hit.rule].rule->metadata.title->text, hit.matched);
    return text;
}

constexpr const char* someEvents = R"({"@timestamp":"2026-03-01T00:00:00Z","kind":"a","user":"x"}
{"@timestamp":"2026-03-01T00:00:01Z","kind":"a","user":"y"}
{"@timestamp":"2026-03-01T00:00:02Z","kind":"b","user":"x"}
)";

// What a log source is called in the golden.
std::string nameOf(const rule::LogSource& logSource)
{
    const auto part = [](const std::optional<rule::LogSourcePart>& one) { return one ? one->text : std::string(); };
    return std::format("{},{},{}", part(logSource.product), part(logSource.category), part(logSource.service));
}

class TestScan : public QObject {
    Q_OBJECT

private slots:

    void countsEachRule()
    {
        Rules rules;
        rules.add("a.yml", ruleOf("first", "kind: a"));
        rules.add("b.yml", ruleOf("second", "user: x"));
        rules.add("c.yml", ruleOf("third", "user: z"));
        const match::ScanReport report = rules.scan(eventsOf(someEvents));
        QCOMPARE(listed(rules, report), std::string("first 2, second 2"));
        QVERIFY(report.failed.empty());
    }

    // As match says it, too.
    void isApproximateWhereEventsDoNotSayWhichLogTheyAreFrom()
    {
        Rules rules;
        rules.add("a.yml",
            "title: windows\nlogsource:\n    product: windows\n    category: process_creation\ndetection:\n    a:\n"
            "        kind: a\n    condition: a\n");
        rules.add("b.yml", "title: any\nlogsource: {}\ndetection:\n    a:\n        kind: a\n    condition: a\n");
        const match::ScanReport unsure = rules.scan(eventsOf(someEvents));
        QCOMPARE(listed(rules, unsure), std::string("windows 2, any 2"));
        QVERIFY(unsure.hits[0].isApproximate);
        QVERIFY(!unsure.hits[1].isApproximate);
        const match::ScanReport sure
            = rules.scan(eventsOf(R"({"Provider_Name":"Microsoft-Windows-Sysmon","EventID":1,"kind":"a"})"));
        QCOMPARE(listed(rules, sure), std::string("windows 1, any 1"));
        QVERIFY(!sure.hits[0].isApproximate);
    }

    void correlationsHideTheirRules()
    {
        Rules rules;
        rules.add("a.yml", ruleOf("hidden", "kind: a"));
        rules.add("b.yml", ruleOf("shown", "user: x"));
        rules.add("c.yml", countOf("many", "hidden", false));
        rules.add("d.yml", countOf("others", "shown", true));
        const match::ScanReport report = rules.scan(eventsOf(someEvents));
        QCOMPARE(listed(rules, report), std::string("shown 2, many 1, others 1"));
        QCOMPARE(report.unlisted, 1u);
        QVERIFY(report.hits.back().timeline != nullptr);
    }

    // One correlation generates it, so it is listed whatever the other says.
    void generatedOnceIsListed()
    {
        Rules rules;
        rules.add("a.yml", ruleOf("one", "kind: a"));
        rules.add("b.yml", countOf("many", "one", false));
        rules.add("c.yml", countOf("most", "one", true));
        QCOMPARE(listed(rules, rules.scan(eventsOf(someEvents))), std::string("one 2, many 1, most 1"));
    }

    void filtersOfTheFolderApply()
    {
        Rules rules;
        rules.add("a.yml", ruleOf("first", "kind: a"));
        rules.add("f.yml",
            "title: F\nlogsource:\n    product: test\nfilter:\n    rules: any\n    a:\n        user: x\n"
            "    condition: not a\n");
        QCOMPARE(listed(rules, rules.scan(eventsOf(someEvents))), std::string("first 1"));
    }

    void saysWhatCannotBeMatched()
    {
        Rules rules;
        rules.add("a.yml", ruleOf("open", "kind|expand: '%x%'"));
        rules.add("b.yml", countOf("many", "nobody", false));
        const match::ScanReport report = rules.scan(eventsOf(someEvents));
        QCOMPARE(report.failed.size(), 2u);
        QVERIFY(report.failed[0].reason.contains("%x%"));
        QVERIFY(report.failed[1].reason.contains("nobody"));
    }

    void threadsChangeNothing()
    {
        Rules rules;
        for (int i = 0; i < 40; ++i) {
            rules.add(std::format("{}.yml", i), ruleOf(std::format("rule_{}", i), i % 2 == 0 ? "kind: a" : "user: x"));
            rules.add(std::format("{}c.yml", i), countOf(std::format("count_{}", i), std::format("rule_{}", i), true));
        }
        const events::EventSet events = eventsOf(someEvents);
        const std::string one = listed(rules, rules.scan(events, false, 1));
        QCOMPARE(listed(rules, rules.scan(events, false, 4)), one);
        QVERIFY(one.contains("count_38 1"));
    }

    void stopsWhenAsked()
    {
        Rules rules;
        rules.add("a.yml", ruleOf("first", "kind: a"));
        Task task;
        task.stop();
        const match::ScanReport report
            = match::scan(rules.rules, rules.all, eventsOf(someEvents), tables(), {}, nullptr, task);
        QVERIFY(report.isCancelled);
        QVERIFY(report.hits.empty());
    }

    // SigmaHQ's rules over public events: numbers alone are kept. Hits inside the log source are some of those without.
    void sharedEvents()
    {
        const std::filesystem::path shared = tests::sharedFolder();
        SKIP_WITHOUT_SHARED(shared);
        Task task;
        const auto files = rulefile::loadRules(shared / "corpora" / "sigma", task);
        QVERIFY(files.has_value());
        Rules rules;
        for (const rulefile::LoadedRuleFile& file : *files) {
            if (file.document != nullptr && !hasErrors(file.diagnostics))
                rules.add(file.document);
        }
        const std::vector<events::EventInput> inputs{{.path = shared / "events"}};
        const auto loaded = events::load(inputs, events::emptyEventSet(tables()), task);
        QVERIFY(loaded.has_value());
        match::LeafCache cache;
        const match::ScanReport inside
            = match::scan(rules.rules, rules.all, loaded->events, tables(), {}, &cache, task);
        match::MatchOptions everywhere;
        everywhere.ignoreLogSource = true;
        const match::ScanReport outside
            = match::scan(rules.rules, rules.all, loaded->events, tables(), everywhere, &cache, task);

        struct Row {
            std::uint64_t rules = 0;
            std::uint64_t hits = 0;
            std::uint64_t withoutLogSource = 0;
        };

        std::map<std::string, Row> rows;
        std::map<std::size_t, const match::ScanHit*> within;
        for (const match::ScanHit& hit : inside.hits) {
            within[hit.rule] = &hit;
            Row& row = rows[nameOf(rules.rules[hit.rule].rule->logSource)];
            ++row.rules;
            row.hits += hit.matched;
        }
        for (const match::ScanHit& hit : outside.hits) {
            rows[nameOf(rules.rules[hit.rule].rule->logSource)].withoutLogSource += hit.matched;
            if (const auto found = within.find(hit.rule); found != within.end()) {
                QVERIFY(found->second->events.andNot(hit.events).isEmpty());
                within.erase(found);
            }
        }
        QVERIFY2(within.empty(), "a rule has hits inside its log source, and none without");
        std::string text = "product,category,service,rules,hits,hits_without_log_source\n";
        for (const auto& [name, row] : rows)
            text += std::format("{},{},{},{}\n", name, row.rules, row.hits, row.withoutLogSource);
        const std::filesystem::path golden = tests::dataPath("scan/hits_per_log_source.csv");
        const std::string known = tests::readFile(golden);
        if (text != known)
            qInfo("%s", text.c_str());
        QCOMPARE(QString::fromStdString(text), QString::fromStdString(known));
    }
};

} // namespace

RULEWRIGHT_TEST(TestScan)

#include "test_scan.moc"
