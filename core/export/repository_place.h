// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/rule.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace rulewright::exporting {

/// The most characters that SigmaHQ's file names have, ".yml" included.
inline constexpr std::size_t longestFileName = 90;

/// Where a rule belongs in a repository with SigmaHQ's folders.
struct RepositoryPlace {
    std::string folder; ///< "rules/windows/process_creation"
    std::string fileName; ///< "proc_creation_win_new_rule.yml"
    std::string prefix; ///< "proc_creation_win_"; empty where the convention has none
    std::string reason; ///< "from the log source: windows, process_creation"
    bool operator==(const RepositoryPlace&) const = default;

    [[nodiscard]] std::string path() const { return folder + '/' + fileName; }
};

/// By SigmaHQ's file-name convention and the folders of its repository. `ownName` is the name of the rule's file,
/// which is kept where it follows the convention already; else the name comes from the title. A rule tagged
/// `detection.emerging-threats` goes into the folder of its year and threat. Whatever the rule says, folder and name
/// consist of the words of these tables, and of its own only lower-case letters, digits, `_` and `-`.
[[nodiscard]] RepositoryPlace placeInRepository(const rule::Rule& rule, std::string_view ownName);

/// The folder of the rule's regression data: `rules/a/b.yml` has `regression_data/rules/a/b`.
[[nodiscard]] std::string regressionFolder(std::string_view rulePath);

/// Lower-case words joined by `_`, nothing but letters, digits and `_`.
[[nodiscard]] std::string slug(std::string_view text);

} // namespace rulewright::exporting
