// SPDX-License-Identifier: Apache-2.0
#include "core/advise/insert_query.h"

#include "core/advise/query_words.h"
#include "core/advise/spl_words.h"
#include "core/lang/spl/printer.h"
#include "core/rule/walk.h"
#include "core/text/diagnostic_codes.h"
#include "core/text/fold.h"

#include <algorithm>
#include <format>
#include <vector>

namespace rulewright::advise {

namespace {

using rule::Language;
using rule::Predicate;

std::unexpected<Diagnostics> failure(std::string message)
{
    return std::unexpected(Diagnostics{{Severity::Error, codes::adviseInsert, {}, std::move(message), {}}});
}

bool holds(Span span, std::uint32_t caret) { return span.begin <= caret && caret <= span.end; }

/// The condition under the caret, else the first: of a filter, or of a step of a sequence.
const Predicate* chosenCondition(const rule::Rule& rule, std::uint32_t caret)
{
    const auto* pipeline = std::get_if<rule::Pipeline>(&rule.body);
    if (pipeline == nullptr)
        return nullptr;
    const Predicate* first = nullptr;
    const Predicate* chosen = nullptr;
    const auto offer = [&](const Predicate& predicate, Span place) {
        first = first == nullptr ? &predicate : first;
        chosen = holds(place, caret) && chosen == nullptr ? &predicate : chosen;
    };
    for (const rule::Stage& stage : pipeline->stages) {
        if (const auto* filter = std::get_if<rule::Filter>(&stage)) {
            offer(filter->predicate, filter->span);
        } else if (const auto* sequence = std::get_if<rule::Sequence>(&stage)) {
            for (const rule::Sequence::Step& step : sequence->steps)
                offer(step.where, step.span);
        } else if (std::holds_alternative<rule::Aggregate>(stage)) {
            break;
        }
    }
    return chosen != nullptr ? chosen : first;
}

/// The condition behind an event's category, which is an operand of its own.
const Predicate& withoutCategory(const Predicate& predicate, Language language)
{
    const auto* both = std::get_if<rule::And>(&predicate.node);
    const auto* test
        = both != nullptr && both->children.size() == 2 ? std::get_if<rule::Test>(&both->children[0].node) : nullptr;
    const bool isCategory = language == Language::Eql && test != nullptr && test->field.raw == "event.category";
    return isCategory ? both->children[1] : predicate;
}

bool isSameText(const rule::Value& a, const rule::Value& b)
{
    return std::ranges::equal(a.pattern.parts, b.pattern.parts,
        [](const auto& x, const auto& y) { return x.kind == y.kind && equalsFolded(x.literal, y.literal); });
}

/// A test of the same field in the same way, whose values the row's may join.
bool isSameTest(const rule::Test& a, const rule::Test& b)
{
    return a.field.raw == b.field.raw && a.field.kind == b.field.kind && a.op == b.op && !a.negated && !b.negated
        && a.join == rule::Join::Any && a.caseRule == b.caseRule;
}

/// Where a condition says something already, and where it can be said.
struct Places {
    const rule::Value* there = nullptr; ///< the first value that says it
    const rule::Test* list = nullptr; ///< under the caret, for one more value
};

Places placesFor(const rule::Test& wanted, const Predicate& whole, std::uint32_t caret)
{
    Places places;
    rule::walk(whole, [&](const Predicate& node) {
        const auto* test = std::get_if<rule::Test>(&node.node);
        if (test == nullptr || !isSameTest(*test, wanted))
            return;
        for (const rule::Value& value : test->values) {
            if (places.there == nullptr && isSameText(value, wanted.values.front()))
                places.there = &value;
        }
        if (holds(test->span, caret) && test->op == rule::Op::Eq)
            places.list = test;
    });
    return places;
}

Insertion alreadyThere(const rule::Value& value, std::uint32_t caret, std::string preview)
{
    Insertion result;
    result.kind = Insertion::Kind::AlreadyThere;
    result.place = value.span;
    result.caret = caret;
    result.preview = std::move(preview);
    return result;
}

/// The test with the value as one more of its list.
Predicate withValue(const rule::Test& list, const rule::Value& value)
{
    rule::Test longer = list;
    longer.values.push_back(value);
    return {rule::NodeId::None, std::move(longer)};
}

/// A query in quotes of TOML or YAML has their escapes.
std::string escapedFor(const SourceText& source, const rule::Rule& rule, std::string text)
{
    const std::string_view query = source.slice(rule.conditionSpan);
    const bool isDoubled = query.starts_with("\"");
    const bool isSingle = query.starts_with("'") && rule.language == Language::Spl;
    if ((!isDoubled && !isSingle) || rule.conditionSpan == rule.span)
        return text;
    std::string result;
    for (const char c : text) {
        if (isDoubled && (c == '\\' || c == '"'))
            result += '\\';
        if (isSingle && c == '\'')
            result += '\'';
        result += c;
    }
    return result;
}

Insertion replacing(Span place, std::string text, Insertion::Kind kind, std::string preview)
{
    Insertion result;
    result.kind = kind;
    result.caret = place.begin + static_cast<std::uint32_t>(text.size());
    result.edit = {place, std::move(text)};
    result.preview = std::move(preview);
    return result;
}

std::unexpected<Diagnostics> noWords(const rule::Rule& rule, const corpus::RowKey& row)
{
    return failure(std::format("{} has no words for {} on \"{}\": write the test by hand",
        rule::languageLabel(rule.language), rule::operatorName(row.op), row.field));
}

/// The row in a stage of a Splunk search.
Result<Insertion> splInsertion(const SourceText& source, const rule::Rule& rule, std::uint32_t caret,
    const corpus::RowKey& row, const Predicate& whole)
{
    const std::optional<SplWords> words = splWords(row, rule, whole);
    if (!words)
        return noWords(rule, row);
    const Places places = words->test ? placesFor(*words->test, whole, caret) : Places{};
    if (places.there != nullptr)
        return alreadyThere(*places.there, caret, words->text);
    if (places.list != nullptr) {
        static constexpr std::string_view command = "search ";
        if (const auto joined = lang::spl::printStage(withValue(*places.list, words->test->values.front()));
            joined && joined->starts_with(command))
            return replacing(places.list->span, escapedFor(source, rule, joined->substr(command.size())),
                Insertion::Kind::ListItem, words->text);
    }
    const Span place = rule::spanOf(whole);
    const std::string added = escapedFor(source, rule, words->text);
    if (words->isCondition && std::holds_alternative<rule::Or>(whole.node))
        return replacing(
            place, std::format("({}) AND {}", source.slice(place), added), Insertion::Kind::Key, words->text);
    return replacing(
        {place.end, place.end}, (words->isCondition ? " AND " : " ") + added, Insertion::Kind::Key, words->text);
}

} // namespace

Result<Insertion> queryInsertion(
    const SourceText& source, const rule::Rule& rule, std::uint32_t caret, const corpus::RowKey& row)
{
    const Predicate* whole = chosenCondition(rule, caret);
    if (rule.language == Language::Spl && whole != nullptr)
        return splInsertion(source, rule, caret, row, *whole);
    const std::optional<Predicate> predicate = queryPredicate(row, rule.language);
    const std::optional<std::string> text = predicate ? queryText(*predicate, rule.language) : std::nullopt;
    if (!text && rule.language != Language::Spl)
        return noWords(rule, row);
    if (whole == nullptr)
        return failure("The query has no condition yet: write one, and rows can be added to it");

    if (const auto* wanted = std::get_if<rule::Test>(&predicate->node); wanted != nullptr) {
        const Places places = placesFor(*wanted, *whole, caret);
        if (places.there != nullptr)
            return alreadyThere(*places.there, caret, *text);
        if (places.list != nullptr) {
            const auto joined = queryText(withValue(*places.list, wanted->values.front()), rule.language);
            if (joined)
                return replacing(
                    places.list->span, escapedFor(source, rule, *joined), Insertion::Kind::ListItem, *text);
        }
    }

    const Predicate& condition = withoutCategory(*whole, rule.language);
    const Span place = rule::spanOf(condition);
    const std::string_view both = rule.language == Language::Esql ? " AND " : " and ";
    const std::string added = escapedFor(source, rule, *text);
    const bool isEmpty = std::holds_alternative<rule::Constant>(condition.node);
    if (isEmpty)
        return replacing(place, added, Insertion::Kind::Key, *text);
    // Brackets are not part of a group's place, but an OR at the top has none.
    if (std::holds_alternative<rule::Or>(condition.node)) {
        return replacing(place, std::format("({}){}{}", source.slice(place), both, added), Insertion::Kind::Key, *text);
    }
    return replacing({place.end, place.end}, std::string(both) + added, Insertion::Kind::Key, *text);
}

} // namespace rulewright::advise
