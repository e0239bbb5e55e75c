// SPDX-License-Identifier: Apache-2.0
// A rule file and events, divided by a line of ----: every rule is matched, and what matching, explaining and the rule
// in fewer words say is the same.
#include "core/events/load.h"
#include "core/match/explain.h"
#include "core/match/match.h"
#include "core/rule/simplify.h"
#include "core/rule/walk.h"
#include "core/rulefile/rulefile.h"
#include "core/taxonomy/built_in.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace rulewright;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

void checkRule(const rule::Rule& rule, const rule::Document& document, const events::EventSet& events,
    const taxonomy::Taxonomy& taxonomy)
{
    constexpr std::uint32_t mostExplained = 20;
    match::MatchOptions options;
    options.document = &document;
    Task task;
    const auto report = match::match(rule, events, taxonomy, options, nullptr, task);
    if (!report) {
        require(!report.error().empty());
        return;
    }
    for (std::uint32_t event = 0; event < std::min(events.size(), mostExplained); ++event) {
        const auto explanation = match::explain(rule, events, events::EventId{event}, taxonomy, options);
        require(explanation.has_value());
        require(explanation->matched == report->definite.contains(event));
    }
    if (rule.language != rule::Language::Sigma || rule::condition(rule) == nullptr)
        return;
    const auto simple = match::match(rule::simplified(rule), events, taxonomy, options, nullptr, task);
    require(simple.has_value());
    require(simple->definite == report->definite && simple->possibleEvents == report->possibleEvents);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const Result<taxonomy::Taxonomy> taxonomy = taxonomy::builtInTaxonomy();
    constexpr std::string_view divider = "\n----\n";
    const std::string text(reinterpret_cast<const char*>(data), size);
    const std::size_t cut = text.find(divider);
    if (!taxonomy || cut == std::string::npos)
        return 0;
    const Parsed<rule::Document> parsed = rulefile::parse(SourceText("fuzz.yml", text.substr(0, cut)));
    if (!parsed.value || hasErrors(parsed.diagnostics))
        return 0;
    Task task;
    const events::EventSet events = events::loadText(
        "fuzz.ndjson", text.substr(cut + divider.size()), events::emptyEventSet(*taxonomy), events::Side::Unknown, task)
                                        .events;
    for (const rule::Rule& rule : parsed.value->rules)
        checkRule(rule, *parsed.value, events, *taxonomy);
    return 0;
}
