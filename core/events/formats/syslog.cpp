// SPDX-License-Identifier: Apache-2.0
// RFC 5424 "The Syslog Protocol", RFC 3164 "The BSD syslog Protocol".
#include "core/events/formats/syslog.h"

#include "core/events/formats/auditd.h"
#include "core/events/formats/cef.h"
#include "core/events/formats/key_value.h"
#include "core/events/formats/line_record.h"
#include "core/events/formats/xml_events.h"
#include "core/events/json_record.h"
#include "core/events/json_scan.h"
#include "core/events/time_text.h"

#include <algorithm>
#include <array>
#include <format>

namespace rulewright::events {

namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::array<std::string_view, 12> monthNames{
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 24> facilities{"kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news",
    "uucp", "cron", "authpriv", "ftp", "ntp", "audit", "alert", "clock", "local0", "local1", "local2", "local3",
    "local4", "local5", "local6", "local7"};
constexpr std::array<std::string_view, 8> severities{
    "emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"};
constexpr int facilityAuth = 4;
constexpr int facilityAuthPrivate = 10;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// A program whose lines are a service of Sigma's log sources.
struct Program {
    std::string_view name;
    SourceKind kind;
};

constexpr std::array programs{
    Program{"sshd", SourceKind::LinuxSshd},
    Program{"sudo", SourceKind::LinuxSudo},
    Program{"cron", SourceKind::LinuxCron},
    Program{"crond", SourceKind::LinuxCron},
    Program{"crontab", SourceKind::LinuxCron},
    Program{"anacron", SourceKind::LinuxCron},
    Program{"clamd", SourceKind::LinuxClamav},
    Program{"clamav", SourceKind::LinuxClamav},
    Program{"freshclam", SourceKind::LinuxClamav},
    Program{"clamscan", SourceKind::LinuxClamav},
    Program{"vsftpd", SourceKind::LinuxVsftpd},
    Program{"guacd", SourceKind::LinuxGuacamole},
    Program{"guacamole", SourceKind::LinuxGuacamole},
    Program{"su", SourceKind::LinuxAuth},
    Program{"login", SourceKind::LinuxAuth},
    Program{"systemd-logind", SourceKind::LinuxAuth},
    Program{"useradd", SourceKind::LinuxAuth},
    Program{"usermod", SourceKind::LinuxAuth},
    Program{"userdel", SourceKind::LinuxAuth},
    Program{"groupadd", SourceKind::LinuxAuth},
    Program{"passwd", SourceKind::LinuxAuth},
    Program{"polkitd", SourceKind::LinuxAuth},
};

SourceKind kindOf(const SyslogHeader& header)
{
    std::string program(header.program.substr(header.program.rfind('/') + 1));
    std::ranges::transform(program, program.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c; });
    for (const Program& known : programs) {
        if (program == known.name || (program.starts_with(known.name) && program[known.name.size()] == '-'))
            return known.kind;
    }
    if (header.priority && (*header.priority / 8 == facilityAuth || *header.priority / 8 == facilityAuthPrivate))
        return SourceKind::LinuxAuth;
    return SourceKind::LinuxSyslog;
}

std::optional<int> takePriority(std::string_view& line)
{
    if (!line.starts_with('<'))
        return std::nullopt;
    std::size_t at = 1;
    int value = 0;
    for (; at < line.size() && at < 4 && isDigit(line[at]); ++at)
        value = value * 10 + (line[at] - '0');
    if (at == 1 || at >= line.size() || line[at] != '>' || value > 191)
        return std::nullopt;
    line.remove_prefix(at + 1);
    return value;
}

/// The text before the next blank; the blank is taken, too.
std::string_view takeWord(std::string_view& line)
{
    const std::size_t end = line.find(' ');
    const std::string_view word = line.substr(0, end);
    line.remove_prefix(end == npos ? line.size() : end + 1);
    return word;
}

int twoDigits(std::string_view text, std::size_t at)
{
    const auto digit = [&](std::size_t i) { return text[i] == ' ' ? 0 : isDigit(text[i]) ? text[i] - '0' : -100; };
    return at + 1 < text.size() ? digit(at) * 10 + digit(at + 1) : -1;
}

/// "Nov 28 07:30:01", perhaps with a year before or behind the clock, milliseconds, a colon or a star around it.
bool takeBsdTime(std::string_view& line, SyslogHeader& header, int year, int month)
{
    std::string_view rest = line;
    while (rest.starts_with('*') || rest.starts_with('.'))
        rest.remove_prefix(1);
    const auto known = std::ranges::find(monthNames, rest.substr(0, 3));
    if (known == monthNames.end() || rest.size() < 15 || rest[3] != ' ')
        return false;
    const int number = static_cast<int>(known - monthNames.begin()) + 1;
    std::size_t at = 4;
    const bool isPadded = rest[at] == ' ' || isDigit(rest[at + 1]);
    const int day = isPadded ? twoDigits(rest, at) : isDigit(rest[at]) ? rest[at] - '0' : -1;
    at += isPadded ? 2 : 1;
    if (day < 1 || day > 31 || at >= rest.size() || rest[at] != ' ')
        return false;
    ++at;
    int ownYear = 0;
    if (at + 5 < rest.size() && rest[at + 4] == ' ' && std::ranges::all_of(rest.substr(at, 4), isDigit)) {
        ownYear = twoDigits(rest, at) * 100 + twoDigits(rest, at + 2);
        at += 5;
    }
    if (at + 8 > rest.size() || rest[at + 2] != ':' || rest[at + 5] != ':' || twoDigits(rest, at) < 0
        || twoDigits(rest, at + 3) < 0 || twoDigits(rest, at + 6) < 0)
        return false;
    std::size_t end = at + 8;
    while (end < rest.size() && (rest[end] == '.' || isDigit(rest[end])))
        ++end;
    const std::string_view clock = rest.substr(at, end - at);
    header.timestamp = rest.substr(0, end);
    if (ownYear == 0 && year != 0)
        ownYear = number > month ? year - 1 : year;
    if (ownYear != 0)
        header.time = parseTime(std::format("{:04}-{:02}-{:02}T{}", ownYear, number, day, clock));
    rest.remove_prefix(end);
    if (rest.starts_with(':'))
        rest.remove_prefix(1);
    if (!rest.empty() && rest[0] != ' ')
        return false;
    line = rest.substr(std::min<std::size_t>(1, rest.size()));
    return true;
}

bool takeIsoTime(std::string_view& line, SyslogHeader& header)
{
    const std::string_view word = line.substr(0, line.find(' '));
    if (word.size() < 19 || word[4] != '-' || word[10] != 'T')
        return false;
    header.time = parseTime(word);
    if (!header.time)
        return false;
    header.timestamp = word;
    takeWord(line);
    return true;
}

/// "sshd[123]: message"; a line without a tag is all message.
void takeTag(std::string_view& line, SyslogHeader& header)
{
    std::size_t at = 0;
    while (at < line.size() && line[at] != ' ' && line[at] != ':' && line[at] != '[')
        ++at;
    std::string_view program = line.substr(0, at);
    std::string_view process;
    if (at < line.size() && line[at] == '[') {
        const std::size_t end = line.find(']', at);
        if (end != npos && end - at < 64) {
            process = line.substr(at + 1, end - at - 1);
            at = end + 1;
        }
    }
    if (program.empty() || at >= line.size() || line[at] != ':')
        return;
    header.program = program;
    header.process = process;
    line.remove_prefix(at + 1);
    if (line.starts_with(' '))
        line.remove_prefix(1);
}

/// One element: [id name="value" …], in which \" \\ \] are escapes.
bool takeElement(std::string_view& line, SyslogHeader& header)
{
    std::size_t at = 1;
    while (at < line.size() && line[at] != ' ' && line[at] != ']')
        ++at;
    const std::string id(line.substr(1, at - 1));
    while (at < line.size() && line[at] == ' ') {
        const std::size_t equals = line.find('=', at);
        if (equals == npos || equals + 1 >= line.size() || line[equals + 1] != '"')
            return false;
        const std::string_view name = line.substr(at + 1, equals - at - 1);
        std::string value;
        for (at = equals + 2; at < line.size() && line[at] != '"'; ++at) {
            if (line[at] == '\\' && at + 1 < line.size() && std::string_view("\"\\]").contains(line[at + 1]))
                ++at;
            value += line[at];
        }
        header.structuredData.emplace_back(std::format("{}.{}", id, name), std::move(value));
        ++at;
    }
    if (at >= line.size() || line[at] != ']')
        return false;
    line.remove_prefix(at + 1);
    return true;
}

std::string_view nilAsEmpty(std::string_view word) { return word == "-" ? std::string_view() : word; }

bool takeRfc5424(std::string_view line, SyslogHeader& header)
{
    if (!line.starts_with("1 "))
        return false;
    line.remove_prefix(2);
    const std::string_view timestamp = takeWord(line);
    header.time = parseTime(timestamp);
    if (timestamp != "-" && !header.time)
        return false;
    header.timestamp = nilAsEmpty(timestamp);
    header.host = nilAsEmpty(takeWord(line));
    header.program = nilAsEmpty(takeWord(line));
    header.process = nilAsEmpty(takeWord(line));
    header.messageId = nilAsEmpty(takeWord(line));
    if (line.starts_with('-'))
        line.remove_prefix(1);
    else
        while (line.starts_with('[') && takeElement(line, header)) { }
    if (line.starts_with(' '))
        line.remove_prefix(1);
    if (line.starts_with("\xEF\xBB\xBF"))
        line.remove_prefix(3);
    header.message = line;
    return true;
}

void addIfAny(RecordNames& names, std::string_view name, std::string_view value)
{
    if (!value.empty())
        names.add(name, value);
}

/// sudo's "user : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/sh".
void addSudo(std::string_view message, RecordNames& names)
{
    std::size_t at = message.find(" : ");
    if (at == npos)
        return;
    std::string_view rest = message.substr(at + 3);
    while (!rest.empty()) {
        const std::size_t equals = rest.find('=');
        const std::size_t end = rest.starts_with("COMMAND=") ? npos : rest.find(" ; ");
        if (equals != npos && equals < end && equals < 32
            && std::ranges::all_of(rest.substr(0, equals), [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; }))
            names.add(rest.substr(0, equals), rest.substr(equals + 1, end == npos ? npos : end - equals - 1));
        rest.remove_prefix(end == npos ? rest.size() : end + 3);
    }
}

/// Pairs and nothing else, as firewalls write them.
bool addPairs(std::string_view message, RecordNames& names)
{
    std::vector<std::pair<std::string, std::string>> pairs;
    const PairCounts counts
        = forEachPair(message, [&](std::string_view key, std::string_view value) { pairs.emplace_back(key, value); });
    if (counts.words > 0 || counts.pairs < 3)
        return false;
    for (const auto& [key, value] : pairs)
        names.add(key, value);
    return true;
}

/// What an object says that is the whole message, or stands behind "@cee:"; names that the header has stay as they are.
bool addJson(std::string_view message, RecordNames& names)
{
    if (message.starts_with("@cee:"))
        message.remove_prefix(5);
    message.remove_prefix(std::min(message.find_first_not_of(' '), message.size()));
    if (!message.starts_with('{'))
        return false;
    const JsonScan scan = scanJson(message, 0);
    if (scan.isBroken() || skipJsonBlanks(message, scan.end) != message.size()
        || scan.depth > JsonRecordReader::maximumDepth)
        return false;
    names.keepWhatIsThere();
    return addJsonObject(message, names) == JsonRecordReader::Outcome::Read;
}

/// RFC 6587: over TCP a message may stand behind the number of its bytes.
std::string_view withoutOctetCount(std::string_view line)
{
    std::size_t digits = 0;
    while (digits < line.size() && digits < 6 && isDigit(line[digits]))
        ++digits;
    return digits > 0 && line.substr(digits).starts_with(" <") ? line.substr(digits + 1) : line;
}

} // namespace

std::optional<SyslogHeader> syslogHeader(std::string_view line, int year, int month)
{
    SyslogHeader header;
    line = withoutOctetCount(line);
    header.priority = takePriority(line);
    if (header.priority && takeRfc5424(line, header))
        return header;
    std::string_view rest = line;
    // Cisco counts its lines: "<189>123: Nov 28 …" or "<189>123: host: Nov 28 …".
    if (header.priority && !rest.empty() && isDigit(rest[0])) {
        const std::size_t colon = rest.find(": ");
        if (colon != npos && std::ranges::all_of(rest.substr(0, colon), isDigit))
            rest.remove_prefix(colon + 2);
    }
    bool hasTime = takeBsdTime(rest, header, year, month) || takeIsoTime(rest, header);
    if (!hasTime && header.priority) {
        std::string_view behind = rest;
        const std::string_view host = takeWord(behind);
        if (host.ends_with(':') && takeBsdTime(behind, header, year, month)) {
            header.host = host.substr(0, host.size() - 1);
            header.message = behind;
            return header;
        }
    }
    if (!hasTime) {
        if (!header.priority)
            return std::nullopt;
        takeTag(rest, header);
        header.message = rest;
        return header;
    }
    // Without a host the tag follows at once.
    const std::string_view word = rest.substr(0, rest.find(' '));
    if (!word.ends_with(':') && word.find('[') == npos && !word.starts_with('%') && !beginsCef(rest))
        header.host = takeWord(rest);
    if (!beginsCef(rest))
        takeTag(rest, header);
    header.message = rest;
    return header;
}

void addSyslog(const SyslogHeader& header, RecordNames& names)
{
    if (header.priority) {
        names.add("priority", std::to_string(*header.priority));
        const auto facility = static_cast<std::size_t>(*header.priority / 8);
        names.add("facility", facilities[std::min(facility, facilities.size() - 1)]);
        if (!beginsCef(header.message)) // which has a severity of its own
            names.add("severity", severities[static_cast<std::size_t>(*header.priority % 8)]);
    }
    if (header.time)
        names.setTime(*header.time);
    names.setKind(kindOf(header));
    addIfAny(names, "timestamp", header.timestamp);
    addIfAny(names, "hostname", header.host);
    addIfAny(names, "appname", header.program);
    addIfAny(names, "procid", header.process);
    addIfAny(names, "msgid", header.messageId);
    for (const auto& [name, value] : header.structuredData)
        names.add(name, value);
    const std::string_view message = header.message;
    if (beginsCef(message)) {
        names.setKind(SourceKind::Unknown);
        if (addCef(message, names))
            return;
    }
    if (isAuditRecord(message)) {
        addAuditRecord(message, names);
        return;
    }
    if (findEventXml(message, 0) == 0 && addEventXml(message, names).empty())
        return;
    names.add("message", message);
    if (addJson(message, names)) {
        names.forgetKind();
        return;
    }
    if (kindOf(header) == SourceKind::LinuxSudo)
        addSudo(message, names);
    else if (addPairs(message, names))
        names.setKind(SourceKind::Unknown);
}

bool looksLikeSyslog(const FileHead& head)
{
    return areMostLines(head.text, head.isWhole, [](std::string_view line) {
        const auto header = syslogHeader(line, 0, 0);
        return header && (header->priority || !header->host.empty() || !header->program.empty());
    });
}

SliceReader openSyslog(ReadContext& context)
{
    return readerOfLines(context, [&context](std::string_view line, RecordNames& names) -> std::string_view {
        if (const auto header = syslogHeader(line, context.year, context.month))
            addSyslog(*header, names);
        else
            names.add("message", line); // a line that goes on from the one before
        return {};
    });
}

} // namespace rulewright::events
