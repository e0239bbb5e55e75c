// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/rule_set.h"
#include "core/rulefile/processing_file.h"
#include "core/text/diagnostic.h"
#include "core/text/task.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::rulefile {

/// A rule file as it was read.
struct LoadedRuleFile {
    std::string name; ///< relative to the folder that was given
    std::shared_ptr<const rule::Document> document; ///< null where nothing could be made of the text
    Diagnostics diagnostics;

    /// The first error that concerns this rule of the document; null where it has none.
    [[nodiscard]] const Diagnostic* errorOf(const rule::Rule& rule) const;
};

/// Reads every rule file below a folder, or the one file that is given, on `threads` threads. Files are ordered by name
/// (code points). Folders whose name begins with a dot are passed over, and so are files that hold YAML or TOML of
/// another kind. A folder that cannot be opened is an error. Each document is read by way of `processing`. A stopped
/// task's result is not whole.
[[nodiscard]] Result<std::vector<LoadedRuleFile>> loadRules(
    const std::filesystem::path& folder, Task& task, const Processing& processing = {}, unsigned threads = 2);

/// Whether a text means to be a rule, by its file's name and the keys that it begins lines with: repositories of rules
/// hold other YAML and TOML too.
[[nodiscard]] bool meansToBeRule(std::string_view name, std::string_view text);

} // namespace rulewright::rulefile
