// SPDX-License-Identifier: Apache-2.0
#include "core/text/diagnostic_codes.h"

namespace rulewright {

namespace {

constexpr DiagnosticKind kinds[] = {
    {codes::yamlSyntax, Severity::Error, "The file is no YAML: the parser stopped at this place."},
};

} // namespace

std::span<const DiagnosticKind> diagnosticKinds() { return kinds; }

} // namespace rulewright
