// SPDX-License-Identifier: Apache-2.0
#include "core/rulefile/references.h"

#include "core/text/diagnostic_codes.h"

#include <format>
#include <variant>

namespace rulewright::rulefile {

Diagnostics unknownReferences(
    const rule::Document& document, const std::function<bool(std::string_view idOrName)>& isKnownElsewhere)
{
    Diagnostics found;
    const auto check = [&](const std::vector<rule::Located>& references) {
        for (const rule::Located& reference : references) {
            if (rule::findRule(document, reference.text) != nullptr || isKnownElsewhere(reference.text))
                continue;
            found.push_back({Severity::Error, codes::sigmaReferenceUnknown, reference.span,
                std::format("No rule has the id or name \"{}\": correct it, or load the rule that has it",
                    toValidUtf8(reference.text)),
                {}});
        }
    };
    for (const rule::Rule& rule : document.rules) {
        if (const auto* correlation = std::get_if<rule::Correlation>(&rule.body))
            check(correlation->rules);
        else if (const auto* filter = std::get_if<rule::FilterDocument>(&rule.body))
            check(filter->rules);
    }
    return found;
}

} // namespace rulewright::rulefile
