// SPDX-License-Identifier: Apache-2.0
#include "core/events/load.h"
#include "core/match/match.h"
#include "core/rulefile/processing_file.h"
#include "core/rulefile/references.h"
#include "core/rulefile/rule_folder.h"
#include "core/rulefile/rulefile.h"
#include "core/taxonomy/built_in.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"

#include <algorithm>
#include <filesystem>
#include <format>
#include <iterator>
#include <span>
#include <sstream>
#include <string>
#include <variant>
#include <vector>

using namespace rulewright;

namespace {

/// A line of expected.txt: tests/data/sigma-conformance/README.md.
struct Expectation {
    std::string key;
    std::string value;
};

std::vector<Expectation> expectationsOf(const std::filesystem::path& folder)
{
    std::vector<Expectation> expectations;
    std::istringstream text(tests::readFile(folder / "expected.txt"));
    for (std::string line; std::getline(text, line);) {
        const std::size_t colon = line.find(':');
        if (line.empty() || line.starts_with('#') || colon == std::string::npos)
            continue;
        expectations.push_back({line.substr(0, colon), colon + 2 > line.size() ? "" : line.substr(colon + 2)});
    }
    return expectations;
}

bool isDiagnostic(const Expectation& expectation)
{
    return expectation.key == "error" || expectation.key == "warning" || expectation.key == "note";
}

std::string kindOf(const Diagnostic& diagnostic)
{
    switch (diagnostic.severity) {
    case Severity::Error:
        return "error";
    case Severity::Warning:
        return "warning";
    case Severity::Information:
    case Severity::Hint:
        break;
    }
    return "note";
}

/// "CODE LINE" or "CODE LINE words of the message" against a diagnostic.
bool fits(const Expectation& expectation, const Diagnostic& diagnostic, const SourceText& source)
{
    std::istringstream value(expectation.value);
    std::string code;
    std::uint32_t line = 0;
    value >> code >> line >> std::ws;
    const std::string words{std::istreambuf_iterator<char>(value), std::istreambuf_iterator<char>()};
    return kindOf(diagnostic) == expectation.key && (code == "*" || code == diagnostic.code.text)
        && source.position(diagnostic.span.begin).line == line && diagnostic.message.contains(words);
}

std::string printed(const Diagnostics& diagnostics, const SourceText& source)
{
    std::string text;
    for (const Diagnostic& diagnostic : diagnostics)
        text += std::format("\n    {}: {} {} {}", kindOf(diagnostic), diagnostic.code.text,
            source.position(diagnostic.span.begin).line, diagnostic.message);
    return text.empty() ? "\n    no diagnostics" : text;
}

std::string kindOf(const rule::Rule& rule)
{
    if (std::holds_alternative<rule::Correlation>(rule.body))
        return "correlation";
    return std::holds_alternative<rule::FilterDocument>(rule.body) ? "filter" : "rule";
}

std::string_view useName(match::LogSourceUse use)
{
    switch (use) {
    case match::LogSourceUse::Mapped:
        return "mapped";
    case match::LogSourceUse::Unmapped:
        return "unmapped";
    case match::LogSourceUse::None:
        break;
    }
    return "none";
}

/// One case: its files read, and what does not fit collected in `complaints`.
class Case {
public:
    Case(const std::filesystem::path& folder, const taxonomy::Taxonomy& taxonomy)
        : m_expectations(expectationsOf(folder))
        , m_taxonomy(taxonomy)
        , m_source("rule.yml", tests::readFile(folder / "rule.yml"))
        , m_parsed(rulefile::parse(m_source))
    {
        Task task;
        m_events = events::loadText("events.ndjson", tests::readFile(folder / "events.ndjson"),
            events::emptyEventSet(taxonomy), events::Side::Unknown, task)
                       .events;
        process(folder);
        loadOtherRules(folder / "rules");
    }

    void run()
    {
        if (m_parsed.value && (m_hasOtherRules || expects("sigma.reference."))) {
            Diagnostics unknown = rulefile::unknownReferences(
                *m_parsed.value, [&](std::string_view name) { return m_rules.find(name).rule != nullptr; });
            std::ranges::move(unknown, std::back_inserter(m_parsed.diagnostics));
        }
        if (m_expectations.empty())
            complain("nothing is expected");
        checkDiagnostics();
        for (const Expectation& expectation : m_expectations) {
            if (!isDiagnostic(expectation))
                check(expectation);
        }
    }

    std::string complaints;

private:
    void process(const std::filesystem::path& folder)
    {
        if (std::filesystem::exists(folder / "pipeline.yml")) {
            auto pipeline = rulefile::loadPipeline(folder / "pipeline.yml");
            // What is wrong with the pipeline is expected like what is wrong with the rule, at line 0.
            for (const Diagnostic& diagnostic : pipeline.diagnostics)
                m_pipelineFindings += std::format(" {}", diagnostic.code.text);
            if (pipeline.value)
                m_processing.pipelines.push_back(*std::move(pipeline.value));
        }
        if (std::filesystem::exists(folder / "values.yml")) {
            auto values = rulefile::loadValues(folder / "values.yml");
            if (!values.value || hasErrors(values.diagnostics))
                return complain("values.yml cannot be read");
            m_processing.values = *std::move(values.value);
        }
        rulefile::process(m_parsed, m_processing);
    }

    void loadOtherRules(const std::filesystem::path& folder)
    {
        if (!std::filesystem::is_directory(folder))
            return;
        Task task;
        const auto files = rulefile::loadRules(folder, task, m_processing);
        if (!files)
            return complain("rules: " + files.error().front().message);
        for (const rulefile::LoadedRuleFile& file : *files) {
            if (hasErrors(file.diagnostics) || file.document == nullptr)
                return complain(file.name + " has errors" + printed(file.diagnostics, m_source));
            m_rules.add(file.document);
        }
        m_hasOtherRules = true;
    }

    void complain(const std::string& text) { complaints += "\n  " + text; }

    bool expects(std::string_view code) const
    {
        return std::ranges::any_of(m_expectations, [&](const Expectation& expectation) {
            return isDiagnostic(expectation) && expectation.value.starts_with(code);
        });
    }

    void checkDiagnostics()
    {
        for (const Expectation& expectation : m_expectations) {
            const auto fitsThis = [&](const Diagnostic& d) {
                return fits(expectation, d, m_parsed.value ? m_parsed.value->text : m_source);
            };
            if (isDiagnostic(expectation) && std::ranges::none_of(m_parsed.diagnostics, fitsThis))
                complain(std::format("wanted {}: {}, got{}", expectation.key, expectation.value,
                    printed(m_parsed.diagnostics, m_source)));
        }
        for (const Diagnostic& diagnostic : m_parsed.diagnostics) {
            const auto fitsThis
                = [&](const Expectation& e) { return e.key == "error" && fits(e, diagnostic, m_source); };
            if (diagnostic.severity == Severity::Error && std::ranges::none_of(m_expectations, fitsThis))
                complain("not expected:" + printed({diagnostic}, m_source));
        }
    }

    void check(const Expectation& expectation)
    {
        const std::string& value = expectation.value;
        if (expectation.key == "rule") {
            m_rule = std::stoul(value) - 1;
            m_report.reset();
        } else if (expectation.key == "documents") {
            std::string kinds;
            for (const rule::Rule& rule : m_parsed.value ? m_parsed.value->rules : std::vector<rule::Rule>())
                kinds += (kinds.empty() ? "" : " ") + kindOf(rule);
            same("documents", value, kinds);
        } else if (expectation.key == "pipeline") {
            same("pipeline", " " + value, m_pipelineFindings);
        } else if (expectation.key == "absent") {
            if (std::ranges::any_of(m_parsed.diagnostics, [&](const Diagnostic& d) { return d.code.text == value; }))
                complain(std::format("{} is there", value));
        } else if (!m_parsed.value || m_rule >= m_parsed.value->rules.size()) {
            complain("there is no rule to match" + printed(m_parsed.diagnostics, m_source));
        } else {
            checkReport(expectation);
        }
    }

    void checkReport(const Expectation& expectation)
    {
        if (!m_report) {
            Task task;
            match::MatchOptions options;
            options.document = &*m_parsed.value;
            options.rules = &m_rules;
            m_report = match::match(m_parsed.value->rules[m_rule], m_events, m_taxonomy, options, nullptr, task);
        }
        const std::string& value = expectation.value;
        if (expectation.key == "unmatchable") {
            const bool fitsThis = !*m_report && std::ranges::any_of(m_report->error(), [&](const Diagnostic& d) {
                return value == "*" || d.code.text == value;
            });
            if (!fitsThis)
                complain(std::format("wanted to be refused with {}, got{}", value,
                    *m_report ? " a result" : printed(m_report->error(), m_source)));
            return;
        }
        if (!*m_report)
            return complain("match refuses:" + printed(m_report->error(), m_source));
        const match::MatchReport& report = **m_report;
        if (expectation.key == "matched") {
            std::string records;
            for (const std::uint32_t event : report.definite.members())
                records
                    += std::format("{}{}", records.empty() ? "" : " ", m_events.source(events::EventId{event}).record);
            same("matched", value, records);
        } else if (expectation.key == "firings" || expectation.key == "firing" || expectation.key == "without_group"
            || expectation.key == "without_time") {
            checkTimeline(expectation, report.timeline.get());
        } else if (expectation.key == "log_source") {
            same("log_source", value, std::string(useName(report.logSource)));
        } else if (expectation.key == "events_in_scope") {
            same("events_in_scope", value, std::to_string(report.eventsInScope));
        } else if (expectation.key == "approximate") {
            same("approximate", value, report.approximate ? "true" : "false");
        } else {
            complain(std::format("'{}' is no expectation: see README.md", expectation.key));
        }
    }

    std::string recordsOf(std::span<const events::EventId> events) const
    {
        std::string records;
        for (const events::EventId event : events)
            records += std::format("{}{}", records.empty() ? "" : " ", m_events.source(event).record);
        return records;
    }

    void checkTimeline(const Expectation& expectation, const match::Timeline* timeline)
    {
        if (timeline == nullptr)
            return complain("the rule has no firings");
        if (expectation.key == "without_group")
            return same("without_group", expectation.value, std::to_string(timeline->withoutGroup));
        if (expectation.key == "without_time")
            return same("without_time", expectation.value, std::to_string(timeline->withoutTime));
        std::vector<events::EventId> fired;
        std::string listed;
        for (const match::Firing& firing : timeline->firings) {
            fired.push_back(firing.event);
            std::string group;
            for (const auto& [name, value] : firing.values)
                group += std::format(" {}={}", name, value);
            const std::string line = std::format("{} = {}{}", m_events.source(firing.event).record,
                recordsOf(timeline->eventsOf(firing)), group.empty() ? "" : " |" + group);
            if (line == expectation.value)
                return;
            listed += "\n    " + line;
        }
        if (expectation.key == "firing")
            complain(std::format("no firing '{}', but{}", expectation.value, listed));
        else
            same("firings", expectation.value, recordsOf(fired));
    }

    void same(std::string_view what, const std::string& wanted, const std::string& got)
    {
        if (wanted != got)
            complain(std::format("{}: wanted '{}', got '{}'", what, wanted, got));
    }

    std::vector<Expectation> m_expectations;
    const taxonomy::Taxonomy& m_taxonomy;
    SourceText m_source;
    Parsed<rule::Document> m_parsed;
    events::EventSet m_events;
    rule::RuleSet m_rules;
    rulefile::Processing m_processing;
    std::string m_pipelineFindings;
    bool m_hasOtherRules = false;
    std::size_t m_rule = 0;
    std::optional<Result<match::MatchReport>> m_report;
};

std::filesystem::path suite() { return tests::dataPath("sigma-conformance"); }

class TestSigmaConformance : public QObject {
    Q_OBJECT

private slots:

    void isAsTheSuiteSays_data()
    {
        QTest::addColumn<QString>("name");
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(suite())) {
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

RULEWRIGHT_TEST(TestSigmaConformance)

#include "test_sigma_conformance.moc"
