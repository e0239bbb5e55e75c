// SPDX-License-Identifier: Apache-2.0
#include "ui/test/event_columns.h"

#include "ui/test/event_summary.h"
#include "ui/test/event_text.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <string_view>

namespace rulewright::ui {

namespace {

struct CategoryColumns {
    std::string_view category; ///< or the start of one that ends with '*'
    std::array<std::string_view, 3> fields;
};

constexpr CategoryColumns categories[] = {
    {"process_creation", {"Image", "CommandLine", ""}},
    {"network_connection", {"Image", "DestinationIp", "DestinationPort"}},
    {"dns_query", {"Image", "QueryName", ""}},
    {"file_*", {"Image", "TargetFilename", ""}},
    {"registry_*", {"Image", "TargetObject", "Details"}},
    {"image_load", {"Image", "ImageLoaded", ""}},
    {"driver_load", {"ImageLoaded", "", ""}},
    {"process_access", {"SourceImage", "TargetImage", "GrantedAccess"}},
    {"create_remote_thread", {"SourceImage", "TargetImage", "StartModule"}},
    {"pipe_created", {"Image", "PipeName", ""}},
    {"ps_script", {"ScriptBlockText", "", ""}},
    {"ps_module", {"Payload", "", ""}},
    {"webserver", {"cs-method", "cs-uri-query", "sc-status"}},
    {"proxy", {"cs-method", "c-uri", "c-useragent"}},
    {"dns", {"query", "record_type", "answer"}},
    {"firewall", {"src_ip", "dst_ip", "dst_port"}},
};

/// The same by service, or by product where the rule names no more.
struct ServiceColumns {
    std::string_view product; ///< empty: any
    std::string_view service; ///< empty: any
    std::array<std::string_view, 3> fields;
    bool hasEventId;
};

constexpr ServiceColumns services[] = {
    {"", "security", {"TargetUserName", "Image", "ObjectName"}, true},
    {"", "system", {"Provider_Name", "ServiceName", "ImagePath"}, true},
    {"", "application", {"Provider_Name", "Data", ""}, true},
    {"", "powershell", {"ScriptBlockText", "Payload", ""}, true},
    {"", "powershell-classic", {"Data", "", ""}, true},
    {"", "windefend", {"Threat Name", "Path", ""}, true},
    {"", "taskscheduler", {"TaskName", "ActionName", ""}, true},
    {"", "wmi", {"Operation", "Query", ""}, true},
    {"", "cloudtrail", {"eventName", "eventSource", "userIdentity.arn"}, false},
    {"azure", "", {"operationName", "category", "resultType"}, false},
    {"", "okta", {"eventType", "actor.alternateId", "outcome.result"}, false},
    {"kubernetes", "", {"verb", "objectRef.resource", "user.username"}, false},
    {"github", "", {"action", "actor", "org"}, false},
    {"bitbucket", "", {"auditType.category", "auditType.action", ""}, false},
    {"gcp", "", {"protoPayload.methodName", "protoPayload.serviceName", ""}, false},
    {"m365", "", {"Operation", "Workload", "UserId"}, false},
    {"", "auditd", {"type", "exe", "name"}, false},
    {"zeek", "", {"id.orig_h", "id.resp_h", "query"}, false},
    {"linux", "", {"appname", "message", ""}, false},
};

constexpr std::array<std::string_view, 3> usualFields{"Image", "CommandLine", ""};

bool fits(std::string_view pattern, std::string_view category)
{
    return pattern.ends_with('*') ? category.starts_with(pattern.substr(0, pattern.size() - 1)) : category == pattern;
}

EventColumn fieldColumn(std::string_view field)
{
    EventColumn column;
    column.field = field;
    column.isFileName = field.ends_with("Image");
    column.isMono = !column.isFileName;
    column.width = column.isFileName ? 100 : 200;
    return column;
}

// No event has fields that are called so.
constexpr std::string_view nameColumn = "(event)";
constexpr std::string_view summaryColumn = "(summary)";

} // namespace

QString EventColumn::caption() const
{
    switch (kind) {
    case Kind::Mark:
        return {};
    case Kind::Time:
        return QStringLiteral("UtcTime");
    case Kind::Name:
        return QStringLiteral("Event");
    case Kind::Summary:
        return QStringLiteral("Summary");
    default:
        return QString::fromStdString(field);
    }
}

std::vector<EventColumn> eventColumns(const rule::LogSource* logSource)
{
    std::vector<EventColumn> columns;
    columns.push_back({.kind = EventColumn::Kind::Mark, .field = {}, .width = 58});
    columns.push_back({.kind = EventColumn::Kind::Time, .field = {}, .width = 92});
    columns.push_back({.kind = EventColumn::Kind::System, .field = "Computer", .width = 110});
    std::array<std::string_view, 3> fields = usualFields;
    bool isKnown = logSource == nullptr;
    if (logSource != nullptr && logSource->category) {
        const auto* it = std::ranges::find_if(
            categories, [&](const CategoryColumns& row) { return fits(row.category, logSource->category->text); });
        if (it != std::ranges::end(categories)) {
            fields = it->fields;
            isKnown = true;
        }
    }
    const auto isNamed = [](std::string_view wanted, const std::optional<rule::LogSourcePart>& part) {
        return wanted.empty() || (part && part->text == wanted);
    };
    if (logSource != nullptr && !isKnown) {
        const auto* it = std::ranges::find_if(services, [&](const ServiceColumns& row) {
            return isNamed(row.product, logSource->product) && isNamed(row.service, logSource->service);
        });
        if (it != std::ranges::end(services)) {
            fields = it->fields;
            isKnown = !it->hasEventId;
        }
    }
    if (!isKnown)
        columns.push_back({.kind = EventColumn::Kind::System,
            .field = "EventID",
            .system = events::SystemField::EventId,
            .width = 64});
    for (const std::string_view field : fields) {
        if (!field.empty())
            columns.push_back(fieldColumn(field));
    }
    return columns;
}

std::vector<EventColumn> mixedColumns()
{
    std::vector<EventColumn> columns = eventColumns(nullptr);
    std::erase_if(columns, [](const EventColumn& column) { return column.kind == EventColumn::Kind::Field; });
    columns.push_back(columnOf(nameColumn));
    columns.push_back(columnOf(summaryColumn));
    return columns;
}

EventColumn columnOf(std::string_view field)
{
    if (field == nameColumn)
        return {.kind = EventColumn::Kind::Name, .field = std::string(field), .width = 110};
    if (field == summaryColumn)
        return {.kind = EventColumn::Kind::Summary, .field = std::string(field), .isMono = true, .width = 300};
    for (std::size_t i = 0; i < events::systemFieldCount; ++i) {
        if (events::systemFieldNames[i] != field)
            continue;
        return {.kind = EventColumn::Kind::System,
            .field = std::string(field),
            .system = static_cast<events::SystemField>(i),
            .width = static_cast<events::SystemField>(i) == events::SystemField::EventId ? 64 : 110};
    }
    return fieldColumn(field);
}

QStringList fieldsOf(const std::vector<EventColumn>& columns)
{
    QStringList fields;
    for (const EventColumn& column : columns) {
        if (column.kind != EventColumn::Kind::Mark && column.kind != EventColumn::Kind::Time)
            fields << QString::fromStdString(column.field);
    }
    return fields;
}

QString columnSetName(const rule::LogSource* logSource)
{
    if (logSource == nullptr)
        return {};
    for (const std::optional<rule::LogSourcePart>* part :
        {&logSource->category, &logSource->service, &logSource->product}) {
        if (*part)
            return QString::fromStdString((*part)->text);
    }
    return {};
}

QString captionOf(const EventColumn& column, const TimeLook& look)
{
    if (column.kind == EventColumn::Kind::Time && !look.isUtc())
        return QStringLiteral("LocalTime");
    return column.caption();
}

QDateTime momentOf(std::int64_t time, const QTimeZone& zone)
{
    // Also before 1970 the whole milliseconds below it.
    const std::int64_t milliseconds = time >= 0 ? time / 10'000 : (time - 9'999) / 10'000;
    return QDateTime::fromMSecsSinceEpoch(milliseconds, zone);
}

QString shownTime(std::int64_t time, const TimeLook& look)
{
    if (time == events::Segment::noTime)
        return {};
    return momentOf(time, look.zone)
        .toString(look.withDate ? QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz") : QStringLiteral("HH:mm:ss.zzz"));
}

QString shownValue(std::string_view value, const EventColumn& column)
{
    return column.isFileName ? shownFileName(value) : shownLine(value);
}

QString cellText(const events::EventSet& events, events::EventId event, const EventColumn& column, const TimeLook& look)
{
    switch (column.kind) {
    case EventColumn::Kind::Mark:
        return {};
    case EventColumn::Kind::Time:
        return shownTime(events.time(event), look);
    case EventColumn::Kind::System:
        return shownLine(events.systemText(event, column.system));
    case EventColumn::Kind::Name:
        return eventName(events, event);
    case EventColumn::Kind::Summary:
        return eventSummary(events, event);
    case EventColumn::Kind::Field:
        break;
    }
    const std::vector<std::string> values = events.values(event, column.field);
    if (values.empty())
        return {};
    QString shown = shownValue(values.front(), column);
    for (std::size_t i = 1; i < values.size() && shown.size() < 500; ++i)
        shown += QStringLiteral(", ") + shownLine(values[i]);
    return shown;
}

bool spansDays(const events::EventSet& events, const QTimeZone& zone)
{
    std::int64_t first = std::numeric_limits<std::int64_t>::max();
    std::int64_t last = std::numeric_limits<std::int64_t>::min();
    for (const auto& segment : events.segments) {
        for (const std::int64_t time : segment->time) {
            if (time == events::Segment::noTime)
                continue;
            first = std::min(first, time);
            last = std::max(last, time);
        }
    }
    return first <= last && momentOf(first, zone).date() != momentOf(last, zone).date();
}

} // namespace rulewright::ui
