// SPDX-License-Identifier: Apache-2.0
#include "tests/support/paths.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace rulewright::tests {

std::filesystem::path dataPath(std::string_view relative)
{
    return sourcePath("tests/data") / relative;
}

std::filesystem::path sourcePath(std::string_view relative)
{
    return std::filesystem::path(RULEWRIGHT_SOURCE) / relative;
}

std::filesystem::path sharedFolder()
{
    const char* named = std::getenv("RULEWRIGHT_SHARED");
    const std::filesystem::path folder
        = named != nullptr && *named != '\0' ? std::filesystem::path(named) : sourcePath("../shared");
    std::error_code error;
    return std::filesystem::is_directory(folder, error) ? std::filesystem::weakly_canonical(folder, error)
                                                        : std::filesystem::path();
}

std::string readFile(const std::filesystem::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

} // namespace rulewright::tests
