// SPDX-License-Identifier: Apache-2.0
#include "core/corpus/elastic_names.h"

#include "core/corpus/name_parts.h"
#include "core/text/fold.h"

#include <algorithm>
#include <format>
#include <string>

namespace rulewright::corpus {

ElasticNames::ElasticNames(const taxonomy::Taxonomy& taxonomy)
{
    static constexpr std::string_view valuePrefix = "value ";
    for (const taxonomy::FieldNameRow& row : taxonomy.fieldNames()) {
        if (row.vendor != "elastic" || row.raw == "*")
            continue;
        const std::string_view context = row.context;
        if (context.starts_with(valuePrefix))
            m_scopeValues[row.raw].push_back(context.substr(valuePrefix.size()));
        else
            m_byName.emplace(row.raw, &row);
    }
}

void ElasticNames::apply(MinedLeaf& leaf, char separator) const
{
    if (const auto values = m_scopeValues.find(leaf.raw); values != m_scopeValues.end() && leaf.value) {
        const auto isThis = [&](std::string_view value) { return equalsFolded(value, *leaf.value); };
        if (leaf.op == rule::Op::Eq && std::ranges::any_of(values->second, isThis))
            leaf.context = Context::Scope;
    }
    const auto found = m_byName.find(leaf.raw);
    if (found == m_byName.end())
        return;
    const taxonomy::FieldNameRow& row = *found->second;
    if (row.fit == "scope") {
        leaf.context = Context::Scope;
        return;
    }
    leaf.field = row.canonical;
    if (row.fit == "near")
        leaf.fit = rule::Fit::Near;
    widen(leaf, row.part, separator);
}

char pathSeparator(const rule::Rule& rule, std::string_view path)
{
    const auto isNamed = [&](std::string_view folder, std::string_view tag) {
        return path.contains(std::format("/{}/", folder)) || path.starts_with(std::format("{}/", folder))
            || std::ranges::any_of(
                rule.metadata.tags, [&](const rule::Located& located) { return equalsFolded(located.text, tag); });
    };
    const bool isUnix = isNamed("linux", "OS: Linux") || isNamed("macos", "OS: macOS");
    return isUnix && !isNamed("windows", "OS: Windows") ? '/' : '\\';
}

} // namespace rulewright::corpus
