// SPDX-License-Identifier: Apache-2.0
#include "core/export/repository_place.h"

#include "core/text/fold.h"

#include <algorithm>
#include <format>
#include <optional>
#include <tuple>
#include <utility>

namespace rulewright::exporting {

namespace {

constexpr std::string_view ending = ".yml";
constexpr std::size_t shortestFileName = 10;

/// A part of a log source, and what the convention makes of it.
struct Row {
    std::string_view product; ///< empty: any
    std::string_view name; ///< of the category or service; empty: any
    std::string_view prefix;
    std::string_view folder;
};

// SigmaHQ's file-name convention (prefixes) and the folders of its repository. $os is win, lnx or macos; $product and
// $name are the log source's own words.
constexpr Row categories[] = {
    {"windows", "create_remote_thread", "create_remote_thread_win_", "windows/create_remote_thread"},
    {"", "create_stream_hash", "create_stream_hash_", "windows/create_stream_hash"},
    {"", "dns_query", "dns_query_$os_", "$product/dns_query"},
    {"", "driver_load", "driver_load_$os_", "$product/driver_load"},
    {"windows", "file_access", "file_access_win_", "windows/file/file_access"},
    {"windows", "file_change", "file_change_win_", "windows/file/file_change"},
    {"windows", "file_delete", "file_delete_win_", "windows/file/file_delete"},
    {"windows", "file_event", "file_event_win_", "windows/file/file_event"},
    {"windows", "file_executable_detected", "file_executable_detected_win_", "windows/file/file_executable_detected"},
    {"windows", "file_rename", "file_rename_win_", "windows/file/file_rename"},
    {"", "file_event", "file_event_$os_", "$product/file_event"},
    {"", "file_delete", "file_delete_$os_", "$product/file_delete"},
    {"", "image_load", "image_load_", "$product/image_load"},
    {"", "network_connection", "net_connection_$os_", "$product/network_connection"},
    {"", "pipe_created", "pipe_created_", "windows/pipe_created"},
    {"", "ps_classic_start", "posh_pc_", "windows/powershell/powershell_classic"},
    {"", "ps_classic_provider_start", "posh_pc_", "windows/powershell/powershell_classic"},
    {"", "ps_module", "posh_pm_", "windows/powershell/powershell_module"},
    {"", "ps_script", "posh_ps_", "windows/powershell/powershell_script"},
    {"", "process_access", "proc_access_$os_", "$product/process_access"},
    {"", "process_creation", "proc_creation_$os_", "$product/process_creation"},
    {"", "process_tampering", "proc_tampering_", "windows/process_tampering"},
    {"", "raw_access_thread", "raw_access_thread_", "windows/raw_access_thread"},
    {"", "registry_add", "registry_add_", "windows/registry/registry_add"},
    {"", "registry_delete", "registry_delete_", "windows/registry/registry_delete"},
    {"", "registry_event", "registry_event_", "windows/registry/registry_event"},
    {"", "registry_rename", "registry_rename_", "windows/registry/registry_rename"},
    {"", "registry_set", "registry_set_", "windows/registry/registry_set"},
    {"", "sysmon_error", "sysmon_", "windows/sysmon"},
    {"", "sysmon_status", "sysmon_", "windows/sysmon"},
    {"", "wmi_event", "sysmon_wmi_", "windows/wmi_event"},
    {"", "antivirus", "av_", "category/antivirus"},
    {"", "database", "db_", "category/database"},
    {"", "dns", "net_dns_", "network/dns"},
    {"", "firewall", "net_firewall_", "network/firewall"},
    {"", "proxy", "proxy_", "web/proxy_generic"},
    {"", "webserver", "web_", "web/webserver_generic"},
};

constexpr Row services[] = {
    {"windows", "codeintegrity-operational", "win_codeintegrity_", "windows/builtin/code_integrity"},
    {"windows", "diagnosis-scripted", "win_diagnosis_scripted_", "windows/builtin/diagnosis/scripted"},
    {"windows", "dns-server-analytic", "win_dns_analytic_", "windows/builtin/dns_server_analytic"},
    {"windows", "driver-framework", "win_driver_framework_", "windows/builtin/driverframeworks"},
    {"windows", "iis-configuration", "win_iis_", "windows/builtin/iis-configuration"},
    {"windows", "microsoft-servicebus-client", "win_servicebus_", "windows/builtin/servicebus"},
    {"windows", "msexchange-management", "win_exchange_", "windows/builtin/msexchange"},
    {"windows", "openssh", "win_sshd_openssh_", "windows/builtin/openssh"},
    {"windows", "powershell", "posh_ps_", "windows/powershell/powershell_script"},
    {"windows", "powershell-classic", "posh_pc_", "windows/powershell/powershell_classic"},
    {"windows", "smbclient-security", "win_smbclient_security_", "windows/builtin/smbclient/security"},
    {"windows", "smbclient-connectivity", "win_smbclient_connectivity_", "windows/builtin/smbclient/connectivity"},
    {"windows", "smbserver-connectivity", "win_smbserver_connectivity_", "windows/builtin/smbserver/connectivity"},
    {"windows", "sysmon", "sysmon_", "windows/sysmon"},
    {"windows", "terminalservices-localsessionmanager", "win_terminalservices_", "windows/builtin/terminalservices"},
    {"windows", "windefend", "win_defender_", "windows/builtin/windefend"},
    {"windows", "", "win_$name_", "windows/builtin/$name"},
    {"linux", "auditd", "lnx_auditd_", "linux/auditd"},
    {"linux", "", "lnx_$name_", "linux/builtin/$name"},
    {"aws", "", "aws_", "cloud/aws/$name"},
    {"azure", "activitylogs", "azure_", "cloud/azure/activity_logs"},
    {"azure", "auditlogs", "azure_", "cloud/azure/audit_logs"},
    {"azure", "pim", "azure_", "cloud/azure/privileged_identity_management"},
    {"azure", "riskdetection", "azure_", "cloud/azure/identity_protection"},
    {"azure", "signinlogs", "azure_", "cloud/azure/signin_logs"},
    {"azure", "", "azure_", "cloud/azure/$name"},
    {"gcp", "google_workspace.admin", "gworkspace_", "cloud/gcp/gworkspace/admin"},
    {"gcp", "google_workspace.login", "gworkspace_", "cloud/gcp/gworkspace/login"},
    {"gcp", "gcp.audit", "gcp_", "cloud/gcp/audit"},
    {"gcp", "", "gcp_", "cloud/gcp/$name"},
    {"gworkspace", "", "gworkspace_", "cloud/gworkspace/$name"},
    {"m365", "", "microsoft365_", "cloud/m365/$name"},
    {"okta", "", "okta_", "identity/okta"},
    {"onelogin", "", "onelogin_", "identity/onelogin"},
    {"modsec", "", "modsec_", "web/product/modsecurity"},
    {"", "apache", "web_apache_", "web/product/apache"},
    {"", "nginx", "web_nginx_", "web/product/nginx"},
    {"zeek", "", "zeek_$name_", "network/zeek"},
    {"cisco", "duo", "cisco_duo_", "identity/cisco_duo"},
    {"cisco", "", "cisco_$name_", "network/cisco/$name"},
    {"fortigate", "", "fortinet_fortigate_", "network/fortinet/fortigate"},
    {"huawei", "", "huawei_$name_", "network/huawei/$name"},
    {"juniper", "", "juniper_$name_", "network/juniper/$name"},
};

std::string text(const std::optional<rule::LogSourcePart>& part) { return part ? folded(part->text) : std::string(); }

/// As slug(), but a dash stays: services have them in folders.
std::string folderPart(std::string_view name)
{
    std::string part;
    for (const char c : name)
        part += (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ? c : '_';
    return slug(part).empty() ? "other" : slug(part);
}

std::string osOf(std::string_view product)
{
    if (product == "windows")
        return "win";
    return product == "linux" ? "lnx" : folderPart(product);
}

void replace(std::string& text, std::string_view word, std::string_view by)
{
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + by.size()))
        text.replace(at, word.size(), by);
}

std::string filled(std::string_view pattern, std::string_view product, std::string_view name)
{
    std::string result(pattern);
    replace(result, "$os", osOf(product));
    replace(result, "$product", folderPart(product));
    replace(result, "$name", folderPart(name));
    return result;
}

const Row* find(std::span<const Row> rows, std::string_view product, std::string_view name)
{
    const auto found = std::ranges::find_if(rows, [&](const Row& row) {
        return (row.product.empty() || row.product == product) && (row.name.empty() || row.name == name);
    });
    return found == rows.end() ? nullptr : &*found;
}

bool hasTag(const rule::RuleMetadata& metadata, std::string_view tag)
{
    return std::ranges::any_of(metadata.tags, [&](const rule::Located& one) { return one.text == tag; });
}

bool isDigits(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// Year and number of a tag such as cve.2024-1709, however it is written.
std::optional<std::pair<std::string_view, std::string_view>> cveOf(std::string_view tag)
{
    constexpr std::string_view kind = "cve.";
    constexpr std::size_t yearLength = 4;
    constexpr std::size_t longestNumber = 7;
    if (!tag.starts_with(kind) || tag.size() <= kind.size() + yearLength + 1)
        return std::nullopt;
    const std::string_view year = tag.substr(kind.size(), yearLength);
    const std::string_view number = tag.substr(kind.size() + yearLength + 1);
    const char between = tag[kind.size() + yearLength];
    if (!isDigits(year) || !isDigits(number) || number.size() > longestNumber || (between != '-' && between != '.'))
        return std::nullopt;
    return std::pair(year, number);
}

/// The folder of a threat and why it is that: SigmaHQ sorts them by year, by what they are and by name.
std::pair<std::string, std::string> threatFolder(const rule::RuleMetadata& metadata)
{
    constexpr std::string_view top = "rules-emerging-threats";
    for (const rule::Located& tag : metadata.tags) {
        if (const auto cve = cveOf(tag.text))
            return {std::format("{}/{}/Exploits/CVE-{}-{}", top, cve->first, cve->first, cve->second),
                std::format("from the tag {}", tag.text)};
    }
    const auto isOf = [&](std::string_view kind) { // attack.g0007, attack.s0154
        return std::ranges::any_of(metadata.tags, [&](const rule::Located& tag) {
            return tag.text.starts_with(kind) && isDigits(std::string_view(tag.text).substr(kind.size()));
        });
    };
    const std::string year = metadata.date ? metadata.date->text.substr(0, 4) : std::string();
    const std::string_view kind = isOf("attack.g") ? "TA" : "Malware";
    return {std::format("{}/{}{}/Generic", top, year.size() == 4 && isDigits(year) ? year + "/" : "", kind),
        "from the tag detection.emerging-threats; give the threat a folder of its own in place of Generic"};
}

bool followsConvention(std::string_view name, std::string_view prefix)
{
    if (!name.ends_with(ending) || name.size() < shortestFileName || name.size() > longestFileName
        || !name.starts_with(prefix))
        return false;
    const std::string_view stem = name.substr(0, name.size() - ending.size());
    return slug(stem) == stem && stem.size() > prefix.size() && !stem.ends_with("_new");
}

} // namespace

std::string slug(std::string_view text)
{
    std::string result;
    for (const char c : folded(text)) {
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'))
            result += c;
        else if (!result.empty() && result.back() != '_')
            result += '_';
    }
    while (!result.empty() && result.back() == '_')
        result.pop_back();
    return result;
}

RepositoryPlace placeInRepository(const rule::Rule& rule, std::string_view ownName)
{
    const std::string product = text(rule.logSource.product);
    const std::string category = text(rule.logSource.category);
    const std::string service = text(rule.logSource.service);
    RepositoryPlace place;
    const Row* row = category.empty() ? nullptr : find(categories, product, category);
    const bool isCategory = row != nullptr;
    if (row == nullptr && (!service.empty() || !product.empty()))
        row = find(services, product, service);
    std::string folder;
    std::string reason;
    for (const std::string& part : {product, category, service})
        reason += part.empty() ? std::string() : (reason.empty() ? "" : ", ") + part;
    if (row != nullptr && !(row->folder.contains("$name") && service.empty())
        && !(row->folder.contains("$product") && product.empty())) {
        const std::string& name = isCategory ? category : service;
        place.prefix = filled(row->prefix, product, name);
        folder = filled(row->folder, product, name);
        place.reason = std::format("from the log source: {}", reason);
    } else if (product == "windows" || product == "linux" || product == "macos") {
        place.prefix = std::format("{}_", osOf(product));
        folder = std::format("{}/{}", product, category.empty() ? "builtin" : folderPart(category));
        place.reason = std::format("from the log source: {}", reason);
    } else if (!product.empty()) {
        place.prefix = std::format("{}_", folderPart(product));
        folder = service.empty() ? std::format("application/{}", folderPart(product))
                                 : std::format("application/{}/{}", folderPart(product), folderPart(service));
        place.reason = std::format("from the product: {}; the convention has no prefix for it", product);
    } else if (!category.empty() || !service.empty()) {
        folder = std::format("category/{}", folderPart(category.empty() ? service : category));
        place.reason = std::format("from the log source: {}; the convention has no prefix for it", reason);
    } else {
        folder = std::holds_alternative<rule::Correlation>(rule.body) ? "correlation" : "other";
        place.reason = "the rule names no log source";
    }
    if (hasTag(rule.metadata, "detection.emerging-threats"))
        std::tie(place.folder, place.reason) = threatFolder(rule.metadata);
    else
        place.folder = std::format(
            "{}/{}", hasTag(rule.metadata, "detection.threat-hunting") ? "rules-threat-hunting" : "rules", folder);

    if (followsConvention(ownName, place.prefix)) {
        place.fileName = ownName;
        return place;
    }
    std::string stem = slug(rule.metadata.title ? std::string_view(rule.metadata.title->text) : std::string_view());
    if (stem.empty())
        stem
            = std::format("rule_{}", slug(rule.metadata.id ? rule.metadata.id->text.substr(0, 8) : std::string("new")));
    stem = place.prefix + stem;
    stem.resize(std::min(stem.size(), longestFileName - ending.size()));
    while (stem.ends_with('_'))
        stem.pop_back();
    while (stem.size() + ending.size() < shortestFileName)
        stem += "_rule";
    place.fileName = stem + std::string(ending);
    return place;
}

std::string regressionFolder(std::string_view rulePath)
{
    if (rulePath.ends_with(ending))
        rulePath.remove_suffix(ending.size());
    return std::format("regression_data/{}", rulePath);
}

} // namespace rulewright::exporting
