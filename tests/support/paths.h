// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

// Skips a test, visibly, where the shared folder of rules and events is not there:
//     const std::filesystem::path shared = sharedFolder();
//     SKIP_WITHOUT_SHARED(shared);
#define SKIP_WITHOUT_SHARED(folder)                                                                                    \
    do {                                                                                                               \
        if ((folder).empty())                                                                                          \
            QSKIP("the shared folder is not there; set RULEWRIGHT_SHARED to it");                                      \
    } while (false)

namespace rulewright::tests {

// tests/data, or a path below it.
std::filesystem::path dataPath(std::string_view relative = {});

// The project's own folder.
std::filesystem::path sourcePath(std::string_view relative = {});

// The folder of public rules and events, which is no part of the project; empty where there is none.
std::filesystem::path sharedFolder();

// A file's bytes; an empty text where it cannot be read.
std::string readFile(const std::filesystem::path& path);

} // namespace rulewright::tests
