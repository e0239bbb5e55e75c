// SPDX-License-Identifier: Apache-2.0
// Candidates for tags, log sources and conditions.
#include "core/author/candidates.h"

#include "core/author/outline.h"
#include "core/author/vocabulary.h"
#include "core/text/fold.h"

#include <algorithm>
#include <format>
#include <map>
#include <set>

namespace rulewright::author {

namespace {

std::string tacticNames(const attack::Technique& technique, const attack::AttackData& attack)
{
    std::string names;
    for (const std::string& shortName : technique.tactics) {
        const attack::Tactic* tactic = attack.tactic(shortName);
        names += (names.empty() ? "" : ", ") + (tactic != nullptr ? tactic->name : shortName);
    }
    return names;
}

/// Rules of the corpus by technique, where one is loaded.
double rulesOf(const Knowledge& knowledge, std::string_view technique)
{
    return knowledge.corpus == nullptr ? 0 : static_cast<double>(knowledge.corpus->rulesOf(technique).size());
}

enum class ConditionPart : std::uint8_t { Operand, Operator, AfterOf, AfterNumber };

/// What a condition needs next, by the words before the caret.
ConditionPart partAt(std::string_view before)
{
    std::string last;
    std::string previous;
    std::string word;
    for (const char c : std::string(before) + ' ') {
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\'' || c == '"' || c == '-' || c == '['
            || c == ',') {
            if (!word.empty()) {
                previous = last;
                last = word;
                word.clear();
            }
        } else if (c == '(' || c == ')') {
            if (!word.empty()) {
                previous = last;
                last = word;
                word.clear();
            }
            previous = last;
            last = c;
        } else {
            word += c;
        }
    }
    const std::string lower = folded(last);
    if (lower.empty() || lower == "and" || lower == "or" || lower == "not" || lower == "(")
        return ConditionPart::Operand;
    if (lower == "of")
        return ConditionPart::AfterOf;
    if (lower == "all" || lower == "any" || std::ranges::all_of(lower, [](char c) { return c >= '0' && c <= '9'; }))
        return ConditionPart::AfterNumber;
    return ConditionPart::Operator;
}

} // namespace

std::vector<Candidate> tagCandidates(const Place& place, const Knowledge& knowledge)
{
    std::vector<Candidate> candidates;
    for (const attack::Tactic& tactic : knowledge.attack.tactics()) {
        const std::string tag = std::format("attack.{}", tactic.shortName);
        candidates.push_back(
            {Completion::Kind::Tactic, tag, std::format("{} · {}", tactic.id, tactic.name), tag, tactic.name, 1'000});
    }
    for (const attack::Technique& technique : knowledge.attack.techniques()) {
        const std::string tag = std::format("attack.{}", folded(technique.id));
        candidates.push_back({Completion::Kind::Technique, tag,
            std::format("{} · {}", technique.name, tacticNames(technique, knowledge.attack)), tag, technique.name,
            rulesOf(knowledge, technique.id)});
        // The id alone is typed, too.
        if (!place.before.empty() && (place.before[0] == 't' || place.before[0] == 'T')
            && folded(technique.id).starts_with(folded(place.before)))
            candidates.back().otherName = technique.id;
    }
    for (const Word& word : otherTags())
        candidates.push_back(
            {Completion::Kind::Word, std::string(word.name), std::string(word.meaning), std::string(word.name), {}, 0});
    return candidates;
}

std::vector<Candidate> logSourceCandidates(
    const SourceText& source, std::uint32_t caret, const Place& place, const Knowledge& knowledge)
{
    const std::string_view part = place.path.back().text;
    const rule::LogSource logSource = logSourceAt(source, caret);
    const std::string product = logSource.product && part != "product" ? logSource.product->text : std::string();
    std::map<std::string, std::set<std::string>> names; // with the events they stand for
    const auto add = [&](std::string_view itsProduct, std::string_view name, std::string detail) {
        if (product.empty() || equalsFolded(product, itsProduct))
            names[std::string(name)].insert(std::move(detail));
    };
    if (part == "product") {
        for (const std::string_view name : {"aws", "azure", "linux", "macos", "windows"})
            names[std::string(name)].insert(name == "windows" ? "Windows event logs" : "");
    }
    for (const taxonomy::EventType& event : knowledge.taxonomy.events()) {
        if (part != "category")
            break;
        for (const std::string& entry : event.categories) {
            const std::size_t slash = entry.find('/');
            add(std::string_view(entry).substr(0, slash), std::string_view(entry).substr(slash + 1),
                std::format("{} {}", event.provider, event.id));
        }
    }
    for (const taxonomy::LogSourceRow& row : knowledge.taxonomy.logSources()) {
        const bool fits = (part == "service" && row.part == taxonomy::LogSourceRow::Part::Service)
            || (part == "category" && row.part == taxonomy::LogSourceRow::Part::Category)
            || (part == "product" && row.part == taxonomy::LogSourceRow::Part::Product);
        if (fits)
            add(row.product, row.name, row.channel.empty() ? row.provider : row.channel);
    }
    if (part == "service") {
        add("linux", "auditd", "Linux's audit log");
        add("aws", "cloudtrail", "AWS CloudTrail");
    }
    std::map<std::string, double> uses; // by the fields that are known of it: the usual log sources first
    for (const KnownField& field : knowledge.fields) {
        for (const std::string& entry : field.logSources)
            ++uses[entry.substr(entry.find('/') + 1)];
    }
    std::vector<Candidate> candidates;
    for (const auto& [name, details] : names) {
        std::string detail;
        std::size_t shown = 0;
        for (const std::string& one : details) {
            if (!one.empty() && shown++ < 3)
                detail += (detail.empty() ? "" : ", ") + one;
        }
        const double weight = name == "windows" ? 1'000 : uses[name];
        candidates.push_back({Completion::Kind::Word, name, detail, name, {}, weight});
    }
    return candidates;
}

std::vector<Candidate> conditionCandidates(const SourceText& source, std::uint32_t caret, const Place& place)
{
    std::vector<Candidate> candidates;
    const auto add = [&](Completion::Kind kind, std::string text, std::string_view detail, double weight) {
        candidates.push_back({kind, text, std::string(detail), text, {}, weight});
    };
    const std::uint32_t begin
        = place.path.empty() ? source.lineSpan(source.position(caret).line).begin : place.path.back().span.end + 1;
    const ConditionPart part = partAt(source.slice({std::min(begin, place.word.begin), place.word.begin}));
    if (part == ConditionPart::Operator) {
        add(Completion::Kind::Word, "and", "both", 3);
        add(Completion::Kind::Word, "or", "one of both", 2);
        add(Completion::Kind::Word, "and not", "the first without the second", 2.5);
        return candidates;
    }
    if (part == ConditionPart::AfterNumber) {
        add(Completion::Kind::Word, "of", "selections that fit a pattern", 1);
        return candidates;
    }
    std::map<std::string, int> groups;
    const std::vector<NameUse> names = selectionNames(source, caret);
    for (const NameUse& name : names) {
        for (std::size_t at = name.text.find('_'); at != std::string::npos; at = name.text.find('_', at + 1))
            ++groups[name.text.substr(0, at + 1) + '*'];
    }
    const bool needsPattern = part == ConditionPart::AfterOf;
    for (const auto& [pattern, members] : groups) {
        const bool isFilter = pattern.starts_with("filter");
        const std::string detail = std::format("{} selections", members);
        if (needsPattern)
            add(Completion::Kind::Pattern, pattern, detail, 10 + members);
        else
            add(Completion::Kind::Pattern, std::format("{} {}", isFilter ? "1 of" : "all of", pattern), detail,
                members > 1 ? 4 : 1);
    }
    if (needsPattern)
        add(Completion::Kind::Pattern, "them", "every selection whose name does not begin with _", 5);
    double weight = 20;
    for (const NameUse& name : names)
        add(Completion::Kind::Selection, name.text, "selection", needsPattern ? 1 : weight--);
    if (!needsPattern) {
        add(Completion::Kind::Word, "not", "what must not be", 3);
        add(Completion::Kind::Word, "1 of", "at least one of several", 2);
        add(Completion::Kind::Word, "all of", "every one of several", 2);
    }
    return candidates;
}

} // namespace rulewright::author
