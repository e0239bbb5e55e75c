// SPDX-License-Identifier: Apache-2.0
#include "core/export/regression.h"

#include "core/events/load.h"
#include "core/export/regression_cases.h"
#include "core/match/match.h"
#include "core/rulefile/rulefile.h"
#include "core/text/fold.h"

#include <algorithm>
#include <format>
#include <unordered_map>

namespace rulewright::exporting {

namespace {

struct RuleFile {
    std::filesystem::path path;
    std::string name; // relative to its folder
};

class RuleIndex {
public:
    // Reads the ids of all rule files; only the rules that cases need are parsed.
    Result<void> add(const std::filesystem::path& folder)
    {
        const Result<std::vector<std::filesystem::path>> files = filesBelow(folder);
        if (!files)
            return std::unexpected(files.error());
        for (const std::filesystem::path& file : *files) {
            if (!rulefile::isRuleFileName(file.filename().string()))
                continue;
            const std::optional<std::string> text = fileText(file);
            if (!text)
                continue;
            const RuleFileFacts facts = ruleFileFacts(*text);
            const RuleFile known{file, file.lexically_relative(folder).generic_string()};
            for (const std::string& id : facts.ids)
                m_byId.try_emplace(folded(id), known);
            if (facts.regressionTestsPath)
                m_withTests.emplace_back(known, *facts.regressionTestsPath);
        }
        return {};
    }

    [[nodiscard]] const RuleFile* find(const std::string& id) const
    {
        const auto found = m_byId.find(folded(id)); // a UUID means the same in any case
        return found == m_byId.end() ? nullptr : &found->second;
    }

    // Rules that name regression data, and where.
    [[nodiscard]] const std::vector<std::pair<RuleFile, std::string>>& withTests() const { return m_withTests; }

private:
    std::unordered_map<std::string, RuleFile> m_byId;
    std::vector<std::pair<RuleFile, std::string>> m_withTests;
};

class Runner {
public:
    Runner(const RegressionOptions& options, const taxonomy::Taxonomy& taxonomy, const RuleIndex& index, Task& task)
        : m_options(options)
        , m_taxonomy(taxonomy)
        , m_index(index)
        , m_task(task)
    {
    }

    void run(const RegressionCase& one)
    {
        ++m_report.cases;
        const std::string eventPath = eventPathOf(one);
        if (one.ruleIds.empty()) {
            fail("", eventPath, "rule not found: the case names none");
            return;
        }
        for (const std::string& id : one.ruleIds) {
            if (!passes(one, id, eventPath))
                return;
        }
        ++m_report.passed;
    }

    RegressionReport finish()
    {
        for (const auto& [rule, infoPath] : m_index.withTests()) {
            std::error_code error;
            if (std::filesystem::exists(m_options.data / infoPath, error))
                continue;
            ++m_report.withoutData;
            if (m_options.requiresData)
                fail(rule.name, infoPath, "no regression data: the rule names it, and there is none");
        }
        return std::move(m_report);
    }

    void fail(std::string rule, std::string data, std::string reason)
    {
        m_report.failed.push_back({std::move(rule), std::move(data), std::move(reason)});
    }

private:
    [[nodiscard]] std::string eventPathOf(const RegressionCase& one) const
    {
        const std::filesystem::path written(one.eventPath);
        const std::string json = std::filesystem::path(written).replace_extension(".json").generic_string();
        std::error_code error;
        const bool hasWritten = std::filesystem::is_regular_file(m_options.data / written, error);
        const bool hasJson = std::filesystem::is_regular_file(m_options.data / json, error);
        return hasJson && (m_options.prefersJson || !hasWritten) ? json : one.eventPath;
    }

    bool passes(const RegressionCase& one, const std::string& id, const std::string& eventPath)
    {
        const RuleFile* file = m_index.find(id);
        if (file == nullptr) {
            fail(id, eventPath, "rule not found");
            return false;
        }
        const auto failed = [&](std::string reason) {
            fail(file->name, eventPath, std::move(reason));
            return false;
        };
        const std::filesystem::path path = m_options.data / eventPath;
        std::error_code error;
        if (eventPath.empty() || !std::filesystem::is_regular_file(path, error))
            return failed("file not found");
        const std::vector<events::EventInput> inputs{{.path = path}};
        const Result<events::LoadResult> loaded = events::load(inputs, events::emptyEventSet(m_taxonomy), m_task);
        if (!loaded)
            return failed(std::format("file not found: {}", loaded.error().front().message));
        if (loaded->events.size() == 0)
            return failed("no record");
        const Result<std::uint64_t> matched = matchedEvents(*file, id, loaded->events);
        if (!matched)
            return failed(matched.error().front().message);
        const std::uint64_t wanted = one.matchCount.value_or(1);
        if (*matched < wanted)
            return failed(std::format("too few matches: {} of {}", *matched, wanted));
        if (one.matchCount && *matched > *one.matchCount)
            m_report.more.push_back({file->name, eventPath, *matched, *one.matchCount});
        return true;
    }

    Result<std::uint64_t> matchedEvents(const RuleFile& file, const std::string& id, const events::EventSet& events)
    {
        const Parsed<rule::Document> parsed = rulefile::load(file.path, file.name);
        const rule::Rule* rule = parsed.value ? rule::findRule(*parsed.value, id) : nullptr;
        if (hasErrors(parsed.diagnostics) || rule == nullptr) {
            Diagnostics errors = parsed.diagnostics;
            std::erase_if(errors, [](const Diagnostic& one) { return one.severity != Severity::Error; });
            if (errors.empty())
                errors.push_back({Severity::Error, {}, {}, "rule not found", {}});
            return std::unexpected(std::move(errors));
        }
        const Result<match::MatchReport> report = match::match(*rule, events, m_taxonomy, {}, nullptr, m_task);
        if (!report)
            return std::unexpected(report.error());
        return report->matched;
    }

    const RegressionOptions& m_options;
    const taxonomy::Taxonomy& m_taxonomy;
    const RuleIndex& m_index;
    Task& m_task;
    RegressionReport m_report;
};

} // namespace

Result<RegressionReport> runRegression(const RegressionOptions& options, const taxonomy::Taxonomy& taxonomy, Task& task)
{
    RuleIndex index;
    for (const std::filesystem::path& folder : options.rules) {
        if (Result<void> added = index.add(folder); !added)
            return std::unexpected(std::move(added.error()));
    }
    const Result<RegressionCases> found = findRegressionCases(options.data);
    if (!found)
        return std::unexpected(found.error());
    Runner runner(options, taxonomy, index, task);
    for (const RegressionProblem& problem : found->problems)
        runner.fail("", problem.infoPath, problem.reason);
    for (const RegressionCase& one : found->cases) {
        if (task.isStopped())
            break;
        runner.run(one);
    }
    RegressionReport report = runner.finish();
    report.isCancelled = task.isStopped();
    return report;
}

} // namespace rulewright::exporting
