// SPDX-License-Identifier: Apache-2.0
#include "core/lang/sigma/value_checks.h"

#include <re2/re2.h>

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <format>

namespace rulewright::lang::sigma {

namespace {

/// A piece of a regular expression that RE2 does not know, by the name that people use.
struct ForeignConstruct {
    std::size_t begin = 0;
    std::size_t length = 0;
    std::string_view name;
};

std::optional<ForeignConstruct> findForeignConstruct(std::string_view regex)
{
    struct Opening {
        std::string_view text;
        std::string_view name;
    };

    static constexpr std::array<Opening, 7> openings = {{
        {"(?<=", "a lookbehind"},
        {"(?<!", "a negative lookbehind"},
        {"(?=", "a lookahead"},
        {"(?!", "a negative lookahead"},
        {"(?>", "an atomic group"},
        {"(?(", "a conditional group"},
        {"(?P=", "a back-reference"},
    }};
    bool isInClass = false;
    for (std::size_t at = 0; at < regex.size(); ++at) {
        const std::string_view rest = regex.substr(at);
        if (rest[0] == '\\') {
            const bool isReference
                = !isInClass && rest.size() > 1 && ((rest[1] >= '1' && rest[1] <= '9') || rest.starts_with("\\k<"));
            if (isReference)
                return ForeignConstruct{at, 2, "a back-reference"};
            ++at;
        } else if (isInClass) {
            isInClass = rest[0] != ']';
        } else if (rest[0] == '[') {
            isInClass = true;
            // A closing bracket right at the start of a class is a plain character.
            at += rest.starts_with("[^]") ? 2 : rest.starts_with("[]") ? 1 : 0;
        } else {
            for (const Opening& opening : openings) {
                if (rest.starts_with(opening.text))
                    return ForeignConstruct{at, opening.text.size(), opening.name};
            }
            const bool isPossessive = at > 0 && rest[0] == '+'
                && (regex[at - 1] == '+' || regex[at - 1] == '*' || regex[at - 1] == '?' || regex[at - 1] == '}');
            if (isPossessive && (at < 2 || regex[at - 2] != '\\'))
                return ForeignConstruct{at - 1, 2, "a possessive quantifier"};
        }
    }
    return std::nullopt;
}

/// RE2's reasons in plain words; its own text quotes the piece.
std::string_view reasonOf(RE2::ErrorCode code)
{
    switch (code) {
    case RE2::ErrorBadEscape:
        return "is no escape that RE2 knows: double the backslash if a backslash is meant";
    case RE2::ErrorBadCharClass:
    case RE2::ErrorBadCharRange:
        return "is no valid character class: put the smaller character first, and escape a - that is meant as text";
    case RE2::ErrorMissingBracket:
        return "opens a character class that is never closed: add ], or write \\[ for a bracket";
    case RE2::ErrorMissingParen:
        return "opens a group that is never closed: add ), or write \\( for a bracket";
    case RE2::ErrorUnexpectedParen:
        return "closes a group that was never opened: take the ) away, or write \\) for a bracket";
    case RE2::ErrorTrailingBackslash:
        return "ends in a single backslash: double it";
    case RE2::ErrorRepeatArgument:
        return "has nothing to repeat: write a character before it, or escape it with a backslash";
    case RE2::ErrorRepeatSize:
        return "repeats more often than RE2 allows (1000): use a smaller number";
    case RE2::ErrorRepeatOp:
        return "is no valid repetition: keep one of its signs";
    case RE2::ErrorBadPerlOp:
        return "is no group that RE2 knows: write (?: for a group without a number";
    case RE2::ErrorBadNamedCapture:
        return "is no valid group name: write (?P<name>…) with a name that is used once";
    case RE2::ErrorPatternTooLarge:
        return "is too large to compile: split it into several values";
    default:
        return "is no regular expression that RE2 takes: mend it";
    }
}

} // namespace

void checkRegex(const YamlNode& node, const std::vector<rule::Modifier>& modifiers, Context& context)
{
    const auto has = [&](rule::Modifier modifier) { return std::ranges::find(modifiers, modifier) != modifiers.end(); };
    std::string expression;
    if (has(rule::Modifier::RegexMultiline))
        expression += "(?m)";
    if (has(rule::Modifier::RegexDotAll))
        expression += "(?s)";
    expression += node.text;
    RE2::Options options;
    options.set_log_errors(false);
    options.set_case_sensitive(!has(rule::Modifier::RegexIgnoreCase));
    const RE2 regex(absl::string_view(expression.data(), expression.size()), options);
    if (regex.ok())
        return;
    if (const auto foreign = findForeignConstruct(node.text)) {
        const Span span = yamlSourceSpan(node, context.source, foreign->begin, foreign->begin + foreign->length);
        context.error(codes::sigmaRegexUnsupported, span,
            std::format("\"{}\" is {}, which RE2 does not have: say it without, for instance with a second "
                        "selection that the condition excludes",
                node.text.substr(foreign->begin, foreign->length), foreign->name));
        return;
    }
    std::string piece = regex.error_arg().empty() ? node.text : regex.error_arg();
    if (piece.size() > 60)
        piece = piece.substr(0, 57) + "…";
    context.error(codes::sigmaRegexInvalid, node.span,
        std::format("\"{}\" {}", toValidUtf8(piece), reasonOf(regex.error_code())));
}

Network readNetwork(std::string_view text)
{
    const std::size_t slash = text.find('/');
    const std::string address(text.substr(0, slash));
    std::array<unsigned char, 16> bytes{};
    const bool isV4 = inet_pton(AF_INET, address.c_str(), bytes.data()) == 1;
    if (!isV4 && inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1)
        return {};
    const unsigned width = isV4 ? 32 : 128;
    unsigned prefix = width;
    if (slash != std::string_view::npos) {
        const std::string_view digits = text.substr(slash + 1);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
        if (error != std::errc() || end != digits.data() + digits.size() || prefix > width)
            return {};
    }
    bool hasHostBits = false;
    for (unsigned bit = prefix; bit < width; ++bit) {
        const auto mask = static_cast<unsigned char>(0x80U >> (bit % 8));
        unsigned char& byte = bytes[bit / 8];
        hasHostBits = hasHostBits || (byte & mask) != 0;
        byte = static_cast<unsigned char>(byte & ~mask);
    }
    Network network{true, std::nullopt};
    if (hasHostBits) {
        std::array<char, INET6_ADDRSTRLEN> buffer{};
        inet_ntop(isV4 ? AF_INET : AF_INET6, bytes.data(), buffer.data(), buffer.size());
        network.withoutHostBits = std::format("{}/{}", buffer.data(), prefix);
    }
    return network;
}

} // namespace rulewright::lang::sigma
