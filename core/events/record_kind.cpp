// SPDX-License-Identifier: Apache-2.0
#include "core/events/record_kind.h"

#include "core/events/source_kind.h"
#include "core/text/fold.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace rulewright::events {

namespace {

/// Every name that means something here; in any order.
constexpr std::array<std::string_view, 99> marks{
    // Linux's audit log
    "msg",
    // AWS CloudTrail
    "eventSource", "eventName", "awsRegion", "eventVersion", "recipientAccountId",
    // Okta
    "eventType", "actor.alternateId", "actor.id", "published", "displayMessage", "outcome.result",
    // Kubernetes
    "verb", "auditID", "objectRef.resource", "requestURI", "stage", "apiVersion",
    // GitHub, Bitbucket
    "action", "actor", "org", "org_id", "_document_id", "business", "auditType.action", "auditType.category",
    // Azure
    "operationName", "OperationName", "OperationNameValue", "category", "Category", "CategoryValue", "resourceId",
    "ResourceId", "ResourceProviderValue", "tenantId", "riskEventType", "RiskEventType", "activityDisplayName",
    "ActivityDisplayName", "loggedByService", "LoggedByService", "appDisplayName", "AppDisplayName",
    "userPrincipalName", "UserPrincipalName", "conditionalAccessStatus", "ConditionalAccessStatus", "ResultType",
    // Google
    "protoPayload.methodName", "protoPayload.serviceName", "data.protoPayload.methodName",
    "data.protoPayload.serviceName", "gcp.audit.method_name", "id.applicationName", "events.name", "eventService",
    // Microsoft 365
    "Operation", "Workload", "RecordType", "CreationTime", "UserId",
    // OneLogin, OpenCanary, FortiGate
    "event_type_id", "account_id", "logtype", "node_id", "devid", "devname", "logid",
    // web
    "cs-method", "cs-uri-query", "cs-uri-stem", "cs-uri", "c-uri", "sc-status", "c-useragent", "cs-host",
    // Zeek, DNS, firewall
    "_path", "uid", "id.orig_h", "query", "qtype_name", "qtype", "record_type", "answer", "answers", "rcode_name",
    "src_ip", "dst_ip", "dst_port", "src_port", "proto", "conn_state",
    // ECS
    "host.os.type", "host.os.platform", "event.category", "event.type", "ecs.version", "process.executable"};

constexpr std::size_t slotCount = 512;

constexpr std::size_t slotOf(std::string_view name)
{
    return (name.size() * 61 + static_cast<unsigned char>(name.front()) * 17
               + static_cast<unsigned char>(name.back()) * 3 + static_cast<unsigned char>(name[name.size() / 2]))
        % slotCount;
}

/// For each slot the marks that fall there: 1-based, chained.
struct Slots {
    std::array<std::uint8_t, slotCount> first{};
    std::array<std::uint8_t, marks.size()> next{};
};

constexpr Slots makeSlots()
{
    Slots slots;
    for (std::size_t i = 0; i < marks.size(); ++i) {
        std::uint8_t& first = slots.first[slotOf(marks[i])];
        slots.next[i] = first;
        first = static_cast<std::uint8_t>(i + 1);
    }
    return slots;
}

constexpr Slots slots = makeSlots();

/// The mark's number; marks.size() where the name is none.
constexpr std::size_t placeOf(std::string_view name)
{
    if (name.empty())
        return marks.size();
    for (std::size_t i = slots.first[slotOf(name)]; i != 0; i = slots.next[i - 1]) {
        if (marks[i - 1] == name)
            return i - 1;
    }
    return marks.size();
}

/// A name that is known to be a mark when this is compiled.
struct Mark {
    std::size_t place;

    consteval Mark(const char* name)
        : place(placeOf(name))
    {
        if (place == marks.size())
            throw "no mark has this name";
    }
};

bool isOneOf(std::string_view word, std::initializer_list<std::string_view> words)
{
    return std::ranges::any_of(words, [word](std::string_view other) { return equalsFolded(word, other); });
}

} // namespace

std::uint8_t RecordKind::markOf(std::string_view name)
{
    static_assert(marks.size() < maximumMarks);
    const std::size_t mark = placeOf(name);
    return mark == marks.size() ? 0 : static_cast<std::uint8_t>(mark + 1);
}

void RecordKind::see(std::uint8_t mark, std::string_view value)
{
    const std::string_view name = marks[mark - std::size_t{1}];
    if (name == "msg" && !value.starts_with("audit("))
        return; // anybody's message
    m_seen.set(mark - std::size_t{1});
    const auto keep = [value](std::string& to) {
        if (to.empty())
            to = value.substr(0, 64);
    };
    if (name == "category" || name == "Category")
        keep(m_category);
    else if (name == "host.os.type" || name == "host.os.platform")
        keep(m_system);
    else if (name == "event.category")
        keep(m_ecsCategory);
    else if (name == "event.type" && m_ecsType.size() < 256)
        (m_ecsType += value.substr(0, 64)) += ' ';
    else if (name == "_path")
        keep(m_zeekPath);
    else if (name == "apiVersion")
        keep(m_apiVersion);
    else if (name == "protoPayload.serviceName" || name == "data.protoPayload.serviceName")
        keep(m_service);
}

SourceKind RecordKind::azure() const
{
    const auto has = [this](Mark mark) { return m_seen.test(mark.place); };
    const bool isLog = (has("operationName") || has("OperationName") || has("OperationNameValue"))
        && (has("category") || has("Category") || has("CategoryValue"))
        && (has("resourceId") || has("ResourceId") || has("tenantId") || has("ResourceProviderValue")
            || has("LoggedByService"));
    if (isLog && m_category.contains("SignInLogs"))
        return SourceKind::AzureSignIn;
    if (isLog && m_category == "AuditLogs")
        return SourceKind::AzureAudit;
    if (has("riskEventType") || has("RiskEventType")
        || (isLog && isOneOf(m_category, {"UserRiskEvents", "RiskyUsers", "ServicePrincipalRiskEvents"})))
        return SourceKind::AzureRisk;
    if ((has("activityDisplayName") || has("ActivityDisplayName")) && (has("loggedByService") || has("LoggedByService")))
        return SourceKind::AzureAudit;
    if ((has("appDisplayName") || has("AppDisplayName")) && (has("userPrincipalName") || has("UserPrincipalName"))
        && (has("conditionalAccessStatus") || has("ConditionalAccessStatus") || has("ResultType")))
        return SourceKind::AzureSignIn;
    if (!isLog)
        return SourceKind::Unknown;
    if (has("CategoryValue") || has("ResourceProviderValue")
        || isOneOf(m_category,
            {"Administrative", "Security", "ServiceHealth", "Alert", "Autoscale", "Policy", "Recommendation",
                "ResourceHealth"}))
        return SourceKind::AzureActivity;
    return SourceKind::AzureOther;
}

SourceKind RecordKind::ecs() const
{
    const auto has = [this](Mark mark) { return m_seen.test(mark.place); };
    struct System {
        std::string_view name;
        SourceKind process, file, network, registry, library, driver, dns, other;
    };

    using K = SourceKind;
    constexpr std::array systems{
        System{"windows", K::EcsWindowsProcess, K::EcsWindowsFile, K::EcsWindowsNetwork, K::EcsWindowsRegistry,
            K::EcsWindowsLibrary, K::EcsWindowsDriver, K::EcsWindowsDns, K::EcsWindowsOther},
        System{"linux", K::EcsLinuxProcess, K::EcsLinuxFile, K::EcsLinuxNetwork, K::EcsLinuxOther, K::EcsLinuxLibrary,
            K::EcsLinuxDriver, K::EcsLinuxDns, K::EcsLinuxOther},
        System{"macos", K::EcsMacosProcess, K::EcsMacosFile, K::EcsMacosNetwork, K::EcsMacosOther, K::EcsMacosLibrary,
            K::EcsMacosDriver, K::EcsMacosDns, K::EcsMacosOther},
    };
    const std::string_view name = m_system == "darwin" ? std::string_view("macos") : std::string_view(m_system);
    const auto system = std::ranges::find(systems, name, &System::name);
    if (system == systems.end() || m_ecsCategory.empty())
        return K::Unknown;
    if (m_ecsCategory == "process")
        return m_ecsType.empty() || m_ecsType.contains("start") || !m_ecsType.contains("end") ? system->process
                                                                                              : system->other;
    if (m_ecsCategory == "file")
        return system->file;
    if (m_ecsCategory == "network")
        return has("query") ? system->dns : system->network;
    if (m_ecsCategory == "registry")
        return system->registry;
    if (m_ecsCategory == "library")
        return system->library;
    if (m_ecsCategory == "driver")
        return system->driver;
    return system->other;
}

SourceKind RecordKind::kind() const
{
    using K = SourceKind;
    const auto has = [this](Mark mark) { return m_seen.test(mark.place); };
    if (m_seen.none())
        return K::Unknown;
    if (has("msg"))
        return K::LinuxAuditd;
    if (has("eventSource") && has("eventName")
        && (has("awsRegion") || has("eventVersion") || has("recipientAccountId")))
        return K::AwsCloudTrail;
    if (has("eventType") && (has("actor.alternateId") || has("actor.id"))
        && (has("published") || has("displayMessage") || has("outcome.result")))
        return K::Okta;
    if (has("verb")
        && (m_apiVersion.starts_with("audit.k8s.io") || has("auditID")
            || (has("objectRef.resource") && (has("stage") || has("requestURI")))))
        return K::KubernetesAudit;
    if (has("auditType.action") && has("auditType.category"))
        return K::BitbucketAudit;
    if (const SourceKind azureKind = azure(); azureKind != K::Unknown)
        return azureKind;
    if (has("id.applicationName") && has("events.name"))
        return K::GoogleWorkspace;
    if (has("protoPayload.methodName") || has("data.protoPayload.methodName") || has("gcp.audit.method_name")
        || !m_service.empty())
        return m_service == "admin.googleapis.com" || m_service == "login.googleapis.com" ? K::GoogleWorkspace
                                                                                         : K::GcpAudit;
    if (has("Operation") && has("Workload") && (has("RecordType") || has("CreationTime") || has("UserId")))
        return K::M365Audit;
    if (has("action") && has("actor") && (has("org") || has("org_id") || has("_document_id") || has("business")))
        return K::GithubAudit;
    if (has("event_type_id") && has("account_id"))
        return K::OneLogin;
    if (has("logtype") && has("node_id"))
        return K::OpenCanary;
    if (has("logid") && (has("devid") || has("devname")))
        return K::Fortigate;
    if (!m_zeekPath.empty())
        return zeekKind(m_zeekPath);
    if (has("uid") && has("id.orig_h"))
        return has("conn_state") ? K::ZeekConn : has("query") ? K::ZeekDns : K::Unknown;
    if (const SourceKind ecsKind = ecs(); ecsKind != K::Unknown)
        return ecsKind;
    const int web = has("cs-method") + has("cs-uri-query") + has("cs-uri-stem") + has("cs-uri") + has("c-uri")
        + has("sc-status") + has("c-useragent") + has("cs-host");
    if (web >= 2)
        return K::Web;
    if (has("query")
        && (has("record_type") || has("answer") || has("answers") || has("qtype") || has("qtype_name")
            || has("rcode_name")))
        return K::Dns;
    if (has("src_ip") && has("dst_ip") && has("dst_port") && (has("action") || has("proto")))
        return K::Firewall;
    return K::Unknown;
}

} // namespace rulewright::events
