// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ostream>

namespace rulewright::cli {

// Where a command writes: its result to `out`, progress and diagnostics to `err`.
// std::print and std::println take either as their first argument.
struct Output {
    std::ostream& out;
    std::ostream& err;
};

// Exit statuses; see docs/cli.md.
inline constexpr int exitDone = 0;
inline constexpr int exitFoundWrong = 1;
inline constexpr int exitCannotRun = 2;

} // namespace rulewright::cli
