// SPDX-License-Identifier: Apache-2.0
#include "core/match/foreign_value.h"

#include "core/match/compile_value.h"
#include "core/match/number.h"
#include "core/match/scope_test.h"
#include "core/text/diagnostic_codes.h"
#include "core/text/fold.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <format>
#include <optional>
#include <utility>
#include <vector>

namespace rulewright::match {

namespace {

using rule::Language;
using rule::Op;
using rule::Pattern;
using rule::PatternPart;

constexpr std::array<std::string_view, 2> separators{"\\", "/"};

bool isText(Op op)
{
    return op == Op::Eq || op == Op::Contains || op == Op::StartsWith || op == Op::EndsWith || op == Op::Wildcard;
}

bool isOrder(Op op) { return op == Op::Gt || op == Op::Ge || op == Op::Lt || op == Op::Le; }

bool isMany(const PatternPart& part) { return part.kind == PatternPart::Kind::Many; }

void append(Pattern& to, const Pattern& from)
{
    for (const PatternPart& part : from.parts) {
        if (part.kind == PatternPart::Kind::Literal)
            to.append(part.literal);
        else
            to.append(part.kind);
    }
}

/// The operator and what is left of the pattern without the wildcards at its ends: `*a*` is Contains a.
std::pair<Op, Pattern> normalised(Op op, const Pattern& value)
{
    Pattern whole;
    if (op == Op::Contains || op == Op::EndsWith)
        whole.append(PatternPart::Kind::Many);
    append(whole, value);
    if (op == Op::Contains || op == Op::StartsWith)
        whole.append(PatternPart::Kind::Many);
    auto begin = whole.parts.begin();
    auto end = whole.parts.end();
    while (begin != end && isMany(*begin))
        ++begin;
    while (end != begin && isMany(*(end - 1)))
        --end;
    if (std::any_of(begin, end, [](const PatternPart& part) { return part.kind != PatternPart::Kind::Literal; }))
        return {Op::Wildcard, whole};
    const bool isOpenAtStart = begin != whole.parts.begin();
    const bool isOpenAtEnd = end != whole.parts.end();
    Pattern inner;
    inner.parts.assign(begin, end);
    const Op open = isOpenAtEnd ? Op::Contains : Op::EndsWith;
    return {isOpenAtStart ? open : isOpenAtEnd ? Op::StartsWith : Op::Eq, std::move(inner)};
}

Pattern behind(std::string_view prefix, const Pattern& pattern)
{
    Pattern result = rule::literalPattern(prefix);
    append(result, pattern);
    return result;
}

/// `DWORD (0x00000001)`, as Sysmon writes the number that Elastic has as 1 or 0x00000001.
std::vector<Pattern> registryNumbers(const Pattern& pattern)
{
    std::vector<Pattern> all{pattern};
    if (pattern.hasWildcard())
        return all;
    const std::string text = folded(pattern.literal());
    const bool isHex = text.starts_with("0x");
    const std::string_view digits = std::string_view(text).substr(isHex ? 2 : 0);
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number, isHex ? 16 : 10);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size())
        return all;
    if (number <= 0xFFFFFFFF)
        all.push_back(rule::literalPattern(std::format("DWORD (0x{:08x})", number)));
    all.push_back(rule::literalPattern(std::format("QWORD (0x{:08x}-0x{:08x})", number >> 32, number & 0xFFFFFFFF)));
    return all;
}

std::optional<std::string_view> logonType(std::string_view name)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> types{{{"interactive", "2"},
        {"network", "3"}, {"batch", "4"}, {"service", "5"}, {"unlock", "7"}, {"networkcleartext", "8"},
        {"newcredentials", "9"}, {"remoteinteractive", "10"}, {"cachedinteractive", "11"}}};
    const auto found = std::ranges::find_if(types, [&](const auto& one) { return equalsFolded(one.first, name); });
    return found == types.end() ? std::nullopt : std::optional(found->second);
}

/// network.direction as Sysmon's Initiated.
std::optional<std::string_view> initiated(std::string_view direction)
{
    for (const std::string_view out : {"egress", "outgoing", "outbound"}) {
        if (equalsFolded(direction, out))
            return "true";
    }
    for (const std::string_view in : {"ingress", "incoming", "inbound"}) {
        if (equalsFolded(direction, in))
            return "false";
    }
    return std::nullopt;
}

/// A test of one text as another name's value has it: some patterns under one operator.
struct TextReading {
    Op op = Op::Eq;
    std::vector<Pattern> patterns;
    bool ignoresCase = false;
};

TextReading readBase(Op op, Pattern pattern)
{
    TextReading reading{op, {}, false};
    switch (op) {
    case Op::Eq:
        reading.op = Op::EndsWith;
        break;
    case Op::StartsWith:
        reading.op = Op::Contains;
        break;
    case Op::Wildcard:
        if (isMany(pattern.parts.front()))
            break;
        for (const std::string_view separator : separators) {
            Pattern whole;
            whole.append(PatternPart::Kind::Many);
            append(whole, behind(separator, pattern));
            reading.patterns.push_back(std::move(whole));
        }
        return reading;
    default:
        break;
    }
    if (op == Op::Eq || op == Op::StartsWith) {
        for (const std::string_view separator : separators)
            reading.patterns.push_back(behind(separator, pattern));
        return reading;
    }
    reading.patterns.push_back(std::move(pattern));
    return reading;
}

TextReading readPart(std::string_view part, Op op, Pattern pattern)
{
    if (part == "base")
        return readBase(op, std::move(pattern));
    TextReading reading{op, {}, false};
    if (part == "ext" && op == Op::Eq) {
        reading.op = Op::EndsWith;
        pattern = behind(".", pattern);
    } else if (part == "arg") {
        reading.op = Op::Contains; // one argument of the command line
    } else if (part == "user" && op == Op::Eq) {
        reading.op = Op::EndsWith;
    } else if (part == "data" && op == Op::Eq) {
        reading.patterns = registryNumbers(pattern);
        return reading;
    } else if (part.starts_with("hash:") && op == Op::Eq) {
        reading.op = Op::Contains;
        reading.ignoresCase = true;
        pattern = behind(part.substr(5), pattern);
    } else if ((part == "direction" || part == "logon") && op == Op::Eq) {
        const std::string text = pattern.literal();
        if (const auto other = part == "logon" ? logonType(text) : initiated(text))
            pattern = rule::literalPattern(*other);
    }
    reading.patterns.push_back(std::move(pattern));
    return reading;
}

/// Elastic's expressions fit the whole value; of a path's base name, what stands behind the last separator.
std::string regexOf(std::string_view written, std::string_view part, Language language)
{
    if (language == Language::Spl)
        return std::string(written);
    if (part == "base")
        return std::format(R"(^(?s:(?:.*[\\/])?(?:{}))$)", written);
    if (part == "ext")
        return std::format(R"(^(?s:.*\.(?:{}))$)", written);
    if (part == "arg")
        return std::format(R"((?s:(?:^|[\s"'])(?:{})(?:$|[\s"'])))", written);
    if (part == "user")
        return std::format(R"(^(?s:(?:.*\\)?(?:{}))$)", written);
    return std::format("^(?s:{})$", written);
}

/// Fields whose text Elastic analyses: KQL asks for a phrase in them, whatever its letter case.
bool isAnalysed(std::string_view name)
{
    return name == "message" || name.ends_with(".text") || name.ends_with("script_block_text")
        || name.ends_with(".caseless");
}

bool isNetworkText(std::string_view text)
{
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos || slash == 0 || text.size() - slash > 4 || text.size() - slash < 2)
        return false;
    return text.substr(0, slash).find_first_not_of("0123456789abcdefABCDEF.:") == std::string_view::npos
        && text.substr(slash + 1).find_first_not_of("0123456789") == std::string_view::npos;
}

bool isAddressName(std::string_view name)
{
    if (name.ends_with("Ip") || name.ends_with("IpAddress"))
        return true;
    for (const std::string_view word : {"ip", "src", "dest", "address"}) {
        const std::size_t before = name.size() - std::min(word.size(), name.size());
        if (name.ends_with(word) && (before == 0 || name[before - 1] == '.' || name[before - 1] == '_'))
            return true;
    }
    return false;
}

class ValueCompiler {
public:
    ValueCompiler(
        const rule::Test& test, const rule::Value& value, const ForeignContext& context, const MadeNames& made)
        : m_test(test)
        , m_value(value)
        , m_context(context)
        , m_made(made)
        , m_name(lookupName(test.field))
    {
        m_op = test.op;
        const bool isNetwork = m_op == Op::Eq && !value.pattern.hasWildcard() && isAddressName(m_name)
            && isNetworkText(value.pattern.literal());
        if (isNetwork)
            m_op = Op::Cidr;
    }

    Result<Leaf> run() const
    {
        if (isOrder(m_op) && !parseDecimal(rule::scalarText(m_value.scalar))) {
            return std::unexpected(Diagnostics{{Severity::Error, codes::matchNotEvaluated, m_value.span,
                std::format(
                    "the order of \"{}\", which is no number, is not evaluated", rule::scalarText(m_value.scalar)),
                {}}});
        }
        if (m_test.op == Op::Keyword || m_test.field.kind == rule::FieldRef::Kind::AnyField)
            return compileValue(m_test, m_value);
        Result<Leaf> own = link(m_name, {});
        if (!own)
            return own;
        if (m_test.field.kind == rule::FieldRef::Kind::NamePattern) {
            own->isNamePattern = true;
            own->matcherKey += "\x1F*";
            return own;
        }
        if (m_context.readings.isScope(m_test.field, m_value)) {
            auto scope = std::make_shared<Leaf>();
            scope->scope = scopeTest(m_test, m_value, own->matcher, m_context.taxonomy);
            scope->matcher = NeverMatcher{};
            scope->matcherKey = "scope\x1F" + scope->scope->key;
            own->otherwise = std::move(scope);
            return own;
        }
        return chained(*std::move(own));
    }

private:
    /// Links the names under which events may have the field, the last first.
    Result<Leaf> chained(Leaf own) const
    {
        std::vector<Leaf> links{std::move(own)};
        for (const FieldReading& reading : m_context.readings.otherwise(m_test.field)) {
            Result<Leaf> next = link(reading.name, reading.part);
            if (!next)
                return next;
            next->isNear = reading.isNear || isWidened(reading.part);
            links.push_back(*std::move(next));
        }
        while (links.size() > 1) {
            auto last = std::make_shared<const Leaf>(std::move(links.back()));
            links.pop_back();
            links.back().otherwise = std::move(last);
        }
        return std::move(links.front());
    }

    /// Operators that a base name makes wider than they are (corpora.md, section 5: ≈).
    bool isWidened(std::string_view part) const
    {
        if (part != "base" || !isText(m_op))
            return false;
        const Op op = normalised(m_op, m_value.pattern).first;
        return op == Op::StartsWith || op == Op::EndsWith || op == Op::Contains;
    }

    Result<Leaf> link(const std::string& name, std::string_view part) const
    {
        rule::Test test;
        test.field = m_test.field;
        test.field.raw = name;
        test.op = m_op;
        test.caseRule = m_test.caseRule;
        test.modifiers = m_test.modifiers;
        rule::Value value = m_value;
        Result<Leaf> leaf = linkOf(test, value, part);
        if (leaf && !leaf->asksForPresence()) {
            leaf->needsOneValue = m_context.rule.language == Language::Esql && !isAnyValue()
                && !m_made.expanded.contains(m_name);
        }
        return leaf;
    }

    /// KQL within ES|QL, and mv_contains: one of several values is enough.
    bool isAnyValue() const { return m_test.missingRule == rule::MissingRule::IsFalse; }

    Result<Leaf> linkOf(rule::Test& test, rule::Value& value, std::string_view part) const
    {
        if (m_op == Op::Exists) { // a field without a value is none in these languages
            Leaf leaf;
            leaf.field = lookupName(test.field);
            leaf.matcher = NullMatcher{};
            leaf.isNegative = equalsFolded(rule::scalarText(value.scalar), "true");
            leaf.matcherKey = "0";
            return leaf;
        }
        if (m_op == Op::Regex) {
            if (test.caseRule == rule::CaseRule::Insensitive)
                test.modifiers.push_back(rule::Modifier::RegexIgnoreCase);
            value.scalar = regexOf(rule::scalarText(m_value.scalar), part, m_context.rule.language);
            return compileValue(test, value);
        }
        const bool isTextTest = isText(m_op) && !std::holds_alternative<rule::Null>(value.scalar);
        if (!isTextTest)
            return compileValue(test, value);
        const bool isPhrase = isAnyText() && m_op == Op::Eq;
        if (isPhrase) {
            test.op = Op::Contains;
            test.caseRule = rule::CaseRule::Insensitive;
        }
        if (part.empty())
            return compileValue(test, value);
        auto [op, pattern] = normalised(test.op, m_value.pattern);
        TextReading reading = readPart(part, op, std::move(pattern));
        test.op = reading.op;
        if (reading.ignoresCase)
            test.caseRule = rule::CaseRule::Insensitive;
        return united(test, value, std::move(reading.patterns));
    }

    bool isAnyText() const
    {
        const bool isKql = m_context.rule.language == Language::Kql || isAnyValue();
        return isKql && isAnalysed(m_name);
    }

    static Result<Leaf> united(const rule::Test& test, rule::Value& value, std::vector<Pattern> patterns)
    {
        std::optional<Leaf> all;
        for (Pattern& pattern : patterns) {
            value.pattern = std::move(pattern);
            Result<Leaf> leaf = compileValue(test, value);
            if (!leaf || !all) {
                if (!leaf)
                    return leaf;
                all = *std::move(leaf);
                continue;
            }
            auto* texts = std::get_if<TextMatcher>(&all->matcher);
            auto* more = std::get_if<TextMatcher>(&leaf->matcher);
            if (texts == nullptr || more == nullptr)
                continue;
            std::ranges::move(more->globs, std::back_inserter(texts->globs));
            all->matcherKey += "\x1F|" + leaf->matcherKey;
        }
        return *std::move(all);
    }

    const rule::Test& m_test;
    const rule::Value& m_value;
    const ForeignContext& m_context;
    const MadeNames& m_made;
    const std::string& m_name;
    Op m_op = Op::Eq;
};

} // namespace

Result<Leaf> compileForeignValue(
    const rule::Test& test, const rule::Value& value, const ForeignContext& context, const MadeNames& made)
{
    return ValueCompiler(test, value, context, made).run();
}

} // namespace rulewright::match
