// SPDX-License-Identifier: Apache-2.0
#include "core/git/repository.h"

#include "core/git/handles.h"
#include "core/git/open.h"

#include <algorithm>

namespace rulewright::git {

Outcome<Repository> openRepository(const std::filesystem::path& folder)
{
    git_repository* opened = nullptr;
    if (git_repository_open_ext(&opened, folder.string().c_str(), GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr) < 0)
        return std::unexpected(failure(std::format("'{}' is not the folder of a git repository", folder.string())));
    return Repository(opened);
}

Outcome<CommitObject> baseCommit(git_repository* repository, std::string_view branch)
{
    git_oid id{};
    const std::string name = std::format("refs/heads/{}", branch);
    if (!branch.empty() && git_reference_name_to_id(&id, repository, name.c_str()) == 0) {
        // the branch's
    } else if (const int outcome = git_reference_name_to_id(&id, repository, "HEAD"); outcome == GIT_ENOTFOUND) {
        return CommitObject();
    } else if (outcome < 0) {
        return std::unexpected(failure("HEAD cannot be read"));
    }
    git_commit* commit = nullptr;
    if (git_commit_lookup(&commit, repository, &id) < 0)
        return std::unexpected(failure("The commit of the branch cannot be read"));
    return CommitObject(commit);
}

Outcome<State> state(const std::filesystem::path& folder)
{
    const Session session;
    auto repository = openRepository(folder);
    if (!repository)
        return std::unexpected(std::move(repository.error()));
    State state;
    state.root = folder;
    state.isBare = git_repository_is_bare(repository->get()) != 0;
    git_reference* reference = nullptr;
    if (git_reference_lookup(&reference, repository->get(), "HEAD") == 0) {
        const Reference head(reference);
        const char* const target = git_reference_symbolic_target(head.get());
        constexpr std::string_view heads = "refs/heads/";
        if (target != nullptr && std::string_view(target).starts_with(heads))
            state.branch = target + heads.size();
    }
    git_oid id{};
    if (git_reference_name_to_id(&id, repository->get(), "HEAD") == 0)
        state.head = idText(id);
    if (!state.isBare) {
        git_status_options options = GIT_STATUS_OPTIONS_INIT;
        options.show = GIT_STATUS_SHOW_INDEX_AND_WORKDIR;
        options.flags = 0; // tracked files alone
        git_status_list* list = nullptr;
        if (git_status_list_new(&list, repository->get(), &options) < 0)
            return std::unexpected(failure("The state of the working tree cannot be read"));
        const StatusList changes(list);
        state.hasChanges = git_status_list_entrycount(changes.get()) > 0;
    }
    return state;
}

bool isBranchName(std::string_view name)
{
    if (name.empty() || name.size() > 200 || name == "HEAD" || name.contains('\0'))
        return false;
    const Session session;
    int isValid = 0;
    return git_branch_name_is_valid(&isValid, std::string(name).c_str()) == 0 && isValid != 0;
}

Outcome<bool> hasBranch(const std::filesystem::path& folder, std::string_view branch)
{
    const Session session;
    const auto repository = openRepository(folder);
    if (!repository)
        return std::unexpected(repository.error());
    git_oid id{};
    return git_reference_name_to_id(&id, repository->get(), std::format("refs/heads/{}", branch).c_str()) == 0;
}

Outcome<std::optional<std::string>> fileIn(
    const std::filesystem::path& folder, std::string_view branch, std::string_view path)
{
    const Session session;
    const auto repository = openRepository(folder);
    if (!repository)
        return std::unexpected(repository.error());
    const auto commit = baseCommit(repository->get(), branch);
    if (!commit)
        return std::unexpected(commit.error());
    if (!*commit)
        return std::nullopt;
    git_tree* treeHandle = nullptr;
    if (git_commit_tree(&treeHandle, commit->get()) < 0)
        return std::unexpected(failure("The files of the commit cannot be read"));
    const Tree tree(treeHandle);
    git_tree_entry* entryHandle = nullptr;
    if (git_tree_entry_bypath(&entryHandle, tree.get(), std::string(path).c_str()) < 0)
        return std::nullopt;
    const TreeEntry entry(entryHandle);
    git_blob* blobHandle = nullptr;
    if (git_tree_entry_type(entry.get()) != GIT_OBJECT_BLOB
        || git_blob_lookup(&blobHandle, repository->get(), git_tree_entry_id(entry.get())) < 0)
        return std::nullopt;
    const Blob blob(blobHandle);
    return std::string(static_cast<const char*>(git_blob_rawcontent(blob.get())),
        static_cast<std::size_t>(git_blob_rawsize(blob.get())));
}

namespace {

struct Search {
    git_repository* repository = nullptr;
    std::string_view ending;
    std::string_view text;
    std::size_t limit = 0;
    std::vector<std::string> found;
};

int visit(const char* root, const git_tree_entry* entry, void* payload)
{
    constexpr git_object_size_t largest = 1 << 20;
    auto& search = *static_cast<Search*>(payload);
    const std::string_view name = git_tree_entry_name(entry);
    if (git_tree_entry_type(entry) != GIT_OBJECT_BLOB || !name.ends_with(search.ending))
        return 0;
    git_blob* handle = nullptr;
    if (git_blob_lookup(&handle, search.repository, git_tree_entry_id(entry)) < 0)
        return 0;
    const Blob blob(handle);
    if (static_cast<git_object_size_t>(git_blob_rawsize(blob.get())) > largest)
        return 0;
    const std::string_view bytes(static_cast<const char*>(git_blob_rawcontent(blob.get())),
        static_cast<std::size_t>(git_blob_rawsize(blob.get())));
    if (bytes.contains(search.text))
        search.found.push_back(std::format("{}{}", root, name));
    return search.found.size() >= search.limit ? -1 : 0;
}

} // namespace

Outcome<std::vector<std::string>> filesWith(const std::filesystem::path& folder, std::string_view branch,
    std::string_view ending, std::string_view text, std::size_t limit)
{
    const Session session;
    const auto repository = openRepository(folder);
    if (!repository)
        return std::unexpected(repository.error());
    const auto commit = baseCommit(repository->get(), branch);
    if (!commit)
        return std::unexpected(commit.error());
    if (!*commit)
        return std::vector<std::string>();
    git_tree* handle = nullptr;
    if (git_commit_tree(&handle, commit->get()) < 0)
        return std::unexpected(failure("The files of the commit cannot be read"));
    const Tree tree(handle);
    Search search{repository->get(), ending, text, limit, {}};
    git_tree_walk(tree.get(), GIT_TREEWALK_PRE, visit, &search);
    return std::move(search.found);
}

bool isSafePath(std::string_view path)
{
    if (path.empty() || path.size() > 1'000 || path.front() == '/')
        return false;
    std::size_t begin = 0;
    while (begin <= path.size()) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        const std::string_view part = path.substr(begin, end - begin);
        std::string lower;
        for (const char c : part)
            lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        if (part.empty() || part.size() > 200 || part == "." || part == ".." || lower == ".git" || lower == "git~1"
            || part.front() == ' ' || part.front() == '-' || part.back() == ' ' || part.back() == '.')
            return false;
        constexpr std::string_view forbidden = "\\:*?\"<>|";
        if (std::ranges::any_of(part,
                [&](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || forbidden.contains(c); }))
            return false;
        begin = end + 1;
    }
    return true;
}

} // namespace rulewright::git
