// SPDX-License-Identifier: Apache-2.0
#include "core/text/diagnostic_codes.h"

namespace rulewright {

namespace {

constexpr DiagnosticKind kinds[] = {
    {codes::corpusFolder, Severity::Error, "The folder of a rule corpus cannot be read."},
    {codes::dataTable, Severity::Error, "A table of the product's data is malformed."},
    {codes::yamlSyntax, Severity::Error, "The file is no YAML: the parser stopped at this place."},
};

} // namespace

std::span<const DiagnosticKind> diagnosticKinds() { return kinds; }

} // namespace rulewright
