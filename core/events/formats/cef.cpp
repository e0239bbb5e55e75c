// SPDX-License-Identifier: Apache-2.0
// "Implementing ArcSight Common Event Format (CEF)", version 26; "IBM QRadar: Log Event Extended Format (LEEF)", 1 and 2.
#include "core/events/formats/cef.h"

#include "core/events/formats/line_record.h"
#include "core/events/formats/syslog.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace rulewright::events {

namespace {

constexpr std::size_t npos = std::string_view::npos;

constexpr std::array<std::string_view, 7> cefHeader{"cefVersion", "deviceVendor", "deviceProduct", "deviceVersion",
    "deviceEventClassId", "name", "severity"};
constexpr std::array<std::string_view, 5> leefHeader{
    "leefVersion", "deviceVendor", "deviceProduct", "deviceVersion", "deviceEventClassId"};

bool isKeyCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
        || std::string_view("_-.[]").contains(c);
}

/// The parts of the header between bars, of which a backslash escapes one and itself; `text` is moved behind it.
template <std::size_t Count>
bool addHeader(const std::array<std::string_view, Count>& header, std::string_view& text, RecordNames& names)
{
    for (const std::string_view name : header) {
        std::string value;
        std::size_t at = 0;
        for (; at < text.size() && text[at] != '|'; ++at) {
            if (text[at] == '\\' && at + 1 < text.size() && (text[at + 1] == '|' || text[at + 1] == '\\'))
                ++at;
            value += text[at];
        }
        if (at == text.size() && name != header.back())
            return false;
        text.remove_prefix(std::min(text.size(), at + 1));
        names.add(name, value);
    }
    return true;
}

/// A value of the extension: \= \\ \n \r are escapes.
std::string unescaped(std::string_view raw)
{
    std::string value;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] != '\\' || i + 1 == raw.size()) {
            value += raw[i];
            continue;
        }
        const char next = raw[++i];
        if (next == 'n')
            value += '\n';
        else if (next == 'r')
            value += '\r';
        else if (next == '=' || next == '\\' || next == '|')
            value += next;
        else
            (value += '\\') += next;
    }
    return value;
}

/// Where the key begins of the next `key=` at or behind `from`: behind a blank, and the `=` is not escaped.
std::pair<std::size_t, std::size_t> nextKey(std::string_view text, std::size_t from)
{
    for (std::size_t equals = text.find('=', from); equals != npos; equals = text.find('=', equals + 1)) {
        std::size_t begin = equals;
        while (begin > from && isKeyCharacter(text[begin - 1]))
            --begin;
        if (begin < equals && (begin == 0 || text[begin - 1] == ' '))
            return {begin, equals};
    }
    return {npos, npos};
}

using Extension = std::vector<std::pair<std::string, std::string>>;

Extension cefExtension(std::string_view text)
{
    Extension pairs;
    auto [begin, equals] = nextKey(text, 0);
    while (begin != npos) {
        const auto [nextBegin, nextEquals] = nextKey(text, equals + 1);
        std::string_view value = text.substr(equals + 1, nextBegin == npos ? npos : nextBegin - equals - 1);
        while (value.ends_with(' '))
            value.remove_suffix(1);
        pairs.emplace_back(text.substr(begin, equals - begin), unescaped(value));
        begin = nextBegin;
        equals = nextEquals;
    }
    return pairs;
}

Extension leefAttributes(std::string_view text, char separator)
{
    Extension pairs;
    while (!text.empty()) {
        const std::size_t end = text.find(separator);
        const std::string_view pair = text.substr(0, end);
        text.remove_prefix(end == npos ? text.size() : end + 1);
        if (const std::size_t equals = pair.find('='); equals != npos && equals > 0)
            pairs.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
    }
    return pairs;
}

void addExtension(const Extension& pairs, RecordNames& names)
{
    constexpr std::string_view suffix = "Label";
    for (const auto& [key, value] : pairs) {
        names.add(key, value);
        for (const auto& [labelKey, label] : pairs) {
            if (labelKey.size() == key.size() + suffix.size() && labelKey.starts_with(key) && labelKey.ends_with(suffix)
                && !label.empty() && label != key)
                names.add(label, value);
        }
        if (key == "rt" || key == "start" || key == "devTime")
            names.offerTime(value);
    }
}

/// The separator of LEEF 2: a character, or its code in hexadecimal (x09, 0x09).
char leefSeparator(std::string_view text)
{
    if (text.size() == 1)
        return text[0];
    const std::size_t digits = text.starts_with("0x") ? 2 : text.starts_with('x') ? 1 : npos;
    if (digits == npos || text.size() - digits > 2)
        return '\t';
    int code = 0;
    for (const char c : text.substr(digits)) {
        const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10
            : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        if (digit < 0)
            return '\t';
        code = code * 16 + digit;
    }
    return static_cast<char>(code);
}

} // namespace

bool beginsCef(std::string_view message)
{
    const auto begins = [&](std::string_view word) {
        return message.starts_with(word) && message.size() > word.size() && message[word.size()] >= '0'
            && message[word.size()] <= '9';
    };
    return begins("CEF:") || begins("CEF: ") || begins("LEEF:");
}

bool addCef(std::string_view message, RecordNames& names)
{
    const bool isCef = message.starts_with("CEF:");
    message.remove_prefix(isCef ? 4 : 5);
    if (message.starts_with(' '))
        message.remove_prefix(1);
    if (isCef) {
        if (!addHeader(cefHeader, message, names))
            return false;
        addExtension(cefExtension(message), names);
        return true;
    }
    const bool isSecond = message.starts_with('2');
    if (!addHeader(leefHeader, message, names))
        return false;
    char separator = '\t';
    if (const std::size_t bar = message.find('|'); isSecond && bar != npos && bar <= 4) {
        separator = leefSeparator(message.substr(0, bar));
        message.remove_prefix(bar + 1);
    }
    addExtension(leefAttributes(message, separator), names);
    return true;
}

bool looksLikeCef(const FileHead& head)
{
    return areMostLines(head.text, head.isWhole, [](std::string_view line) {
        const std::size_t at = std::min(line.find("CEF:"), line.find("LEEF:"));
        return at != npos && at < 256 && beginsCef(line.substr(at)) && line.substr(at).contains('|');
    });
}

SliceReader openCef(ReadContext& context)
{
    return readerOfLines(context, [&context](std::string_view line, RecordNames& names) -> std::string_view {
        if (beginsCef(line))
            return addCef(line, names) ? std::string_view() : "a CEF header that is not whole";
        if (const auto header = syslogHeader(line, context.year, context.month)) {
            addSyslog(*header, names);
            return {};
        }
        const std::size_t at = std::min(line.find("CEF:"), line.find("LEEF:"));
        if (at == npos || !beginsCef(line.substr(at)))
            return "a line without CEF";
        return addCef(line.substr(at), names) ? std::string_view() : "a CEF header that is not whole";
    });
}

} // namespace rulewright::events
