// SPDX-License-Identifier: Apache-2.0
#include "core/author/place.h"

#include "core/author/yaml_line.h"

#include <algorithm>

namespace rulewright::author {

namespace {

using Kind = Place::Kind;

bool isBlank(char c) { return c == ' ' || c == '\t'; }

struct Caret {
    std::uint32_t line = 1;
    std::size_t column = 0; ///< bytes
    std::uint32_t lineBegin = 0;
};

/// The keys above a line whose content begins at `limit`. `isItem`: it is an item of a list, whose key may stand
/// in the same column.
std::vector<PathKey> keysAbove(
    const SourceText& source, std::uint32_t line, std::size_t limit, bool isItem, std::uint32_t firstLine)
{
    std::vector<PathKey> path;
    for (std::uint32_t above = line - 1; above >= firstLine && above > 0; --above) {
        const YamlLine parts = yamlLine(source.line(above));
        if (parts.isBlank || parts.isDocumentStart())
            continue;
        if (parts.hasKey() && (parts.content < limit || (isItem && parts.content == limit && !parts.isItem))) {
            const auto begin = source.lineSpan(above).begin + static_cast<std::uint32_t>(parts.content);
            const auto size = static_cast<std::uint32_t>(parts.keyEnd - parts.content);
            path.push_back({std::string(parts.key()), {begin, begin + size}});
            limit = parts.content;
            isItem = false;
        }
        if (parts.isItem && parts.indent < limit) {
            limit = parts.indent;
            isItem = true;
        }
        if (limit == 0 && !isItem)
            break;
    }
    std::ranges::reverse(path);
    return path;
}

Span documentAround(const SourceText& source, std::uint32_t line, std::uint32_t& firstLine)
{
    firstLine = line;
    while (firstLine > 1 && !source.line(firstLine).starts_with("---"))
        --firstLine;
    std::uint32_t last = line + 1;
    while (last <= source.lineCount() && !source.line(last).starts_with("---"))
        ++last;
    const std::uint32_t end
        = last <= source.lineCount() ? source.lineSpan(last).begin : static_cast<std::uint32_t>(source.text().size());
    return {source.lineSpan(firstLine).begin, end};
}

bool isWordByte(char c, Kind kind)
{
    if (c == ' ' || c == '\t' || c == ':' || c == '\'' || c == '"' || c == '#' || c == ',' || c == '[' || c == ']')
        return false;
    if (kind == Kind::Condition)
        return c != '(' && c != ')';
    return c != '|' || kind == Kind::Value;
}

/// The value around the caret: a quoted text, an item of a flow list, or everything up to the line's end.
void findValue(Place& place, std::string_view line, std::size_t begin, const Caret& caret)
{
    std::size_t end = line.size();
    while (end > caret.column && isBlank(line[end - 1]))
        --end;
    if (begin < line.size() && line[begin] == '[') {
        std::size_t start = begin + 1;
        for (std::size_t i = start; i < caret.column; ++i) {
            if (line[i] == ',')
                start = i + 1;
        }
        while (start < caret.column && isBlank(line[start]))
            ++start;
        begin = start;
        end = std::min(line.find_first_of(",]", caret.column), end);
    }
    if (begin < caret.column && (line[begin] == '\'' || line[begin] == '"')) {
        place.quote = line[begin];
        ++begin;
        const std::size_t close = line.find(place.quote, caret.column);
        end = close == std::string_view::npos ? end : close;
    }
    begin = std::min(begin, caret.column);
    end = std::max(end, caret.column);
    place.word
        = {caret.lineBegin + static_cast<std::uint32_t>(begin), caret.lineBegin + static_cast<std::uint32_t>(end)};
    place.before = line.substr(begin, caret.column - begin);
}

void findWord(Place& place, std::string_view line, const Caret& caret)
{
    std::size_t begin = caret.column;
    while (begin > 0 && isWordByte(line[begin - 1], place.kind))
        --begin;
    std::size_t end = caret.column;
    while (end < line.size() && isWordByte(line[end], place.kind))
        ++end;
    place.word
        = {caret.lineBegin + static_cast<std::uint32_t>(begin), caret.lineBegin + static_cast<std::uint32_t>(end)};
    place.before = line.substr(begin, caret.column - begin);
}

std::string_view at(const Place& place, std::size_t i)
{
    return i < place.path.size() ? std::string_view(place.path[i].text) : std::string_view();
}

Kind keyKind(const Place& place, std::string_view keyBefore)
{
    const std::size_t depth = place.path.size();
    if (depth == 0)
        return Kind::TopKey;
    const std::string_view top = at(place, 0);
    if (top == "logsource")
        return Kind::LogSourceKey;
    if (top == "detection" || top == "filter") {
        if (depth == 1)
            return top == "filter" ? Kind::FilterKey : Kind::SelectionName;
        if (at(place, 1) == "condition")
            return Kind::Condition;
        if (top == "filter" && at(place, 1) == "rules")
            return Kind::CorrelationRule;
        return keyBefore.find('|') == std::string_view::npos ? Kind::Field : Kind::Modifier;
    }
    if (top == "correlation") {
        if (depth == 1)
            return Kind::CorrelationKey;
        if (at(place, 1) == "condition")
            return Kind::CorrelationConditionKey;
        if (at(place, 1) == "rules")
            return Kind::CorrelationRule;
        if (at(place, 1) == "group-by")
            return Kind::CorrelationField;
        return Kind::Nowhere;
    }
    if (top == "related")
        return Kind::RelatedKey;
    if (top == "tags")
        return Kind::Tag;
    return Kind::Nowhere;
}

/// What stands behind a key, or as an item of its list.
Kind valueKind(const Place& place)
{
    const std::string_view top = at(place, 0);
    const std::string_view last = place.path.back().text;
    const std::size_t depth = place.path.size();
    if (depth == 1) {
        if (top == "status")
            return Kind::Status;
        if (top == "level")
            return Kind::Level;
        if (top == "tags")
            return Kind::Tag;
        if (top == "date" || top == "modified")
            return Kind::Date;
        return Kind::Nowhere;
    }
    if (top == "logsource")
        return last == "definition" ? Kind::Nowhere : Kind::LogSourceValue;
    if (top == "detection" || top == "filter") {
        if (at(place, 1) == "condition")
            return Kind::Condition;
        if (top == "filter" && at(place, 1) == "rules")
            return Kind::CorrelationRule;
        return depth > 2 ? Kind::Value : Kind::Nowhere;
    }
    if (top == "correlation") {
        if (last == "type")
            return Kind::CorrelationType;
        if (last == "rules")
            return Kind::CorrelationRule;
        if (last == "group-by" || last == "field")
            return Kind::CorrelationField;
        if (last == "timespan")
            return Kind::CorrelationTimespan;
        return Kind::Nowhere;
    }
    if (top == "related" && last == "type")
        return Kind::RelatedType;
    return Kind::Nowhere;
}

} // namespace

std::string_view Place::testKey() const
{
    if (path.size() < 3 || (path[0].text != "detection" && path[0].text != "filter"))
        return {};
    return path.back().text;
}

Place placeAt(const SourceText& source, std::uint32_t caretOffset)
{
    Place place;
    Caret caret;
    caret.line = source.position(caretOffset).line;
    const Span lineSpan = source.lineSpan(caret.line);
    caret.lineBegin = lineSpan.begin;
    caret.column = std::min(caretOffset, lineSpan.end) - lineSpan.begin;
    const std::string_view line = source.line(caret.line);
    std::uint32_t firstLine = 1;
    place.document = documentAround(source, caret.line, firstLine);
    const YamlLine parts = yamlLine(line);
    place.word = {caretOffset, caretOffset};
    if (parts.isDocumentStart() || (parts.hasComment && caret.column > parts.text.size()))
        return place;

    const bool isEmptyLine = parts.isBlank;
    const std::size_t indent = isEmptyLine ? caret.column : parts.indent;
    place.isListItem = parts.isItem;
    place.indent = static_cast<std::uint32_t>(isEmptyLine ? caret.column : parts.content);
    if (!isEmptyLine && caret.column < parts.content)
        return place;
    place.path = keysAbove(source, caret.line, parts.isItem ? parts.indent : indent, parts.isItem, firstLine);

    const bool inKey = !parts.hasKey() || caret.column <= *parts.colon;
    if (parts.hasKey() && !inKey) {
        const auto begin = lineSpan.begin + static_cast<std::uint32_t>(parts.content);
        place.path.push_back(
            {std::string(parts.key()), {begin, begin + static_cast<std::uint32_t>(parts.keyEnd - parts.content)}});
        place.kind = valueKind(place);
        place.isListItem = false;
        if (place.kind == Kind::Condition)
            findWord(place, line, caret);
        else
            findValue(place, line, std::min(parts.value, caret.column), caret);
        return place;
    }

    // No key yet: the item of a list of values, or a key that is being written.
    const std::string_view keyBefore
        = line.substr(std::min(parts.content, caret.column), caret.column - std::min(parts.content, caret.column));
    if (!parts.hasKey() && parts.isItem && !place.path.empty()) {
        const Kind kind = valueKind(place);
        if (kind != Kind::Nowhere) {
            place.kind = kind;
            if (kind == Kind::Condition)
                findWord(place, line, caret);
            else
                findValue(place, line, parts.content, caret);
            return place;
        }
    }
    place.inKey = true;
    place.hasColon = parts.hasKey();
    place.kind = keyKind(place, keyBefore);
    findWord(place, line, caret);
    return place;
}

} // namespace rulewright::author
