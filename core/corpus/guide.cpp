// SPDX-License-Identifier: Apache-2.0
#include "core/corpus/guide.h"

#include "core/attack/attack_data.h"
#include "core/corpus/guide_rows.h"
#include "core/corpus/profile.h"
#include "core/taxonomy/taxonomy.h"
#include "core/text/fold.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace rulewright::corpus {

namespace {

bool isShown(const GuideRequest& request, Vendor vendor)
{
    return request.vendors.empty() || std::ranges::contains(request.vendors, vendor);
}

/// The rules tagged with any of the ids, of the vendors that are shown; by RuleId, each once.
RuleIds taggedWith(const Profile& profile, const GuideRequest& request, const std::vector<std::string>& ids)
{
    RuleIds rules;
    for (const std::string& id : ids) {
        for (const RuleId rule : profile.rulesOf(id)) {
            if (isShown(request, profile.rule(rule).vendor))
                rules.push_back(rule);
        }
    }
    std::ranges::sort(rules);
    const auto repeated = std::ranges::unique(rules);
    rules.erase(repeated.begin(), repeated.end());
    return rules;
}

std::vector<GuideEvent> coveredEvents(const Profile& profile, const taxonomy::Taxonomy& taxonomy, const RuleIds& rules)
{
    std::map<CoveredEvent, RuleIds> covered;
    for (const RuleId rule : rules) {
        for (const CoveredEvent& event : profile.rule(rule).events)
            covered[event].push_back(rule);
    }
    std::vector<GuideEvent> events;
    for (auto& [event, behind] : covered) {
        GuideEvent row{
            .provider = event.provider, .id = event.id, .title = {}, .description = {}, .rules = std::move(behind)};
        if (const taxonomy::EventType* type = taxonomy.event(event.provider, event.id)) {
            row.title = type->title;
            row.description = type->description;
        }
        events.push_back(std::move(row));
    }
    std::ranges::stable_sort(events, [](const GuideEvent& a, const GuideEvent& b) {
        if (a.rules.size() != b.rules.size())
            return a.rules.size() > b.rules.size();
        return std::tuple(folded(a.provider), a.id) < std::tuple(folded(b.provider), b.id);
    });
    return events;
}

} // namespace

Guide guide(const Profile& profile, const attack::AttackData& attack, const taxonomy::Taxonomy& taxonomy,
    const GuideRequest& request, std::string_view technique)
{
    Guide guide;
    guide.requested = request.technique;
    guide.technique = attack.current(technique);
    guide.united = attack.united(technique);
    guide.mode = request.mode;
    if (const attack::Technique* facts = attack.technique(guide.technique)) {
        guide.name = facts->name;
        guide.tactics = facts->tactics;
        guide.parent = facts->parent;
        guide.subtechniques = facts->subtechniques;
        guide.platforms = facts->platforms;
    }

    std::vector<std::string> ids{guide.technique};
    const RuleIds exact = taggedWith(profile, request, ids);
    ids.insert(ids.end(), guide.subtechniques.begin(), guide.subtechniques.end());
    const RuleIds all = taggedWith(profile, request, ids);
    const RuleIds& tagged = request.mode == GuideMode::Exact ? exact : all;
    guide.rulesExact = static_cast<std::uint32_t>(exact.size());
    guide.rulesWithSubtechniques = static_cast<std::uint32_t>(all.size());
    guide.rulesTotal = static_cast<std::uint32_t>(tagged.size());

    for (const Vendor vendor : profile.vendors()) {
        if (!isShown(request, vendor))
            continue;
        const auto count = std::ranges::count(tagged, vendor, [&](RuleId id) { return profile.rule(id).vendor; });
        guide.rulesPerVendor.emplace_back(vendor, static_cast<std::uint32_t>(count));
    }

    RuleIds parsed;
    for (const RuleId id : tagged) {
        const ProfileRule& rule = profile.rule(id);
        if (rule.ruleClass == RuleClass::Failed) {
            guide.unparsed.push_back(
                {rule.vendor, rule.path, rule.reasons.empty() ? std::string() : rule.reasons.front()});
            continue;
        }
        parsed.push_back(id);
        guide.rules.push_back({id, rule.vendor, rule.path, rule.title, rule.level, rule.status});
    }

    guide.events = coveredEvents(profile, taxonomy, parsed);
    const GuideRows rows(profile, parsed);
    guide.fields = rows.fields();
    guide.indicators = rows.indicators();
    guide.exclusions = rows.exclusions();
    guide.jointExclusions = rows.jointExclusions();
    guide.nestedNegations = rows.nestedNegations();
    guide.derived = rows.derived();
    return guide;
}

} // namespace rulewright::corpus
