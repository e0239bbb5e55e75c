// SPDX-License-Identifier: Apache-2.0
#include "core/corpus/summary.h"

#include <algorithm>
#include <bit>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace rulewright::corpus {

namespace {

using Counts = std::map<std::string, std::uint32_t, std::less<>>;

std::vector<NamedCount> byCount(const Counts& counts)
{
    std::vector<NamedCount> list;
    for (const auto& [name, count] : counts)
        list.push_back({name, count});
    std::ranges::stable_sort(list, std::ranges::greater(), &NamedCount::rules);
    return list;
}

VendorSummary summariseVendor(const Profile& profile, Vendor vendor)
{
    VendorSummary summary;
    summary.vendor = vendor;
    Counts reasons;
    Counts operators;
    for (std::size_t i = 0; i < profile.rules().size(); ++i) {
        const ProfileRule& rule = profile.rules()[i];
        if (rule.vendor != vendor)
            continue;
        ++summary.rules;
        switch (rule.ruleClass) {
        case RuleClass::Complete:
            ++summary.complete;
            break;
        case RuleClass::NoQuery:
            ++summary.noQuery;
            break;
        case RuleClass::Partial:
            ++summary.partial;
            for (const std::string& reason : rule.reasons)
                ++reasons[reason];
            break;
        case RuleClass::Failed:
            summary.failed.push_back({rule.path, rule.reasons.empty() ? std::string() : rule.reasons.front()});
            break;
        }
        std::set<rule::Op> used;
        for (const ProfileLeaf& leaf : profile.leaves(static_cast<RuleId>(i))) {
            if (leaf.context == Context::Event)
                used.insert(profile.key(leaf.key).op);
        }
        for (const rule::Op op : used)
            ++operators[std::string(operatorName(op))];
    }
    summary.partialReasons = byCount(reasons);
    summary.operators = byCount(operators);
    return summary;
}

} // namespace

CorpusSummary summarise(const Profile& profile)
{
    CorpusSummary summary;
    for (const Vendor vendor : profile.vendors())
        summary.vendors.push_back(summariseVendor(profile, vendor));

    Counts modifiers;
    std::set<std::string_view> techniques;
    std::vector<std::uint8_t> vendorsOf(profile.keys().size(), 0); // one bit a vendor
    for (std::size_t i = 0; i < profile.rules().size(); ++i) {
        const ProfileRule& rule = profile.rules()[i];
        techniques.insert(rule.techniques.begin(), rule.techniques.end());
        for (const auto& [name, count] : rule.modifiers)
            modifiers[name] += count;
        for (const ProfileLeaf& leaf : profile.leaves(static_cast<RuleId>(i))) {
            if (leaf.context == Context::Event && leaf.role == Role::Filter) {
                std::uint8_t& bits = vendorsOf[static_cast<std::size_t>(leaf.key)];
                bits = static_cast<std::uint8_t>(bits | 1U << static_cast<unsigned>(rule.vendor));
            }
        }
    }
    summary.sigmaModifiers = byCount(modifiers);
    summary.techniques = static_cast<std::uint32_t>(techniques.size());
    for (const std::uint8_t bits : vendorsOf) {
        const int vendors = std::popcount(bits);
        summary.indicatorKeys += vendors > 0 ? 1 : 0;
        summary.sharedByTwo += vendors > 1 ? 1 : 0;
        summary.sharedByAll += vendors == static_cast<int>(allVendors.size()) ? 1 : 0;
    }
    return summary;
}

} // namespace rulewright::corpus
