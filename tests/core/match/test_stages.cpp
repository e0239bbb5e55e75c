// SPDX-License-Identifier: Apache-2.0
// Rules in query languages over time: what they find as firings, by records.
#include "core/events/load.h"
#include "core/match/explain.h"
#include "core/match/match.h"
#include "core/match/timeline_aggregate.h"
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
        QCOMPARE(found("a.eql", "sequence by user.name with maxspan=30s\n  [authentication where event.outcome == "
                                "\"success\"]\n  [process where true]\n").firings,
            std::string("3-5(user.name=ann)"));
        QCOMPARE(found("a.eql", "sequence by user.name\n  [authentication where event.outcome == \"failure\"] with "
                                "runs=2\n  [process where true]\n").firings,
            std::string("1-2-5(user.name=ann)"));
        QCOMPARE(found("a.eql", "sequence by user.name\n  [authentication where event.outcome == \"failure\"]\n  "
                                "[process where process.name == \"net.exe\"]\nuntil [process where process.name == "
                                "\"cmd.exe\"]\n").firings,
            std::string("4-7(user.name=bob)"));
        QCOMPARE(found("a.eql", "sequence by user.name with maxspan=10m\n  [authentication where event.outcome == "
                                "\"failure\"]\n  ![authentication where event.outcome == \"success\"]\n  [process "
                                "where process.name == \"net.exe\"]\n").firings,
            std::string("4-7(user.name=bob)"));
    }

    void eqlSample()
    {
        QCOMPARE(found("a.eql", "sample by host.id\n  [process where process.name == \"net.exe\"]\n  [authentication "
                                "where event.outcome == \"failure\"]\n").firings,
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
        QCOMPARE(found("r.esql", "FROM logs-*\n| WHERE event.outcome == \"failure\"\n| STATS n = COUNT(*) BY "
                                 "user.name\n| WHERE n > 1\n").firings,
            std::string("1-2(user.name=ann)"));
        QCOMPARE(found("r.esql", "FROM logs-*\n| STATS total = SUM(bytes), hosts = COUNT_DISTINCT(host.id) BY "
                                 "user.name\n| WHERE total >= 13 AND hosts == 1\n").firings,
            std::string("1-2-3-5-6(user.name=ann)"));
    }

    void saysWhatIsNotEvaluated()
    {
        const Found result = found(
            "r.esql", "FROM logs-*\n| STATS d = ST_CENTROID_AGG(place) BY user.name\n| WHERE d > 1\n");
        QVERIFY2(result.notes.contains("is not evaluated"), result.notes.c_str());
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
