// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/column.h"
#include "core/events/source_rows.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::events {

/// What kind of log a reader recognised, for log sources that no channel tells (sigma-semantics.md).
enum class SourceKind : std::uint8_t {
    Unknown,
    WindowsEvent,
    LinuxSysmon,
    Other,
    LinuxAuditd,
    LinuxSyslog,
    LinuxAuth,
    LinuxSshd,
    LinuxSudo,
    LinuxCron,
    LinuxClamav,
    LinuxVsftpd,
    LinuxGuacamole,
    Web,
    Dns,
    Firewall,
    AwsCloudTrail,
    AzureActivity,
    AzureAudit,
    AzureSignIn,
    AzureRisk,
    AzureOther,
    GcpAudit,
    GoogleWorkspace,
    M365Audit,
    Okta,
    OneLogin,
    GithubAudit,
    BitbucketAudit,
    KubernetesAudit,
    OpenCanary,
    Fortigate,
    ZeekConn,
    ZeekDns,
    ZeekHttp,
    ZeekDceRpc,
    ZeekKerberos,
    ZeekRdp,
    ZeekSmbFiles,
    ZeekX509,
    ZeekOther,
    EcsWindowsProcess,
    EcsWindowsFile,
    EcsWindowsNetwork,
    EcsWindowsRegistry,
    EcsWindowsLibrary,
    EcsWindowsDriver,
    EcsWindowsDns,
    EcsWindowsOther,
    EcsLinuxProcess,
    EcsLinuxFile,
    EcsLinuxNetwork,
    EcsLinuxLibrary,
    EcsLinuxDriver,
    EcsLinuxDns,
    EcsLinuxOther,
    EcsMacosProcess,
    EcsMacosFile,
    EcsMacosNetwork,
    EcsMacosLibrary,
    EcsMacosDriver,
    EcsMacosDns,
    EcsMacosOther,
};

/// How a record was laid out: which further names its fields have (see field_table.cpp), and where the data of
/// a Windows event stood.
enum class RecordShape : std::uint8_t { Plain, EventData, UserData, Nxlog, Winlogbeat, Splunk, EvtxECmd, PowerShell, EventViewer };

/// The values of System that log sources and results read, whatever the event's data says under such a name.
enum class SystemField : std::uint8_t { Provider, Channel, EventId, RecordId, Computer };
inline constexpr std::size_t systemFieldCount = 5;

/// Their names in events and results: Provider_Name, Channel, EventID, EventRecordID, Computer.
inline constexpr std::array<std::string_view, systemFieldCount> systemFieldNames{
    "Provider_Name", "Channel", "EventID", "EventRecordID", "Computer"};

class ResolveCache;

/// At most 262,144 events, by columns. Immutable; shared between event sets.
struct Segment {
    static constexpr std::uint32_t maximumRows = 262'144;
    /// All values together, so that 32 bits tell where one stands; folding makes a text half as long again at most.
    static constexpr std::size_t maximumTextBytes = std::size_t{1} << 30;
    /// Further names go to one key/value column and are counted (architecture.md, "Events").
    static constexpr std::uint32_t maximumNames = 4'096;

    std::uint32_t rows = 0;
    std::vector<Column> columns; ///< ordered by field
    std::vector<ArrayGroup> arrayGroups;
    std::optional<Column> overflow; ///< elements "name\x1Fvalue" of names beyond maximumNames
    std::uint64_t overflowValues = 0;
    std::vector<std::int64_t> time; ///< one a row: 100 ns since 1970 UTC; noTime where not known
    SourceRows source; ///< one a row
    std::vector<SourceKind> kind; ///< one a row
    std::vector<RecordShape> shape; ///< one a row
    /// System's own values where the event's data uses the same name (event 104's Channel): the column below
    /// is set in exactly those rows. See systemText().
    std::array<std::optional<Column>, systemFieldCount> shadowedSystem;
    std::array<FieldId, systemFieldCount> systemFields{
        FieldId::None, FieldId::None, FieldId::None, FieldId::None, FieldId::None};

    /// The same for System's other values (Level, Task, Keywords …), ordered by field. Keywords search both.
    std::vector<Column> shadowedOthers;
    /// What FieldTable::resolve() found, kept as long as the segment. Safe to use from several threads.
    std::unique_ptr<ResolveCache> resolveCache;

    Segment();
    Segment(Segment&&) noexcept;
    Segment& operator=(Segment&&) noexcept;
    ~Segment();

    static constexpr std::int64_t noTime = INT64_MIN;

    /// The column of a field in this segment; null where no row has it.
    [[nodiscard]] const Column* column(FieldId field) const;

    /// Calls visit(column) for each column that has values of events: all but the overflow, System's shadowed
    /// values included.
    template <class Visit> void forEachColumn(Visit&& visit) const
    {
        for (const Column& column : columns)
            visit(column);
        for (const std::optional<Column>& column : shadowedSystem) {
            if (column)
                visit(*column);
        }
        for (const Column& column : shadowedOthers)
            visit(column);
    }

    /// System's value of a row, empty where it has none. The view lives as long as the segment or scratch.
    [[nodiscard]] std::string_view systemText(SystemField field, RowId row, std::string& scratch) const;
    [[nodiscard]] std::size_t bytes() const;
};

} // namespace rulewright::events
