// SPDX-License-Identifier: Apache-2.0
#include "core/events/formats.h"

#include "core/events/evtx/evtx_events.h"
#include "core/events/evtx/file.h"
#include "core/events/formats/auditd.h"
#include "core/events/formats/cef.h"
#include "core/events/formats/csv_events.h"
#include "core/events/formats/key_value.h"
#include "core/events/formats/syslog.h"
#include "core/events/formats/web_log.h"
#include "core/events/formats/xml_events.h"
#include "core/events/json_events.h"

#include <algorithm>
#include <array>

namespace rulewright::events {

namespace {

constexpr std::uint64_t longestJson = std::uint64_t{4} << 30;

/// The first that fits counts. What is recognised by less stands behind what is recognised by more.
constexpr std::array formats{
    Format{.name = "Windows event log (EVTX)",
        .looksLike = [](const FileHead& head) { return evtx::looksLikeEvtx(head.text); },
        .readWhole = readEvtx},
    Format{.name = "JSON",
        .looksLike = [](const FileHead& head) { return looksLikeJson(head.text); },
        .open = openJson,
        .maximumLength = longestJson},
    Format{.name = "Windows events as XML",
        .looksLike = [](const FileHead& head) { return looksLikeEventXml(head.text); },
        .open = openEventXml},
    Format{.name = "Linux audit log", .looksLike = looksLikeAudit, .open = openAudit},
    Format{.name = "CEF or LEEF", .looksLike = looksLikeCef, .open = openCef},
    Format{.name = "Zeek log", .looksLike = looksLikeZeek, .open = openZeek},
    Format{.name = "W3C extended log", .looksLike = looksLikeW3c, .open = openW3c},
    Format{.name = "web access log", .looksLike = looksLikeAccessLog, .open = openAccessLog},
    Format{.name = "syslog", .looksLike = looksLikeSyslog, .open = openSyslog},
    Format{.name = "logfmt", .looksLike = looksLikeLogfmt, .open = openPairs},
    Format{.name = "CSV", .looksLike = looksLikeCsv, .open = openCsv},
    // Where someone says that it is a file of events, an opening brace is enough.
    Format{.name = "JSON",
        .looksLike = [](const FileHead& head) { return head.isNamed && head.text.starts_with('{'); },
        .open = openJson,
        .maximumLength = longestJson},
    Format{.name = "key=value",
        .looksLike = [](const FileHead& head) { return head.isNamed && looksLikePairs(head); },
        .open = openPairs},
    Format{.name = "plain lines",
        .looksLike = [](const FileHead& head) { return head.isNamed && looksLikeText(head); },
        .open = openPlain},
};

} // namespace

bool isMostlyText(std::string_view head)
{
    const auto zeros = static_cast<std::size_t>(std::ranges::count(head, '\0'));
    return !head.empty() && zeros <= 1 + head.size() / 256 && !head.contains(std::string_view("\0\0", 2));
}

const Format* formatOf(const FileHead& head)
{
    const auto at = std::ranges::find_if(formats, [&head](const Format& format) { return format.looksLike(head); });
    return at == formats.end() ? nullptr : &*at;
}

} // namespace rulewright::events
