// SPDX-License-Identifier: Apache-2.0
#include "core/events/formats/auditd.h"

#include "core/events/formats/line_record.h"
#include "core/events/formats/syslog.h"
#include "core/text/source.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace rulewright::events {

namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr char enrichedSeparator = '\x1D';

/// Fields whose values the kernel writes in hexadecimal where they are no plain text.
constexpr std::array<std::string_view, 17> encodedNames{"acct", "cgroup", "cmd", "comm", "cwd", "data", "device", "dir",
    "exe", "grp", "key", "name", "new_group", "ocomm", "path", "proctitle", "watch"};

bool isBlank(char c) { return c == ' ' || c == '\t' || c == enrichedSeparator; }

bool isEncoded(std::string_view name, std::string_view type)
{
    const bool isArgument = type == "EXECVE" && name.size() >= 2 && name[0] == 'a'
        && std::ranges::all_of(name.substr(1), [](char c) { return (c >= '0' && c <= '9') || c == '[' || c == ']'; });
    return isArgument || std::ranges::contains(encodedNames, name);
}

int hexDigit(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; }

/// What hexadecimal stands for; NUL, which parts a command line's arguments, becomes a blank.
std::optional<std::string> decoded(std::string_view hex)
{
    if (hex.empty() || hex.size() % 2 != 0)
        return std::nullopt;
    std::string text;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        const int high = hexDigit(hex[i]);
        const int low = hexDigit(hex[i + 1]);
        if (high < 0 || low < 0)
            return std::nullopt;
        const char c = static_cast<char>(high * 16 + low);
        text += c == '\0' ? ' ' : c;
    }
    return toValidUtf8(text);
}

class Record {
public:
    explicit Record(RecordNames& names)
        : m_names(names)
    {
    }

    void add(std::string_view text)
    {
        std::size_t at = 0;
        while (true) {
            while (at < text.size() && (isBlank(text[at]) || text[at] == ','))
                ++at;
            const std::size_t equals = text.find_first_of("= \x1D", at);
            if (at >= text.size() || equals == npos)
                return;
            if (text[equals] != '=') {
                at = equals; // a word that is no pair
                continue;
            }
            const std::string_view name = text.substr(at, equals - at);
            at = equals + 1;
            const char quote = at < text.size() ? text[at] : '\0';
            if (quote == '"' || quote == '\'') {
                const std::size_t end = text.find(quote, at + 1);
                const std::string_view value = text.substr(at + 1, end == npos ? npos : end - at - 1);
                at = end == npos ? text.size() : end + 1;
                if (quote == '\'' && name == "msg")
                    add(value);
                else
                    put(name, value);
                continue;
            }
            std::size_t end = at;
            while (end < text.size() && !isBlank(text[end]))
                ++end;
            std::string_view value = text.substr(at, end - at);
            at = end;
            if (name == "msg" && value.starts_with("audit(") && value.ends_with(':'))
                value.remove_suffix(1);
            if (name == "type" && m_type.empty())
                m_type = value;
            if (name == "msg" && value.starts_with("audit("))
                m_names.offerTime(value.substr(6, value.find(':') - 6));
            if (const auto plain = isEncoded(name, m_type) ? decoded(value) : std::nullopt)
                put(name, *plain);
            else
                put(name, value);
        }
    }

private:
    void put(std::string_view name, std::string_view value)
    {
        if (!name.empty())
            m_names.add(name, value);
    }

    RecordNames& m_names;
    std::string m_type;
};

} // namespace

bool isAuditRecord(std::string_view text)
{
    if (text.starts_with("node=")) {
        const std::size_t blank = text.find(' ');
        text.remove_prefix(blank == npos ? text.size() : blank + 1);
    }
    if (!text.starts_with("type="))
        return false;
    const std::size_t blank = text.find(' ');
    return blank != npos && blank < 64 && text.substr(blank + 1).starts_with("msg=audit(")
        && text.substr(blank + 1, 64).contains(')');
}

void addAuditRecord(std::string_view text, RecordNames& names)
{
    names.setKind(SourceKind::LinuxAuditd);
    Record(names).add(text);
}

bool looksLikeAudit(const FileHead& head)
{
    // With a syslog header each it is a syslog; a few such lines among others are what audispd wrote.
    bool hasPlain = false;
    const auto isRecord = [&](std::string_view line) {
        const bool isPlain = isAuditRecord(line);
        hasPlain = hasPlain || isPlain;
        const auto header = isPlain ? std::nullopt : syslogHeader(line, 0, 0);
        return isPlain || (header && isAuditRecord(header->message));
    };
    return areMostLines(head.text, head.isWhole, isRecord) && hasPlain;
}

SliceReader openAudit(ReadContext& context)
{
    return readerOfLines(context, [&context](std::string_view line, RecordNames& names) -> std::string_view {
        if (line == "----" || line.starts_with("time->"))
            return passedOver; // ausearch puts these between events
        if (isAuditRecord(line)) {
            addAuditRecord(line, names);
            return {};
        }
        const auto header = syslogHeader(line, context.year, context.month);
        if (!header || !isAuditRecord(header->message))
            return "a line that is no audit record";
        addSyslog(*header, names);
        return {};
    });
}

} // namespace rulewright::events
