// SPDX-License-Identifier: Apache-2.0
#include "core/corpus/splunk_names.h"

#include "core/corpus/name_parts.h"
#include "core/rule/fields.h"

namespace rulewright::corpus {

SplunkNames::SplunkNames(const taxonomy::SplunkFields& fields, const rule::Rule& rule, std::string_view path)
    : m_fields(fields)
    , m_dataModel(rule.logSource.dataModel ? rule.logSource.dataModel->text : std::string())
{
    forEachField(
        rule, [this](const rule::FieldRef& field) { taxonomy::addNode(m_nodes, field.raw, !m_dataModel.empty()); });
    const std::string_view file = path.substr(path.rfind('/') + 1); // npos + 1 is 0
    if (file.starts_with("linux_") || file.starts_with("macos_"))
        m_separator = '/';
}

std::string_view SplunkNames::bare(std::string_view name) const
{
    return taxonomy::splunkName(name, !m_dataModel.empty()).field;
}

void SplunkNames::apply(MinedLeaf& leaf) const
{
    const taxonomy::SplunkName name = taxonomy::splunkName(leaf.raw, !m_dataModel.empty());
    const taxonomy::FieldNameRow* row = m_fields.find(name, m_nodes, m_dataModel);
    leaf.raw = std::string(name.field);
    leaf.field = leaf.raw;
    if (row == nullptr)
        return;
    if (row->fit == "scope") {
        leaf.context = Context::Scope;
        return;
    }
    leaf.field = row->canonical;
    if (row->fit == "near")
        leaf.fit = rule::Fit::Near;
    widen(leaf, row->part, m_separator);
}

} // namespace rulewright::corpus
