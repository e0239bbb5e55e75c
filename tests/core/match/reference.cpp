// SPDX-License-Identifier: Apache-2.0
#include "tests/core/match/reference.h"

#include "core/match/address.h"
#include "core/match/encodings.h"
#include "core/match/number.h"
#include "core/match/time_part.h"
#include "core/rule/walk.h"
#include "core/text/fold.h"

#include <re2/re2.h>

#include <algorithm>

namespace rulewright::tests {

namespace {

using namespace rule;

constexpr char32_t anyOne = 0x200000;
constexpr char32_t anyMany = 0x200001;
constexpr char32_t anyDash = 0x200002;

std::u32string codePoints(std::string_view text)
{
    std::u32string result;
    for (std::size_t at = 0; at < text.size();)
        result += nextCodePoint(text, at);
    return result;
}

bool isDash(char32_t c) { return c == U'-' || c == U'/' || c == U'\u2013' || c == U'\u2014' || c == U'\u2015'; }

// The textbook's table: does the whole text fit the whole pattern?
bool fitsPattern(const std::u32string& pattern, const std::u32string& text)
{
    std::vector<bool> reached(text.size() + 1);
    reached[0] = true;
    for (const char32_t wanted : pattern) {
        std::vector<bool> next(text.size() + 1);
        if (wanted == anyMany) {
            bool seen = false;
            for (std::size_t i = 0; i <= text.size(); ++i) {
                seen = seen || reached[i];
                next[i] = seen;
            }
        } else {
            for (std::size_t i = 0; i < text.size(); ++i)
                next[i + 1]
                    = reached[i] && (wanted == anyOne || wanted == text[i] || (wanted == anyDash && isDash(text[i])));
        }
        reached = std::move(next);
    }
    return reached[text.size()];
}

bool has(const Test& test, Modifier modifier)
{
    return std::ranges::find(test.modifiers, modifier) != test.modifiers.end();
}

std::u32string withDashes(std::u32string text)
{
    const std::u32string original = text;
    for (std::size_t i = 0; i + 1 < original.size(); ++i) {
        const bool afterWord = i > 0 && isWordCharacter(original[i - 1]);
        if (isDash(original[i]) && !afterWord && isWordCharacter(original[i + 1]))
            text[i] = anyDash;
    }
    return text;
}

std::u32string patternOf(const Test& test, const Pattern& pattern)
{
    std::u32string text;
    for (const PatternPart& part : pattern.parts) {
        if (part.kind == PatternPart::Kind::Literal)
            text += codePoints(part.literal);
        else
            text += part.kind == PatternPart::Kind::One ? anyOne : anyMany;
    }
    if (has(test, Modifier::Windash))
        text = withDashes(text);
    const bool opens = test.op == Op::Contains || test.op == Op::EndsWith || test.op == Op::Keyword;
    const bool ends = test.op == Op::Contains || test.op == Op::StartsWith || test.op == Op::Keyword;
    return (opens ? std::u32string(1, anyMany) : U"") + text + (ends ? std::u32string(1, anyMany) : U"");
}

std::u32string foldedPoints(std::u32string text)
{
    for (char32_t& c : text) {
        if (c < 0x110000)
            c = foldedCodePoint(c);
    }
    return text;
}

bool textHolds(const Test& test, const Value& value, std::string_view actual)
{
    std::vector<Pattern> patterns{value.pattern};
    if (std::ranges::any_of(test.modifiers, match::isEncoding)) {
        patterns.clear();
        for (const std::string& text : match::encoded(value.pattern.literal(), test.modifiers))
            patterns.push_back(literalPattern(text));
    }
    const bool cased = test.caseRule == CaseRule::Sensitive && !std::holds_alternative<bool>(value.scalar);
    return std::ranges::any_of(patterns, [&](const Pattern& pattern) {
        const std::u32string wanted = patternOf(test, pattern);
        const std::u32string text = codePoints(actual);
        return cased ? fitsPattern(wanted, text) : fitsPattern(foldedPoints(wanted), foldedPoints(text));
    });
}

bool regexHolds(const Test& test, const Value& value, std::string_view actual)
{
    std::string pattern = scalarText(value.scalar);
    if (has(test, Modifier::RegexIgnoreCase))
        pattern = "(?i)" + pattern;
    if (has(test, Modifier::RegexMultiline))
        pattern = "(?m)" + pattern;
    if (has(test, Modifier::RegexDotAll))
        pattern = "(?s)" + pattern;
    return RE2::PartialMatch(absl::string_view(actual.data(), actual.size()), RE2(pattern));
}

bool compares(Op op, const std::optional<match::Decimal>& left, const Value& value)
{
    const std::optional<match::Decimal> right = match::parseDecimal(scalarText(value.scalar));
    if (!left || !right)
        return false;
    const std::partial_ordering order = match::compare(*left, *right);
    switch (op) {
    case Op::Gt:
        return order > 0;
    case Op::Ge:
        return order >= 0;
    case Op::Lt:
        return order < 0;
    case Op::Le:
        return order <= 0;
    default:
        return order == 0;
    }
}

std::optional<match::TimePart> timePartOf(const Test& test)
{
    constexpr Modifier modifiers[]
        = {Modifier::Minute, Modifier::Hour, Modifier::Day, Modifier::Week, Modifier::Month, Modifier::Year};
    for (std::size_t i = 0; i < std::size(modifiers); ++i) {
        if (has(test, modifiers[i]))
            return static_cast<match::TimePart>(i);
    }
    return std::nullopt;
}

bool oneHolds(const Test& test, const Value& value, const std::string& actual)
{
    if (const auto part = timePartOf(test)) {
        const std::optional<std::int64_t> number = match::timePart(*part, actual);
        return compares(test.op, number ? std::optional<match::Decimal>(*number) : std::nullopt, value);
    }
    switch (test.op) {
    case Op::Regex:
        return regexHolds(test, value, actual);
    case Op::Cidr: {
        const auto address = match::parseAddress(actual);
        return address && match::parseNetwork(scalarText(value.scalar))->contains(*address);
    }
    case Op::Gt:
    case Op::Ge:
    case Op::Lt:
    case Op::Le:
        return compares(test.op, match::parseDecimal(actual), value);
    default:
        return textHolds(test, value, actual);
    }
}

bool pairHolds(const Test& test, std::string left, std::string right)
{
    if (test.caseRule == CaseRule::Insensitive) {
        left = folded(left);
        right = folded(right);
    }
    switch (test.op) {
    case Op::FieldRefContains:
        return left.find(right) != std::string::npos;
    case Op::FieldRefStartsWith:
        return left.substr(0, right.size()) == right;
    case Op::FieldRefEndsWith:
        return left.size() >= right.size() && left.substr(left.size() - right.size()) == right;
    default:
        return left == right;
    }
}

bool isFieldRef(Op op)
{
    return op == Op::FieldRef || op == Op::FieldRefContains || op == Op::FieldRefStartsWith
        || op == Op::FieldRefEndsWith;
}

const std::vector<std::string>* valuesOf(const ReferenceEvent& event, const std::string& field)
{
    const auto found = event.find(field);
    return found == event.end() ? nullptr : &found->second;
}

enum class Truth { False, Unknown, True };

Truth fromBool(bool value) { return value ? Truth::True : Truth::False; }

Truth inverse(Truth truth) { return static_cast<Truth>(2 - static_cast<int>(truth)); }

// Three-valued: an event matches where the condition is True.
struct Evaluator {
    const Rule& rule;
    const ReferenceEvent& event;

    Truth test(const Test& test, Join join) const
    {
        Truth result = fromBool(join == Join::All);
        for (const Value& value : test.values) {
            Truth truth = fromBool(referenceValueHolds(test, value, event));
            if (truth == Truth::False && rule.missingRule == MissingRule::IsUnknown && isMissing(test, value))
                truth = Truth::Unknown;
            result = join == Join::All ? std::min(result, truth) : std::max(result, truth);
        }
        return test.negated ? inverse(result) : result;
    }

    bool isMissing(const Test& test, const Value& value) const
    {
        const auto isNone = [&](const std::string& field) {
            const auto* values = valuesOf(event, field);
            return values == nullptr || values->empty();
        };
        if (test.op == Op::Keyword || test.field.kind == FieldRef::Kind::AnyField)
            return false;
        if (test.op == Op::Exists || std::holds_alternative<rule::Null>(value.scalar))
            return false; // whether there is a value is always known
        return isNone(test.field.raw) || (isFieldRef(test.op) && isNone(scalarText(value.scalar)));
    }

    Truth holds(const Predicate& predicate) const
    {
        return std::visit([&](const auto& node) { return of(node); }, predicate.node);
    }

    Truth of(const And& node) const
    {
        Truth result = Truth::True;
        for (const Predicate& child : node.children)
            result = std::min(result, holds(child));
        return result;
    }

    Truth of(const Or& node) const
    {
        Truth result = Truth::False;
        for (const Predicate& child : node.children)
            result = std::max(result, holds(child));
        return result;
    }

    Truth of(const Not& node) const { return inverse(holds(*node.child)); }

    Truth of(const Ref& node) const { return holds(selectionOf(rule, node.selection).predicate); }

    Truth of(const Test& node) const { return test(node, node.join); }

    Truth of(const Compare&) const { return Truth::Unknown; }

    Truth of(const Nested&) const { return Truth::Unknown; }

    Truth of(const Constant& node) const { return fromBool(node.value); }

    Truth of(const Opaque&) const { return Truth::Unknown; }

    Truth of(const Of& node) const
    {
        if (node.quantifier.all && node.members.size() == 1) {
            const Selection& only = selectionOf(rule, node.members[0]);
            const auto* keywords = std::get_if<Test>(&only.predicate.node);
            if (keywords != nullptr && keywords->op == Op::Keyword && only.name == node.pattern)
                return test(*keywords, Join::All);
        }
        std::size_t sure = 0;
        std::size_t perhaps = 0;
        for (const SelectionId member : node.members) {
            const Truth truth = holds(selectionOf(rule, member).predicate);
            sure += truth == Truth::True ? 1 : 0;
            perhaps += truth != Truth::False ? 1 : 0;
        }
        const std::size_t asked = node.quantifier.all ? node.members.size() : node.quantifier.count;
        if (sure >= asked)
            return Truth::True;
        return perhaps >= asked ? Truth::Unknown : Truth::False;
    }
};

// Copies a predicate without a part; nothing where nothing is left.
struct Remover {
    NodeId test;
    ValueId value;

    std::optional<Predicate> operator()(const Predicate& predicate) const
    {
        if (const auto* leaf = std::get_if<Test>(&predicate.node)) {
            Test copy = *leaf;
            if (predicate.id == test && value == ValueId::None)
                return std::nullopt;
            std::erase_if(copy.values, [&](const Value& one) { return one.id == value; });
            return copy.values.empty() ? std::nullopt : std::optional(Predicate{predicate.id, std::move(copy)});
        }
        if (const auto* conjunction = std::get_if<And>(&predicate.node)) {
            And copy{all(conjunction->children), {}};
            return copy.children.empty() ? std::nullopt : std::optional(Predicate{predicate.id, std::move(copy)});
        }
        if (const auto* disjunction = std::get_if<Or>(&predicate.node)) {
            Or copy{all(disjunction->children), {}};
            return copy.children.empty() ? std::nullopt : std::optional(Predicate{predicate.id, std::move(copy)});
        }
        if (const auto* negation = std::get_if<Not>(&predicate.node)) {
            std::optional<Predicate> child = (*this)(*negation->child);
            return child ? std::optional(Predicate{predicate.id, Not{*std::move(child), {}}}) : std::nullopt;
        }
        return predicate;
    }

    std::vector<Predicate> all(const std::vector<Predicate>& children) const
    {
        std::vector<Predicate> left;
        for (const Predicate& child : children) {
            if (std::optional<Predicate> copy = (*this)(child))
                left.push_back(*std::move(copy));
        }
        return left;
    }
};

// Drops references to selections that are gone.
std::optional<Predicate> withoutSelections(const Predicate& predicate, const std::vector<bool>& gone)
{
    const auto isGone = [&](SelectionId id) { return gone[static_cast<std::size_t>(id)]; };
    const auto all = [&](const std::vector<Predicate>& children) {
        std::vector<Predicate> left;
        for (const Predicate& child : children) {
            if (std::optional<Predicate> copy = withoutSelections(child, gone))
                left.push_back(*std::move(copy));
        }
        return left;
    };
    if (const auto* ref = std::get_if<Ref>(&predicate.node))
        return isGone(ref->selection) ? std::nullopt : std::optional(predicate);
    if (const auto* of = std::get_if<Of>(&predicate.node)) {
        Of copy = *of;
        std::erase_if(copy.members, isGone);
        if (copy.members.empty())
            return std::nullopt;
        if (copy.members.size() != of->members.size() && !copy.quantifier.all
            && copy.quantifier.count > copy.members.size())
            copy.quantifier.all = true;
        return Predicate{predicate.id, std::move(copy)};
    }
    if (const auto* conjunction = std::get_if<And>(&predicate.node)) {
        And copy{all(conjunction->children), {}};
        return copy.children.empty() ? std::nullopt : std::optional(Predicate{predicate.id, std::move(copy)});
    }
    if (const auto* disjunction = std::get_if<Or>(&predicate.node)) {
        Or copy{all(disjunction->children), {}};
        return copy.children.empty() ? std::nullopt : std::optional(Predicate{predicate.id, std::move(copy)});
    }
    if (const auto* negation = std::get_if<Not>(&predicate.node)) {
        std::optional<Predicate> child = withoutSelections(*negation->child, gone);
        return child ? std::optional(Predicate{predicate.id, Not{*std::move(child), {}}}) : std::nullopt;
    }
    return predicate;
}

} // namespace

bool referenceValueHolds(const Test& test, const Value& value, const ReferenceEvent& event)
{
    if (test.op == Op::Keyword || test.field.kind == FieldRef::Kind::AnyField) {
        return std::ranges::any_of(event, [&](const auto& field) {
            return std::ranges::any_of(
                field.second, [&](const std::string& actual) { return oneHolds(test, value, actual); });
        });
    }
    const std::vector<std::string>* values = valuesOf(event, test.field.raw);
    if (test.op == Op::Exists)
        return (values != nullptr) == std::get<bool>(value.scalar);
    if (test.op == Op::IsNull || std::holds_alternative<Null>(value.scalar))
        return values == nullptr || values->empty();
    if (values == nullptr)
        return false;
    if (isFieldRef(test.op)) {
        const std::vector<std::string>* others = valuesOf(event, scalarText(value.scalar));
        return others != nullptr && std::ranges::any_of(*values, [&](const std::string& actual) {
            return std::ranges::any_of(
                *others, [&](const std::string& other) { return pairHolds(test, actual, other); });
        });
    }
    return std::ranges::any_of(*values, [&](const std::string& actual) { return oneHolds(test, value, actual); });
}

bool referenceHolds(const Rule& rule, const Predicate& predicate, const ReferenceEvent& event)
{
    return Evaluator{rule, event}.holds(predicate) == Truth::True;
}

bool referenceMatches(const Rule& rule, const ReferenceEvent& event, bool opaque)
{
    const Predicate* root = condition(rule);
    const Truth truth = Evaluator{rule, event}.holds(*root);
    return truth == Truth::True || (opaque && truth == Truth::Unknown);
}

std::pair<Rule, bool> withoutPart(const Rule& rule, NodeId test, ValueId value)
{
    Rule copy = rule;
    const Remover remove{test, value};
    std::vector<bool> gone;
    for (Selection& selection : copy.selections) {
        std::optional<Predicate> left = remove(selection.predicate);
        gone.push_back(!left);
        if (left)
            selection.predicate = *std::move(left);
    }
    std::optional<Predicate> root = remove(*condition(rule));
    if (root)
        root = withoutSelections(*root, gone);
    if (root)
        copy.body = Pipeline{{Filter{*root, {}}}};
    return {std::move(copy), root.has_value()};
}

} // namespace rulewright::tests
