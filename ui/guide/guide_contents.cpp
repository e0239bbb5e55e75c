// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/guide_contents.h"

#include "core/attack/attack_data.h"
#include "core/corpus/profile.h"
#include "ui/guide/guide_words.h"

#include <map>
#include <set>
#include <span>

namespace rulewright::ui {

GuideContents guideContents(const corpus::Profile& profile, const attack::AttackData& attack,
    const taxonomy::Taxonomy& taxonomy, const corpus::GuideRequest& request)
{
    const attack::Lookup found = attack.lookup(request.technique);
    const std::string id = found.technique ? found.technique->id : attack.current(request.technique);
    GuideContents contents;
    contents.guide = corpus::guide(profile, attack, taxonomy, request, id);
    contents.vendors.assign(profile.vendors().begin(), profile.vendors().end());
    contents.corpusRules = quint32(profile.rules().size());
    for (const std::string& tactic : contents.guide.tactics) {
        const attack::Tactic* known = attack.tactic(tactic);
        contents.tactics << text(known ? known->name : tactic);
    }
    if (const attack::Technique* parent = attack.technique(contents.guide.parent)) {
        const corpus::GuideRequest of{parent->id, corpus::GuideMode::Exact, {}};
        contents.parentName = text(parent->name);
        contents.parentRules = corpus::guide(profile, attack, taxonomy, of, parent->id).rulesWithSubtechniques;
    }
    if (request.vendors.empty()) {
        contents.vendorRules = contents.guide.rulesPerVendor;
    } else {
        const corpus::GuideRequest all{request.technique, request.mode, {}};
        contents.vendorRules = corpus::guide(profile, attack, taxonomy, all, id).rulesPerVendor;
    }
    return contents;
}

std::vector<TechniqueRow> techniqueRows(const attack::AttackData& attack, const corpus::Profile& profile)
{
    std::vector<TechniqueRow> rows;
    rows.reserve(attack.techniques().size());
    std::map<std::string, std::set<corpus::RuleId>> below;
    for (const attack::Technique& technique : attack.techniques()) {
        const std::span<const corpus::RuleId> rules = profile.rulesOf(technique.id);
        rows.push_back({text(technique.id), text(technique.name), quint32(rules.size())});
        if (const std::size_t dot = technique.id.find('.'); dot != std::string::npos)
            below[technique.id.substr(0, dot)].insert(rules.begin(), rules.end());
    }
    for (TechniqueRow& row : rows) {
        if (const auto found = below.find(row.id.toStdString()); found != below.end())
            row.below = quint32(found->second.size());
    }
    return rows;
}

} // namespace rulewright::ui
