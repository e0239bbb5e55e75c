// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/rule.h"

#include <optional>
#include <span>
#include <string_view>

namespace rulewright::rulefile {

/// What the extension of a rule file says about it.
struct FileKind {
    std::string_view extension; ///< with its dot, in lower case
    std::string_view title; ///< as people call it: "Sigma", "ES|QL"
    std::optional<rule::Language> language; ///< none where the file says it inside (Elastic TOML)
    bool isRead = false; ///< parse() makes rules of it
};

/// Every extension of a rule file, grouped by language.
[[nodiscard]] std::span<const FileKind> fileKinds();

/// The kind of a file of this name, letter case ignored; null where it is no rule file's.
[[nodiscard]] const FileKind* fileKind(std::string_view name);

} // namespace rulewright::rulefile
