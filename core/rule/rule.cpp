// SPDX-License-Identifier: Apache-2.0
#include "core/rule/rule.h"

#include "core/text/fold.h"

#include <algorithm>
#include <array>

namespace rulewright::rule {

std::string_view languageName(Language language)
{
    static constexpr std::array<std::string_view, 6> names = {"sigma", "eql", "kuery", "lucene", "esql", "spl"};
    return names[static_cast<std::size_t>(language)];
}

std::string_view languageLabel(Language language)
{
    static constexpr std::array<std::string_view, 6> labels = {"Sigma", "EQL", "KQL", "Lucene", "ES|QL", "SPL"};
    return labels[static_cast<std::size_t>(language)];
}

const Rule* mainRule(const Document& document)
{
    for (const Rule& rule : document.rules) {
        if (std::holds_alternative<Correlation>(rule.body))
            return &rule;
    }
    for (const Rule& rule : document.rules) {
        if (!std::holds_alternative<FilterDocument>(rule.body))
            return &rule;
    }
    return document.rules.empty() ? nullptr : &document.rules.front();
}

const Rule* findRule(const Document& document, std::string_view idOrName)
{
    for (const Rule& rule : document.rules) {
        if (rule.metadata.id && equalsFolded(rule.metadata.id->text, idOrName))
            return &rule;
    }
    for (const Rule& rule : document.rules) {
        if (rule.metadata.name && rule.metadata.name->text == idOrName)
            return &rule;
    }
    return nullptr;
}

} // namespace rulewright::rule
