// SPDX-License-Identifier: Apache-2.0
#include "core/corpus/built_in.h"

#include "core/text/diagnostic_codes.h"
#include "resources/data.h"

#include <algorithm>
#include <format>
#include <fstream>
#include <iterator>
#include <span>
#include <vector>

namespace rulewright::corpus {

namespace {

/// The built-in rules of a vendor; another vendor is another line, and a folder in resources/CMakeLists.txt.
struct VendorFiles {
    Vendor vendor;
    std::span<const data::File> files;
};

std::vector<VendorFiles> vendorFiles()
{
    return {
        {Vendor::Sigma, data::rules()}, {Vendor::Elastic, data::elasticRules()}, {Vendor::Splunk, data::splunkRules()}};
}

} // namespace

std::vector<Corpus> builtInCorpora(const taxonomy::Taxonomy& taxonomy, Task& task)
{
    std::vector<Corpus> corpora;
    for (const auto& [vendor, files] : vendorFiles()) {
        std::vector<RuleText> texts;
        for (const data::File& file : files) {
            // Splunk's detections stand beside the macros and tables that they need.
            if (vendor != Vendor::Splunk || file.name.starts_with("detections/"))
                texts.push_back({file.name, data::text(file.bytes)});
        }
        corpora.push_back(loadCorpus(vendor, texts, taxonomy, task));
    }
    return corpora;
}

Result<std::string> ruleText(const std::filesystem::path& folder, std::string_view path)
{
    if (folder.empty()) {
        for (const auto& [vendor, files] : vendorFiles()) {
            const auto found = std::ranges::find(files, path, &data::File::name);
            if (found != files.end())
                return std::string(data::text(found->bytes));
        }
    }
    std::ifstream stream(folder / path, std::ios::binary);
    if (!folder.empty() && stream.is_open())
        return std::string{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    return std::unexpected(Diagnostics{Diagnostic{Severity::Error, codes::corpusFile, {},
        std::format("the rule file '{}' cannot be read; load its corpus again.", (folder / path).string()), {}}});
}

} // namespace rulewright::corpus
