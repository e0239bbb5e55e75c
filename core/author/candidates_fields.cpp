// SPDX-License-Identifier: Apache-2.0
// Candidates for fields and values: what is known of the log source, what the loaded events carry, what rules use.
#include "core/author/candidates.h"

#include "core/advise/sigma_words.h"
#include "core/author/rule_use.h"
#include "core/lang/sigma/key.h"
#include "core/text/fold.h"
#include "core/text/grouped.h"

#include <algorithm>
#include <format>
#include <map>

namespace rulewright::author {

namespace {

std::string_view text(const std::optional<rule::LogSourcePart>& part)
{
    return part ? std::string_view(part->text) : std::string_view();
}

std::string joined(std::initializer_list<std::string> parts)
{
    std::string result;
    for (const std::string& part : parts) {
        if (!part.empty())
            result += (result.empty() ? "" : " · ") + part;
    }
    return result;
}

std::string rulesText(std::uint32_t rules)
{
    return rules == 0 ? std::string() : std::format("{} {}", rules, rules == 1 ? "rule" : "rules");
}

enum class Shape : std::uint8_t { Whole, Start, End };

/// The part of a value that an author writes under a modifier: with endswith a path's last name.
std::string shaped(std::string_view value, Shape shape)
{
    const std::size_t slash = value.find_last_of("\\/");
    if (slash == std::string_view::npos || slash + 1 == value.size())
        return std::string(value);
    if (shape == Shape::End)
        return std::string(value.substr(slash));
    if (shape == Shape::Start)
        return std::string(value.substr(0, slash + 1));
    return std::string(value);
}

/// The value as it stands in YAML at this place: escaped for Sigma, and quoted unless the caret is in quotes.
std::string written(std::string_view value, const Place& place, bool isRegex)
{
    const std::string escaped = isRegex ? std::string(value) : advise::escapedLiteral(value);
    const std::string scalar = advise::yamlScalar(escaped, advise::YamlQuotes::Single);
    if (place.quote == 0)
        return scalar;
    if (place.quote == '\'' && scalar.starts_with('\''))
        return scalar.substr(1, scalar.size() - 2);
    if (place.quote == '\'')
        return escaped;
    std::string inner;
    for (const char c : escaped) {
        if (c == '"' || c == '\\')
            inner += '\\';
        inner += c;
    }
    return inner;
}

} // namespace

std::vector<Candidate> fieldCandidates(
    const SourceText& source, std::uint32_t caret, const Place& place, const Knowledge& knowledge, const Task& task)
{
    const rule::LogSource logSource = logSourceAt(source, caret);
    const ScopeFacts facts = factsFor(logSource, knowledge, task);
    std::map<std::string, Candidate> byName;
    const auto candidate = [&](const std::string& name) -> Candidate& {
        Candidate& found = byName[name];
        found.kind = Completion::Kind::Field;
        found.label = name;
        return found;
    };
    const auto rules = fieldUse(knowledge.corpus);
    for (const KnownField& field : knowledge.fields) {
        if (logSource.isEmpty()
            || isOf(field, text(logSource.product), text(logSource.category), text(logSource.service)))
            candidate(field.name).weight += 1;
    }
    for (const FieldShare& share : facts.fields)
        candidate(share.name).weight += static_cast<double>(share.events) / static_cast<double>(facts.events);
    for (auto& [name, entry] : byName) {
        const auto used = rules.find(folded(name));
        const std::uint32_t count = used == rules.end() ? 0 : used->second;
        const FieldShare* share = facts.field(name);
        entry.weight += 0.05 * std::min(count, 100u);
        entry.detail = joined({share != nullptr ? shareText(share->events, facts.events)
                : facts.events > 0              ? std::string("in no loaded event")
                                                : std::string(),
            rulesText(count)});
        entry.text = name;
        if (place.kind == Place::Kind::Field && !place.hasColon)
            entry.text += ": ";
        // A key goes on with modifiers as often as with a value: what stands behind the word decides.
        const std::string_view rest = source.text().substr(place.word.end);
        if (rest.starts_with('|'))
            entry.text = name;
    }
    std::vector<Candidate> candidates;
    for (auto& [name, entry] : byName)
        candidates.push_back(std::move(entry));
    return candidates;
}

std::vector<Candidate> valueCandidates(
    const SourceText& source, std::uint32_t caret, const Place& place, const Knowledge& knowledge, const Task& task)
{
    const std::string key(place.testKey());
    const std::vector<lang::sigma::KeyPart> parts = lang::sigma::splitKey(key);
    const std::string field(parts[0].text);
    const auto has = [&](std::string_view modifier) {
        return std::ranges::any_of(
            parts.begin() + 1, parts.end(), [&](const lang::sigma::KeyPart& part) { return part.text == modifier; });
    };
    std::vector<Candidate> candidates;
    if (has("exists")) {
        candidates.push_back({Completion::Kind::Value, "true", "the event has the field", "true", {}, 2});
        candidates.push_back({Completion::Kind::Value, "false", "the event lacks the field", "false", {}, 1});
        return candidates;
    }
    if (field.empty() || has("cidr") || has("base64") || has("base64offset"))
        return candidates;
    if (has("fieldref")) {
        candidates = fieldCandidates(source, caret, place, knowledge, task);
        return candidates;
    }
    const bool isRegex = has("re");
    const Shape shape = has("endswith") ? Shape::End : has("startswith") ? Shape::Start : Shape::Whole;

    struct Count {
        std::uint64_t events = 0;
        std::uint32_t rules = 0;
    };

    std::map<std::string, Count> values;
    if (knowledge.events != nullptr && !isRegex) {
        constexpr std::size_t looked = 5'000;
        const rule::LogSource logSource = logSourceAt(source, caret);
        for (const ValueCount& value :
            topValues(field, logSource, *knowledge.events, knowledge.taxonomy, looked, task)) {
            // A command line of a screen's length helps nobody.
            if (value.text.size() <= 200 && !value.text.contains('\n'))
                values[shaped(value.text, shape)].events += value.events;
        }
    }
    for (const CorpusValue& value : valueUse(knowledge.corpus, field, isRegex))
        values[value.text].rules += value.rules;
    for (const auto& [value, count] : values) {
        std::string detail = joined(
            {count.events == 0 ? std::string()
                               : std::format("{} {}", grouped(count.events), count.events == 1 ? "event" : "events"),
                rulesText(count.rules)});
        candidates.push_back({Completion::Kind::Value, value, std::move(detail), written(value, place, isRegex), {},
            10.0 * count.rules + static_cast<double>(std::min<std::uint64_t>(count.events, 1'000)) / 100});
    }
    return candidates;
}

} // namespace rulewright::author
