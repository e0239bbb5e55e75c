// SPDX-License-Identifier: Apache-2.0
// Replays the seeds of a fuzz target: each file that is named, and each file of each folder that is named.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <print>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv)
{
    std::vector<std::filesystem::path> files;
    for (int i = 1; i < argc; ++i) {
        if (!std::filesystem::is_directory(argv[i])) {
            files.emplace_back(argv[i]);
            continue;
        }
        for (const auto& entry : std::filesystem::directory_iterator(argv[i]))
            files.push_back(entry.path());
    }
    if (files.empty()) {
        std::println(stderr, "There is no seed to replay.");
        return 1;
    }
    std::ranges::sort(files);
    for (const std::filesystem::path& file : files) {
        std::println("{}", file.string());
        std::ifstream stream(file, std::ios::binary);
        const std::string bytes {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    }
    std::println("{} seeds replayed", files.size());
    return 0;
}
