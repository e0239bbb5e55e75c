// SPDX-License-Identifier: Apache-2.0
#include "core/taxonomy/splunk_fields.h"

#include "core/text/fold.h"

#include <algorithm>
#include <array>

namespace rulewright::taxonomy {

namespace {

/// The data sets of Splunk's Common Information Model that stand before a field's name.
constexpr std::array<std::string_view, 33> nodeNames{"Account_Management", "Alerts", "All_Certificates", "All_Changes",
    "All_Databases", "All_Email", "All_Inventory", "All_Performance", "All_Risk", "All_Sessions",
    "All_Ticket_Management", "All_Traffic", "Auditing_Changes", "Authentication", "DLP_Incidents", "DNS", "Data_Access",
    "Endpoint_Changes", "Filesystem", "IDS_Attacks", "Instance_Changes", "Malware_Attacks", "Network_Changes", "Ports",
    "Processes", "Proxy", "Registry", "SSL", "Services", "Signatures", "Updates", "Vulnerabilities", "Web"};

/// The tables that hold without a node, by the data model: corpora.md, section 5.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> tablesOfModels{
    {{"Endpoint", "Processes"}, {"Endpoint", "Filesystem"}, {"Endpoint", "Registry"}, {"Network_Resolution", "DNS"},
        {"Network_Traffic", "All_Traffic"}, {"Web", "Web"}}};

std::string_view nodeOf(std::string_view word, bool ignoresCase)
{
    const auto found = std::ranges::find_if(
        nodeNames, [&](std::string_view node) { return node == word || (ignoresCase && equalsFolded(node, word)); });
    return found == nodeNames.end() ? std::string_view() : *found;
}

} // namespace

SplunkName splunkName(std::string_view name, bool hasModel)
{
    SplunkName result{{}, name};
    for (std::size_t dot = result.field.find('.'); dot != std::string_view::npos; dot = result.field.find('.')) {
        const std::string_view node = nodeOf(result.field.substr(0, dot), hasModel);
        if (node.empty() || dot + 1 == result.field.size())
            break;
        result = {node, result.field.substr(dot + 1)};
    }
    return result;
}

void addNode(std::vector<std::string>& nodes, std::string_view name, bool hasModel)
{
    const std::string_view node = splunkName(name, hasModel).node;
    const auto place = std::ranges::lower_bound(nodes, node);
    if (!node.empty() && (place == nodes.end() || *place != node))
        nodes.emplace(place, node);
}

SplunkFields::SplunkFields(const Taxonomy& taxonomy)
{
    static constexpr std::string_view nodePrefix = "node ";
    for (const FieldNameRow& row : taxonomy.fieldNames()) {
        if (row.vendor != "splunk" || row.raw == "*")
            continue;
        const std::string_view context = row.context;
        if (context.starts_with(nodePrefix))
            m_byNode[std::string(context.substr(nodePrefix.size()))].emplace(row.raw, &row);
        else if (row.fit == "scope")
            m_scope.emplace(row.raw, &row);
        else
            m_raw.emplace(row.raw, &row);
    }
}

const FieldNameRow* SplunkFields::findIn(std::string_view node, std::string_view field) const
{
    const auto rows = m_byNode.find(node);
    if (rows == m_byNode.end())
        return nullptr;
    const auto row = rows->second.find(field);
    return row == rows->second.end() ? nullptr : row->second;
}

const FieldNameRow* SplunkFields::find(
    SplunkName name, std::span<const std::string> nodes, std::string_view dataModel) const
{
    if (const auto scope = m_scope.find(name.field); scope != m_scope.end())
        return scope->second;
    if (const FieldNameRow* own = findIn(name.node, name.field))
        return own;
    for (const std::string& node : nodes) {
        if (const FieldNameRow* row = findIn(node, name.field))
            return row;
    }
    if (nodes.empty() && !dataModel.empty()) {
        const std::size_t dot = dataModel.find('.');
        for (const auto& [model, table] : tablesOfModels) {
            const bool isMeant
                = dot == std::string_view::npos ? model == dataModel : table == dataModel.substr(dot + 1);
            if (const FieldNameRow* row = isMeant ? findIn(table, name.field) : nullptr)
                return row;
        }
    }
    const auto raw = m_raw.find(name.field);
    return raw == m_raw.end() ? nullptr : raw->second;
}

} // namespace rulewright::taxonomy
