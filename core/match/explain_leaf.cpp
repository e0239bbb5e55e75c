// SPDX-License-Identifier: Apache-2.0
#include "core/match/explain_leaf.h"

#include "core/match/computation.h"
#include "core/match/event_values.h"
#include "core/match/leaf_bitmap.h"
#include "core/match/nested.h"
#include "core/match/ranges.h"
#include "core/match/scope_test.h"

#include <algorithm>
#include <array>

namespace rulewright::match {

namespace {

void decide(ExplainNode& node, bool truth, Reason reason)
{
    node.truth = truth ? Truth::True : Truth::False;
    node.reason = reason;
}

void show(ExplainNode& node, const EventValue& value, std::vector<ByteRange> ranges)
{
    node.actual = value.text;
    node.valueIndex = value.index;
    node.ranges = std::move(ranges);
    // A keyword is looked for in all fields: say where it was found.
    node.actualField = value.field;
}

Reason whyNot(const Matcher& matcher, const EventField& field)
{
    if (!field.isPresent)
        return Reason::FieldAbsent;
    if (field.values.empty())
        return Reason::FieldNull;
    if (field.values.size() == 1 && field.values.front().text.empty())
        return Reason::FieldEmpty;
    const auto none = [&](auto&& reads) {
        return std::ranges::none_of(
            field.values, [&](const EventValue& value) { return reads(value.text).has_value(); });
    };
    if (std::holds_alternative<NumberMatcher>(matcher) && none([](const auto& text) { return parseDecimal(text); }))
        return Reason::NotANumber;
    if (std::holds_alternative<CidrMatcher>(matcher) && none([](const auto& text) { return parseAddress(text); }))
        return Reason::NotAnAddress;
    if (const auto* time = std::get_if<TimeMatcher>(&matcher);
        time != nullptr && none([&](const auto& text) { return timePart(time->part, text); }))
        return Reason::NotATime;
    const bool otherCase = std::ranges::any_of(
        field.values, [&](const EventValue& value) { return matchesInOtherCase(matcher, value.text); });
    return otherCase ? Reason::CaseDiffers : Reason::ValueDiffers;
}

// exists and null: about the field, not about a value.
bool explainPresence(ExplainNode& node, const Matcher& matcher, const EventField& field)
{
    const Reason nothing = field.isPresent ? Reason::FieldNull : Reason::FieldAbsent;
    if (const auto* exists = std::get_if<ExistsMatcher>(&matcher)) {
        const Reason present = exists->wanted ? Reason::Matched : Reason::ValueDiffers;
        decide(node, field.isPresent == exists->wanted, field.isPresent ? present : Reason::FieldAbsent);
    } else if (std::holds_alternative<NullMatcher>(matcher)) {
        decide(node, field.values.empty(), field.values.empty() ? nothing : Reason::ValueDiffers);
    } else {
        return false;
    }
    if (!field.values.empty())
        show(node, field.values.front(), {});
    return true;
}

void explainPair(ExplainNode& node, const FieldMatcher& matcher, const EventField& field, const EventField& other)
{
    for (const EventValue& value : field.values) {
        for (const EventValue& wanted : other.values) {
            if (auto ranges = matchedPairRanges(matcher, value.text, wanted.text)) {
                decide(node, true, Reason::Matched);
                show(node, value, *std::move(ranges));
                return;
            }
        }
    }
    decide(node, false,
        field.values.empty() || !other.values.empty() ? whyNot(NeverMatcher{}, field) : Reason::OtherFieldAbsent);
    if (!field.values.empty())
        show(node, field.values.front(), {});
}

void explainValues(ExplainNode& node, const Matcher& matcher, const EventField& field)
{
    for (const EventValue& value : field.values) {
        if (auto ranges = matchedRanges(matcher, value.text)) {
            decide(node, true, Reason::Matched);
            show(node, value, *std::move(ranges));
            return;
        }
    }
    decide(node, false, whyNot(matcher, field));
}

// A log source's test of an event that does not carry its field.
void explainScope(
    ExplainNode& node, const ScopeTest& test, bool isBelowNot, const events::EventSet& events, events::EventId event)
{
    const auto [segment, row] = events.locate(event);
    const ScopeTest::Verdict verdict = test.decide(identityOf(*events.segments[segment], row));
    if (verdict == ScopeTest::Verdict::Undecided)
        decide(node, !isBelowNot, Reason::NotTested);
    else
        decide(node, verdict == ScopeTest::Verdict::True,
            verdict == ScopeTest::Verdict::True ? Reason::Matched : Reason::ValueDiffers);
}

EventField valuesOfNames(const events::EventSet& events, events::EventId event, std::string_view pattern)
{
    const Glob glob = namePattern(pattern);
    EventField result = allValues(events, event);
    std::erase_if(result.values, [&](const EventValue& value) { return !fits(glob, value.field); });
    result.isPresent = !result.values.empty();
    return result;
}

} // namespace

void explainLeaf(ExplainNode& node, const Leaf& chain, rule::MissingRule missingRule, bool isBelowNot,
    const events::EventSet& events, events::EventId event)
{
    const Leaf* link = &chain;
    while (link->otherwise && !valuesOf(events, event, link->field).isPresent)
        link = link->otherwise.get();
    const Leaf& leaf = *link;
    if (leaf.scope) {
        explainScope(node, *leaf.scope, isBelowNot, events, event);
        return;
    }
    if (leaf.nested) {
        const bool holds = nestedHolds(*leaf.nested, events, event);
        decide(node, holds, holds ? Reason::Matched : Reason::ValueDiffers);
        return;
    }
    if (leaf.computation) {
        const Computed computed = evaluate(*leaf.computation, events, event);
        decide(node, computed == Computed::True, computed == Computed::True ? Reason::Matched : Reason::ValueDiffers);
        if (computed == Computed::Unknown) {
            node.reason = Reason::FieldAbsent;
            if (missingRule == rule::MissingRule::IsUnknown)
                node.truth = Truth::Unknown;
        }
        return;
    }
    if (leaf.anyField) {
        explainValues(node, leaf.matcher, allValues(events, event));
        if (node.truth == Truth::False)
            node.reason = Reason::ValueDiffers;
        return;
    }
    const EventField field
        = leaf.isNamePattern ? valuesOfNames(events, event, leaf.field) : valuesOf(events, event, leaf.field);
    bool isMissing = field.values.empty();
    if (const auto* other = std::get_if<FieldMatcher>(&leaf.matcher)) {
        const EventField otherField = valuesOf(events, event, other->other);
        isMissing = isMissing || otherField.values.empty();
        explainPair(node, *other, field, otherField);
    } else if (!explainPresence(node, leaf.matcher, field)) {
        explainValues(node, leaf.matcher, field);
        if (node.truth == Truth::False && !field.values.empty())
            show(node, field.values.front(), {});
    }
    if (leaf.isNegative && node.truth != Truth::Unknown) {
        const bool holds = node.truth == Truth::False;
        decide(node, holds, holds ? Reason::Matched : field.isPresent ? Reason::FieldNull : Reason::FieldAbsent);
    }
    if (leaf.asksForPresence() || missingRule != rule::MissingRule::IsUnknown)
        return;
    if (leaf.needsOneValue && field.values.size() > 1)
        node.truth = Truth::Unknown;
    else if (node.truth == Truth::False && isMissing)
        node.truth = Truth::Unknown;
}

std::string_view operatorWords(rule::Op op)
{
    static constexpr std::array<std::string_view, 19> words{"is", "contains", "starts with", "ends with", "is like",
        "fits the regex", "is in the network", "is greater than", "is at least", "is less than", "is at most", "exists",
        "is null", "is the same as", "contains the value of", "starts with the value of", "ends with the value of",
        "contains", "is computed"};
    return words[static_cast<std::size_t>(op)];
}

} // namespace rulewright::match
