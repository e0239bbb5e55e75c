// SPDX-License-Identifier: Apache-2.0
#include "core/lang/sigma/processing_node.h"
#include "core/lang/sigma/processing_strings.h"
#include "core/lang/sigma/processing_values.h"
#include "core/lang/sigma/value.h"

#include <re2/re2.h>

#include <algorithm>
#include <utility>

namespace rulewright::lang::sigma {

namespace {

using Kind = rule::PatternPart::Kind;
using rule::Pattern;

constexpr int mostGroups = 32;

// Groups of Python's \g<1> and \g<name> as RE2 has them, \1.
std::string rewriteOf(const std::string& replacement, const RE2& regex)
{
    std::string result;
    for (std::size_t at = 0; at < replacement.size();) {
        const std::size_t end = replacement.find('>', at);
        if (replacement.compare(at, 3, "\\g<") != 0 || end == std::string::npos) {
            // An escaped backslash is none before the g of a group.
            const std::size_t count = replacement[at] == '\\' && at + 1 < replacement.size() ? 2 : 1;
            result.append(replacement, at, count);
            at += count;
            continue;
        }
        const std::string name = replacement.substr(at + 3, end - at - 3);
        const auto& groups = regex.NamedCapturingGroups();
        const auto found = groups.find(name);
        result += '\\';
        result += found != groups.end() ? std::to_string(found->second) : name;
        at = end + 1;
    }
    return result;
}

struct Replacement {
    explicit Replacement(const YamlNode& item)
        : regex(textAt(item, "regex"), quiet())
        , rewrite(regex.ok() ? rewriteOf(textAt(item, "replacement"), regex) : std::string())
    {
    }

    static RE2::Options quiet()
    {
        RE2::Options options;
        options.set_log_errors(false);
        return options;
    }

    [[nodiscard]] std::string fault() const
    {
        if (!regex.ok())
            return regex.error();
        std::string error;
        if (!regex.CheckRewriteString(rewrite, &error))
            return error;
        return RE2::MaxSubmatch(rewrite) >= mostGroups ? "it names too many groups" : std::string();
    }

    // Calls `kept` with the ranges that stay and `put` with what stands in place of the others, in their order.
    template <class Kept, class Put> void run(const std::string& text, Kept&& kept, Put&& put) const
    {
        const absl::string_view input(text.data(), text.size());
        absl::string_view groups[mostGroups];
        const int count = 1 + RE2::MaxSubmatch(rewrite);
        std::size_t at = 0;
        std::size_t from = 0;
        while (from <= text.size() && regex.Match(input, from, text.size(), RE2::UNANCHORED, groups, count)) {
            const auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
            const std::size_t end = begin + groups[0].size();
            std::string replaced;
            regex.Rewrite(&replaced, rewrite, groups, count);
            kept(at, begin);
            put(replaced);
            at = end;
            from = end > begin ? end : end + 1;
        }
        kept(at, text.size());
    }

    RE2 regex;
    std::string rewrite;
};

// One character of a string and where it stands in its plain text.
struct Unit {
    std::size_t begin;
    std::size_t end;
    Kind kind;
    char character;
};

// In a replaced text a backslash is plain unless a wildcard's character follows.
void appendReplaced(Pattern& pattern, const std::string& text)
{
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool escapes = text[at] == '\\' && at + 1 < text.size() && (text[at + 1] == '*' || text[at + 1] == '?');
        if (escapes)
            ++at;
        if (!escapes && (text[at] == '*' || text[at] == '?'))
            pattern.append(text[at] == '*' ? Kind::Many : Kind::One);
        else
            pattern.append(std::string_view(text).substr(at, 1));
    }
}

// What the expression does not touch stays what it was: a wildcard behind a backslash is not read as an escape.
Pattern replacedPlain(const Replacement& replacement, const Pattern& string)
{
    std::string text;
    std::vector<Unit> units;
    for (const rule::PatternPart& part : string.parts) {
        const std::string characters
            = part.kind == Kind::Literal ? part.literal : std::string(part.kind == Kind::One ? "?" : "*");
        for (const char c : characters) {
            const std::size_t begin = text.size();
            if (part.kind == Kind::Literal && (c == '*' || c == '?'))
                text += '\\';
            text += c;
            units.push_back({begin, text.size(), part.kind, c});
        }
    }
    Pattern result;
    std::string pending;
    const auto flush = [&] {
        appendReplaced(result, pending);
        pending.clear();
    };
    const auto keep = [&](std::size_t from, std::size_t to) {
        for (auto unit = std::ranges::lower_bound(units, from + 1, {}, &Unit::end);
            unit != units.end() && unit->begin < to; ++unit) {
            if (unit->begin < from || unit->end > to) {
                const std::size_t begin = std::max(unit->begin, from);
                pending += text.substr(begin, std::min(unit->end, to) - begin);
                continue;
            }
            flush();
            if (unit->kind == Kind::Literal)
                result.append(std::string_view(&unit->character, 1));
            else
                result.append(unit->kind);
        }
    };
    replacement.run(text, keep, [&](const std::string& replaced) { pending += replaced; });
    flush();
    return result;
}

Pattern replacedLiterals(const Replacement& replacement, const Pattern& string, bool interprets)
{
    Pattern result;
    for (const rule::PatternPart& part : string.parts) {
        if (part.kind != Kind::Literal) {
            result.append(part.kind);
            continue;
        }
        std::string text;
        replacement.run(
            part.literal, [&](std::size_t from, std::size_t to) { text += part.literal.substr(from, to - from); },
            [&](const std::string& replaced) { text += replaced; });
        if (!interprets) {
            result.append(text);
            continue;
        }
        for (const rule::PatternPart& one : decodePattern(text).pattern.parts) {
            if (one.kind == Kind::Literal)
                result.append(one.literal);
            else
                result.append(one.kind);
        }
    }
    return result;
}

} // namespace

rule::Predicate replaceString(const YamlNode& item, const rule::Test& test)
{
    const Replacement replacement(item);
    if (!replacement.fault().empty())
        return {rule::NodeId::None, test};
    const bool skipsWildcards = isTrueAt(item, "skip_special");
    const bool interprets = isTrueAt(item, "interpret_special");
    return {rule::NodeId::None, withStrings(test, [&](const rule::Value&, const Pattern& string) {
                return std::optional(std::vector{skipsWildcards ? replacedLiterals(replacement, string, interprets)
                                                                : replacedPlain(replacement, string)});
            })};
}

std::string replacementFault(const YamlNode& item) { return Replacement(item).fault(); }

} // namespace rulewright::lang::sigma
