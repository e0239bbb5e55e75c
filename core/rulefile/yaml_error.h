// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/diagnostic.h"
#include "core/text/source.h"

#include <cstdint>
#include <optional>
#include <string>

namespace rulewright::rulefile {

/// What libyaml says where it stops. Its words are a key for us and never shown.
struct YamlProblem {
    std::string problem;
    std::string context;
    std::uint32_t at = 0; ///< byte offset
    std::optional<std::uint32_t> contextAt; ///< byte offset
    std::uint32_t documentBegin = 0; ///< where the broken document begins
};

/// Says what is wrong in the author's terms, at the place where it can be mended.
[[nodiscard]] Diagnostic explainYamlProblem(const SourceText& source, const YamlProblem& problem);

/// Characters that YAML text cannot hold: invalid UTF-8, NUL and other control characters, UTF-16.
[[nodiscard]] Diagnostics findForbiddenCharacters(const SourceText& source);

} // namespace rulewright::rulefile
