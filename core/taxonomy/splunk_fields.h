// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/taxonomy/taxonomy.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rulewright::taxonomy {

/// A name of a Splunk search, cut into the node of a data model and the field: Processes.process_name. Of several nodes
/// it is the last: All_Changes.Account_Management.user.
struct SplunkName {
    std::string_view node; ///< empty where the name has none
    std::string_view field;
};

/// Cuts the node off. `hasModel`: whether the search names a data model; then letter case of the node is ignored.
/// Nodes are those of the Common Information Model; `properties.status` has none.
[[nodiscard]] SplunkName splunkName(std::string_view name, bool hasModel);

/// Adds the node that a name begins with, if it does; `nodes` are in order, each once, and stay so.
void addNode(std::vector<std::string>& nodes, std::string_view name, bool hasModel);

/// What Splunk's field names mean (resources/taxonomy/field_names.csv), which depends on the node of the data model.
/// Keeps references into the taxonomy.
class SplunkFields {
public:
    explicit SplunkFields(const Taxonomy& taxonomy);

    /// The row of a field: where the name is one of the log source's (a scope field), that one, whatever its node; else
    /// of its own node; else of the first of the search's nodes (in the order of their names) that has it; where the
    /// search has no nodes, of the data model's; else of raw searches. Null where the name stays as it is.
    [[nodiscard]] const FieldNameRow* find(
        SplunkName name, std::span<const std::string> nodes, std::string_view dataModel) const;

private:
    using Rows = std::unordered_map<std::string_view, const FieldNameRow*>;

    [[nodiscard]] const FieldNameRow* findIn(std::string_view node, std::string_view field) const;

    std::map<std::string, Rows, std::less<>> m_byNode;
    Rows m_raw;
    Rows m_scope;
};

} // namespace rulewright::taxonomy
