// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/diagnostic.h"
#include "core/text/task.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace rulewright::git {

/// What a working folder is at.
struct Checkout {
    std::string commit; ///< 40 hex digits
    std::int64_t time = 0; ///< of the commit, in seconds since 1970 UTC
    std::string url; ///< of the remote "origin"; empty where there is none
    bool operator==(const Checkout&) const = default;
};

/// Whether the folder is the top of a working copy.
[[nodiscard]] bool isRepository(const std::filesystem::path& folder);

/// Fetches the newest state of a repository, without its history, into a folder that does not exist yet. The task
/// counts objects; a stopped clone leaves nothing behind, and is an error. Errors are sentences for people.
[[nodiscard]] Result<Checkout> clone(const std::string& url, const std::filesystem::path& folder, Task& task);

/// Brings a clone to the newest state of its origin. Files that were changed in the folder make it an error.
[[nodiscard]] Result<Checkout> update(const std::filesystem::path& folder, Task& task);

[[nodiscard]] Result<Checkout> describe(const std::filesystem::path& folder);

/// Whether files of the folder differ from what was committed; files that are not tracked count too.
[[nodiscard]] Result<bool> isChanged(const std::filesystem::path& folder);

/// Makes the folder a repository where it is none, and commits every file in it.
[[nodiscard]] Result<Checkout> commitAll(const std::filesystem::path& folder, const std::string& message,
    const std::string& author, const std::string& mail);

} // namespace rulewright::git
