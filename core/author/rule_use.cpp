// SPDX-License-Identifier: Apache-2.0
#include "core/author/rule_use.h"

#include "core/text/fold.h"

#include <set>
#include <unordered_map>
#include <utility>

namespace rulewright::author {

namespace {

bool isLookedFor(const corpus::ProfileLeaf& leaf)
{
    return leaf.role == corpus::Role::Filter && leaf.field != corpus::TextId::None;
}

} // namespace

std::map<std::string, std::uint32_t> fieldUse(const corpus::Profile* corpus)
{
    std::map<std::string, std::uint32_t> uses;
    if (corpus == nullptr)
        return uses;
    for (std::uint32_t i = 0; i < corpus->rules().size(); ++i) {
        std::set<corpus::TextId> fields;
        for (const corpus::ProfileLeaf& leaf : corpus->leaves(corpus::RuleId{i})) {
            if (isLookedFor(leaf))
                fields.insert(corpus->key(leaf.key).field);
        }
        for (const corpus::TextId field : fields)
            ++uses[std::string(corpus->text(field))];
    }
    return uses;
}

std::vector<CorpusValue> valueUse(const corpus::Profile* corpus, std::string_view field, bool isRegex)
{
    if (corpus == nullptr)
        return {};
    const std::string wanted = folded(field);
    std::unordered_map<corpus::TextId, bool> isField;
    std::map<std::string, std::pair<std::string, std::uint32_t>> values; // folded → as first spelt, rules
    for (std::uint32_t i = 0; i < corpus->rules().size(); ++i) {
        std::set<std::string> ofRule;
        for (const corpus::ProfileLeaf& leaf : corpus->leaves(corpus::RuleId{i})) {
            if (!isLookedFor(leaf) || leaf.value == corpus::TextId::None)
                continue;
            const corpus::ProfileKey& key = corpus->key(leaf.key);
            const auto [known, isNew] = isField.try_emplace(key.field, false);
            if (isNew)
                known->second = corpus->text(key.field) == wanted;
            if (!known->second || (key.op == rule::Op::Regex) != isRegex || !corpus->text(key.transform).empty())
                continue;
            const std::string_view spelt = corpus->text(leaf.value);
            std::string name = folded(spelt);
            if (!ofRule.insert(name).second)
                continue;
            auto& [text, rules] = values[std::move(name)];
            if (text.empty())
                text = spelt;
            ++rules;
        }
    }
    std::vector<CorpusValue> result;
    for (auto& [name, value] : values)
        result.push_back({value.first, value.second});
    return result;
}

} // namespace rulewright::author
