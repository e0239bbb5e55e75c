// SPDX-License-Identifier: Apache-2.0
#include "core/corpus/built_in.h"

#include "core/text/diagnostic_codes.h"
#include "resources/data.h"

#include <algorithm>
#include <format>
#include <fstream>
#include <iterator>
#include <vector>

namespace rulewright::corpus {

Corpus builtInCorpus(const taxonomy::Taxonomy& taxonomy, Task& task)
{
    std::vector<RuleText> texts;
    for (const data::File& file : data::rules())
        texts.push_back({file.name, data::text(file.bytes)});
    return loadCorpus(Vendor::Sigma, texts, taxonomy, task);
}

Result<std::string> ruleText(const std::filesystem::path& folder, std::string_view path)
{
    if (folder.empty()) {
        const auto files = data::rules();
        const auto found = std::ranges::find(files, path, &data::File::name);
        if (found != files.end())
            return std::string(data::text(found->bytes));
    }
    std::ifstream stream(folder / path, std::ios::binary);
    if (!folder.empty() && stream.is_open())
        return std::string{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    return std::unexpected(Diagnostics{Diagnostic{Severity::Error, codes::corpusFile, {},
        std::format("the rule file '{}' cannot be read; load its corpus again.", (folder / path).string()), {}}});
}

} // namespace rulewright::corpus
