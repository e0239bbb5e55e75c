// SPDX-License-Identifier: Apache-2.0
#include "core/git/clone.h"

#include "core/text/diagnostic_codes.h"

#include <git2.h>

#include <format>
#include <memory>
#include <string_view>
#include <system_error>

namespace rulewright::git {

namespace {

namespace fs = std::filesystem;

/// libgit2 counts its users.
struct Library {
    Library() { git_libgit2_init(); }

    ~Library() { git_libgit2_shutdown(); }

    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;
};

template <auto Free> struct Freer {
    template <class T> void operator()(T* pointer) const { Free(pointer); }
};
template <class T, auto Free> using Handle = std::unique_ptr<T, Freer<Free>>;

using Repository = Handle<git_repository, git_repository_free>;
using Remote = Handle<git_remote, git_remote_free>;
using Reference = Handle<git_reference, git_reference_free>;
using Object = Handle<git_object, git_object_free>;
using Commit = Handle<git_commit, git_commit_free>;
using Index = Handle<git_index, git_index_free>;
using Tree = Handle<git_tree, git_tree_free>;
using Signature = Handle<git_signature, git_signature_free>;
using Statuses = Handle<git_status_list, git_status_list_free>;

std::unexpected<Diagnostics> failure(std::string message)
{
    return std::unexpected(Diagnostics{{Severity::Error, codes::gitFailed, {}, std::move(message), {}}});
}

std::string_view reason()
{
    const git_error* error = git_error_last();
    return error != nullptr && error->message != nullptr ? error->message : "no reason is given";
}

std::unexpected<Diagnostics> failureOf(std::string_view what, const Task* task = nullptr)
{
    if (task != nullptr && task->isStopped())
        return failure(std::format("{} was stopped.", what));
    return failure(std::format("{} failed: {}.", what, reason()));
}

template <class H, class T, class... Arguments> bool open(H& handle, int (*call)(T**, Arguments...), auto... arguments)
{
    T* pointer = nullptr;
    const bool isDone = call(&pointer, arguments...) == 0;
    handle.reset(pointer);
    return isDone;
}

int onTransfer(const git_indexer_progress* progress, void* payload)
{
    auto& task = *static_cast<Task*>(payload);
    task.setTotal(progress->total_objects);
    if (progress->received_objects > task.done())
        task.advance(progress->received_objects - task.done());
    return task.isStopped() ? -1 : 0;
}

int onMessage(const char*, int, void* payload) { return static_cast<Task*>(payload)->isStopped() ? -1 : 0; }

git_fetch_options fetchOptions(Task& task, const std::string& url)
{
    git_fetch_options options = GIT_FETCH_OPTIONS_INIT;
    options.callbacks.transfer_progress = onTransfer;
    options.callbacks.sideband_progress = onMessage;
    options.callbacks.payload = &task;
    // A folder on this machine has no server that could cut the history.
    if (url.starts_with("https://") || url.starts_with("http://") || url.starts_with("ssh://"))
        options.depth = 1;
    return options;
}

Result<Checkout> stateOf(git_repository* repository)
{
    Reference head;
    Object object;
    if (!open(head, git_repository_head, repository)
        || !open(object, git_reference_peel, head.get(), GIT_OBJECT_COMMIT))
        return failureOf("Reading the newest commit");
    const auto* commit = reinterpret_cast<const git_commit*>(object.get());
    char text[GIT_OID_HEXSZ + 1];
    git_oid_tostr(text, sizeof text, git_commit_id(commit));
    Checkout checkout{text, git_commit_time(commit), {}};
    Remote origin;
    if (open(origin, git_remote_lookup, repository, "origin") && git_remote_url(origin.get()) != nullptr)
        checkout.url = git_remote_url(origin.get());
    return checkout;
}

Result<bool> hasChanges(git_repository* repository)
{
    git_status_options options = GIT_STATUS_OPTIONS_INIT;
    options.flags = GIT_STATUS_OPT_INCLUDE_UNTRACKED;
    Statuses statuses;
    if (!open(statuses, git_status_list_new, repository, static_cast<const git_status_options*>(&options)))
        return failureOf("Looking for changed files");
    return git_status_list_entrycount(statuses.get()) > 0;
}

} // namespace

bool isRepository(const fs::path& folder)
{
    const Library library;
    Repository repository;
    return open(repository, git_repository_open_ext, folder.c_str(),
        static_cast<unsigned int>(GIT_REPOSITORY_OPEN_NO_SEARCH), static_cast<const char*>(nullptr));
}

Result<Checkout> clone(const std::string& url, const fs::path& folder, Task& task)
{
    const Library library;
    std::error_code error;
    if (fs::exists(folder, error))
        return failure(std::format("The folder \"{}\" is there already: choose another.", folder.string()));
    fs::create_directories(folder.parent_path(), error);
    // Under another name until it is whole: a folder that is there can be read.
    const fs::path part = folder.string() + ".part";
    fs::remove_all(part, error);
    git_clone_options options = GIT_CLONE_OPTIONS_INIT;
    options.fetch_opts = fetchOptions(task, url);
    Repository repository;
    const bool isDone
        = open(repository, git_clone, url.c_str(), part.c_str(), static_cast<const git_clone_options*>(&options))
        && !task.isStopped();
    Result<Checkout> checkout
        = isDone ? stateOf(repository.get()) : Result<Checkout>(failureOf(std::format("Cloning {}", url), &task));
    repository.reset();
    if (checkout)
        fs::rename(part, folder, error);
    if (!checkout || error)
        fs::remove_all(part, error);
    if (checkout && !fs::exists(folder, error))
        return failure(std::format("The folder \"{}\" cannot be made.", folder.string()));
    return checkout;
}

Result<Checkout> update(const fs::path& folder, Task& task)
{
    const Library library;
    Repository repository;
    if (!open(repository, git_repository_open, folder.c_str()))
        return failure(std::format("\"{}\" is no clone of a repository: it cannot be updated.", folder.string()));
    const Result<bool> changed = hasChanges(repository.get());
    if (!changed)
        return std::unexpected(changed.error());
    if (*changed) {
        return failure(
            std::format("Files in \"{}\" were changed: an update would overwrite them. Put them back or elsewhere.",
                folder.string()));
    }
    Remote origin;
    if (!open(origin, git_remote_lookup, repository.get(), "origin"))
        return failure(std::format("\"{}\" has no origin to update from.", folder.string()));
    const git_fetch_options options = fetchOptions(task, git_remote_url(origin.get()));
    if (git_remote_fetch(origin.get(), nullptr, &options, nullptr) != 0 || task.isStopped())
        return failureOf(std::format("Updating \"{}\"", folder.string()), &task);
    // The branch that the clone is on, as its origin has it now.
    Reference head;
    if (!open(head, git_repository_head, repository.get()))
        return failureOf("Reading the branch");
    const std::string branch = std::format("refs/remotes/origin/{}", git_reference_shorthand(head.get()));
    Object newest;
    if (!open(newest, git_revparse_single, repository.get(), branch.c_str()))
        return failureOf(std::format("Updating \"{}\"", folder.string()));
    git_checkout_options force = GIT_CHECKOUT_OPTIONS_INIT;
    force.checkout_strategy = GIT_CHECKOUT_FORCE;
    if (git_reset(repository.get(), newest.get(), GIT_RESET_HARD, &force) != 0)
        return failureOf(std::format("Updating \"{}\"", folder.string()));
    return stateOf(repository.get());
}

Result<Checkout> describe(const fs::path& folder)
{
    const Library library;
    Repository repository;
    if (!open(repository, git_repository_open, folder.c_str()))
        return failure(std::format("\"{}\" is no clone of a repository.", folder.string()));
    return stateOf(repository.get());
}

Result<bool> isChanged(const fs::path& folder)
{
    const Library library;
    Repository repository;
    if (!open(repository, git_repository_open, folder.c_str()))
        return failure(std::format("\"{}\" is no clone of a repository.", folder.string()));
    return hasChanges(repository.get());
}

Result<Checkout> commitAll(
    const fs::path& folder, const std::string& message, const std::string& author, const std::string& mail)
{
    const Library library;
    Repository repository;
    if (!isRepository(folder) && !open(repository, git_repository_init, folder.c_str(), 0U))
        return failureOf("Making the repository");
    if (!repository && !open(repository, git_repository_open, folder.c_str()))
        return failureOf("Opening the repository");
    Index index;
    git_oid treeId;
    if (!open(index, git_repository_index, repository.get())
        || git_index_add_all(index.get(), nullptr, 0, nullptr, nullptr) != 0
        || git_index_update_all(index.get(), nullptr, nullptr, nullptr) != 0 || git_index_write(index.get()) != 0
        || git_index_write_tree(&treeId, index.get()) != 0)
        return failureOf("Collecting the files");
    Tree tree;
    Signature signature;
    if (!open(tree, git_tree_lookup, repository.get(), static_cast<const git_oid*>(&treeId))
        || !open(signature, git_signature_now, author.c_str(), mail.c_str()))
        return failureOf("Writing the commit");
    Object parent;
    const bool hasParent = open(parent, git_revparse_single, repository.get(), "HEAD");
    const auto* parentCommit = reinterpret_cast<const git_commit*>(parent.get());
    git_oid id;
    if (git_commit_create(&id, repository.get(), "HEAD", signature.get(), signature.get(), nullptr, message.c_str(),
            tree.get(), hasParent ? 1 : 0, hasParent ? &parentCommit : nullptr)
        != 0)
        return failureOf("Writing the commit");
    return stateOf(repository.get());
}

} // namespace rulewright::git
