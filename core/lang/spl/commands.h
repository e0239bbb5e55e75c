// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace rulewright::lang::spl {

/// What a command is, by its name in lower case. Those that have a reader of their own are told by stages.h.

/// Whether the command makes events or rows, so that it may begin a search.
[[nodiscard]] bool isGenerating(std::string_view command);

/// Whether what stands in brackets behind the command are searches, whose rows go on with the others.
[[nodiscard]] bool hasSubsearches(std::string_view command);

/// Whether a machine-learning model decides.
[[nodiscard]] bool asksAModel(std::string_view command);

/// What a name that the command makes comes from: see rule::Test::origin.
[[nodiscard]] std::string originOf(std::string_view command);

} // namespace rulewright::lang::spl
