// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/diagnostic.h"
#include "core/text/diagnostic_codes.h"
#include "core/text/source.h"
#include "core/text/yaml_node.h"

#include <string>
#include <utility>
#include <vector>

namespace rulewright::lang::sigma {

/// What every part of the parser is given: the text, and where findings go.
struct Context {
    const SourceText& source;
    Diagnostics& diagnostics;
    bool isPartial = false; ///< a syntax error cut the document off: nothing is called missing or unused

    void error(DiagnosticCode code, Span span, std::string message, std::vector<Fix> fixes = {})
    {
        add(Severity::Error, code, span, std::move(message), std::move(fixes));
    }

    void warning(DiagnosticCode code, Span span, std::string message, std::vector<Fix> fixes = {})
    {
        add(Severity::Warning, code, span, std::move(message), std::move(fixes));
    }

    void note(DiagnosticCode code, Span span, std::string message, std::vector<Fix> fixes = {})
    {
        add(Severity::Information, code, span, std::move(message), std::move(fixes));
    }

private:
    void add(Severity severity, DiagnosticCode code, Span span, std::string message, std::vector<Fix> fixes)
    {
        // A text of nothing but faults must not become a gigabyte of sentences.
        constexpr std::size_t most = 1000;
        if (diagnostics.size() < most)
            diagnostics.push_back({severity, code, span, std::move(message), std::move(fixes)});
    }
};

/// A fix that replaces one place.
[[nodiscard]] inline Fix replaceFix(std::string title, Span span, std::string replacement, bool isSafe = false)
{
    return {std::move(title), {{span, std::move(replacement)}}, isSafe};
}

} // namespace rulewright::lang::sigma
