// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// libgit2 behind plain functions. Nothing here uses a network. Errors are one sentence for people.
namespace rulewright::git {

template <class T> using Outcome = std::expected<T, std::string>;

/// A repository as it stands.
struct State {
    std::filesystem::path root;
    std::string branch; ///< that is checked out; empty where HEAD is detached
    std::string head; ///< the commit's id; empty before the first commit
    bool isBare = false;
    bool hasChanges = false; ///< tracked files differ from the commit
    bool operator==(const State&) const = default;
};

/// The state of the repository whose root is this folder. Folders above are not searched.
[[nodiscard]] Outcome<State> state(const std::filesystem::path& folder);

/// Whether git takes the text as the name of a branch.
[[nodiscard]] bool isBranchName(std::string_view name);

[[nodiscard]] Outcome<bool> hasBranch(const std::filesystem::path& folder, std::string_view branch);

/// A file of a commit.
struct File {
    std::string path; ///< with slashes
    std::string bytes;
    bool operator==(const File&) const = default;
};

/// The file with this path in the branch's commit, in HEAD's where there is no such branch; nothing where it has none.
[[nodiscard]] Outcome<std::optional<std::string>> fileIn(
    const std::filesystem::path& folder, std::string_view branch, std::string_view path);

/// The paths of the files of the commit whose names end so and that contain the text; at most `limit`.
[[nodiscard]] Outcome<std::vector<std::string>> filesWith(const std::filesystem::path& folder, std::string_view branch,
    std::string_view ending, std::string_view text, std::size_t limit);

/// Whether a path stays inside a repository and can be a file on every system: relative, with slashes, no empty,
/// `.`, `..` or `.git` part, no control characters, backslashes, colons or blanks at a part's ends; parts of at
/// most 200 bytes.
[[nodiscard]] bool isSafePath(std::string_view path);

struct CommitRequest {
    std::filesystem::path folder;
    std::string branch; ///< made from HEAD where it is not there
    std::string message;
    std::vector<File> files; ///< added or replaced
    std::string author; ///< name and address where the repository's settings have none
    std::string address;
};

struct Commit {
    std::string id;
    std::string branch;
    bool isNewBranch = false;
    bool isCheckedOut = false; ///< the working tree shows the branch with the commit
    bool operator==(const Commit&) const = default;
};

/// Commits files on a branch. A new branch is checked out, as is the commit where the branch was; other branches are
/// left where they are. Files with changes are never overwritten: then the branch has the commit and the working tree
/// stays, or, where the branch is the one that is checked out, nothing is done. Refuses a path that is not safe, that
/// leads through a file or link of the repository, or through a link of the working tree.
[[nodiscard]] Outcome<Commit> commit(const CommitRequest& request);

} // namespace rulewright::git
