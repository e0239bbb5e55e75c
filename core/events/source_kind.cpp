// SPDX-License-Identifier: Apache-2.0
#include "core/events/source_kind.h"

#include <algorithm>
#include <array>

namespace rulewright::events {

namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(SourceKind::EcsMacosOther) + 1> names{"", "windows", "linux-sysmon", "other", "linux-auditd", "linux-syslog", "linux-auth", "linux-sshd", "linux-sudo", "linux-cron", "linux-clamav", "linux-vsftpd", "linux-guacamole", "web", "dns", "firewall", "aws-cloudtrail", "azure-activity", "azure-audit", "azure-signin", "azure-risk", "azure-other", "gcp-audit", "google-workspace", "m365-audit", "okta", "onelogin", "github-audit", "bitbucket-audit", "kubernetes-audit", "opencanary", "fortigate", "zeek-conn", "zeek-dns", "zeek-http", "zeek-dce_rpc", "zeek-kerberos", "zeek-rdp", "zeek-smb_files", "zeek-x509", "zeek-other", "ecs-windows-process", "ecs-windows-file", "ecs-windows-network", "ecs-windows-registry", "ecs-windows-library", "ecs-windows-driver", "ecs-windows-dns", "ecs-windows-other", "ecs-linux-process", "ecs-linux-file", "ecs-linux-network", "ecs-linux-library", "ecs-linux-driver", "ecs-linux-dns", "ecs-linux-other", "ecs-macos-process", "ecs-macos-file", "ecs-macos-network", "ecs-macos-library", "ecs-macos-driver", "ecs-macos-dns", "ecs-macos-other"};

constexpr std::string_view zeekPrefix = "zeek-";

} // namespace

std::string_view sourceKindName(SourceKind kind) { return names[static_cast<std::size_t>(kind)]; }

SourceKind zeekKind(std::string_view path)
{
    const auto at = std::ranges::find_if(
        names, [path](std::string_view name) { return name.starts_with(zeekPrefix) && name.substr(zeekPrefix.size()) == path; });
    return at == names.end() ? SourceKind::ZeekOther : static_cast<SourceKind>(at - names.begin());
}

} // namespace rulewright::events
