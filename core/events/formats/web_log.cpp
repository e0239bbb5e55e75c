// SPDX-License-Identifier: Apache-2.0
#include "core/events/formats/web_log.h"

#include "core/events/formats/line_record.h"
#include "core/events/source_kind.h"
#include "core/events/time_text.h"

#include <algorithm>
#include <array>
#include <format>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rulewright::events {

namespace {

constexpr std::size_t npos = std::string_view::npos;

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

/// The next word of an access log: to a blank, in brackets, or in quotes in which a backslash escapes a quote.
std::optional<std::string_view> takeField(std::string_view& line)
{
    if (line.empty())
        return std::nullopt;
    std::size_t begin = 0;
    std::size_t end = 0;
    if (line[0] == '"') {
        begin = 1;
        for (end = 1; end < line.size() && line[end] != '"'; ++end)
            end += line[end] == '\\' ? 1 : 0;
    } else if (line[0] == '[') {
        begin = 1;
        end = line.find(']');
    } else {
        end = std::min(line.find(' '), line.size());
    }
    if (end >= line.size() && begin == 1)
        return std::nullopt;
    const std::string_view field = line.substr(begin, end - begin);
    line.remove_prefix(std::min(line.size(), end + begin));
    if (line.starts_with(' '))
        line.remove_prefix(1);
    return field;
}

/// "10/Oct/2000:13:55:36 -0700".
std::optional<std::int64_t> accessTime(std::string_view text)
{
    constexpr std::array<std::string_view, 12> months{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    if (text.size() < 20 || text[2] != '/' || text[6] != '/' || text[11] != ':')
        return std::nullopt;
    const auto month = std::ranges::find(months, text.substr(3, 3));
    if (month == months.end())
        return std::nullopt;
    return parseTime(std::format("{}-{:02}-{}T{}{}", text.substr(7, 4), month - months.begin() + 1, text.substr(0, 2),
        text.substr(12, 8), text.size() > 21 ? text.substr(21) : std::string_view()));
}

struct Access {
    std::string_view host;
    std::string_view user;
    std::string_view time;
    std::string_view request;
    std::string_view status;
    std::string_view bytes;
    std::optional<std::string_view> referer;
    std::optional<std::string_view> agent;
};

bool isNumber(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<Access> accessOf(std::string_view line)
{
    Access access;
    const auto take = [&line](std::string_view& to) {
        const auto field = takeField(line);
        to = field.value_or(std::string_view());
        return field.has_value();
    };
    std::string_view identity;
    if (!take(access.host) || !take(identity) || !take(access.user) || !line.starts_with('[') || !take(access.time)
        || !accessTime(access.time) || !line.starts_with('"') || !take(access.request) || !take(access.status)
        || !take(access.bytes))
        return std::nullopt;
    if (access.status.size() != 3 || !isNumber(access.status) || (access.bytes != "-" && !isNumber(access.bytes)))
        return std::nullopt;
    access.referer = takeField(line);
    access.agent = takeField(line);
    return access;
}

void addUnlessNone(RecordNames& names, std::string_view name, std::string_view value)
{
    if (value != "-" && !value.empty())
        names.add(name, value);
}

std::string_view addAccess(std::string_view line, RecordNames& names)
{
    const auto access = accessOf(line);
    if (!access)
        return "a line that is no access";
    names.setKind(SourceKind::Web);
    if (const auto time = accessTime(access->time))
        names.setTime(*time);
    addUnlessNone(names, "c-ip", access->host);
    addUnlessNone(names, "cs-username", access->user);
    names.add("date", access->time);
    const std::size_t first = access->request.find(' ');
    const std::size_t last = access->request.rfind(' ');
    if (first != npos && last > first) {
        const std::string_view target = access->request.substr(first + 1, last - first - 1);
        names.add("cs-method", access->request.substr(0, first));
        names.add("cs-uri", target);
        names.add("cs-uri-stem", target.substr(0, target.find('?')));
        names.add("cs-uri-query", target);
        names.add("cs-version", access->request.substr(last + 1));
    } else {
        addUnlessNone(names, "cs-uri", access->request); // "-": the connection was closed without a request
    }
    names.add("sc-status", access->status);
    addUnlessNone(names, "sc-bytes", access->bytes);
    addUnlessNone(names, "cs-referer", access->referer.value_or("-"));
    addUnlessNone(names, "cs-user-agent", access->agent.value_or("-"));
    return {};
}

/// A table whose columns a comment names.
struct Table {
    std::vector<std::string> names;
    std::vector<std::string> types;
    char separator = ' ';
    std::string unset = "-";
    std::string empty = "(empty)";
    std::string setSeparator = ",";
    SourceKind kind = SourceKind::Web;

    void readW3cComment(std::string_view line)
    {
        if (!line.starts_with("#Fields:"))
            return;
        names.clear();
        line.remove_prefix(8);
        separator = line.find('\t') != npos ? '\t' : ' ';
        for (const std::string_view name : split(line, separator)) {
            if (!name.empty() && name != " ")
                names.emplace_back(name);
        }
    }

    void readZeekComment(std::string_view line)
    {
        if (line.starts_with("#separator ")) {
            separator = line.substr(11) == "\\x09" ? '\t' : line.size() == 12 ? line[11] : '\t';
            return;
        }
        const std::size_t end = line.find(separator);
        const std::string_view word = line.substr(0, end);
        const std::string_view rest = end == npos ? std::string_view() : line.substr(end + 1);
        if (word == "#fields") {
            names.clear();
            for (const std::string_view name : split(rest, separator))
                names.emplace_back(name);
        } else if (word == "#types") {
            types.clear();
            for (const std::string_view type : split(rest, separator))
                types.emplace_back(type);
        } else if (word == "#unset_field") {
            unset = rest;
        } else if (word == "#empty_field") {
            empty = rest;
        } else if (word == "#set_separator" && !rest.empty()) {
            setSeparator = rest;
        } else if (word == "#path") {
            kind = zeekKind(rest);
        }
    }
};

std::string_view addW3cRow(const Table& table, std::string_view line, RecordNames& names)
{
    if (table.names.empty())
        return "a row before #Fields";
    names.setKind(table.kind);
    std::size_t column = 0;
    std::string_view date;
    while (!line.empty() && column < table.names.size()) {
        const auto quoted = line[0] == '"' ? takeField(line) : std::nullopt;
        std::string_view cell = quoted.value_or(std::string_view());
        if (!quoted) {
            cell = line.substr(0, line.find(table.separator));
            line.remove_prefix(std::min(line.size(), cell.size() + 1));
        }
        const std::string& name = table.names[column++];
        if (name == "date")
            date = cell;
        else if (name == "time" && !date.empty())
            names.offerTime(std::format("{}T{}", date, cell));
        addUnlessNone(names, name, cell);
    }
    return {};
}

std::string_view addZeekRow(const Table& table, std::string_view line, RecordNames& names)
{
    if (table.names.empty())
        return "a row before #fields";
    names.setKind(table.kind);
    const std::vector<std::string_view> cells = split(line, table.separator);
    for (std::size_t i = 0; i < std::min(cells.size(), table.names.size()); ++i) {
        if (cells[i] == table.unset)
            continue;
        const std::string_view type = i < table.types.size() ? std::string_view(table.types[i]) : std::string_view();
        const bool isList = type.starts_with("set[") || type.starts_with("vector[");
        if (cells[i] == table.empty) {
            if (isList)
                names.addNull(table.names[i]);
            else
                names.add(table.names[i], "");
        } else if (isList) {
            for (const std::string_view element : split(cells[i], table.setSeparator[0]))
                names.add(table.names[i], element);
        } else {
            names.add(table.names[i], cells[i]);
        }
    }
    return {};
}

} // namespace

bool looksLikeAccessLog(const FileHead& head)
{
    return areMostLines(head.text, head.isWhole, [](std::string_view line) { return accessOf(line).has_value(); });
}

SliceReader openAccessLog(ReadContext& context) { return readerOfLines(context, addAccess); }

bool looksLikeW3c(const FileHead& head)
{
    return head.text.starts_with('#') && (head.text.starts_with("#Fields:") || head.text.find("\n#Fields:") != npos);
}

SliceReader openW3c(ReadContext& context)
{
    const auto table = std::make_shared<Table>();
    return readerOfLines(context, [table](std::string_view line, RecordNames& names) -> std::string_view {
        if (!line.starts_with('#'))
            return addW3cRow(*table, line, names);
        table->readW3cComment(line);
        return passedOver;
    });
}

bool looksLikeZeek(const FileHead& head)
{
    return head.text.starts_with("#separator ")
        || (head.text.starts_with('#') && head.text.find("\n#fields\t") != npos);
}

SliceReader openZeek(ReadContext& context)
{
    const auto table = std::make_shared<Table>();
    table->separator = '\t';
    table->kind = SourceKind::Other;
    return readerOfLines(context, [table](std::string_view line, RecordNames& names) -> std::string_view {
        if (!line.starts_with('#'))
            return addZeekRow(*table, line, names);
        table->readZeekComment(line);
        return passedOver;
    });
}

} // namespace rulewright::events
