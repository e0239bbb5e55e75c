// SPDX-License-Identifier: Apache-2.0
#include "core/git/handles.h"
#include "core/git/open.h"
#include "core/git/repository.h"

#include <system_error>

namespace rulewright::git {

namespace {

constexpr std::uint32_t ordinaryFile = 0100644;

/// Why a path cannot be written into the tree; empty where it can.
std::string obstacle(git_index* index, const State& state, std::string_view path)
{
    for (std::size_t at = path.find('/'); at != std::string_view::npos; at = path.find('/', at + 1)) {
        const std::string parent(path.substr(0, at));
        if (git_index_get_bypath(index, parent.c_str(), 0) != nullptr)
            return std::format("'{}' is a file or link of the repository: the rule cannot lie below it.", parent);
        std::error_code error;
        if (!state.isBare && std::filesystem::is_symlink(state.root / parent, error))
            return std::format("'{}' is a link in the working tree: the rule is not written through it.", parent);
    }
    std::size_t position = 0;
    if (git_index_find_prefix(&position, index, std::format("{}/", path).c_str()) == 0)
        return std::format("'{}' is a folder of the repository.", path);
    const git_index_entry* there = git_index_get_bypath(index, std::string(path).c_str(), 0);
    if (there != nullptr && (there->mode & 0170000) != 0100000)
        return std::format("'{}' is a link or another repository: it is not replaced.", path);
    return {};
}

Outcome<git_oid> writeTree(
    git_repository* repository, git_commit* base, const State& state, const std::vector<File>& files)
{
    git_index* indexHandle = nullptr;
    if (git_index_new(&indexHandle) < 0)
        return std::unexpected(failure("No index can be made"));
    const Index index(indexHandle);
    if (base != nullptr) {
        git_tree* treeHandle = nullptr;
        if (git_commit_tree(&treeHandle, base) < 0)
            return std::unexpected(failure("The files of the commit cannot be read"));
        const Tree tree(treeHandle);
        if (git_index_read_tree(index.get(), tree.get()) < 0)
            return std::unexpected(failure("The files of the commit cannot be read"));
    }
    for (const File& file : files) {
        if (!isSafePath(file.path))
            return std::unexpected(
                std::format("'{}' is no path inside a repository: give another folder or name.", file.path));
        if (std::string reason = obstacle(index.get(), state, file.path); !reason.empty())
            return std::unexpected(std::move(reason));
        git_index_entry entry{};
        entry.mode = ordinaryFile;
        entry.path = file.path.c_str();
        entry.file_size = static_cast<std::uint32_t>(file.bytes.size());
        if (git_blob_create_from_buffer(&entry.id, repository, file.bytes.data(), file.bytes.size()) < 0
            || git_index_add(index.get(), &entry) < 0)
            return std::unexpected(failure(std::format("'{}' cannot be added", file.path)));
    }
    git_oid tree{};
    if (git_index_write_tree_to(&tree, index.get(), repository) < 0)
        return std::unexpected(failure("The files cannot be written"));
    return tree;
}

Outcome<Signature> signatureFor(git_repository* repository, const CommitRequest& request)
{
    git_signature* signature = nullptr;
    if (git_signature_default(&signature, repository) == 0)
        return Signature(signature);
    const std::string name = request.author.empty() ? "Rulewright" : request.author;
    const std::string address = request.address.empty() ? "rulewright@localhost" : request.address;
    if (git_signature_now(&signature, name.c_str(), address.c_str()) < 0)
        return std::unexpected(failure("The author of the commit cannot be written"));
    return Signature(signature);
}

/// Brings the working tree to a commit; files with changes are left alone, and then nothing is done.
bool checkOut(git_repository* repository, const git_commit* commit)
{
    git_checkout_options options = GIT_CHECKOUT_OPTIONS_INIT;
    options.checkout_strategy = GIT_CHECKOUT_SAFE;
    return git_checkout_tree(repository, reinterpret_cast<const git_object*>(commit), &options) == 0;
}

} // namespace

Outcome<Commit> commit(const CommitRequest& request)
{
    if (!isBranchName(request.branch))
        return std::unexpected(
            std::format("'{}' is no name for a branch: choose another with --branch.", request.branch));
    const auto before = state(request.folder);
    if (!before)
        return std::unexpected(before.error());
    const Session session;
    const auto repository = openRepository(request.folder);
    if (!repository)
        return std::unexpected(repository.error());
    const auto isThere = hasBranch(request.folder, request.branch);
    if (!isThere)
        return std::unexpected(isThere.error());
    const auto base = baseCommit(repository->get(), request.branch);
    if (!base)
        return std::unexpected(base.error());
    const auto treeId = writeTree(repository->get(), base->get(), *before, request.files);
    if (!treeId)
        return std::unexpected(treeId.error());
    if (*base && git_oid_equal(&*treeId, git_commit_tree_id(base->get())) != 0)
        return std::unexpected("There is nothing to commit: the branch has these files as they are.");
    const auto signature = signatureFor(repository->get(), request);
    if (!signature)
        return std::unexpected(signature.error());
    git_tree* treeHandle = nullptr;
    if (git_tree_lookup(&treeHandle, repository->get(), &*treeId) < 0)
        return std::unexpected(failure("The files cannot be read again"));
    const Tree tree(treeHandle);
    const git_commit* parents[] = {base->get()};
    git_oid id{};
    if (git_commit_create(&id, repository->get(), nullptr, signature->get(), signature->get(), "UTF-8",
            request.message.c_str(), tree.get(), *base ? 1 : 0, parents)
        < 0)
        return std::unexpected(failure("The commit cannot be written"));
    git_commit* commitHandle = nullptr;
    if (git_commit_lookup(&commitHandle, repository->get(), &id) < 0)
        return std::unexpected(failure("The commit cannot be read again"));
    const CommitObject made(commitHandle);

    Commit result{idText(id), request.branch, !*isThere, false};
    const bool isCurrent = before->branch == request.branch;
    if (!before->isBare && (isCurrent || !*isThere)) {
        result.isCheckedOut = checkOut(repository->get(), made.get());
        if (!result.isCheckedOut && isCurrent)
            return std::unexpected(
                failure("The working tree has other changes of these files, so nothing was committed"));
    }
    git_reference* reference = nullptr;
    const std::string name = std::format("refs/heads/{}", request.branch);
    const git_oid* const expected = *isThere ? git_commit_id(base->get()) : nullptr;
    const int written = expected != nullptr
        ? git_reference_create_matching(
              &reference, repository->get(), name.c_str(), &id, 1, expected, "commit: rulewright")
        : git_reference_create(&reference, repository->get(), name.c_str(), &id, 0, "branch: rulewright");
    const Reference kept(reference);
    if (written < 0)
        return std::unexpected(failure(std::format("The branch '{}' cannot be moved", request.branch)));
    if (result.isCheckedOut && !isCurrent && git_repository_set_head(repository->get(), name.c_str()) < 0)
        return std::unexpected(failure(std::format("The branch '{}' cannot be checked out", request.branch)));
    return result;
}

} // namespace rulewright::git
