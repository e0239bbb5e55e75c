// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/mined_rule.h"
#include "core/corpus/vendor.h"
#include "core/text/diagnostic.h"
#include "core/text/task.h"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::taxonomy {
class Taxonomy;
}

namespace rulewright::corpus {

/// A file of rules that is in memory already: the built-in corpus.
struct RuleText {
    std::string_view path; ///< relative to the corpus' folder
    std::string_view text;
};

/// The rule files below one folder, each parsed and mined. A file that cannot be parsed is a rule with a
/// failure; it never stops the others. Rules are ordered by path (code points), then by their place in the file.
struct Corpus {
    Vendor vendor = Vendor::Sigma;
    std::filesystem::path folder; ///< empty for the built-in corpus
    std::vector<MinedRule> rules;
    bool isCancelled = false; ///< what was finished is kept
};

/// Reads every active rule file below the folder: Sigma's `.yml`, except folders whose name begins with a dot;
/// vendors' own folders of deprecated rules are left out (corpora.md). Works on `threads` threads and counts
/// files in the task. A folder that cannot be opened is an error that names it.
[[nodiscard]] Result<Corpus> loadCorpus(Vendor vendor, const std::filesystem::path& folder,
    const taxonomy::Taxonomy& taxonomy, Task& task, unsigned threads = 2);

/// The same for texts in memory.
[[nodiscard]] Corpus loadCorpus(
    Vendor vendor, std::span<const RuleText> texts, const taxonomy::Taxonomy& taxonomy, Task& task);

} // namespace rulewright::corpus
