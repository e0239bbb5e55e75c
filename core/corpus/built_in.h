// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/corpus.h"

namespace rulewright::corpus {

/// The rules that the product carries, mined like any other corpus.
[[nodiscard]] std::vector<Corpus> builtInCorpora(const taxonomy::Taxonomy& taxonomy, Task& task);

/// The text of a rule file of a profile: from its corpus' folder, or the built-in one. An error where the file
/// cannot be read any more.
[[nodiscard]] Result<std::string> ruleText(const std::filesystem::path& folder, std::string_view path);

} // namespace rulewright::corpus
