// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/handles.h"
#include "core/git/repository.h"

namespace rulewright::git {

/// The repository whose root is this folder.
[[nodiscard]] Outcome<Repository> openRepository(const std::filesystem::path& folder);

/// The branch's commit, HEAD's where there is no such branch; null before the first commit.
[[nodiscard]] Outcome<CommitObject> baseCommit(git_repository* repository, std::string_view branch);

} // namespace rulewright::git
