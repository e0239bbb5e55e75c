// SPDX-License-Identifier: Apache-2.0
#include "core/match/leaf.h"

#include <algorithm>

namespace rulewright::match {

std::string Leaf::key() const
{
    std::string text = (anyField ? std::string("*") : (isNamePattern ? "p" : "f") + field) + '\0' + matcherKey;
    if (needsOneValue)
        text += "\x1F"
                "1";
    if (isNegative)
        text += "\x1F"
                "n";
    if (otherwise)
        text += "\x1F|" + otherwise->key();
    return text;
}

bool Leaf::asksForPresence() const
{
    return std::holds_alternative<ExistsMatcher>(matcher) || std::holds_alternative<NullMatcher>(matcher);
}

bool holds(rule::Op op, std::partial_ordering ordering)
{
    switch (op) {
    case rule::Op::Eq:
        return ordering == 0;
    case rule::Op::Gt:
        return ordering > 0;
    case rule::Op::Ge:
        return ordering >= 0;
    case rule::Op::Lt:
        return ordering < 0;
    case rule::Op::Le:
        return ordering <= 0;
    default:
        return false;
    }
}

const std::string& lookupName(const rule::FieldRef& field) { return field.raw.empty() ? field.name.text : field.raw; }

namespace {

struct ValueVisitor {
    std::string_view text;
    std::string_view folded;

    bool operator()(const TextMatcher& matcher) const
    {
        return std::ranges::any_of(
            matcher.globs, [&](const Glob& glob) { return fits(glob, matcher.cased ? text : folded); });
    }

    bool operator()(const RegexMatcher& matcher) const { return matcher.regex.matches(text); }

    bool operator()(const CidrMatcher& matcher) const
    {
        const std::optional<Address> address = parseAddress(text);
        return address && matcher.network.contains(*address);
    }

    bool operator()(const NumberMatcher& matcher) const
    {
        const std::optional<Decimal> number = parseDecimal(text);
        return number && holds(matcher.op, compare(*number, matcher.wanted));
    }

    bool operator()(const TimeMatcher& matcher) const
    {
        const std::optional<std::int64_t> part = timePart(matcher.part, text);
        return part && holds(matcher.op, compare(Decimal(*part), matcher.wanted));
    }

    bool operator()(const ExistsMatcher&) const { return false; }

    bool operator()(const NullMatcher&) const { return false; }

    bool operator()(const FieldMatcher&) const { return false; }

    bool operator()(const NeverMatcher&) const { return false; }
};

} // namespace

bool matchesValue(const Matcher& matcher, std::string_view text, std::string_view folded)
{
    return std::visit(ValueVisitor{text, folded}, matcher);
}

} // namespace rulewright::match
