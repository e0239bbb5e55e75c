// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/mined_rule.h"
#include "core/rule/rule.h"
#include "core/taxonomy/splunk_fields.h"

#include <string>
#include <string_view>
#include <vector>

namespace rulewright::corpus {

/// What the names of one Splunk search mean: by the nodes of data models that it names.
class SplunkNames {
public:
    /// `path` of the rule's file: base names of files named linux_… or macos_… stand behind `/`.
    SplunkNames(const taxonomy::SplunkFields& fields, const rule::Rule& rule, std::string_view path);

    /// Cuts the node off the leaf's raw name and gives it its canonical name, operator and value; marks scope and fit.
    void apply(MinedLeaf& leaf) const;
    /// The name without its node.
    [[nodiscard]] std::string_view bare(std::string_view name) const;

private:
    const taxonomy::SplunkFields& m_fields;
    std::vector<std::string> m_nodes; ///< in order, each once
    std::string m_dataModel;
    char m_separator = '\\';
};

} // namespace rulewright::corpus
