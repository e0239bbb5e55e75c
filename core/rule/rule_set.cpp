// SPDX-License-Identifier: Apache-2.0
#include "core/rule/rule_set.h"

#include "core/text/fold.h"

#include <utility>

namespace rulewright::rule {

void RuleSet::add(std::shared_ptr<const Document> document)
{
    for (const Rule& rule : document->rules) {
        const RuleInDocument found{&rule, document.get()};
        if (rule.metadata.id)
            m_byId.try_emplace(folded(rule.metadata.id->text), found); // a UUID is one in either case
        if (rule.metadata.name)
            m_byName.try_emplace(rule.metadata.name->text, found);
        if (std::holds_alternative<FilterDocument>(rule.body))
            m_filters.push_back(found);
    }
    m_documents.push_back(std::move(document));
}

RuleInDocument RuleSet::find(std::string_view idOrName) const
{
    if (const auto byId = m_byId.find(folded(idOrName)); byId != m_byId.end())
        return byId->second;
    const auto byName = m_byName.find(std::string(idOrName));
    return byName == m_byName.end() ? RuleInDocument{} : byName->second;
}

RuleInDocument References::find(std::string_view idOrName) const
{
    if (own != nullptr) {
        if (const Rule* rule = findRule(*own, idOrName))
            return {rule, own};
    }
    return loaded != nullptr ? loaded->find(idOrName) : RuleInDocument{};
}

} // namespace rulewright::rule
