// SPDX-License-Identifier: Apache-2.0
#include "core/match/computed_functions.h"

#include "core/match/address.h"
#include "core/match/glob.h"
#include "core/match/number.h"
#include "core/match/regex.h"
#include "core/rule/like_pattern.h"
#include "core/text/fold.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <format>
#include <map>
#include <utility>

namespace rulewright::match {

namespace {

using rule::Language;

// A text of this length is no field's value any more.
constexpr std::size_t maximumText = std::size_t{1} << 20;
constexpr std::size_t maximumKeptRegexes = 64;

enum class F : std::uint8_t {
    Length,
    Lower,
    Upper,
    Text,
    Number,
    Concat,
    Substring,
    IndexOf,
    StartsWith,
    EndsWith,
    Contains,
    Pattern,
    Regex,
    Cidr,
    Between,
    Replace,
    Trim,
    LeftTrim,
    RightTrim,
    Left,
    Right,
    Count,
    First,
    Last,
    Least,
    Greatest,
    Join,
    Unique,
    Split,
    Coalesce,
    IsNull,
    IsNotNull,
    Absolute,
    Round,
    Floor,
    Ceiling,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    List,
    Index,
};

struct Known {
    std::string_view name;
    F function;
    std::uint8_t languages; ///< a bit for each
};

constexpr std::uint8_t eql = 1;
constexpr std::uint8_t esql = 2;
constexpr std::uint8_t spl = 4;
constexpr std::uint8_t all = eql | esql | spl;

constexpr std::array known{Known{"length", F::Length, eql | esql}, Known{"len", F::Length, spl},
    Known{"to_lower", F::Lower, esql}, Known{"lower", F::Lower, spl}, Known{"to_upper", F::Upper, esql},
    Known{"upper", F::Upper, spl}, Known{"string", F::Text, eql}, Known{"to_string", F::Text, esql},
    Known{"tostring", F::Text, spl}, Known{"number", F::Number, eql}, Known{"to_integer", F::Number, esql},
    Known{"to_long", F::Number, esql}, Known{"to_double", F::Number, esql}, Known{"to_ip", F::Text, esql},
    Known{"tonumber", F::Number, spl}, Known{"concat", F::Concat, eql | esql},
    Known{"substring", F::Substring, eql | esql}, Known{"substr", F::Substring, spl}, Known{"indexof", F::IndexOf, eql},
    Known{"locate", F::IndexOf, esql}, Known{"startswith", F::StartsWith, eql},
    Known{"starts_with", F::StartsWith, esql}, Known{"endswith", F::EndsWith, eql},
    Known{"ends_with", F::EndsWith, esql}, Known{"stringcontains", F::Contains, eql},
    Known{"contains", F::Contains, esql}, Known{"match", F::Regex, eql | spl}, Known{"wildcard", F::Pattern, eql},
    Known{"like", F::Pattern, spl}, Known{"cidrmatch", F::Cidr, eql | spl}, Known{"cidr_match", F::Cidr, esql},
    Known{"between", F::Between, eql}, Known{"replace", F::Replace, esql | spl}, Known{"trim", F::Trim, esql | spl},
    Known{"ltrim", F::LeftTrim, esql | spl}, Known{"rtrim", F::RightTrim, esql | spl}, Known{"left", F::Left, esql},
    Known{"right", F::Right, esql}, Known{"mv_count", F::Count, esql}, Known{"mvcount", F::Count, spl},
    Known{"mv_first", F::First, esql}, Known{"mv_last", F::Last, esql}, Known{"mv_min", F::Least, esql},
    Known{"mv_max", F::Greatest, esql}, Known{"least", F::Least, esql}, Known{"greatest", F::Greatest, esql},
    Known{"mv_concat", F::Join, esql}, Known{"mvjoin", F::Join, spl}, Known{"mv_dedupe", F::Unique, esql},
    Known{"mvdedup", F::Unique, spl}, Known{"split", F::Split, esql | spl}, Known{"mvindex", F::Index, spl},
    Known{"coalesce", F::Coalesce, esql | spl}, Known{"isnull", F::IsNull, spl}, Known{"isnotnull", F::IsNotNull, spl},
    Known{"abs", F::Absolute, esql | spl}, Known{"round", F::Round, esql | spl}, Known{"floor", F::Floor, esql | spl},
    Known{"ceil", F::Ceiling, esql}, Known{"ceiling", F::Ceiling, spl}, Known{"add", F::Add, eql},
    Known{"subtract", F::Subtract, eql}, Known{"multiply", F::Multiply, eql}, Known{"divide", F::Divide, eql},
    Known{"modulo", F::Modulo, eql}, Known{"+", F::Add, all}, Known{"-", F::Subtract, all},
    Known{"*", F::Multiply, all}, Known{"/", F::Divide, all}, Known{"%", F::Modulo, all}, Known{"[]", F::List, esql}};

std::uint8_t bitOf(Language language)
{
    switch (language) {
    case Language::Eql:
        return eql;
    case Language::Esql:
        return esql;
    case Language::Spl:
        return spl;
    default:
        return 0;
    }
}

const Known* find(std::string_view name, Language language)
{
    const std::string_view plain = name.ends_with('~') ? name.substr(0, name.size() - 1) : name;
    const auto found = std::ranges::find_if(known,
        [&](const Known& one) { return (one.languages & bitOf(language)) != 0 && equalsFolded(one.name, plain); });
    return found == known.end() ? nullptr : &*found;
}

bool takesLists(F function)
{
    using enum F;
    switch (function) {
    case Count:
    case First:
    case Last:
    case Least:
    case Greatest:
    case Join:
    case Unique:
    case Coalesce:
    case IsNull:
    case IsNotNull:
    case List:
    case Index:
        return true;
    default:
        return false;
    }
}

/// Byte offsets of the code points of a text, and its end.
std::vector<std::size_t> codePoints(std::string_view text)
{
    std::vector<std::size_t> offsets;
    for (std::size_t at = 0; at < text.size();) {
        offsets.push_back(at);
        static_cast<void>(nextCodePoint(text, at));
    }
    offsets.push_back(text.size());
    return offsets;
}

/// The code points [begin, end); both are cut to the text.
std::string slice(std::string_view text, std::int64_t begin, std::int64_t end)
{
    const std::vector<std::size_t> offsets = codePoints(text);
    const auto last = static_cast<std::int64_t>(offsets.size()) - 1;
    begin = std::clamp<std::int64_t>(begin, 0, last);
    end = std::clamp<std::int64_t>(end, begin, last);
    return std::string(text.substr(offsets[static_cast<std::size_t>(begin)],
        offsets[static_cast<std::size_t>(end)] - offsets[static_cast<std::size_t>(begin)]));
}

std::string upper(std::string_view text)
{
    std::string result(text);
    std::ranges::transform(
        result, result.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return result;
}

std::string trimmed(std::string_view text, bool left, bool right)
{
    constexpr std::string_view blanks = " \t\r\n";
    if (left)
        text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    if (right)
        text = text.substr(0, text.find_last_not_of(blanks) + 1);
    return std::string(text);
}

const Regex* regexOf(std::string_view pattern, bool isCased, bool isWhole)
{
    thread_local std::map<std::string, std::optional<Regex>, std::less<>> kept;
    const std::string text = isWhole ? std::format("^(?s:{})$", pattern) : std::string(pattern);
    const std::string key = (isCased ? "c" : "i") + text;
    if (const auto found = kept.find(key); found != kept.end())
        return found->second ? &*found->second : nullptr;
    if (kept.size() >= maximumKeptRegexes)
        kept.clear();
    std::expected<Regex, std::string> made = Regex::compile(text, {.ignoreCase = !isCased});
    const auto [at, isNew] = kept.emplace(key, made ? std::optional(*std::move(made)) : std::nullopt);
    return at->second ? &*at->second : nullptr;
}

/// Every match replaced; the replacement is taken as it is.
std::string replaced(std::string_view text, const Regex& regex, std::string_view by)
{
    std::string result;
    while (const std::optional<ByteRange> found = regex.find(text)) {
        if (found->begin == found->end || result.size() > maximumText)
            break;
        result += text.substr(0, found->begin);
        result += by;
        text.remove_prefix(found->end);
    }
    return result + std::string(text);
}

/// The arguments of a call as it reads them: numbers, texts, with what is missing as it is.
class Arguments {
public:
    Arguments(std::span<const ComputedValue> values, bool isInsensitive)
        : m_values(values)
        , m_isInsensitive(isInsensitive)
    {
    }

    [[nodiscard]] std::size_t size() const { return m_values.size(); }

    [[nodiscard]] std::string text(std::size_t i) const { return i < size() ? textOf(m_values[i].front()) : ""; }

    /// As comparisons see it: folded where letter case does not count.
    [[nodiscard]] std::string compared(std::size_t i) const { return m_isInsensitive ? folded(text(i)) : text(i); }

    [[nodiscard]] std::optional<double> number(std::size_t i) const
    {
        return i < size() ? numberOf(m_values[i].front()) : std::nullopt;
    }

    [[nodiscard]] std::int64_t integer(std::size_t i, std::int64_t otherwise) const
    {
        const std::optional<double> value = number(i);
        return value && std::abs(*value) < 1e9 ? static_cast<std::int64_t>(*value) : otherwise;
    }

    [[nodiscard]] bool isCased() const { return !m_isInsensitive; }

private:
    std::span<const ComputedValue> m_values;
    bool m_isInsensitive;
};

ComputedValue fromNumber(std::optional<double> number)
{
    return number && std::isfinite(*number) ? ComputedValue{*number} : ComputedValue{};
}

ComputedValue arithmetic(F function, const Arguments& arguments, Language language)
{
    if (arguments.size() == 1 && function == F::Subtract) {
        const std::optional<double> only = arguments.number(0);
        return only ? ComputedValue{-*only} : ComputedValue{};
    }
    const std::optional<double> a = arguments.number(0);
    const std::optional<double> b = arguments.number(1);
    if (!a || !b) // SPL's + joins texts
        return function == F::Add && language == Language::Spl ? ComputedValue{arguments.text(0) + arguments.text(1)}
                                                               : ComputedValue{};
    switch (function) {
    case F::Add:
        return fromNumber(*a + *b);
    case F::Subtract:
        return fromNumber(*a - *b);
    case F::Multiply:
        return fromNumber(*a * *b);
    case F::Divide:
        return fromNumber(*b == 0 ? std::nullopt : std::optional(*a / *b));
    default:
        return fromNumber(*b == 0 ? std::nullopt : std::optional(std::fmod(*a, *b)));
    }
}

ComputedValue substring(const Arguments& arguments, Language language)
{
    const std::string text = arguments.text(0);
    const auto length = static_cast<std::int64_t>(codePoints(text).size()) - 1;
    std::int64_t begin = arguments.integer(1, 0);
    if (language == Language::Eql) { // from and to, counted from 0; below it from the end
        std::int64_t end = arguments.integer(2, length);
        begin = begin < 0 ? std::max<std::int64_t>(0, begin + length) : begin;
        end = end < 0 ? end + length : end;
        return {slice(text, begin, end)};
    }
    begin = begin < 0 ? std::max<std::int64_t>(0, begin + length) : std::max<std::int64_t>(0, begin - 1);
    const std::int64_t count = arguments.integer(2, length);
    return {slice(text, begin, begin + std::max<std::int64_t>(0, count))};
}

/// EQL's indexOf counts from 0 and is null where there is none; ES|QL's locate counts from 1 and is 0.
ComputedValue indexOf(const Arguments& arguments, Language language)
{
    const std::string text = arguments.compared(0);
    const std::vector<std::size_t> offsets = codePoints(text);
    const std::int64_t from
        = arguments.integer(2, language == Language::Eql ? 0 : 1) - (language == Language::Eql ? 0 : 1);
    const auto first
        = static_cast<std::size_t>(std::clamp<std::int64_t>(from, 0, static_cast<std::int64_t>(offsets.size()) - 1));
    const std::size_t found = text.find(arguments.compared(1), offsets[first]);
    if (found == std::string::npos)
        return language == Language::Eql ? ComputedValue{} : ComputedValue{0.0};
    const auto at = static_cast<double>(std::ranges::lower_bound(offsets, found) - offsets.begin());
    return {language == Language::Eql ? at : at + 1};
}

/// EQL's between(text, left, right, greedy).
ComputedValue between(const Arguments& arguments)
{
    const std::string text = arguments.compared(0);
    const std::string left = arguments.compared(1);
    const std::string right = arguments.compared(2);
    const std::size_t begin = text.find(left);
    if (begin == std::string::npos)
        return {std::string()};
    const std::size_t from = begin + left.size();
    const bool isGreedy = equalsFolded(arguments.text(3), "true");
    const std::size_t end = isGreedy ? text.rfind(right) : text.find(right, from);
    if (end == std::string::npos || end < from)
        return {std::string()};
    return {arguments.text(0).substr(from, end - from)};
}

ComputedValue anyOf(const Arguments& arguments, const std::function<bool(std::size_t)>& holds)
{
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        if (holds(i))
            return {true};
    }
    return {false};
}

ComputedValue split(const Arguments& arguments)
{
    ComputedValue parts;
    const std::string text = arguments.text(0);
    const std::string by = arguments.text(1);
    if (by.empty())
        return {text};
    for (std::size_t at = 0;;) {
        const std::size_t next = text.find(by, at);
        parts.emplace_back(text.substr(at, next - at));
        if (next == std::string::npos)
            return parts;
        at = next + by.size();
    }
}

ComputedValue scalarCall(F function, const Arguments& arguments, Language language)
{
    using enum F;
    switch (function) {
    case Length:
        return {static_cast<double>(codePoints(arguments.text(0)).size() - 1)};
    case Lower:
        return {folded(arguments.text(0))};
    case Upper:
        return {upper(arguments.text(0))};
    case Text:
        return {arguments.text(0)};
    case Number:
        return fromNumber(arguments.number(0));
    case Concat: {
        std::string text;
        for (std::size_t i = 0; i < arguments.size() && text.size() < maximumText; ++i)
            text += arguments.text(i);
        return {text};
    }
    case Substring:
        return substring(arguments, language);
    case IndexOf:
        return indexOf(arguments, language);
    case StartsWith:
        return anyOf(
            arguments, [&](std::size_t i) { return arguments.compared(0).starts_with(arguments.compared(i)); });
    case EndsWith:
        return anyOf(arguments, [&](std::size_t i) { return arguments.compared(0).ends_with(arguments.compared(i)); });
    case Contains:
        return anyOf(arguments, [&](std::size_t i) { return arguments.compared(0).contains(arguments.compared(i)); });
    case Pattern:
        return anyOf(arguments, [&](std::size_t i) {
            const bool isCased = language == Language::Spl;
            return fitsPattern(arguments.text(0), arguments.text(i), isCased, language);
        });
    case Regex:
        return anyOf(arguments, [&](std::size_t i) {
            return fitsRegex(arguments.text(0), arguments.text(i), arguments.isCased(), language != Language::Spl);
        });
    case Cidr: // SPL names the network first
        if (language == Language::Spl)
            return {isInNetwork(arguments.text(1), arguments.text(0))};
        return anyOf(arguments, [&](std::size_t i) { return isInNetwork(arguments.text(0), arguments.text(i)); });
    case Between:
        return between(arguments);
    case Replace: {
        const match::Regex* regex = regexOf(arguments.text(1), true, false);
        return regex == nullptr ? ComputedValue{}
                                : ComputedValue{replaced(arguments.text(0), *regex, arguments.text(2))};
    }
    case Trim:
    case LeftTrim:
    case RightTrim:
        return {trimmed(arguments.text(0), function != RightTrim, function != LeftTrim)};
    case Left:
        return {slice(arguments.text(0), 0, arguments.integer(1, 0))};
    case Right: {
        const std::string text = arguments.text(0);
        const auto length = static_cast<std::int64_t>(codePoints(text).size()) - 1;
        return {slice(text, length - arguments.integer(1, 0), length)};
    }
    case Split:
        return split(arguments);
    case Absolute:
        return fromNumber(arguments.number(0).transform([](double x) { return std::abs(x); }));
    case Round:
        return fromNumber(arguments.number(0).transform([&](double x) {
            const double scale
                = std::pow(10, static_cast<double>(std::clamp<std::int64_t>(arguments.integer(1, 0), -9, 9)));
            return std::round(x * scale) / scale;
        }));
    case Floor:
        return fromNumber(arguments.number(0).transform([](double x) { return std::floor(x); }));
    case Ceiling:
        return fromNumber(arguments.number(0).transform([](double x) { return std::ceil(x); }));
    default:
        return arithmetic(function, arguments, language);
    }
}

bool isLess(const ComputedItem& a, const ComputedItem& b)
{
    const std::optional<double> left = numberOf(a);
    const std::optional<double> right = numberOf(b);
    return left && right ? *left < *right : textOf(a) < textOf(b);
}

ComputedValue everything(std::span<const ComputedValue> arguments)
{
    ComputedValue items;
    for (const ComputedValue& argument : arguments)
        items.insert(items.end(), argument.begin(), argument.end());
    return items;
}

ComputedValue joined(const ComputedValue& items, std::string_view by)
{
    std::string text;
    for (std::size_t i = 0; i < items.size() && text.size() < maximumText; ++i)
        text += (i == 0 ? "" : std::string(by)) + textOf(items[i]);
    return {text};
}

ComputedValue listCall(F function, std::span<const ComputedValue> arguments)
{
    using enum F;
    const ComputedValue first = arguments.empty() ? ComputedValue() : arguments.front();
    switch (function) {
    case IsNull:
        return {first.empty()};
    case IsNotNull:
        return {!first.empty()};
    case Coalesce: {
        const auto found
            = std::ranges::find_if(arguments, [](const ComputedValue& argument) { return !argument.empty(); });
        return found == arguments.end() ? ComputedValue{} : *found;
    }
    case List:
        return everything(arguments);
    default:
        break;
    }
    if (first.empty())
        return {};
    switch (function) {
    case Count:
        return {static_cast<double>(first.size())};
    case First:
        return {first.front()};
    case Last:
        return {first.back()};
    case Least:
    case Greatest: {
        const ComputedValue items = everything(arguments);
        return {
            function == Least ? *std::ranges::min_element(items, isLess) : *std::ranges::max_element(items, isLess)};
    }
    case Join:
        return arguments.size() < 2 || arguments[1].empty() ? ComputedValue{}
                                                            : joined(first, textOf(arguments[1].front()));
    case Unique: {
        ComputedValue items;
        for (const ComputedItem& item : first) {
            if (!std::ranges::contains(items, item))
                items.push_back(item);
        }
        return items;
    }
    case Index: {
        const std::optional<double> asked
            = arguments.size() < 2 || arguments[1].empty() ? std::nullopt : numberOf(arguments[1].front());
        if (!asked || std::abs(*asked) > 1e6)
            return {};
        const auto size = static_cast<std::int64_t>(first.size());
        const auto at = static_cast<std::int64_t>(*asked) + (*asked < 0 ? size : 0);
        return at >= 0 && at < size ? ComputedValue{first[static_cast<std::size_t>(at)]} : ComputedValue{};
    }
    default:
        return {};
    }
}

} // namespace

bool isComputedFunction(std::string_view name, Language language) { return find(name, language) != nullptr; }

ComputedValue callFunction(std::string_view name, std::span<const ComputedValue> arguments, Language language)
{
    const Known* function = find(name, language);
    if (function == nullptr)
        return {};
    if (takesLists(function->function))
        return listCall(function->function, arguments);
    const auto isUsable = [&](const ComputedValue& argument) {
        return !argument.empty() && (language != Language::Esql || argument.size() == 1);
    };
    if (arguments.empty() || !std::ranges::all_of(arguments, isUsable))
        return {};
    return scalarCall(function->function, Arguments(arguments, name.ends_with('~')), language);
}

std::optional<double> numberOf(std::string_view text)
{
    const std::optional<Decimal> decimal = parseDecimal(text);
    if (!decimal)
        return std::nullopt;
    return std::visit([](auto number) { return static_cast<double>(number); }, *decimal);
}

std::optional<double> numberOf(const ComputedItem& item)
{
    if (const auto* number = std::get_if<double>(&item))
        return *number;
    const auto* text = std::get_if<std::string>(&item);
    return text == nullptr ? std::nullopt : numberOf(std::string_view(*text));
}

std::string textOf(const ComputedItem& item)
{
    if (const auto* text = std::get_if<std::string>(&item))
        return *text;
    if (const bool* truth = std::get_if<bool>(&item))
        return *truth ? "true" : "false";
    return std::format("{}", std::get<double>(item));
}

bool fitsPattern(std::string_view text, std::string_view pattern, bool isCased, Language language)
{
    std::string translated;
    if (language == Language::Spl) {
        for (const char c : pattern) {
            if (c == '*' || c == '?' || c == '\\')
                translated += '\\';
            translated += c == '%' ? '*' : c == '_' ? '?' : c;
        }
        pattern = translated;
    }
    GlobBuilder builder;
    for (const rule::PatternPart& part : rule::likePattern(pattern).parts) {
        if (part.kind == rule::PatternPart::Kind::Literal)
            builder.literal(isCased ? part.literal : folded(part.literal));
        else if (part.kind == rule::PatternPart::Kind::One)
            builder.one();
        else
            builder.many();
    }
    return fits(std::move(builder).build(), isCased ? std::string(text) : folded(text));
}

bool fitsRegex(std::string_view text, std::string_view pattern, bool isCased, bool isWhole)
{
    const Regex* regex = regexOf(pattern, isCased, isWhole);
    return regex != nullptr && regex->matches(text);
}

bool isInNetwork(std::string_view address, std::string_view network)
{
    const std::optional<Address> parsed = parseAddress(address);
    const std::optional<Network> wanted = parseNetwork(network);
    return parsed && wanted && wanted->contains(*parsed);
}

} // namespace rulewright::match
