// SPDX-License-Identifier: Apache-2.0
#include "core/lang/spl/commands.h"

#include <algorithm>
#include <array>

namespace rulewright::lang::spl {

bool isGenerating(std::string_view command)
{
    static constexpr std::array<std::string_view, 5> commands{"tstats", "mstats", "inputlookup", "from", "datamodel"};
    return std::ranges::contains(commands, command);
}

bool hasSubsearches(std::string_view command)
{
    static constexpr std::array<std::string_view, 6> commands{
        "join", "append", "appendpipe", "appendcols", "multisearch", "union"};
    return std::ranges::contains(commands, command);
}

bool asksAModel(std::string_view command)
{
    static constexpr std::array<std::string_view, 4> commands{"apply", "fit", "anomalydetection", "outlier"};
    return std::ranges::contains(commands, command);
}

std::string originOf(std::string_view command)
{
    if (command == "transaction")
        return "agg";
    const bool isExtracting = command == "rex" || command == "iplocation" || command == "spath";
    return std::string(isExtracting ? command : "eval");
}

} // namespace rulewright::lang::spl
