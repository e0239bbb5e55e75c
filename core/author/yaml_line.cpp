// SPDX-License-Identifier: Apache-2.0
#include "core/author/yaml_line.h"

namespace rulewright::author {

namespace {

bool isBlank(char c) { return c == ' ' || c == '\t'; }

/// Behind the quoted text that begins at `at`, or the end where it is open.
std::size_t quotedEnd(std::string_view text, std::size_t at)
{
    const char quote = text[at];
    for (++at; at < text.size(); ++at) {
        if (quote == '"' && text[at] == '\\')
            ++at;
        else if (text[at] == quote) {
            if (quote == '\'' && at + 1 < text.size() && text[at + 1] == '\'')
                ++at;
            else
                return at + 1;
        }
    }
    return text.size();
}

/// Where a comment begins: a # at the start or behind a blank, outside of quotes.
std::size_t commentStart(std::string_view text)
{
    bool mayOpen = true; // a quote opens a text only where a value or key begins
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '#' && (i == 0 || isBlank(text[i - 1])))
            return i;
        if ((c == '\'' || c == '"') && mayOpen) {
            i = quotedEnd(text, i) - 1;
            mayOpen = false;
            continue;
        }
        mayOpen = isBlank(c) || c == '[' || c == ',' || c == '{' || (c == '-' && mayOpen);
    }
    return text.size();
}

} // namespace

std::string_view YamlLine::key() const
{
    std::string_view name = text.substr(content, keyEnd - content);
    if (name.size() >= 2 && (name.front() == '\'' || name.front() == '"') && name.back() == name.front())
        name = name.substr(1, name.size() - 2);
    return name;
}

YamlLine yamlLine(std::string_view line)
{
    YamlLine result;
    const std::size_t comment = commentStart(line);
    result.hasComment = comment < line.size();
    result.text = line.substr(0, comment);
    const std::string_view text = result.text;
    std::size_t at = 0;
    while (at < text.size() && isBlank(text[at]))
        ++at;
    result.indent = at;
    result.isBlank = at == text.size();
    while (at < text.size() && text[at] == '-' && (at + 1 == text.size() || isBlank(text[at + 1]))) {
        result.isItem = true;
        ++at;
        while (at < text.size() && isBlank(text[at]))
            ++at;
    }
    result.content = at;
    result.keyEnd = at;
    result.value = at;
    if (at == text.size() || text[at] == '[' || text[at] == '{')
        return result;
    std::size_t end = text[at] == '\'' || text[at] == '"' ? quotedEnd(text, at) : at;
    for (; end < text.size(); ++end) {
        if (text[end] != ':' || (end + 1 < text.size() && !isBlank(text[end + 1])))
            continue;
        result.keyEnd = end;
        while (result.keyEnd > at && isBlank(text[result.keyEnd - 1]))
            --result.keyEnd;
        result.colon = end;
        result.value = end + 1;
        while (result.value < text.size() && isBlank(text[result.value]))
            ++result.value;
        return result;
    }
    return result;
}

} // namespace rulewright::author
