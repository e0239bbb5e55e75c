// SPDX-License-Identifier: Apache-2.0
#include "core/author/complete.h"

#include "core/author/candidates.h"
#include "core/author/ranking.h"
#include "core/author/yaml_line.h"

#include <algorithm>

namespace rulewright::author {

namespace {

struct Ranked {
    Candidate candidate;
    int fit = 0;
};

/// The candidate's fit: its label, and where it has a second name (of a technique) that too, a little lower.
int fitOf(const Candidate& candidate, std::string_view typed)
{
    const int own = fit(candidate.label, typed);
    const int other = candidate.otherName.empty() ? 0 : fit(candidate.otherName, typed);
    return std::max(2 * own, 2 * other - 1);
}

} // namespace

std::vector<Completion> complete(
    const SourceText& source, std::uint32_t caret, const Knowledge& knowledge, const Task& task, std::size_t limit)
{
    const Place place = placeAt(source, caret);
    std::vector<Ranked> ranked;
    for (Candidate& candidate : candidatesAt(source, caret, place, knowledge, task)) {
        const int fits = fitOf(candidate, place.before);
        if (fits > 0)
            ranked.push_back({std::move(candidate), fits});
    }
    std::ranges::stable_sort(ranked, [](const Ranked& a, const Ranked& b) {
        if (a.fit != b.fit)
            return a.fit > b.fit;
        if (a.candidate.weight != b.candidate.weight)
            return a.candidate.weight > b.candidate.weight;
        return a.candidate.label < b.candidate.label;
    });
    std::vector<Completion> completions;
    for (Ranked& entry : ranked) {
        if (completions.size() == limit)
            break;
        completions.push_back({entry.candidate.kind, std::move(entry.candidate.label),
            std::move(entry.candidate.detail), {place.word, std::move(entry.candidate.text)}});
    }
    return completions;
}

rule::LogSource logSourceAt(const SourceText& source, std::uint32_t offset)
{
    rule::LogSource result;
    const Span document = placeAt(source, offset).document;
    bool isInside = false;
    for (std::uint32_t line = source.position(document.begin).line; line <= source.lineCount(); ++line) {
        const Span span = source.lineSpan(line);
        if (span.begin >= document.end && span.begin != document.begin)
            break;
        const YamlLine parts = yamlLine(source.line(line));
        if (parts.isBlank || parts.isDocumentStart())
            continue;
        if (parts.indent == 0) {
            isInside = parts.hasKey() && parts.key() == "logsource";
            continue;
        }
        if (!isInside || !parts.hasKey())
            continue;
        std::string_view value = parts.text.substr(std::min(parts.value, parts.text.size()));
        while (!value.empty() && (value.back() == ' ' || value.back() == '\r'))
            value.remove_suffix(1);
        if (value.size() >= 2 && (value.front() == '\'' || value.front() == '"') && value.back() == value.front())
            value = value.substr(1, value.size() - 2);
        if (value.empty())
            continue;
        rule::LogSourcePart part{std::string(value),
            {span.begin + static_cast<std::uint32_t>(parts.value),
                span.begin + static_cast<std::uint32_t>(parts.value + value.size())}};
        if (parts.key() == "product")
            result.product = std::move(part);
        else if (parts.key() == "category")
            result.category = std::move(part);
        else if (parts.key() == "service")
            result.service = std::move(part);
    }
    return result;
}

} // namespace rulewright::author
