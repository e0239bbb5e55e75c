// SPDX-License-Identifier: Apache-2.0
#include "core/match/text_fit.h"

#include "core/match/address.h"
#include "core/match/computed_value.h"
#include "core/match/glob.h"
#include "core/match/regex.h"
#include "core/rule/like_pattern.h"
#include "core/text/fold.h"

#include <expected>
#include <format>
#include <map>
#include <utility>

namespace rulewright::match {

using rule::Language;

namespace {

constexpr std::size_t maximumKeptRegexes = 64;

/// The compiled expression, which the thread keeps for the next event; null where it cannot be read.
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

} // namespace

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

std::optional<std::string> replacedMatches(std::string_view text, std::string_view pattern, std::string_view by)
{
    const Regex* regex = regexOf(pattern, true, false);
    if (regex == nullptr)
        return std::nullopt;
    std::string result;
    while (const std::optional<ByteRange> found = regex->find(text)) {
        if (found->begin == found->end || result.size() > maximumComputedText)
            break;
        result += text.substr(0, found->begin);
        result += by;
        text.remove_prefix(found->end);
    }
    return result + std::string(text);
}

} // namespace rulewright::match
