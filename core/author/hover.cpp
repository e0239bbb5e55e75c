// SPDX-License-Identifier: Apache-2.0
#include "core/author/hover.h"

#include "core/author/candidates.h"
#include "core/author/outline.h"
#include "core/author/rule_use.h"
#include "core/author/vocabulary.h"
#include "core/lang/sigma/modifiers.h"
#include "core/match/scope.h"
#include "core/rule/walk.h"
#include "core/taxonomy/log_source.h"
#include "core/text/fold.h"
#include "core/text/grouped.h"

#include <algorithm>
#include <format>

namespace rulewright::author {

namespace {

using Kind = Place::Kind;

Hover hover(const Place& place, std::string title, std::vector<std::string> lines)
{
    std::erase(lines, std::string());
    return {place.word, std::move(title), std::move(lines)};
}

std::optional<Hover> ofWord(const Place& place, std::string_view word, std::span<const Word> table)
{
    const Word* found = find(table, word);
    if (found == nullptr)
        return std::nullopt;
    return hover(place, std::string(word), {std::string(found->meaning)});
}

std::optional<Hover> ofModifier(const Place& place, std::string_view word)
{
    const lang::sigma::ModifierInfo* modifier = lang::sigma::findModifier(word);
    if (modifier == nullptr)
        return std::nullopt;
    return hover(place, std::string(word),
        {std::string(modifier->meaning), std::format("Takes {}.", modifier->values),
            std::string(modifierExample(word))});
}

std::string listed(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

std::optional<Hover> ofTag(const Place& place, std::string_view word, const Knowledge& knowledge)
{
    if (!word.starts_with("attack."))
        return ofWord(place, word, otherTags());
    const std::string_view name = word.substr(7);
    if (const attack::Tactic* tactic = knowledge.attack.tactic(name)) {
        const auto techniques
            = std::ranges::count_if(knowledge.attack.techniques(), [&](const attack::Technique& technique) {
                  return std::ranges::contains(technique.tactics, tactic->shortName);
              });
        return hover(place, std::format("{} {}", tactic->id, tactic->name),
            {std::format("A tactic of ATT&CK {} with {} techniques.", knowledge.attack.version(), techniques)});
    }
    const std::string current = knowledge.attack.current(name);
    const attack::Technique* technique = knowledge.attack.technique(current);
    if (technique == nullptr)
        return hover(place, std::string(word),
            {std::format("ATT&CK {} has no technique or tactic of this name.", knowledge.attack.version())});
    std::vector<std::string> tactics;
    for (const std::string& shortName : technique->tactics) {
        const attack::Tactic* tactic = knowledge.attack.tactic(shortName);
        tactics.push_back(tactic == nullptr ? shortName : tactic->name);
    }
    std::vector<std::string> lines{std::format("Tactics: {}.", listed(tactics))};
    if (!technique->platforms.empty())
        lines.push_back(std::format("Platforms: {}.", listed(technique->platforms)));
    if (const attack::Technique* parent = knowledge.attack.technique(technique->parent); parent != nullptr)
        lines.push_back(std::format("A sub-technique of {} {}.", parent->id, parent->name));
    if (!technique->subtechniques.empty())
        lines.push_back(std::format("Has {} sub-techniques.", technique->subtechniques.size()));
    if (!equalsFolded(current, name))
        lines.push_back(std::format("{} was revoked; today it is {}.", name, current));
    if (knowledge.corpus != nullptr)
        lines.push_back(std::format("{} rules are tagged with it.", knowledge.corpus->rulesOf(current).size()));
    return hover(place, std::format("{} {}", technique->id, technique->name), std::move(lines));
}

std::optional<Hover> ofField(
    const SourceText& source, const Place& place, std::string_view word, const Knowledge& knowledge, const Task& task)
{
    if (word.empty())
        return std::nullopt;
    std::vector<std::string> lines;
    const auto known = std::ranges::find(knowledge.fields, word, &KnownField::name);
    if (known != knowledge.fields.end())
        lines.push_back(known->meaning);
    const rule::LogSource logSource = logSourceAt(source, place.word.begin);
    if (knowledge.events != nullptr) {
        const ScopeFacts facts = factsFor(logSource, knowledge, task);
        const FieldShare* share = facts.field(word);
        if (facts.events == 0) {
            lines.emplace_back("No loaded event is of the rule's log source.");
        } else if (share == nullptr) {
            lines.push_back(std::format("None of the {} events of the log source carries it.", grouped(facts.events)));
        } else {
            lines.push_back(std::format("In {}.", shareText(share->events, facts.events)));
            std::string top;
            for (const ValueCount& value : topValues(word, logSource, *knowledge.events, knowledge.taxonomy, 3, task))
                top += std::format(
                    "{}{} ({})", top.empty() ? "" : ", ", value.text.substr(0, 60), grouped(value.events));
            lines.push_back(std::format("Most often: {}.", top));
        }
    }
    const auto uses = fieldUse(knowledge.corpus);
    if (const auto used = uses.find(folded(word)); used != uses.end())
        lines.push_back(std::format("{} rules filter on it.", used->second));
    if (lines.empty())
        return std::nullopt;
    return hover(place, std::string(word), std::move(lines));
}

std::optional<Hover> ofLogSource(const Place& place, std::string_view word, const Knowledge& knowledge)
{
    const std::string_view part = place.path.back().text;
    rule::LogSource logSource;
    rule::LogSourcePart value{std::string(word), place.word};
    if (part == "product")
        logSource.product = value;
    else if (part == "category")
        logSource.category = value;
    else
        logSource.service = value;
    const taxonomy::LogSourceScope scope = match::scopeOf(logSource, knowledge.taxonomy);
    if (scope.state == taxonomy::LogSourceScope::State::Unmapped)
        return hover(
            place, std::string(word), {std::format("No events are known for this {}: it narrows nothing.", part)});
    std::vector<std::string> lines;
    for (const taxonomy::NeededEvent& needed : scope.needed) {
        if (lines.size() == 6) {
            lines.push_back(std::format("and {} more", scope.needed.size() - 6));
            break;
        }
        lines.push_back(taxonomy::describe(needed));
    }
    if (lines.empty())
        lines.emplace_back("Every event of this product.");
    return hover(place, std::string(word), std::move(lines));
}

std::optional<Hover> ofCondition(const SourceText& source, const Place& place, std::string_view word)
{
    const Word operators[] = {
        {"and", "Both sides must hold. It binds more tightly than or."},
        {"or", "One of both sides must hold. It binds less tightly than and."},
        {"not", "What follows must not hold. A test of a field that an event lacks is false, so its negation holds."},
        {"of", "1 of: at least one of the selections; all of: every one."},
        {"all", "Every one of the selections that follow."},
        {"1", "At least one of the selections that follow."},
        {"them", "Every selection whose name does not begin with an underscore."},
    };
    std::vector<std::string> members;
    const std::vector<NameUse> names = selectionNames(source, place.word.begin);
    for (const Span& span : referencesAt(source, place.word.begin)) {
        const std::string_view name = source.slice(span);
        if (std::ranges::any_of(names, [&](const NameUse& use) { return use.span == span; }))
            members.emplace_back(name);
    }
    if (word.contains('*') || word == "them") {
        if (members.empty())
            return hover(place, std::string(word), {"No selection fits this pattern."});
        return hover(place, std::string(word), {std::format("Stands for {}.", listed(members))});
    }
    if (auto found = ofWord(place, word, operators))
        return found;
    const auto line = definitionAt(source, place.word.begin);
    if (!line)
        return std::nullopt;
    return hover(
        place, std::string(word), {std::format("The selection in line {}.", source.position(line->begin).line)});
}

std::optional<Hover> ofValue(const rule::Document* document, const Place& place, std::uint32_t offset)
{
    if (document == nullptr)
        return std::nullopt;
    std::optional<Hover> found;
    for (const rule::Rule& rule : document->rules) {
        rule::forEachTest(rule, [&](const rule::Test& test) {
            for (const rule::Value& value : test.values) {
                if (!found && value.span.begin <= offset && offset <= value.span.end)
                    found = Hover{value.span, std::string(rule::operatorName(rule::valueOperator(test, value))),
                        literalReading(test, value)};
            }
        });
    }
    static_cast<void>(place);
    return found;
}

std::string inQuotes(std::string_view text) { return std::format("\"{}\"", text); }

} // namespace

std::vector<std::string> literalReading(const rule::Test& test, const rule::Value& value)
{
    std::vector<std::string> lines;
    const rule::Op op = rule::valueOperator(test, value);
    if (op == rule::Op::IsNull)
        return {"The field is absent or null."};
    if (op == rule::Op::Exists)
        return {rule::scalarText(value.scalar) == "true" ? "The event has the field, be it empty."
                                                         : "The event does not have the field."};
    if (op == rule::Op::Regex)
        return {std::format("Somewhere in the value: {}", rule::scalarText(value.scalar)),
            "RE2's syntax; letter case counts unless |i says otherwise."};
    if (op == rule::Op::Cidr)
        return {std::format("An address in {}.", rule::scalarText(value.scalar))};
    std::string pieces;
    for (const rule::PatternPart& part : value.pattern.parts) {
        const std::string piece = part.kind == rule::PatternPart::Kind::Many ? "any text"
            : part.kind == rule::PatternPart::Kind::One                      ? "one character"
                                                                             : inQuotes(part.literal);
        pieces += (pieces.empty() ? "" : ", then ") + piece;
    }
    if (value.pattern.parts.empty())
        pieces = "the empty text";
    switch (test.op) {
    case rule::Op::Contains:
        lines.push_back(std::format("Contains {}.", pieces));
        break;
    case rule::Op::StartsWith:
        lines.push_back(std::format("Begins with {}.", pieces));
        break;
    case rule::Op::EndsWith:
        lines.push_back(std::format("Ends with {}.", pieces));
        break;
    case rule::Op::Gt:
    case rule::Op::Ge:
    case rule::Op::Lt:
    case rule::Op::Le:
        lines.push_back(std::format("A number that is {} {}.",
            test.op == rule::Op::Gt       ? "greater than"
                : test.op == rule::Op::Ge ? "at least"
                : test.op == rule::Op::Lt ? "less than"
                                          : "at most",
            rule::scalarText(value.scalar)));
        return lines;
    case rule::Op::FieldRef:
        lines.push_back(std::format("The same value as the field {}.", rule::scalarText(value.scalar)));
        return lines;
    default:
        lines.push_back(std::format("{} {}.", value.pattern.hasWildcard() ? "Is" : "Is exactly", pieces));
    }
    lines.emplace_back(test.caseRule == rule::CaseRule::Sensitive ? "Letter case counts." : "Letter case is ignored.");
    for (const rule::Modifier modifier : test.modifiers)
        lines.push_back(std::format("Changed by |{} before it is compared.", rule::modifierName(modifier)));
    return lines;
}

std::optional<Hover> hoverAt(const SourceText& source, const rule::Document* document, std::uint32_t offset,
    const Knowledge& knowledge, const Task& task)
{
    const Place place = placeAt(source, offset);
    const std::string_view word = source.slice(place.word);
    switch (place.kind) {
    case Kind::Nowhere:
    case Kind::Date:
    case Kind::CorrelationTimespan:
        return std::nullopt;
    case Kind::TopKey:
        return ofWord(place, word, topKeys());
    case Kind::LogSourceKey:
        return ofWord(place, word, logSourceKeys());
    case Kind::LogSourceValue:
        return ofLogSource(place, word, knowledge);
    case Kind::Status:
        return ofWord(place, word, statuses());
    case Kind::Level:
        return ofWord(place, word, levels());
    case Kind::Tag:
        return ofTag(place, word, knowledge);
    case Kind::SelectionName:
        return ofWord(place, word, detectionKeys());
    case Kind::Condition:
        return ofCondition(source, place, word);
    case Kind::Field:
    case Kind::CorrelationField:
        return ofField(source, place, word, knowledge, task);
    case Kind::Modifier:
        return ofModifier(place, word);
    case Kind::Value:
        return ofValue(document, place, offset);
    case Kind::CorrelationKey:
        return ofWord(place, word, correlationKeys());
    case Kind::CorrelationType:
        return ofWord(place, word, correlationTypes());
    case Kind::CorrelationRule:
        return std::nullopt;
    case Kind::CorrelationConditionKey:
        return ofWord(place, word, correlationConditionKeys());
    case Kind::FilterKey:
        return ofWord(place, word, filterKeys());
    case Kind::RelatedKey:
        return ofWord(place, word, relatedKeys());
    case Kind::RelatedType:
        return ofWord(place, word, relatedTypes());
    }
    return std::nullopt;
}

} // namespace rulewright::author
