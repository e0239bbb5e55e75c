// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

#include <array>

namespace rulewright::cli {

namespace {

constexpr std::array table {
    Command {"version", "The version of this program", declareVersion},
};

} // namespace

std::span<const Command> commands()
{
    return table;
}

} // namespace rulewright::cli
