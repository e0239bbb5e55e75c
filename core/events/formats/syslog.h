// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/formats.h"
#include "core/events/record_names.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rulewright::events {

/// The header of a line of syslog: RFC 5424, RFC 3164 with or without its priority, and rsyslog's and systemd's files
/// with an ISO 8601 time.
struct SyslogHeader {
    std::optional<int> priority;
    std::string_view timestamp;
    std::optional<std::int64_t> time; ///< a time without a zone is read as UTC
    std::string_view host;
    std::string_view program;
    std::string_view process; ///< the process id, or the text that stands for it
    std::string_view messageId;
    std::vector<std::pair<std::string, std::string>> structuredData; ///< "ID.NAME", value
    std::string_view message;
};

/// A time without a year is that of `year`, or of the year before where the month is later than `month`; without a
/// `year` it is not known.
[[nodiscard]] std::optional<SyslogHeader> syslogHeader(std::string_view line, int year, int month);

/// Adds the header's fields (facility, severity, timestamp, hostname, appname, procid, msgid, structured data) and what
/// the message is: CEF, an audit record, a Windows event's XML, an object of JSON, key=value pairs, or a text.
void addSyslog(const SyslogHeader& header, RecordNames& names);

[[nodiscard]] bool looksLikeSyslog(const FileHead& head);
[[nodiscard]] SliceReader openSyslog(ReadContext& context);

} // namespace rulewright::events
