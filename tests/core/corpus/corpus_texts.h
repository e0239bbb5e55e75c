// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/attack/built_in.h"
#include "core/corpus/corpus.h"
#include "core/corpus/mine.h"
#include "core/corpus/profile.h"
#include "core/rulefile/rulefile.h"
#include "core/taxonomy/built_in.h"

#include <format>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Rules and corpora from small texts, and their printed forms: what a test writes and what it expects.
namespace rulewright::tests {

inline const taxonomy::Taxonomy& tables()
{
    static const taxonomy::Taxonomy taxonomy = *taxonomy::builtInTaxonomy();
    return taxonomy;
}

inline const attack::AttackData& attackFacts()
{
    static const attack::AttackData attack = *attack::builtInAttack();
    return attack;
}

// A whole Sigma rule around a detection; its lines are indented as they stand below `detection:`.
inline std::string sigmaRule(std::string_view detection, std::string_view logSource = "category: process_creation",
    std::string_view tags = "attack.t1219", std::string_view title = "A rule")
{
    return std::format("title: {}\nstatus: test\nlevel: high\ntags: [{}]\nlogsource: {{product: windows, {}}}\n"
                       "detection:\n{}",
        title, tags, logSource, detection);
}

inline std::vector<corpus::MinedRule> minedRules(const std::string& text)
{
    const corpus::MiningTables mining(tables());
    return corpus::mine(rulefile::parse(SourceText("rule.yml", text)), corpus::Vendor::Sigma, "rule.yml", mining);
}

inline std::string keyText(const corpus::MinedLeaf& leaf)
{
    std::string text = std::format("{} {}", leaf.field, operatorName(leaf.op));
    if (leaf.value)
        text += std::format(" '{}'", *leaf.value);
    if (!leaf.transform.empty())
        text += std::format(" [{}]", leaf.transform);
    return text;
}

inline std::string keyText(const corpus::RowKey& key)
{
    std::string text = std::format("{} {}", key.field, operatorName(key.op));
    if (key.value)
        text += std::format(" '{}'", *key.value);
    if (!key.transform.empty())
        text += std::format(" [{}]", key.transform);
    return text;
}

// The leaves of the one rule in a text, one a line: role, field, operator, value, transform.
inline std::string leavesText(const std::string& text)
{
    static constexpr std::string_view roles[] = {"filter", "exclusion", "nested", "exception", "missing", "until"};
    std::string lines;
    for (const corpus::MinedRule& rule : minedRules(text)) {
        for (const std::string& reason : rule.reasons)
            lines += std::format("{}: {}\n", ruleClassName(rule.ruleClass), reason);
        for (const corpus::MinedLeaf& leaf : rule.leaves)
            lines += std::format("{} {}\n", roles[static_cast<std::size_t>(leaf.role)], keyText(leaf));
        for (const auto& members : rule.jointExclusions) {
            lines += "joint:";
            for (std::size_t i = 0; i < members.size(); ++i)
                lines += std::format("{} {}", i == 0 ? "" : ",", keyText(rule.leaves[members[i]]));
            lines += '\n';
        }
    }
    return lines;
}

using NamedText = std::pair<std::string, std::string>;

inline corpus::Corpus corpusOf(const std::vector<NamedText>& files)
{
    std::vector<corpus::RuleText> texts;
    for (const auto& [path, text] : files)
        texts.push_back({path, text});
    Task task;
    return corpus::loadCorpus(corpus::Vendor::Sigma, texts, tables(), task);
}

inline corpus::Profile profileOf(const std::vector<NamedText>& files)
{
    std::vector<corpus::Corpus> corpora;
    corpora.push_back(corpusOf(files));
    return corpus::Profile(std::move(corpora), attackFacts());
}

inline corpus::Guide guideOf(
    const corpus::Profile& profile, const std::string& technique, corpus::GuideMode mode = corpus::GuideMode::Exact)
{
    return corpus::guide(
        profile, attackFacts(), tables(), {technique, mode, {}}, attackFacts().lookup(technique).technique->id);
}

} // namespace rulewright::tests
