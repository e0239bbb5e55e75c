// SPDX-License-Identifier: Apache-2.0
#include "core/corpus/recognise.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <string>
#include <system_error>

namespace rulewright::corpus {

namespace {

namespace fs = std::filesystem;

constexpr int mostEntries = 20'000;
constexpr std::uint32_t enoughRules = 200;
constexpr std::size_t readBytes = 16'384;

bool hasKey(std::string_view text, std::string_view key)
{
    for (std::size_t at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1)) {
        const std::size_t end = at + key.size();
        if ((at == 0 || text[at - 1] == '\n') && end < text.size() && text[end] == ':')
            return true;
    }
    return false;
}

std::string beginningOf(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::string text(readBytes, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
    return text;
}

} // namespace

std::optional<Vendor> vendorOfFile(std::string_view extension, std::string_view text)
{
    if (extension == ".toml")
        return text.contains("[rule]") ? std::optional(Vendor::Elastic) : std::nullopt;
    if (extension != ".yml" && extension != ".yaml")
        return std::nullopt;
    if (hasKey(text, "detection") && (hasKey(text, "logsource") || hasKey(text, "title")))
        return Vendor::Sigma;
    if (hasKey(text, "search")
        && (hasKey(text, "data_source") || hasKey(text, "how_to_implement") || hasKey(text, "tags")))
        return Vendor::Splunk;
    return std::nullopt;
}

std::optional<Vendor> recognisedVendor(const fs::path& folder)
{
    std::array<std::uint32_t, allVendors.size()> votes{};
    std::uint32_t rules = 0;
    int entries = 0;
    std::error_code error;
    fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied, error);
    for (const fs::recursive_directory_iterator end; !error && entry != end; entry.increment(error)) {
        if (++entries > mostEntries || rules >= enoughRules)
            break;
        if (entry->path().filename().string().starts_with('.')) {
            if (entry->is_directory(error))
                entry.disable_recursion_pending();
            continue;
        }
        const std::string extension = entry->path().extension().string();
        if ((extension != ".toml" && extension != ".yml" && extension != ".yaml") || !entry->is_regular_file(error))
            continue;
        if (const std::optional<Vendor> vendor = vendorOfFile(extension, beginningOf(entry->path()))) {
            ++votes[static_cast<std::size_t>(*vendor)];
            ++rules;
        }
    }
    if (rules == 0)
        return std::nullopt;
    return static_cast<Vendor>(std::ranges::max_element(votes) - votes.begin());
}

} // namespace rulewright::corpus
