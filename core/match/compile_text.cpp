// SPDX-License-Identifier: Apache-2.0
#include "core/match/compile_text.h"

#include "core/match/encodings.h"
#include "core/text/diagnostic_codes.h"

#include <algorithm>
#include <array>
#include <format>

namespace rulewright::match {

namespace {

using rule::PatternPart;

// More spellings than these make no sense, and would take long.
constexpr std::size_t maximumSpellings = 3'125;

// What windash turns, in the order of sigma-semantics.md.
constexpr std::array<std::string_view, 5> dashes{"-", "/", "\u2013", "\u2014", "\u2015"};

bool isWordAt(std::string_view text, std::size_t at)
{
    return at < text.size() && isWordCharacter(nextCodePoint(text, at));
}

// Calls dash() for what stands before a word character and not after one, literal(text) for what is between.
template <class Literal, class Dash> void splitDashes(std::string_view text, Literal&& literal, Dash&& dash)
{
    std::size_t begin = 0;
    bool afterWord = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = dashLength(text.substr(at));
        if (length != 0 && !afterWord && isWordAt(text, at + length)) {
            literal(text.substr(begin, at - begin));
            dash();
            at += length;
            begin = at;
            continue;
        }
        afterWord = isWordCharacter(nextCodePoint(text, at));
    }
    literal(text.substr(begin));
}

void addLiteral(GlobBuilder& builder, std::string_view text, bool cased, bool windash)
{
    const auto literal = [&](std::string_view part) { builder.literal(cased ? std::string(part) : folded(part)); };
    if (windash)
        splitDashes(text, literal, [&] { builder.dash(); });
    else
        literal(text);
}

bool opensAnywhere(rule::Op op)
{
    return op == rule::Op::Contains || op == rule::Op::EndsWith || op == rule::Op::Keyword;
}

bool endsAnywhere(rule::Op op)
{
    return op == rule::Op::Contains || op == rule::Op::StartsWith || op == rule::Op::Keyword;
}

Glob patternGlob(const rule::Pattern& pattern, rule::Op op, bool cased, bool windash)
{
    GlobBuilder builder;
    if (opensAnywhere(op))
        builder.many();
    for (const PatternPart& part : pattern.parts) {
        switch (part.kind) {
        case PatternPart::Kind::Literal:
            addLiteral(builder, part.literal, cased, windash);
            break;
        case PatternPart::Kind::One:
            builder.one();
            break;
        case PatternPart::Kind::Many:
            builder.many();
            break;
        }
    }
    if (endsAnywhere(op))
        builder.many();
    return std::move(builder).build();
}

// Every spelling of a text under windash, for an encoding that follows it.
std::vector<std::string> spellings(std::string_view text)
{
    std::vector<std::string> all{std::string()};
    splitDashes(
        text,
        [&](std::string_view part) {
            for (std::string& one : all)
                one += part;
        },
        [&] {
            std::vector<std::string> more;
            for (const std::string& one : all) {
                for (const std::string_view dash : dashes)
                    more.push_back(one + std::string(dash));
            }
            if (more.size() <= maximumSpellings)
                all = std::move(more);
            else
                all.clear();
        });
    return all;
}

} // namespace

Result<TextMatcher> compileText(const rule::Test& test, const rule::Value& value)
{
    // A bool matches in any case, whatever was asked.
    const bool cased = test.caseRule == rule::CaseRule::Sensitive && !std::holds_alternative<bool>(value.scalar);
    const bool windash = std::ranges::contains(test.modifiers, rule::Modifier::Windash);
    TextMatcher matcher;
    matcher.cased = cased;
    if (std::ranges::none_of(test.modifiers, isEncoding)) {
        matcher.globs.push_back(patternGlob(value.pattern, test.op, cased, windash));
        return matcher;
    }
    const std::string plain = value.pattern.literal();
    const std::vector<std::string> texts = windash ? spellings(plain) : std::vector{plain};
    if (texts.empty()) {
        return std::unexpected(Diagnostics{{Severity::Error, codes::matchTooManySpellings, value.span,
            std::format("\"{}\" has too many dashes for windash before an encoding: write fewer of them.", plain),
            {}}});
    }
    for (const std::string& text : texts) {
        for (const std::string& one : encoded(text, test.modifiers)) {
            Glob glob = patternGlob(rule::literalPattern(one), test.op, cased, false);
            if (!std::ranges::contains(matcher.globs, glob))
                matcher.globs.push_back(std::move(glob));
        }
    }
    return matcher;
}

std::string textKey(const TextMatcher& matcher)
{
    std::string key = matcher.cased ? "T" : "t";
    for (const Glob& glob : matcher.globs) {
        key += std::format("{}{}", glob.anchoredStart ? '^' : '*', glob.anchoredEnd ? '$' : '*');
        for (const GlobChunk& chunk : glob.chunks) {
            key += '[';
            for (const GlobUnit& unit : chunk)
                key += std::format("{}{}:{}", static_cast<int>(unit.kind), unit.literal.size(), unit.literal);
            key += ']';
        }
    }
    return key;
}

} // namespace rulewright::match
