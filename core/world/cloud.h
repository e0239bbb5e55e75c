// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/world/recorder.h"

#include <string>
#include <string_view>

namespace rulewright::world {

/// A call of an interface of the cloud provider, as CloudTrail records it.
struct CloudCall {
    std::string_view source; ///< iam, ec2, s3 …: before ".amazonaws.com"
    std::string_view name; ///< ConsoleLogin, CreateAccessKey …
    std::string_view userName; ///< of a user; empty for a role
    std::string_view role; ///< that is assumed, where no user calls
    std::string_view address;
    std::string_view agent = "aws-cli/2.22.7 md/awscrt#0.23.4 ua/2.0 os/linux";
    std::string parameters = "null"; ///< JSON
    std::string response = "null"; ///< JSON
    std::string more{}; ///< further members, JSON: ,"name":value
    bool reads = false;
};

inline constexpr std::string_view cloudAccountNumber = "111122223333";

void call(Recorder& recorder, Micros time, const CloudCall& call);

} // namespace rulewright::world
