// SPDX-License-Identifier: Apache-2.0
// Rules in query languages over events, as tests/data/query-conformance says: see its README.md.
#include "core/events/load.h"
#include "core/match/explain.h"
#include "core/match/match.h"
#include "core/rulefile/rulefile.h"
#include "core/taxonomy/built_in.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"

#include <algorithm>
#include <filesystem>
#include <format>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

using namespace rulewright;

namespace {

namespace fs = std::filesystem;

fs::path suite() { return tests::dataPath("query-conformance"); }

fs::path ruleFile(const fs::path& folder)
{
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().stem() == "rule")
            return entry.path();
    }
    return {};
}

class Case {
public:
    Case(const fs::path& folder, const taxonomy::Taxonomy& taxonomy)
        : m_taxonomy(taxonomy)
        , m_source(ruleFile(folder).filename().string(), tests::readFile(ruleFile(folder)))
        , m_parsed(rulefile::parse(m_source))
        , m_expected(tests::readFile(folder / "expected.txt"))
    {
        Task task;
        m_events = events::loadText("events.ndjson", tests::readFile(folder / "events.ndjson"),
            events::emptyEventSet(taxonomy), events::Side::Unknown, task)
                       .events;
    }

    void run()
    {
        std::istringstream lines(m_expected);
        std::size_t checked = 0;
        for (std::string line; std::getline(lines, line);) {
            const std::size_t colon = line.find(':');
            if (line.empty() || line.starts_with('#') || colon == std::string::npos)
                continue;
            ++checked;
            check(line.substr(0, colon), colon + 2 > line.size() ? "" : line.substr(colon + 2));
        }
        if (checked == 0)
            complain("nothing is expected");
        // Over time an event is explained by the firing that it takes part in, too.
        if (m_report && *m_report && (*m_report)->timeline == nullptr)
            checkExplanations(**m_report);
    }

    std::string complaints;

private:
    void complain(const std::string& text) { complaints += "\n  " + text; }

    void check(const std::string& key, const std::string& value)
    {
        if (key == "error") {
            const bool isThere = std::ranges::any_of(m_parsed.diagnostics, [&](const Diagnostic& diagnostic) {
                const std::string text
                    = std::format("{} {}", diagnostic.code.text, m_source.position(diagnostic.span.begin).line);
                const std::size_t words = value.rfind(' ') + 1;
                return value.starts_with(text) && diagnostic.message.contains(value.substr(words));
            });
            if (!isThere)
                complain("there is no error " + value + diagnostics());
            return;
        }
        if (hasErrors(m_parsed.diagnostics) || !m_parsed.value || m_parsed.value->rules.empty())
            return complain("the rule cannot be read:" + diagnostics());
        if (!m_report) {
            Task task;
            m_report = match::match(m_parsed.value->rules.front(), m_events, m_taxonomy, {}, nullptr, task);
        }
        if (!*m_report)
            return complain("match refuses: " + m_report->error().front().message);
        checkReport(key, value, **m_report);
    }

    std::string diagnostics() const
    {
        std::string text;
        for (const Diagnostic& diagnostic : m_parsed.diagnostics)
            text += std::format("\n    {}: {}", diagnostic.code.text, diagnostic.message);
        return text;
    }

    void checkReport(const std::string& key, const std::string& value, const match::MatchReport& report)
    {
        if (key == "matched") {
            same(key, value, records(report.definite));
        } else if (key == "possible") {
            same(key, value, records(report.possibleEvents));
        } else if (key == "log_source") {
            same(key, value, useName(report.logSource));
        } else if (key == "events_in_scope") {
            same(key, value, std::to_string(report.eventsInScope));
        } else if (key == "approximate") {
            same(key, value, report.approximate ? "true" : "false");
        } else if (key == "predicates") {
            same(key, value, std::to_string(report.predicates.size()));
        } else if (key == "note") {
            if (std::ranges::none_of(report.notes, [&](const std::string& note) { return note.contains(value); }))
                complain(std::format("no note says \"{}\"{}", value, listed(report.notes)));
        } else if (key == "predicate") {
            std::vector<std::string> all;
            for (const match::PredicateCount& count : report.predicates) {
                all.push_back(std::format("{} {} {} {} {} {} {} {}", m_source.position(count.span.begin).line,
                    count.field, rule::operatorName(count.op), count.text, count.matched, count.removes, count.adds,
                    match::stateName(count.state)));
            }
            if (!std::ranges::contains(all, value))
                complain(std::format("there is no predicate {}{}", value, listed(all)));
        } else {
            complain(std::format("'{}' is no expectation: see README.md", key));
        }
    }

    static std::string listed(const std::vector<std::string>& texts)
    {
        std::string text;
        for (const std::string& one : texts)
            text += "\n    " + one;
        return text;
    }

    static std::string useName(match::LogSourceUse use)
    {
        if (use == match::LogSourceUse::Mapped)
            return "mapped";
        return use == match::LogSourceUse::Unmapped ? "unmapped" : "none";
    }

    std::string records(const match::Bitmap& events) const
    {
        std::string text;
        for (const std::uint32_t event : events.members())
            text += std::format("{}{}", text.empty() ? "" : " ", m_events.source(events::EventId{event}).record);
        return text;
    }

    // explain() of each event says what match() says.
    void checkExplanations(const match::MatchReport& report)
    {
        for (std::uint32_t event = 0; event < m_events.size(); ++event) {
            const Result<match::Explanation> explained
                = match::explain(m_parsed.value->rules.front(), m_events, events::EventId{event}, m_taxonomy, {});
            if (!explained)
                return complain("explain refuses: " + explained.error().front().message);
            const std::uint32_t record = m_events.source(events::EventId{event}).record;
            if (explained->matched != report.definite.contains(event))
                complain(std::format(
                    "explain says that record {} {}", record, explained->matched ? "matches" : "does not match"));
            if (explained->inScope != report.scope.contains(event))
                complain(
                    std::format("explain says that record {} is {}in scope", record, explained->inScope ? "" : "not "));
        }
    }

    void same(std::string_view what, const std::string& wanted, const std::string& got)
    {
        if (wanted != got)
            complain(std::format("{}: wanted '{}', got '{}'", what, wanted, got));
    }

    const taxonomy::Taxonomy& m_taxonomy;
    SourceText m_source;
    Parsed<rule::Document> m_parsed;
    std::string m_expected;
    events::EventSet m_events;
    std::optional<Result<match::MatchReport>> m_report;
};

class TestQueryConformance : public QObject {
    Q_OBJECT

private slots:

    void isAsTheSuiteSays_data()
    {
        QTest::addColumn<QString>("name");
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(suite())) {
            if (entry.is_directory())
                names.push_back(entry.path().filename().string());
        }
        std::ranges::sort(names);
        for (const std::string& name : names)
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }

    void isAsTheSuiteSays()
    {
        static const Result<taxonomy::Taxonomy> taxonomy = taxonomy::builtInTaxonomy();
        QVERIFY(taxonomy.has_value());
        QFETCH(QString, name);
        Case test(suite() / name.toStdString(), *taxonomy);
        test.run();
        QVERIFY2(test.complaints.empty(), test.complaints.c_str());
    }
};

} // namespace

RULEWRIGHT_TEST(TestQueryConformance)

#include "test_query_conformance.moc"
