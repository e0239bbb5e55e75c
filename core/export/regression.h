// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/taxonomy/taxonomy.h"
#include "core/text/diagnostic.h"
#include "core/text/task.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace rulewright::exporting {

struct RegressionOptions {
    std::vector<std::filesystem::path> rules; ///< folders
    std::filesystem::path data;
    bool prefersJson = false; ///< the .json beside an event file, where there is one
    bool requiresData = false; ///< a rule that names data of which there is none is a failure
};

struct RegressionFailure {
    std::string rule; ///< its path in its folder, or its id where it was not found
    std::string data; ///< the event file's path below the data folder
    std::string reason;
};

struct RegressionExcess {
    std::string rule;
    std::string data;
    std::uint64_t matched = 0;
    std::uint64_t matchCount = 0; ///< that the case gives
};

struct RegressionReport {
    std::uint64_t cases = 0;
    std::uint64_t passed = 0;
    std::vector<RegressionFailure> failed;
    std::vector<RegressionExcess> more;
    std::uint64_t withoutData = 0;
    bool isCancelled = false;
};

/// Matches the rule of each case of SigmaHQ's regression data against the case's events (cli.md, "Regression
/// data"). An error where a folder cannot be read.
[[nodiscard]] Result<RegressionReport> runRegression(
    const RegressionOptions& options, const taxonomy::Taxonomy& taxonomy, Task& task);

} // namespace rulewright::exporting
