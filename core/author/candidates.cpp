// SPDX-License-Identifier: Apache-2.0
#include "core/author/candidates.h"

#include "core/author/outline.h"
#include "core/author/vocabulary.h"
#include "core/lang/sigma/modifiers.h"
#include "core/text/grouped.h"

#include <algorithm>
#include <format>

namespace rulewright::author {

namespace {

using Kind = Place::Kind;

/// A key with what follows it, where its colon is not there yet.
std::string keyText(const Place& place, std::string_view name, bool opensBlock)
{
    if (place.hasColon)
        return std::string(name);
    return std::format("{}{}", name, opensBlock ? ":" : ": ");
}

std::vector<Candidate> words(std::span<const Word> table, const Place& place, bool areKeys)
{
    std::vector<Candidate> candidates;
    double weight = static_cast<double>(table.size());
    for (const Word& word : table) {
        candidates.push_back({areKeys ? Completion::Kind::Key : Completion::Kind::Word, std::string(word.name),
            std::string(word.meaning), areKeys ? keyText(place, word.name, word.opensBlock) : std::string(word.name),
            {}, weight});
        --weight;
    }
    return candidates;
}

/// Keys of the same map as the caret's, which are not offered again.
void withoutSiblings(
    std::vector<Candidate>& candidates, const SourceText& source, std::uint32_t caret, const Place& place)
{
    std::vector<std::string> siblings;
    for (const Symbol& symbol : outline(source)) {
        if (symbol.kind == Symbol::Kind::Rule || symbol.span.begin < place.document.begin
            || symbol.span.begin >= place.document.end || symbol.depth != place.path.size() + 1)
            continue;
        if (symbol.nameSpan.begin <= caret && caret <= symbol.nameSpan.end)
            continue;
        siblings.push_back(symbol.name);
    }
    std::erase_if(
        candidates, [&](const Candidate& candidate) { return std::ranges::contains(siblings, candidate.label); });
}

std::vector<Candidate> modifierCandidates(const Place& place, std::string_view key)
{
    std::vector<Candidate> candidates;
    double weight = 100;
    for (const lang::sigma::ModifierInfo& modifier : lang::sigma::modifiers()) {
        --weight;
        const std::string needle = std::format("|{}|", modifier.name);
        if (std::format("{}|", key).contains(needle) && place.before != modifier.name)
            continue;
        const bool isUsual = modifier.name == "contains" || modifier.name == "endswith" || modifier.name == "startswith"
            || modifier.name == "all" || modifier.name == "re" || modifier.name == "windash" || modifier.name == "cidr";
        candidates.push_back({Completion::Kind::Modifier, std::string(modifier.name), std::string(modifier.meaning),
            std::string(modifier.name), {}, weight + (isUsual ? 100 : 0)});
    }
    return candidates;
}

std::vector<Candidate> ruleCandidates(const SourceText& source, const Place& place)
{
    std::vector<Candidate> candidates;
    for (std::uint32_t line = 1; line <= source.lineCount(); ++line) {
        for (const std::string_view key : {std::string_view("name: "), std::string_view("id: ")}) {
            const std::string_view text = source.line(line);
            if (!text.starts_with(key))
                continue;
            std::string name(text.substr(key.size()));
            while (!name.empty() && (name.back() == ' ' || name.back() == '\r'))
                name.pop_back();
            if (!name.empty())
                candidates.push_back({Completion::Kind::Word, name,
                    key == "name: " ? "a rule of this file" : "a rule's id", name, {}, key == "name: " ? 2.0 : 1.0});
        }
    }
    if (!place.path.empty() && place.path[0].text == "filter")
        candidates.push_back({Completion::Kind::Word, "any", "every rule of the log source", "any", {}, 0});
    return candidates;
}

} // namespace

std::string shareText(std::uint64_t part, std::uint64_t whole)
{
    if (whole == 0)
        return {};
    const std::uint64_t percent = part * 100 / whole;
    return percent == 0 && part > 0 ? std::format("< 1 % of {} events", grouped(whole))
                                    : std::format("{} % of {} events", percent, grouped(whole));
}

ScopeFacts factsFor(const rule::LogSource& logSource, const Knowledge& knowledge, const Task& task)
{
    if (knowledge.scope != nullptr)
        return *knowledge.scope;
    if (knowledge.events == nullptr)
        return {};
    return scopeFacts(logSource, *knowledge.events, knowledge.taxonomy, task);
}

std::vector<Candidate> candidatesAt(
    const SourceText& source, std::uint32_t caret, const Place& place, const Knowledge& knowledge, const Task& task)
{
    std::vector<Candidate> candidates;
    switch (place.kind) {
    case Kind::Nowhere:
    case Kind::Date:
        return {};
    case Kind::TopKey:
        candidates = words(topKeys(), place, true);
        break;
    case Kind::LogSourceKey:
        candidates = words(logSourceKeys(), place, true);
        break;
    case Kind::LogSourceValue:
        return logSourceCandidates(source, caret, place, knowledge);
    case Kind::Status:
        return words(statuses(), place, false);
    case Kind::Level:
        return words(levels(), place, false);
    case Kind::Tag:
        return tagCandidates(place, knowledge);
    case Kind::SelectionName: {
        candidates = words(detectionKeys(), place, true);
        std::vector<Candidate> names = words(selectionNames(), place, true);
        candidates.insert(candidates.begin(), names.begin(), names.end());
        break;
    }
    case Kind::Condition:
        return conditionCandidates(source, caret, place);
    case Kind::Field:
        return fieldCandidates(source, caret, place, knowledge, task);
    case Kind::Modifier: {
        const SourceText& text = source;
        const auto line = text.position(caret).line;
        const std::string_view key = text.slice({text.lineSpan(line).begin + place.indent, caret});
        return modifierCandidates(place, key);
    }
    case Kind::Value:
        return valueCandidates(source, caret, place, knowledge, task);
    case Kind::CorrelationKey:
        candidates = words(correlationKeys(), place, true);
        break;
    case Kind::CorrelationType:
        return words(correlationTypes(), place, false);
    case Kind::CorrelationRule:
        return ruleCandidates(source, place);
    case Kind::CorrelationField:
        return fieldCandidates(source, caret, place, knowledge, task);
    case Kind::CorrelationTimespan:
        return words(timespans(), place, false);
    case Kind::CorrelationConditionKey:
        candidates = words(correlationConditionKeys(), place, true);
        break;
    case Kind::FilterKey:
        candidates = words(filterKeys(), place, true);
        break;
    case Kind::RelatedKey:
        candidates = words(relatedKeys(), place, true);
        return candidates;
    case Kind::RelatedType:
        return words(relatedTypes(), place, false);
    }
    withoutSiblings(candidates, source, caret, place);
    return candidates;
}

} // namespace rulewright::author
