// SPDX-License-Identifier: Apache-2.0
#include "core/events/formats/xml_scan.h"

namespace rulewright::events {

namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::string_view eventName = "Event";
constexpr std::size_t maximumPrefixLength = 64;

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool isPrefixCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-'
        || c == '.';
}

/// The name of the element that begins at `from`, with its prefix.
std::string_view elementName(std::string_view text, std::size_t from)
{
    const std::size_t end = text.find_first_of(" \t\r\n>/", from + 1);
    return text.substr(from + 1, end == npos ? npos : end - from - 1);
}

/// Whether the text goes on with the end of a tag or a blank, as a name does that is not longer.
bool isNameOver(std::string_view text) { return !text.empty() && (isBlank(text[0]) || text[0] == '>'); }

} // namespace

std::size_t findEventXml(std::string_view text, std::size_t from)
{
    for (std::size_t at = from; (at = text.find(eventName, at)) != npos; at += eventName.size()) {
        if (at == from || !isNameOver(text.substr(at + eventName.size())))
            continue;
        if (text[at - 1] == '<')
            return at - 1;
        if (text[at - 1] != ':')
            continue;
        std::size_t begin = at - 1;
        while (begin > from && at - begin <= maximumPrefixLength && isPrefixCharacter(text[begin - 1]))
            --begin;
        if (begin > from && begin < at - 1 && text[begin - 1] == '<')
            return begin - 1;
    }
    return npos;
}

std::size_t nextEvent(std::string_view text, std::size_t at, bool isLast, bool& waits)
{
    std::size_t event = findEventXml(text, at);
    std::size_t comment = 0;
    while ((comment = text.substr(0, event).find("<!--", at)) != npos) {
        const std::size_t end = text.find("-->", comment);
        if (end == npos) {
            waits = !isLast;
            return isLast ? event : comment;
        }
        if (event < end)
            event = findEventXml(text, end);
        at = end;
    }
    return event;
}

std::size_t endOfEvent(std::string_view text, std::size_t from)
{
    const std::string_view name = elementName(text, from);
    std::size_t at = from;
    int depth = 0;
    while ((at = text.find('<', at)) != npos) {
        const std::string_view rest = text.substr(at);
        if (rest.starts_with("<![CDATA[")) {
            at = text.find("]]>", at);
            if (at == npos)
                return npos;
        } else if (rest.starts_with("<!--")) {
            at = text.find("-->", at);
            if (at == npos)
                return npos;
        } else if (rest.starts_with("</")) {
            if (rest.substr(2).starts_with(name) && isNameOver(rest.substr(2 + name.size())) && --depth == 0) {
                const std::size_t end = text.find('>', at);
                return end == npos ? npos : end + 1;
            }
        } else if (rest.substr(1).starts_with(name) && isNameOver(rest.substr(1 + name.size()))) {
            // An Event in an Event: the outer one has lost its end.
            if (++depth > 1)
                return at;
        }
        ++at;
    }
    return npos;
}

} // namespace rulewright::events
