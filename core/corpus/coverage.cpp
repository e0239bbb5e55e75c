// SPDX-License-Identifier: Apache-2.0
#include "core/corpus/coverage.h"

#include "core/attack/attack_data.h"
#include "core/corpus/profile.h"

#include <map>
#include <numeric>
#include <set>

namespace rulewright::corpus {

std::vector<TechniqueCoverage> coverage(const Profile& profile, const attack::AttackData& attack)
{
    std::map<std::string, TechniqueCoverage> byId;
    for (const ProfileRule& rule : profile.rules()) {
        const auto vendor = static_cast<std::size_t>(rule.vendor);
        std::set<std::string> whole;
        for (const std::string& id : rule.techniques) {
            ++byId[id].rules[vendor];
            whole.insert(id);
            const attack::Technique* technique = attack.technique(id);
            if (technique != nullptr && !technique->parent.empty())
                whole.insert(technique->parent);
        }
        for (const std::string& id : whole)
            ++byId[id].withSubtechniques[vendor];
    }
    std::vector<TechniqueCoverage> techniques;
    techniques.reserve(byId.size());
    for (auto& [id, covered] : byId) {
        covered.id = id;
        if (const attack::Technique* technique = attack.technique(id)) {
            covered.name = technique->name;
            covered.tactics = technique->tactics;
        }
        techniques.push_back(std::move(covered));
    }
    return techniques;
}

std::uint32_t totalOf(const TechniqueCoverage::Counts& counts)
{
    return std::accumulate(counts.begin(), counts.end(), std::uint32_t{0});
}

} // namespace rulewright::corpus
