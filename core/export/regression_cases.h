// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/diagnostic.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::exporting {

/// One entry of an info.yml's `regression_tests_info` (SigmaHQ's regression data).
struct RegressionCase {
    std::string infoPath; ///< relative to the data folder
    std::vector<std::string> ruleIds; ///< of `rule_metadata`
    std::string name;
    std::string eventPath; ///< as written, less a leading `regression_data/`
    std::optional<std::uint64_t> matchCount;
};

/// An info.yml that cannot be read as one.
struct RegressionProblem {
    std::string infoPath; ///< relative to the data folder
    std::string reason; ///< with the line where there is one
};

struct RegressionCases {
    std::vector<RegressionCase> cases;
    std::vector<RegressionProblem> problems;
};

/// The entries of one info.yml. A text that is no YAML or holds no entry is a problem.
[[nodiscard]] RegressionCases parseRegressionInfo(std::string_view infoPath, std::string text);

/// Those of every info.yml below the folder, by path. An error where the folder cannot be read.
[[nodiscard]] Result<RegressionCases> findRegressionCases(const std::filesystem::path& data);

/// What a rule file says at the start of its lines, without parsing it.
struct RuleFileFacts {
    std::vector<std::string> ids;
    std::optional<std::string> regressionTestsPath; ///< less a leading `regression_data/`
};

[[nodiscard]] RuleFileFacts ruleFileFacts(std::string_view text);

/// The path less a leading `regression_data/`.
[[nodiscard]] std::string withoutDataFolder(std::string_view path);

/// A file's bytes; nothing where it cannot be read.
[[nodiscard]] std::optional<std::string> fileText(const std::filesystem::path& path);

/// The files below a folder, by path (code points); an error where the folder cannot be read.
[[nodiscard]] Result<std::vector<std::filesystem::path>> filesBelow(const std::filesystem::path& folder);

} // namespace rulewright::exporting
