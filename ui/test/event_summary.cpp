// SPDX-License-Identifier: Apache-2.0
#include "ui/test/event_summary.h"

#include "ui/test/event_text.h"
#include "ui/test/field_order.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <string_view>
#include <vector>

namespace rulewright::ui {

namespace {

using events::SourceKind;
using Fields = std::array<std::string_view, 4>; // empty ones at the end

constexpr std::size_t mostParts = 4;
constexpr qsizetype longestPart = 300;

struct EventFields {
    std::string_view provider; ///< "Microsoft-Windows-" is left out; empty: any
    std::uint32_t first;
    std::uint32_t last;
    Fields fields;
};

constexpr EventFields windowsEvents[] = {
    {"Sysmon", 1, 1, {"Image", "CommandLine"}},
    {"Sysmon", 2, 2, {"Image", "TargetFilename"}},
    {"Sysmon", 3, 3, {"Image", "DestinationIp", "DestinationPort", "DestinationHostname"}},
    {"Sysmon", 5, 5, {"Image"}},
    {"Sysmon", 6, 6, {"ImageLoaded", "Signature"}},
    {"Sysmon", 7, 7, {"Image", "ImageLoaded"}},
    {"Sysmon", 8, 8, {"SourceImage", "TargetImage", "StartModule"}},
    {"Sysmon", 9, 9, {"Image", "Device"}},
    {"Sysmon", 10, 10, {"SourceImage", "TargetImage", "GrantedAccess"}},
    {"Sysmon", 11, 11, {"Image", "TargetFilename"}},
    {"Sysmon", 12, 14, {"Image", "TargetObject", "Details"}},
    {"Sysmon", 15, 15, {"Image", "TargetFilename"}},
    {"Sysmon", 17, 18, {"Image", "PipeName"}},
    {"Sysmon", 19, 21, {"Operation", "Name", "Destination", "Query"}},
    {"Sysmon", 22, 22, {"Image", "QueryName"}},
    {"Sysmon", 23, 29, {"Image", "TargetFilename"}},
    {"Security-Auditing", 4624, 4625, {"TargetUserName", "LogonType", "IpAddress"}},
    {"Security-Auditing", 4648, 4648, {"SubjectUserName", "TargetUserName", "TargetServerName"}},
    {"Security-Auditing", 4656, 4663, {"Image", "ObjectName"}},
    {"Security-Auditing", 4672, 4672, {"SubjectUserName", "PrivilegeList"}},
    {"Security-Auditing", 4688, 4689, {"Image", "CommandLine"}},
    {"Security-Auditing", 4697, 4697, {"ServiceName", "ServiceFileName"}},
    {"Security-Auditing", 4698, 4702, {"TaskName", "SubjectUserName"}},
    {"Security-Auditing", 4720, 4767, {"TargetUserName", "SubjectUserName"}},
    {"Security-Auditing", 4768, 4776, {"TargetUserName", "ServiceName", "IpAddress"}},
    {"Security-Auditing", 5140, 5145, {"SubjectUserName", "ShareName", "RelativeTargetName", "IpAddress"}},
    {"Security-Auditing", 5156, 5158, {"Application", "DestAddress", "DestPort"}},
    {"PowerShell", 4103, 4103, {"Payload"}},
    {"PowerShell", 4104, 4104, {"ScriptBlockText"}},
    {"Service Control Manager", 7045, 7045, {"ServiceName", "ImagePath"}},
    {"Linux-Sysmon", 1, 1, {"Image", "CommandLine"}},
    {"Linux-Sysmon", 3, 3, {"Image", "DestinationIp", "DestinationPort"}},
    {"Linux-Sysmon", 11, 11, {"Image", "TargetFilename"}},
};

struct KindFields {
    SourceKind kind;
    std::string_view name; ///< of the log
    Fields fields;
};

constexpr KindFields kinds[] = {
    {SourceKind::LinuxAuditd, "Linux audit", {"type", "exe", "key", "name"}},
    {SourceKind::LinuxSyslog, "syslog", {"appname", "message"}},
    {SourceKind::LinuxAuth, "Linux auth", {"appname", "message"}},
    {SourceKind::LinuxSshd, "sshd", {"message"}},
    {SourceKind::LinuxSudo, "sudo", {"message"}},
    {SourceKind::LinuxCron, "cron", {"message"}},
    {SourceKind::Web, "web", {"cs-method", "cs-uri-stem", "c-uri", "sc-status"}},
    {SourceKind::Dns, "DNS", {"query", "record_type", "answer"}},
    {SourceKind::Firewall, "firewall", {"action", "src_ip", "dst_ip", "dst_port"}},
    {SourceKind::AwsCloudTrail, "CloudTrail", {"eventName", "eventSource", "userIdentity.arn", "errorCode"}},
    {SourceKind::AzureActivity, "Azure activity", {"operationName", "resultType", "identity"}},
    {SourceKind::AzureAudit, "Entra audit", {"operationName", "category", "result"}},
    {SourceKind::AzureSignIn, "Entra sign-in", {"userPrincipalName", "appDisplayName", "ipAddress"}},
    {SourceKind::GcpAudit, "Google Cloud", {"protoPayload.methodName", "protoPayload.serviceName"}},
    {SourceKind::M365Audit, "Microsoft 365", {"Operation", "Workload", "UserId"}},
    {SourceKind::Okta, "Okta", {"eventType", "actor.alternateId", "outcome.result"}},
    {SourceKind::GithubAudit, "GitHub", {"action", "actor", "org"}},
    {SourceKind::KubernetesAudit, "Kubernetes", {"verb", "objectRef.resource", "user.username"}},
    {SourceKind::ZeekConn, "Zeek conn", {"id.orig_h", "id.resp_h", "id.resp_p", "service"}},
    {SourceKind::ZeekDns, "Zeek dns", {"id.orig_h", "query", "answers"}},
    {SourceKind::ZeekHttp, "Zeek http", {"method", "host", "uri", "status_code"}},
};

constexpr std::string_view windowsPrefix = "Microsoft-Windows-";

std::string_view shortProvider(std::string_view provider)
{
    return provider.starts_with(windowsPrefix) ? provider.substr(windowsPrefix.size()) : provider;
}

/// Where an event names none, that of its channel.
std::string providerOf(const events::EventSet& events, events::EventId event)
{
    std::string provider = events.systemText(event, events::SystemField::Provider);
    if (!provider.empty())
        return provider;
    const std::string channel = events.systemText(event, events::SystemField::Channel);
    return channel == "Security" ? "Microsoft-Windows-Security-Auditing" : channel.substr(0, channel.find('/'));
}

SourceKind kindOf(const events::EventSet& events, events::EventId event)
{
    const auto [segment, row] = events.locate(event);
    return events.segments[segment]->kind[static_cast<std::size_t>(row)];
}

const KindFields* ofKind(SourceKind kind)
{
    const auto* found = std::ranges::find(kinds, kind, &KindFields::kind);
    return found != std::ranges::end(kinds) ? found : nullptr;
}

const Fields* fieldsOf(const events::EventSet& events, events::EventId event)
{
    const std::string provider = providerOf(events, event);
    const std::string number = events.systemText(event, events::SystemField::EventId);
    std::uint32_t id = 0;
    const bool hasId = std::from_chars(number.data(), number.data() + number.size(), id).ec == std::errc();
    if (hasId && !provider.empty()) {
        const auto* found = std::ranges::find_if(windowsEvents, [&](const EventFields& row) {
            return row.first <= id && id <= row.last && row.provider == shortProvider(provider);
        });
        return found != std::ranges::end(windowsEvents) ? &found->fields : nullptr;
    }
    const KindFields* kind = ofKind(kindOf(events, event));
    if (kind != nullptr && kind->kind == SourceKind::LinuxAuditd) {
        // The arguments of a started program; of a call they are numbers.
        static constexpr Fields started{"type", "a0", "a1", "a2"};
        const std::vector<std::string> type = events.values(event, "type");
        if (!type.empty() && type.front() == "EXECVE")
            return &started;
    }
    return kind != nullptr ? &kind->fields : nullptr;
}

QString shownPart(std::string_view field, const std::vector<std::string>& values)
{
    QString text = field.ends_with("Image") ? shownFileName(values.front()) : shownLine(values.front());
    for (std::size_t i = 1; i < values.size() && text.size() < longestPart; ++i)
        text += QStringLiteral(", ") + shownLine(values[i]);
    return text;
}

/// What the event has, the telling fields first.
QStringList partsOfUnknown(const events::EventSet& events, events::EventId event)
{
    std::vector<events::EventField> fields = events.event(event);
    std::erase_if(fields, [](const events::EventField& field) {
        return field.isAlias || field.values.empty() || field.values.front().empty() || isTimeOrPlace(field.name)
            || isHousekeeping(field.name);
    });
    std::ranges::stable_sort(fields, {}, [](const events::EventField& field) { return fieldRank(field.name); });
    QStringList parts;
    for (std::size_t i = 0; i < std::min(fields.size(), mostParts); ++i)
        parts << shownPart(fields[i].name, fields[i].values);
    return parts;
}

} // namespace

QString eventName(const events::EventSet& events, events::EventId event)
{
    const std::string provider = providerOf(events, event);
    const QString id = QString::fromStdString(events.systemText(event, events::SystemField::EventId));
    if (provider.empty()) {
        const KindFields* kind = ofKind(kindOf(events, event));
        return kind != nullptr && id.isEmpty() ? QString::fromUtf8(kind->name.data(), qsizetype(kind->name.size()))
                                               : id;
    }
    const std::string_view words = provider == "Microsoft-Windows-Security-Auditing" ? std::string_view("Security")
        : provider == "Linux-Sysmon"                                                 ? std::string_view("Linux Sysmon")
                                                                                     : shortProvider(provider);
    return (shownLine(words) + u' ' + id).trimmed();
}

QString eventSummary(const events::EventSet& events, events::EventId event)
{
    QStringList parts;
    if (const Fields* fields = fieldsOf(events, event)) {
        for (const std::string_view field : *fields) {
            if (field.empty())
                break;
            const std::vector<std::string> values = events.values(event, field);
            if (!values.empty() && !values.front().empty())
                parts << shownPart(field, values);
        }
    }
    if (parts.isEmpty())
        parts = partsOfUnknown(events, event);
    return parts.join(QStringLiteral(" · "));
}

} // namespace rulewright::ui
