// SPDX-License-Identifier: Apache-2.0
#include "core/events/formats/key_value.h"

#include "core/events/formats/line_record.h"

#include <algorithm>
#include <array>

namespace rulewright::events {

namespace {

constexpr std::size_t maximumKeyLength = 256;

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool isKeyCharacter(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z')
        || std::string_view("_-.:@/[]{}()#").contains(c);
}

/// The quoted text that begins at `at`; `at` is moved behind it. It ends with the line where a quote is missing.
std::string quoted(std::string_view text, std::size_t& at)
{
    const char quote = text[at++];
    std::string value;
    for (; at < text.size() && text[at] != quote; ++at) {
        if (text[at] == '\\' && at + 1 < text.size() && (text[at + 1] == quote || text[at + 1] == '\\'))
            ++at;
        value += text[at];
    }
    at = std::min(text.size(), at + 1);
    return value;
}

constexpr std::array<std::string_view, 9> logfmtNames{
    "level", "lvl", "severity", "msg", "message", "time", "ts", "timestamp", "at"};

} // namespace

PairCounts forEachPair(std::string_view text,
    const std::function<void(std::string_view key, std::string_view value)>& visit, std::string* words)
{
    PairCounts counts;
    std::size_t at = 0;
    while (true) {
        while (at < text.size() && (isBlank(text[at]) || text[at] == ',' || text[at] == ';'))
            ++at;
        if (at >= text.size())
            return counts;
        const std::size_t begin = at;
        while (at < text.size() && isKeyCharacter(text[at]) && at - begin <= maximumKeyLength)
            ++at;
        if (at > begin && at < text.size() && text[at] == '=') {
            const std::string_view key = text.substr(begin, at - begin);
            ++at;
            std::string value;
            if (at < text.size() && (text[at] == '"' || text[at] == '\'')) {
                value = quoted(text, at);
            } else {
                const std::size_t from = at;
                while (at < text.size() && !isBlank(text[at]))
                    ++at;
                std::string_view bare = text.substr(from, at - from);
                if (bare.ends_with(',') || bare.ends_with(';'))
                    bare.remove_suffix(1);
                value = bare;
            }
            ++counts.pairs;
            visit(key, value);
            continue;
        }
        while (at < text.size() && !isBlank(text[at]))
            ++at;
        ++counts.words;
        if (words != nullptr) {
            *words += words->empty() ? "" : " ";
            *words += text.substr(begin, at - begin);
        }
    }
}

bool looksLikeLogfmt(const FileHead& head)
{
    return areMostLines(head.text, head.isWhole, [](std::string_view line) {
        bool isKnown = false;
        const PairCounts counts = forEachPair(line,
            [&isKnown](std::string_view key, std::string_view) { isKnown |= std::ranges::contains(logfmtNames, key); });
        return counts.words == 0 && counts.pairs >= 2 && isKnown;
    });
}

bool looksLikePairs(const FileHead& head)
{
    return areMostLines(head.text, head.isWhole, [](std::string_view line) {
        const PairCounts counts = forEachPair(line, [](std::string_view, std::string_view) { });
        return counts.pairs >= 2 && counts.pairs * 2 >= counts.words;
    });
}

SliceReader openPairs(ReadContext& context)
{
    return readerOfLines(context, [](std::string_view line, RecordNames& names) -> std::string_view {
        std::string words;
        bool hasMessage = false;
        forEachPair(
            line,
            [&](std::string_view key, std::string_view value) {
                hasMessage |= key == "message";
                names.add(key, value);
            },
            &words);
        if (!words.empty() && !hasMessage)
            names.add("message", words);
        return {};
    });
}

bool looksLikeText(const FileHead& head) { return isMostlyText(head.text); }

SliceReader openPlain(ReadContext& context)
{
    return readerOfLines(context, [](std::string_view line, RecordNames& names) -> std::string_view {
        names.add("message", line);
        return {};
    });
}

} // namespace rulewright::events
