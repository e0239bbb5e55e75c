// SPDX-License-Identifier: Apache-2.0
// Queries of every language over a few events, and what printers make of them. The first byte chooses the language.
#include "core/events/load.h"
#include "core/lang/eql/printer.h"
#include "core/lang/esql/printer.h"
#include "core/lang/kql/printer.h"
#include "core/match/explain.h"
#include "core/match/match.h"
#include "core/rulefile/rulefile.h"
#include "core/taxonomy/built_in.h"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using namespace rulewright;

constexpr std::string_view someEvents = R"({"a":"x","n":5,"b":["x","y"],"c":null,"process":{"name":"cmd.exe"}}
{"Event":{"System":{"Provider":{"#attributes":{"Name":"Microsoft-Windows-Sysmon"}},"EventID":1},"EventData":{"Image":"C:\\a\\cmd.exe","CommandLine":"cmd /c x"}}}
)";

void require(bool isSo)
{
    if (!isSo)
        std::abort();
}

// What was printed can be read again.
void printAndRead(const rule::Rule& rule, const std::string& name)
{
    const auto* pipeline = std::get_if<rule::Pipeline>(&rule.body);
    if (pipeline == nullptr || pipeline->stages.empty())
        return;
    std::optional<std::string> text;
    const auto* filter = std::get_if<rule::Filter>(&pipeline->stages.front());
    if (rule.language == rule::Language::Eql)
        text = lang::eql::print(*pipeline);
    else if (rule.language == rule::Language::Kql && filter != nullptr)
        text = lang::kql::print(filter->predicate);
    else if (rule.language == rule::Language::Esql && filter != nullptr)
        text = lang::esql::print(filter->predicate, {}).transform([](const std::string& s) {
            return "FROM x | WHERE " + s;
        });
    if (text)
        require(!hasErrors(rulefile::parse(SourceText(name, *text)).diagnostics));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const Result<taxonomy::Taxonomy> taxonomy = taxonomy::builtInTaxonomy();
    static const events::EventSet set = [] {
        Task task;
        return events::loadText(
            "fuzz.ndjson", std::string(someEvents), events::emptyEventSet(*taxonomy), events::Side::Unknown, task)
            .events;
    }();
    constexpr std::array<const char*, 4> names{"fuzz.eql", "fuzz.kuery", "fuzz.esql", "fuzz.lucene"};
    if (size == 0 || size > 4096)
        return 0;
    const std::string name = names[data[0] % names.size()];
    const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const Parsed<rule::Document> parsed = rulefile::parse(SourceText(name, text));
    if (!parsed.value || parsed.value->rules.empty() || hasErrors(parsed.diagnostics))
        return 0;
    const rule::Rule& rule = parsed.value->rules.front();
    Task task;
    const Result<match::MatchReport> report = match::match(rule, set, *taxonomy, {}, nullptr, task);
    if (report) {
        require(report->matched <= report->possible && report->possible <= report->eventsInScope);
        for (std::uint32_t event = 0; event < set.size(); ++event) {
            const Result<match::Explanation> explained
                = match::explain(rule, set, events::EventId{event}, *taxonomy, {});
            require(explained.has_value() && explained->matched == report->definite.contains(event));
        }
    }
    printAndRead(rule, name);
    return 0;
}
