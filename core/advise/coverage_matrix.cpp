// SPDX-License-Identifier: Apache-2.0
#include "core/advise/coverage_matrix.h"

#include "core/attack/attack_data.h"
#include "core/corpus/profile.h"
#include "core/text/fold.h"

#include <algorithm>
#include <map>
#include <set>

namespace rulewright::advise {

namespace {

/// The rules of each technique: those tagged with it, and those of its sub-techniques too.
struct RulesOf {
    std::vector<std::uint32_t> exact;
    std::vector<std::uint32_t> whole;
};

bool passes(const corpus::ProfileRule& rule, const CoverageFilter& filter)
{
    if (!filter.vendors.empty() && !std::ranges::contains(filter.vendors, rule.vendor))
        return false;
    if (!filter.level.empty() && !equalsFolded(rule.level.value_or(std::string()), filter.level))
        return false;
    return filter.logSource.empty() || std::ranges::any_of(rule.logSource, [&](const std::string& word) {
        return equalsFolded(word, filter.logSource);
    });
}

MatrixCell cellOf(const attack::Technique& technique, const RulesOf& rules, const corpus::Profile& profile,
    std::span<const match::Bitmap> hits)
{
    MatrixCell cell;
    cell.id = technique.id;
    cell.name = technique.name;
    cell.rules = static_cast<std::uint32_t>(rules.whole.size());
    cell.exact = static_cast<std::uint32_t>(rules.exact.size());
    match::Bitmap events;
    for (const std::uint32_t rule : rules.exact)
        ++cell.exactByVendor[static_cast<std::size_t>(profile.rules()[rule].vendor)];
    for (const std::uint32_t rule : rules.whole) {
        ++cell.byVendor[static_cast<std::size_t>(profile.rules()[rule].vendor)];
        if (rule >= hits.size() || hits[rule].isEmpty())
            continue;
        ++cell.rulesWithHits;
        events = events.size() == 0 ? hits[rule] : events | hits[rule];
    }
    cell.events = events.count();
    return cell;
}

} // namespace

std::uint32_t MatrixCell::vendors() const
{
    return static_cast<std::uint32_t>(std::ranges::count_if(byVendor, [](std::uint32_t count) { return count > 0; }));
}

std::size_t MatrixTactic::covered() const
{
    return static_cast<std::size_t>(
        std::ranges::count_if(techniques, [](const MatrixTechnique& technique) { return technique.cell.rules > 0; }));
}

CoverageMatrix coverageMatrix(const corpus::Profile& profile, const attack::AttackData& attack,
    const CoverageFilter& filter, std::span<const match::Bitmap> hits)
{
    CoverageMatrix matrix;
    matrix.hasEvents = !hits.empty();
    std::map<std::string, RulesOf> rulesOf;
    for (std::uint32_t i = 0; i < profile.rules().size(); ++i) {
        const corpus::ProfileRule& rule = profile.rules()[i];
        if (!passes(rule, filter))
            continue;
        ++matrix.rules;
        std::set<std::string> whole;
        for (const std::string& id : rule.techniques) {
            rulesOf[id].exact.push_back(i);
            whole.insert(id);
            const attack::Technique* technique = attack.technique(id);
            if (technique != nullptr && !technique->parent.empty())
                whole.insert(technique->parent);
        }
        for (const std::string& id : whole)
            rulesOf[id].whole.push_back(i);
    }
    std::map<std::string, MatrixTechnique> techniques;
    for (const attack::Technique& technique : attack.techniques()) {
        if (!filter.platform.empty() && !std::ranges::contains(technique.platforms, filter.platform))
            continue;
        const MatrixCell cell = cellOf(technique, rulesOf[technique.id], profile, hits);
        ++matrix.all;
        matrix.allCovered += cell.rules > 0 ? 1 : 0;
        if (technique.parent.empty()) {
            ++matrix.techniques;
            matrix.techniquesCovered += cell.rules > 0 ? 1 : 0;
            techniques[technique.id].cell = cell;
        } else if (techniques.contains(technique.parent)) {
            techniques[technique.parent].subtechniques.push_back(cell);
        }
    }
    for (const attack::Tactic& tactic : attack.tactics()) {
        MatrixTactic column{.id = tactic.id, .name = tactic.name, .techniques = {}};
        for (const auto& [id, technique] : techniques) {
            if (std::ranges::contains(attack.technique(id)->tactics, tactic.shortName))
                column.techniques.push_back(technique);
        }
        std::ranges::stable_sort(column.techniques, std::ranges::greater{},
            [](const MatrixTechnique& technique) { return technique.cell.rules; });
        matrix.tactics.push_back(std::move(column));
    }
    return matrix;
}

CoverageChoices coverageChoices(const corpus::Profile& profile, const attack::AttackData& attack)
{
    std::set<std::string> platforms;
    std::set<std::string> logSources;
    std::set<std::string> levels;
    for (const attack::Technique& technique : attack.techniques())
        platforms.insert(technique.platforms.begin(), technique.platforms.end());
    for (const corpus::ProfileRule& rule : profile.rules()) {
        logSources.insert(rule.logSource.begin(), rule.logSource.end());
        if (rule.level)
            levels.insert(*rule.level);
    }
    return {
        {platforms.begin(), platforms.end()}, {logSources.begin(), logSources.end()}, {levels.begin(), levels.end()}};
}

} // namespace rulewright::advise
