// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <git2.h>

#include <format>
#include <memory>
#include <string>
#include <string_view>

namespace rulewright::git {

/// libgit2 wants to be initialised before and shut down after use; it counts.
class Session {
public:
    Session() { git_libgit2_init(); }

    ~Session() { git_libgit2_shutdown(); }

    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
};

template <class T, void (*release)(T*)> struct Release {
    void operator()(T* handle) const { release(handle); }
};

template <class T, void (*release)(T*)> using Handle = std::unique_ptr<T, Release<T, release>>;

using Repository = Handle<git_repository, git_repository_free>;
using Reference = Handle<git_reference, git_reference_free>;
using CommitObject = Handle<git_commit, git_commit_free>;
using Tree = Handle<git_tree, git_tree_free>;
using TreeEntry = Handle<git_tree_entry, git_tree_entry_free>;
using Blob = Handle<git_blob, git_blob_free>;
using Index = Handle<git_index, git_index_free>;
using Signature = Handle<git_signature, git_signature_free>;
using StatusList = Handle<git_status_list, git_status_list_free>;

/// What was tried, and libgit2's reason.
[[nodiscard]] inline std::string failure(std::string_view what)
{
    const git_error* error = git_error_last();
    return error == nullptr || error->message == nullptr ? std::format("{}.", what)
                                                         : std::format("{}: {}.", what, error->message);
}

[[nodiscard]] inline std::string idText(const git_oid& id)
{
    char text[GIT_OID_HEXSZ + 1] = {};
    git_oid_tostr(text, sizeof text, &id);
    return text;
}

} // namespace rulewright::git
