// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/diagnostic.h"

#include <span>
#include <string_view>

namespace rulewright {

/// One line of the table that `rulewright-cli diagnostics` prints and docs/diagnostics.md explains.
struct DiagnosticKind {
    DiagnosticCode code;
    Severity severity = Severity::Error; ///< the usual one
    std::string_view meaning;            ///< one sentence
};

/// Every code that the product can produce, ordered by code.
[[nodiscard]] std::span<const DiagnosticKind> diagnosticKinds();

namespace codes {

// Codes are declared here, one a line, and listed with their meaning in diagnostic_codes.cpp.
inline constexpr DiagnosticCode corpusFolder{"corpus.folder"};
inline constexpr DiagnosticCode dataTable{"data.table"};
inline constexpr DiagnosticCode yamlSyntax{"yaml.syntax"};

} // namespace codes

} // namespace rulewright
