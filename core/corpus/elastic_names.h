// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/mined_rule.h"
#include "core/rule/rule.h"
#include "core/taxonomy/taxonomy.h"

#include <string_view>
#include <unordered_map>
#include <vector>

namespace rulewright::corpus {

/// What Elastic's field names mean (field-map.csv): the canonical name, and what becomes of operator and value where
/// the name carries a part of the canonical field alone. Keeps references into the taxonomy.
class ElasticNames {
public:
    explicit ElasticNames(const taxonomy::Taxonomy& taxonomy);

    /// Gives a leaf that holds the raw name its canonical name, operator and value; marks scope and fit.
    /// `separator` is what stands before a base name: `\`, or `/` under Linux and macOS.
    void apply(MinedLeaf& leaf, char separator) const;

private:
    using Row = const taxonomy::FieldNameRow*;

    std::unordered_map<std::string_view, Row> m_byName;
    std::unordered_map<std::string_view, std::vector<std::string_view>> m_scopeValues; ///< event.action: exec, fork, …
};

/// The separator of paths in an Elastic rule: `/` where its folder or its `OS:` tags name Linux or macOS and not
/// Windows.
[[nodiscard]] char pathSeparator(const rule::Rule& rule, std::string_view path);

} // namespace rulewright::corpus
