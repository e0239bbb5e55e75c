// SPDX-License-Identifier: Apache-2.0
#include "core/events/find_files.h"

#include "core/events/label_file.h"

#include <algorithm>
#include <format>

namespace rulewright::events {

namespace fs = std::filesystem;

namespace {

/// Adds the files below `folder`, in no order.
void findBelow(const fs::path& folder, const fs::path& root, Side side, std::vector<FoundFile>& files,
    std::vector<Skipped>& skipped)
{
    std::error_code error;
    fs::directory_iterator entries(folder, error);
    for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
        const fs::directory_entry& entry = *entries;
        std::error_code ignored;
        if (entry.is_directory(ignored)) {
            if (!entry.is_symlink(ignored) && entry.path().filename() != ".git")
                findBelow(entry.path(), root, side, files, skipped);
        } else if (entry.is_regular_file(ignored) && !isLabelFile(entry.path())) {
            const std::uintmax_t size = entry.file_size(ignored);
            files.push_back({.path = entry.path(),
                .name = entry.path().lexically_relative(root).generic_string(),
                .size = ignored ? 0 : size,
                .side = side});
        }
    }
    if (error)
        skipped.push_back({.file = folder.lexically_relative(root).generic_string(),
            .reason = std::format("the folder cannot be read: {}", error.message()),
            .count = 0,
            .lines = {}});
}

} // namespace

std::optional<std::string> findFiles(
    const EventInput& input, std::vector<FoundFile>& files, std::vector<Skipped>& skipped)
{
    std::error_code error;
    const fs::file_status status = fs::status(input.path, error);
    if (!fs::exists(status))
        return std::format("there is no file or folder \"{}\".", input.path.string());
    if (!fs::is_directory(status)) {
        if (!fs::is_regular_file(status))
            return std::format("\"{}\" is neither a file nor a folder.", input.path.string());
        const std::uintmax_t size = fs::file_size(input.path, error);
        files.push_back({.path = input.path,
            .name = input.path.filename().string(),
            .size = error ? 0 : size,
            .side = input.side,
            .isNamed = true});
        return std::nullopt;
    }
    fs::directory_iterator test(input.path, error);
    if (error)
        return std::format("the folder \"{}\" cannot be read: {}.", input.path.string(), error.message());
    const auto first = static_cast<std::ptrdiff_t>(files.size());
    findBelow(input.path, input.path, input.side, files, skipped);
    std::ranges::sort(files.begin() + first, files.end(), {}, &FoundFile::name);
    return std::nullopt;
}

} // namespace rulewright::events
