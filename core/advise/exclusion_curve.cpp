// SPDX-License-Identifier: Apache-2.0
#include "core/advise/exclusion_curve.h"

#include "core/advise/insert.h"
#include "core/advise/value_row.h"
#include "core/match/match_events.h"
#include "core/rulefile/rulefile.h"

#include <utility>
#include <vector>

namespace rulewright::advise {

namespace {

std::optional<StepMeasure> measured(
    const std::string& text, const CurveInput& input, std::size_t place, const Exclusions& found, Task& task)
{
    const auto parsed = rulefile::parse(SourceText(std::string(input.source.name()), text));
    if (!parsed.value || hasErrors(parsed.diagnostics) || parsed.value->rules.size() <= place)
        return std::nullopt;
    match::MatchOptions options = input.options;
    options.document = &*parsed.value;
    const Result<match::MatchedEvents> matched
        = match::matchEvents(parsed.value->rules[place], input.events, input.taxonomy, options, input.cache, task);
    if (!matched || task.isStopped())
        return std::nullopt;
    return StepMeasure{.falsePositives = countAnd(matched->possible, found.falsePositiveEvents),
        .truePositives = countAnd(matched->possible, found.truePositiveEvents)};
}

} // namespace

Result<std::string> withExclusions(
    const SourceText& source, const rule::Document& document, std::uint32_t caret, std::span<const corpus::RowKey> rows)
{
    std::string text(source.text());
    Parsed<rule::Document> parsed;
    const rule::Document* now = &document;
    for (const corpus::RowKey& row : rows) {
        const Result<ExclusionEdit> edit
            = exclusionEdit(SourceText(std::string(source.name()), text), *now, caret, row);
        if (!edit)
            return std::unexpected(edit.error());
        text = applyEdits(text, edit->edits);
        parsed = rulefile::parse(SourceText(std::string(source.name()), text));
        if (!parsed.value || hasErrors(parsed.diagnostics))
            return std::unexpected(parsed.diagnostics);
        now = &*parsed.value;
    }
    return text;
}

void measureCurve(Exclusions& found, const CurveInput& input, Task& task)
{
    const rule::Rule* rule = insertionRule(input.document, input.caret);
    if (rule == nullptr)
        return;
    const auto place = static_cast<std::size_t>(rule - input.document.rules.data());
    for (ExclusionStep& step : found.curve) {
        if (task.isStopped())
            return;
        std::vector<corpus::RowKey> rows;
        for (const std::size_t row : step.rows)
            rows.push_back(found.rows[row].key);
        if (const Result<std::string> text = withExclusions(input.source, input.document, input.caret, rows))
            step.measured = measured(*text, input, place, found, task);
    }
}

} // namespace rulewright::advise
