// SPDX-License-Identifier: Apache-2.0
#include "ui/test/field_order.h"

#include <algorithm>
#include <array>

namespace rulewright::ui {

namespace {

constexpr std::size_t timesAndPlaces = 9; // of those that tell, the first

constexpr std::array telling{std::string_view("UtcTime"), std::string_view("TimeCreated_SystemTime"),
    std::string_view("@timestamp"), std::string_view("eventTime"), std::string_view("timestamp"),
    std::string_view("Computer"), std::string_view("hostname"), std::string_view("host.name"), std::string_view("node"),
    // what was done
    std::string_view("eventName"), std::string_view("eventSource"), std::string_view("type"), std::string_view("Image"),
    std::string_view("NewProcessName"), std::string_view("SourceImage"), std::string_view("TargetImage"),
    std::string_view("exe"), std::string_view("CommandLine"), std::string_view("ScriptBlockText"),
    std::string_view("Payload"), std::string_view("TargetFilename"), std::string_view("TargetObject"),
    std::string_view("Details"), std::string_view("ImageLoaded"), std::string_view("PipeName"),
    std::string_view("QueryName"), std::string_view("QueryResults"), std::string_view("DestinationIp"),
    std::string_view("DestinationHostname"), std::string_view("DestinationPort"), std::string_view("GrantedAccess"),
    std::string_view("ServiceName"), std::string_view("ImagePath"), std::string_view("TaskName"),
    std::string_view("TargetUserName"), std::string_view("IpAddress"), std::string_view("LogonType"),
    std::string_view("ParentImage"), std::string_view("ParentProcessName"), std::string_view("ParentCommandLine"),
    std::string_view("User"), std::string_view("SubjectUserName"), std::string_view("IntegrityLevel"),
    std::string_view("OriginalFileName"), std::string_view("CurrentDirectory"), std::string_view("ProcessId")};

// System's, of a Windows event.
constexpr std::array housekeeping{std::string_view("Provider_Name"), std::string_view("Provider_Guid"),
    std::string_view("Provider_EventSourceName"), std::string_view("EventID"), std::string_view("EventID_Qualifiers"),
    std::string_view("Qualifiers"), std::string_view("Version"), std::string_view("Level"), std::string_view("Task"),
    std::string_view("Opcode"), std::string_view("Keywords"), std::string_view("EventRecordID"),
    std::string_view("Correlation"), std::string_view("Correlation_ActivityID"),
    std::string_view("Correlation_RelatedActivityID"), std::string_view("Execution_ProcessID"),
    std::string_view("Execution_ThreadID"), std::string_view("Channel"), std::string_view("Security"),
    std::string_view("Security_UserID")};

} // namespace

int fieldRank(std::string_view field)
{
    if (const auto* found = std::ranges::find(telling, field); found != telling.end())
        return static_cast<int>(found - telling.begin());
    const auto* house = std::ranges::find(housekeeping, field);
    const auto first = static_cast<int>(telling.size());
    return house == housekeeping.end() ? first : first + 1;
}

bool isTimeOrPlace(std::string_view field) { return fieldRank(field) < static_cast<int>(timesAndPlaces); }

bool isHousekeeping(std::string_view field) { return std::ranges::contains(housekeeping, field); }

} // namespace rulewright::ui
