// SPDX-License-Identifier: Apache-2.0
// Rules in query languages over time: what they find as firings, by records.
#include "core/events/load.h"
#include "core/match/explain.h"
#include "core/match/match.h"
#include "core/match/time_cut.h"
#include "core/rulefile/rulefile.h"
#include "core/taxonomy/built_in.h"
#include "tests/support/runner.h"

#include <format>

using namespace rulewright;

namespace {

const taxonomy::Taxonomy& tables()
{
    static const Result<taxonomy::Taxonomy> taxonomy = taxonomy::builtInTaxonomy();
    return *taxonomy;
}

// Records 1 to 8: logons by two people, a process each, and one event of another kind.
events::EventSet someEvents()
{
    constexpr const char* text
        = R"({"@timestamp":"2026-03-01T00:00:00Z","event.category":"authentication","event.outcome":"failure","user.name":"ann","host.id":"h1","bytes":5}
{"@timestamp":"2026-03-01T00:00:10Z","event.category":"authentication","event.outcome":"failure","user.name":"ann","host.id":"h1","bytes":7}
{"@timestamp":"2026-03-01T00:00:20Z","event.category":"authentication","event.outcome":"success","user.name":"ann","host.id":"h1","bytes":1}
{"@timestamp":"2026-03-01T00:00:30Z","event.category":"authentication","event.outcome":"failure","user.name":"bob","host.id":"h2","bytes":2}
{"@timestamp":"2026-03-01T00:00:40Z","event.category":"process","event.type":"start","process.name":"cmd.exe","user.name":"ann","host.id":"h1"}
{"@timestamp":"2026-03-01T00:05:00Z","event.category":"process","event.type":"start","process.name":"net.exe","user.name":"ann","host.id":"h1"}
{"@timestamp":"2026-03-01T00:05:10Z","event.category":"process","event.type":"start","process.name":"net.exe","user.name":"bob","host.id":"h2"}
{"@timestamp":"2026-03-01T00:05:20Z","event.category":"network","user.name":"bob"}
)";
    Task task;
    return events::loadText("events.ndjson", text, events::emptyEventSet(tables()), events::Side::Unknown, task).events;
}

struct Found {
    std::string firings;
    std::string notes;
    std::uint64_t matched = 0;
    std::uint64_t possible = 0;
    bool approximate = false;
};

Found found(const char* name, const std::string& text)
{
    const Parsed<rule::Document> parsed = rulefile::parse(SourceText(name, text));
    Found result;
    if (!parsed.value || parsed.value->rules.empty()) {
        result.firings = parsed.diagnostics.empty() ? "nothing read" : parsed.diagnostics.front().message;
        return result;
    }
    const events::EventSet events = someEvents();
    match::MatchOptions options;
    options.document = &*parsed.value;
    Task task;
    const rule::Rule& rule = parsed.value->rules.front();
    const auto report = match::match(rule, events, tables(), options, nullptr, task);
    if (!report) {
        result.firings = report.error().front().message;
        return result;
    }
    result.matched = report->matched;
    result.possible = report->possible;
    result.approximate = report->approximate;
    for (const std::string& note : report->notes)
        result.notes += note + '\n';
    if (report->timeline == nullptr) {
        result.firings = "no timeline";
        return result;
    }
    for (const match::Firing& firing : report->timeline->firings) {
        std::string records;
        for (const events::EventId event : report->timeline->eventsOf(firing))
            records += std::format("{}{}", records.empty() ? "" : "-", events.source(event).record);
        result.firings += (result.firings.empty() ? "" : " ") + records;
        for (const auto& [field, value] : firing.values)
            result.firings += std::format("({}={})", field, value);
    }
    return result;
}

std::string threshold(const std::string& fields, int value, const std::string& more = {})
{
    return std::format("[metadata]\n[rule]\nname = \"Many\"\nrule_id = \"5f1a2b3c-0000-4000-8000-000000000003\"\n"
                       "type = \"threshold\"\nlanguage = \"kuery\"\nrisk_score = 1\nseverity = \"low\"\n"
                       "description = \"x\"\nauthor = [\"x\"]\nquery = '''\nevent.category:authentication and "
                       "event.outcome:failure\n'''\n[rule.threshold]\nfield = {}\nvalue = {}\n{}",
        fields, value, more);
}

class TestStages : public QObject {
    Q_OBJECT

private slots:

    void eqlSequence()
    {
        constexpr const char* rule = "sequence by user.name with maxspan=1m\n"
                                     "  [authentication where event.outcome == \"failure\"]\n"
                                     "  [authentication where event.outcome == \"success\"]\n"
                                     "  [process where process.name == \"cmd.exe\"]\n";
        const Found result = found("rule.eql", rule);
        QCOMPARE(result.firings, std::string("2-3-5(user.name=ann)"));
        QCOMPARE(result.matched, 1u);
    }

    void eqlMaxspanUntilRunsMissing()
    {
        QCOMPARE(found("a.eql",
                     "sequence by user.name with maxspan=30s\n  [authentication where event.outcome == "
                     "\"success\"]\n  [process where true]\n")
                     .firings,
            std::string("3-5(user.name=ann)"));
        QCOMPARE(found("a.eql",
                     "sequence by user.name\n  [authentication where event.outcome == \"failure\"] with "
                     "runs=2\n  [process where true]\n")
                     .firings,
            std::string("1-2-5(user.name=ann)"));
        QCOMPARE(found("a.eql",
                     "sequence by user.name\n  [authentication where event.outcome == \"failure\"]\n  "
                     "[process where process.name == \"net.exe\"]\nuntil [process where process.name == "
                     "\"cmd.exe\"]\n")
                     .firings,
            std::string("4-7(user.name=bob)"));
        QCOMPARE(found("a.eql",
                     "sequence by user.name with maxspan=10m\n  [authentication where event.outcome == "
                     "\"failure\"]\n  ![authentication where event.outcome == \"success\"]\n  [process "
                     "where process.name == \"net.exe\"]\n")
                     .firings,
            std::string("4-7(user.name=bob)"));
    }

    void eqlSample()
    {
        QCOMPARE(found("a.eql",
                     "sample by host.id\n  [process where process.name == \"net.exe\"]\n  [authentication "
                     "where event.outcome == \"failure\"]\n")
                     .firings,
            std::string("6-1(host.id=h1) 7-4(host.id=h2)"));
    }

    void thresholdRule()
    {
        QCOMPARE(found("r.toml", threshold("[\"user.name\"]", 2)).firings, std::string("1-2(user.name=ann)"));
        QCOMPARE(found("r.toml", threshold("[]", 3)).firings, std::string("1-2-4"));
        QCOMPARE(found("r.toml", threshold("[\"user.name\"]", 4)).firings, std::string());
        QCOMPARE(found("r.toml", threshold("[]", 1, "[[rule.threshold.cardinality]]\nfield = \"host.id\"\nvalue = 2\n"))
                     .firings,
            std::string("1-2-4"));
    }

    void esqlStats()
    {
        QCOMPARE(found("r.esql",
                     "FROM logs-*\n| WHERE event.outcome == \"failure\"\n| STATS n = COUNT(*) BY "
                     "user.name\n| WHERE n > 1\n")
                     .firings,
            std::string("1-2(user.name=ann)"));
        QCOMPARE(found("r.esql",
                     "FROM logs-*\n| STATS total = SUM(bytes), hosts = COUNT_DISTINCT(host.id) BY "
                     "user.name\n| WHERE total >= 13 AND hosts == 1\n")
                     .firings,
            std::string("1-2-3-5-6(user.name=ann)"));
    }

    // Behind an aggregation a field of the log source is a column like others.
    void filtersOnWhatWasGroupedBy()
    {
        QCOMPARE(found("r.esql",
                     "FROM logs-*\n| STATS n = COUNT(*) BY event.category\n| WHERE event.category == "
                     "\"process\"\n")
                     .firings,
            std::string("5-6-7(event.category=process)"));
        QCOMPARE(found("r.esql",
                     "FROM logs-*\n| STATS n = COUNT(*) BY event.category\n| WHERE NOT (event.category == "
                     "\"process\" OR n > 2)\n")
                     .firings,
            std::string("8(event.category=network)"));
        QCOMPARE(found("r.esql",
                     "FROM logs-*\n| STATS n = COUNT(*) BY c = event.category\n| RENAME n AS many\n| WHERE "
                     "c == \"process\" AND many == 3\n")
                     .firings,
            std::string("5-6-7(c=process)"));
    }

    // What EVAL made before the aggregation is grouped by and counted as what it stands for.
    void groupsByMadeNames()
    {
        QCOMPARE(found("r.esql", "FROM logs-*\n| EVAL who = user.name\n| STATS n = COUNT(*) BY who\n| WHERE n == 3\n")
                     .firings,
            std::string("4-7-8(who=bob)"));
        QCOMPARE(found("r.esql",
                     "FROM logs-*\n| EVAL who = CONCAT(user.name, \"@\", host.id)\n| STATS n = COUNT(*) BY "
                     "who\n| WHERE n < 3\n")
                     .firings,
            std::string("4-7(who=bob@h2) 8"));
        QCOMPARE(found("r.esql",
                     "FROM logs-*\n| STATS n = COUNT_DISTINCT(TO_UPPER(user.name)) BY u = TO_UPPER(host.id)\n"
                     "| WHERE n == 1 AND u == \"H2\"\n")
                     .firings,
            std::string("4-7(u=H2)"));
        QCOMPARE(found("r.esql",
                     "FROM logs-*\n| EVAL t = DATE_TRUNC(5 minutes, @timestamp)\n| STATS n = COUNT(*) BY "
                     "t\n| WHERE n == 3\n")
                     .firings,
            std::string("6-7-8(t=2026-03-01T00:05:00Z)"));
        const Found lookup = found("r.esql",
            "FROM logs-*\n| GROK message \"%{WORD:kind}\"\n| STATS n = COUNT(*) BY "
            "kind\n| WHERE n > 1\n");
        QVERIFY2(lookup.notes.contains("kind is not evaluated"), lookup.notes.c_str());
    }

    // ES|QL has a group of null; a field that no event has is no column.
    void esqlGroupsByNull()
    {
        QCOMPARE(found("r.esql", "FROM logs-*\n| STATS n = COUNT(*) BY host.id\n| WHERE n == 1\n").firings,
            std::string("8"));
        QCOMPARE(
            found("r.esql", "FROM logs-*\n| STATS n = COUNT(*) BY host.id\n| WHERE n == 1 AND host.id IS NOT NULL\n")
                .firings,
            std::string());
        QCOMPARE(found("r.esql", "FROM logs-*\n| STATS n = COUNT(*) BY cloud.region\n| WHERE n > 0\n").firings,
            std::string());
        QCOMPARE(found("r.spl", "index=x | stats count by host.id | where count=1").firings, std::string());
    }

    // What is counted may have a condition of its own.
    void countsUnderAConditionOfItsOwn()
    {
        const std::string ann = "1-2-3-5-6(user.name=ann)";
        QCOMPARE(found("r.esql",
                     "FROM logs-*\n| STATS bad = COUNT(*) WHERE event.outcome == \"failure\", all = COUNT(*) BY "
                     "user.name\n| WHERE bad == 2 AND all == 5\n")
                     .firings,
            ann);
        QCOMPARE(found("r.esql",
                     "FROM logs-*\n| STATS s = SUM(bytes) WHERE event.outcome IN (\"failure\", \"none\") AND NOT "
                     "bytes < 6 BY user.name\n| WHERE s == 7\n")
                     .firings,
            ann);
        QCOMPARE(found("r.esql",
                     "FROM logs-*\n| STATS bad = SUM(CASE(event.outcome == \"failure\", 1, 0)), all = COUNT(*) BY "
                     "user.name\n| EVAL share = bad::double / all\n| WHERE share == 0.4\n")
                     .firings,
            ann);
        QCOMPARE(found("r.esql",
                     "FROM logs-*\n| EVAL bad = CASE(event.outcome LIKE \"fail*\", \"y\", event.outcome IS NULL, "
                     "\"?\", \"n\")\n| STATS n = COUNT(*) BY bad\n| WHERE n == 3 AND bad == \"y\"\n")
                     .firings,
            std::string("1-2-4(bad=y)"));
        QCOMPARE(found("r.spl",
                     "index=x | stats count(eval('event.outcome'=\"failure\")) AS bad count by user.name | where "
                     "bad=2 AND bad/count=0.4")
                     .firings,
            ann);
        QCOMPARE(found("r.spl",
                     "index=x | stats sum(eval(if('event.outcome'==\"failure\" AND bytes>5, 1, 0))) AS bad by "
                     "user.name | where bad=1")
                     .firings,
            ann);
        QCOMPARE(found("r.spl",
                     "index=x | eval kind=case(like('event.outcome', \"f%\"), \"bad\", isnull('event.outcome'), "
                     "\"none\", true(), \"good\") | stats count by kind | where count=1")
                     .firings,
            std::string("3(kind=good)"));
    }

    void datesApart()
    {
        const char* query = "FROM logs-*\n| STATS a = MIN(@timestamp), b = MAX(@timestamp) BY user.name\n"
                            "| EVAL d = DATE_DIFF(\"{}\", a, b)\n| WHERE d == {}\n";
        QCOMPARE(found("r.esql", std::vformat(query, std::make_format_args("seconds", "290"))).firings,
            std::string("4-7-8(user.name=bob)"));
        QCOMPARE(found("r.esql", std::vformat(query, std::make_format_args("minutes", "4"))).firings,
            std::string("4-7-8(user.name=bob)"));
    }

    // tstats counts as stats does; what it only gathers is the events' own.
    void splTstats()
    {
        QCOMPARE(found("r.spl",
                     "| tstats count from datamodel=Authentication where event.outcome=failure by user.name | where "
                     "count > 1")
                     .firings,
            std::string("1-2(user.name=ann)"));
        QCOMPARE(found("r.spl", "| tstats count where index=x by _time span=5m | search count=3").firings,
            std::string("6-7-8(_time=2026-03-01T00:05:00Z)"));
        QCOMPARE(found("r.spl", "| tstats count values(host.id) AS hosts where index=x by user.name | search hosts=h2")
                     .firings,
            std::string("no timeline"));
        QCOMPARE(found("r.spl", "index=x | eventstats count by user.name | where count > 3").firings,
            std::string("no timeline"));
    }

    // Splunk shows the newest event first, and that is its first.
    void splFirstIsTheNewest()
    {
        const std::string ann = "1-2-3-5-6(user.name=ann)";
        QCOMPARE(found("r.spl", "index=x | stats first(process.name) AS p by user.name | where p=\"net.exe\" ").firings,
            ann + " 4-7-8(user.name=bob)");
        QCOMPARE(
            found("r.spl", "index=x | stats last(process.name) AS p by user.name | where p=\"cmd.exe\"").firings, ann);
        QCOMPARE(
            found("r.spl", "index=x | stats earliest(process.name) AS p by user.name | where p=\"cmd.exe\"").firings,
            ann);
    }

    void saysWhatIsLeftOutBeforeCounting()
    {
        for (const char* command : {"dedup user.name", "head 3"}) {
            const Found result
                = found("r.spl", std::format("index=x | {} | stats count by user.name | where count>3", command));
            QVERIFY2(result.notes.contains("before an aggregation is not evaluated"), result.notes.c_str());
            QVERIFY(result.approximate);
        }
        const Found limit
            = found("r.esql", "FROM logs-*\n| LIMIT 3\n| STATS n = COUNT(*) BY user.name\n| WHERE n > 3\n");
        QVERIFY2(limit.notes.contains("limit before an aggregation"), limit.notes.c_str());
    }

    // A week of ES|QL begins on Monday, one of Splunk's on Thursday; months are the calendar's.
    void weeksAndMonths()
    {
        QCOMPARE(found("r.esql", "FROM logs-*\n| STATS n = COUNT(*) BY t = DATE_TRUNC(1 week, @timestamp)\n").firings,
            std::string("1-2-3-4-5-6-7-8(t=2026-02-23T00:00:00Z)"));
        QCOMPARE(found("r.esql", "FROM logs-*\n| STATS n = COUNT(*) BY t = DATE_TRUNC(1 month, @timestamp)\n").firings,
            std::string("1-2-3-4-5-6-7-8(t=2026-03-01T00:00:00Z)"));
        QCOMPARE(found("r.esql", "FROM logs-*\n| STATS n = COUNT(*) BY t = BUCKET(@timestamp, 1 year)\n").firings,
            std::string("1-2-3-4-5-6-7-8(t=2026-01-01T00:00:00Z)"));
        QCOMPARE(found("r.spl", "index=x | bin _time span=1w | stats count by _time | where count>1").firings,
            std::string("1-2-3-4-5-6-7-8(_time=2026-02-26T00:00:00Z)"));
    }

    // Splunk's stats finds events, unless what it counted is asked for.
    void splStats()
    {
        QCOMPARE(found("r.spl", "index=x event.outcome=failure | stats count by user.name").firings,
            std::string("no timeline"));
        QCOMPARE(found("r.spl", "index=x event.outcome=failure | stats count by user.name | where count > 1").firings,
            std::string("1-2(user.name=ann)"));
        QCOMPARE(found("r.spl",
                     "index=x | stats dc(host.id) AS hosts count AS n by user.name | rename n AS events | "
                     "search events=3 hosts=1")
                     .firings,
            std::string("4-7-8(user.name=bob)"));
        QCOMPARE(found("r.spl",
                     "index=x | stats min(_time) AS first max(_time) AS last by user.name | eval took = last "
                     "- first | where took < 295")
                     .firings,
            std::string("4-7-8(user.name=bob)"));
    }

    void splTimes()
    {
        const std::string five = "6-7-8(_time=2026-03-01T00:05:00Z)";
        QCOMPARE(found("r.spl", "index=x | bin _time span=5m | stats count by _time | where count=3").firings, five);
        QCOMPARE(found("r.spl", "index=x | bucket span=5m _time AS t | stats count by t | where count=3").firings,
            std::string("6-7-8(t=2026-03-01T00:05:00Z)"));
        QCOMPARE(found("r.spl", "index=x | timechart span=5m count | where count=3").firings, five);
        QCOMPARE(found("r.spl", "index=x | timechart span=5m count by user.name | where count=2").firings,
            std::string("7-8(_time=2026-03-01T00:05:00Z)(user.name=bob)"));
        const Found open = found("r.spl", "index=x | timechart count | where count=3");
        QVERIFY2(open.notes.contains("groups by span are not evaluated"), open.notes.c_str());
        QCOMPARE(open.firings, std::string());
    }

    void saysWhatIsNotEvaluated()
    {
        const Found result
            = found("r.esql", "FROM logs-*\n| STATS d = ST_CENTROID_AGG(place) BY user.name\n| WHERE d > 1\n");
        QVERIFY2(result.notes.contains("is not evaluated"), result.notes.c_str());
        // No row is certain, and none is excluded.
        QCOMPARE(result.matched, 0u);
        QCOMPARE(result.possible, 8u);
        QVERIFY(result.approximate);
    }

    void spans()
    {
        constexpr std::int64_t second = 10'000'000;
        QVERIFY(match::parseSpan("5 minutes") == std::optional<std::int64_t>(300 * second));
        QVERIFY(match::parseSpan("1h") == std::optional<std::int64_t>(3'600 * second));
        for (const char* text : {"", "h", "-1h", "5 moons", "99999999999h"})
            QVERIFY2(!match::parseSpan(text), text);
    }

    // The explanation's verdict is the match's, and it shows the sequence.
    void explainsAFiring()
    {
        const Parsed<rule::Document> parsed = rulefile::parse(SourceText("a.eql",
            "sequence by user.name\n  [authentication where event.outcome == \"success\"]\n  [process where true]\n"));
        const events::EventSet events = someEvents();
        for (std::uint32_t event = 0; event < events.size(); ++event) {
            const auto explanation
                = match::explain(parsed.value->rules.front(), events, events::EventId{event}, tables(), {});
            QVERIFY(explanation.has_value());
            QCOMPARE(explanation->matched, event == 4);
            QCOMPARE(explanation->timeline.size(), event == 2 || event == 4 ? 1u : 0u);
        }
    }
};

} // namespace

RULEWRIGHT_TEST(TestStages)

#include "test_stages.moc"
