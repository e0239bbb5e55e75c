// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/load.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace rulewright::events {

/// A file that may have events.
struct FoundFile {
    std::filesystem::path path;
    std::string name; ///< relative to the folder that was given; the file's own name where it was given itself
    std::uint64_t size = 0;
    Side side = Side::Unknown;
    bool isNamed = false; ///< given itself, not found in a folder
};

/// Adds the files of an input: itself, or those of the folder and the folders in it, by name (code points), without
/// files of labels and what stands below `.git`. Parts of a folder that cannot be read are added to `skipped`.
/// Returns what is wrong where the input itself cannot be opened.
[[nodiscard]] std::optional<std::string> findFiles(
    const EventInput& input, std::vector<FoundFile>& files, std::vector<Skipped>& skipped);

} // namespace rulewright::events
