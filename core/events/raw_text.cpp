// SPDX-License-Identifier: Apache-2.0
#include "core/events/raw_text.h"

#include "core/events/formats/cef.h"
#include "core/events/formats/key_value.h"
#include "core/events/formats/syslog.h"
#include "core/events/formats/xml_events.h"
#include "core/events/json_record.h"

#include <algorithm>
#include <string>

namespace rulewright::events {

namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::string_view blanks = " \t\r";

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == npos)
        return {};
    return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

/// Splunk's name of a line in a message: "New Process Name" is New_Process_Name.
std::string splunkName(std::string_view name)
{
    std::string joined(name);
    std::ranges::replace_if(
        joined, [](char c) { return (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z'); }, '_');
    return joined;
}

/// "LogName=Security" a line; behind "Message=" all is message, with "Name:<tab>value" lines.
void addForwardedEvent(std::string_view raw, RecordNames& names)
{
    std::string_view rest = raw;
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        const std::string_view line = trimmed(rest.substr(0, end));
        constexpr std::string_view message = "Message=";
        if (line.starts_with(message)) {
            const std::string_view text = rest.substr(rest.find(message) + message.size());
            names.add("Message", text);
            rest = text;
            break;
        }
        if (const std::size_t equals = line.find('='); equals != npos && equals > 0)
            names.add(line.substr(0, equals), line.substr(equals + 1));
        rest.remove_prefix(end == npos ? rest.size() : end + 1);
    }
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        const std::string_view line = trimmed(rest.substr(0, end));
        const std::size_t colon = line.find(':');
        if (colon != npos && colon > 0 && colon < 64 && colon + 1 < line.size()
            && (line[colon + 1] == '\t' || line[colon + 1] == ' ')) {
            if (const std::string_view value = trimmed(line.substr(colon + 1)); !value.empty())
                names.add(splunkName(line.substr(0, colon)), value);
        }
        rest.remove_prefix(end == npos ? rest.size() : end + 1);
    }
}

} // namespace

void addRawText(std::string_view raw, RecordNames& names)
{
    names.keepWhatIsThere();
    const std::size_t begin = raw.find_first_not_of(" \t\r\n");
    if (begin == npos)
        return;
    const std::string_view text = raw.substr(begin);
    if (findEventXml(text, 0) == 0 || (text.starts_with("<?xml") && findEventXml(text, 0) != npos)) {
        const std::string_view event = text.substr(findEventXml(text, 0));
        (void)addEventXml(event, names);
    } else if (text.starts_with('{')) {
        (void)addJsonObject(text, names);
    } else if (text.find("\nEventCode=") != npos && text.find("LogName=") != npos) {
        addForwardedEvent(text, names);
    } else if (beginsCef(text)) {
        (void)addCef(text, names);
    } else if (const auto header = syslogHeader(text, 0, 0)) {
        addSyslog(*header, names);
    } else {
        forEachPair(text, [&names](std::string_view key, std::string_view value) { names.add(key, value); });
    }
}

} // namespace rulewright::events
