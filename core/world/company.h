// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace rulewright::world {

/// Index into hosts().
enum class HostId : std::uint8_t { };
/// Index into users().
enum class UserId : std::uint8_t { };

enum class HostRole : std::uint8_t { Workstation, Server, DomainController, Linux, Cloud };

/// A machine of Larkfield Timber, an invented company, or its account at a cloud provider.
struct Host {
    std::string_view name;
    std::string_view address;
    std::uint32_t guid; ///< the first group of its process GUIDs
    HostRole role;
    bool hasSysmon;
    bool auditsProcesses; ///< writes Security 4688
    UserId user; ///< who works at it
};

enum class Work : std::uint8_t { Office, Developer, HelpDesk };

struct User {
    std::string_view name;
    std::string_view fullName;
    std::uint32_t rid;
    Work work;
};

inline constexpr std::string_view domainName = "LARKFIELD";
inline constexpr std::string_view dnsSuffix = ".larkfield.example";

[[nodiscard]] std::span<const Host> hosts();
[[nodiscard]] std::span<const User> users();
[[nodiscard]] const Host& host(HostId id);
[[nodiscard]] const User& user(UserId id);
[[nodiscard]] std::string fullName(HostId id); ///< with the DNS suffix
[[nodiscard]] std::string securityId(UserId id);

inline constexpr std::size_t workstationCount = 9; ///< the first hosts
inline constexpr std::size_t windowsCount = 12; ///< these and the servers
inline constexpr HostId salesHost{1};
inline constexpr HostId developerHost{3};
inline constexpr HostId receptionHost{4};
inline constexpr HostId warehouseHost{5}; ///< without Sysmon
inline constexpr HostId helpDeskHost{6};
inline constexpr HostId accountingHost{7};
inline constexpr HostId fileServer{9};
inline constexpr HostId domainController{10};
inline constexpr HostId backupServer{11};
inline constexpr HostId webServer{12};
inline constexpr HostId databaseServer{13};
inline constexpr HostId cloudAccount{14};
inline constexpr UserId helpDeskUser{6};
inline constexpr UserId backupUser{7};

/// What a program's version information says.
struct Program {
    std::string_view name; ///< of the file, lower case
    std::string_view description;
    std::string_view product;
    std::string_view company;
    std::string_view originalName;
    std::string_view version;
};

/// The program of this file, by its name whatever the folder; one of dashes where it is not known.
[[nodiscard]] const Program& programOf(std::string_view image);

} // namespace rulewright::world
