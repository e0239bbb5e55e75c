// SPDX-License-Identifier: Apache-2.0
#include "core/corpus/events_covered.h"

#include "core/text/fold.h"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

namespace rulewright::corpus {

namespace {

using rule::Op;
using taxonomy::EventType;

std::string foldedPart(const std::optional<rule::LogSourcePart>& part)
{
    return part ? folded(part->text) : std::string();
}

/// The filter leaves of one field.
std::vector<const MinedLeaf*> filtersOn(std::string_view field, const std::vector<MinedLeaf>& leaves)
{
    std::vector<const MinedLeaf*> found;
    for (const MinedLeaf& leaf : leaves) {
        if (leaf.role == Role::Filter && leaf.value && equalsFolded(leaf.field, field))
            found.push_back(&leaf);
    }
    return found;
}

/// Whether the leaf names this provider: as a whole, or by a part of its name (MSSQL for MSSQLSERVER).
bool names(const MinedLeaf& leaf, std::string_view provider)
{
    const std::string whole = folded(provider);
    const std::string part = folded(*leaf.value);
    switch (leaf.op) {
    case Op::Eq:
        return whole == part;
    case Op::Contains:
        return whole.contains(part);
    case Op::StartsWith:
        return whole.starts_with(part);
    case Op::EndsWith:
        return whole.ends_with(part);
    default:
        return false;
    }
}

} // namespace

EventIndex::EventIndex(const taxonomy::Taxonomy& taxonomy)
{
    for (const EventType& event : taxonomy.events()) {
        for (const std::string& category : event.categories) {
            const std::string key = folded(category);
            m_byCategory[key].push_back(&event);
            m_byCategory[key.substr(key.find('/'))].push_back(&event);
        }
        for (const std::string& service : event.services)
            m_byService[folded(service)].push_back(&event);
        addElastic(event);
        addSplunk(event);
    }
}

EventIndex::Events EventIndex::ofCategory(std::string_view product, std::string_view category) const
{
    const auto found = m_byCategory.find(std::string(product) + "/" + std::string(category));
    return found == m_byCategory.end() ? Events() : found->second;
}

EventIndex::Events EventIndex::ofService(std::string_view service) const
{
    const auto found = m_byService.find(std::string(service));
    return found == m_byService.end() ? Events() : found->second;
}

std::vector<CoveredEvent> EventIndex::pairsOf(const Events& events)
{
    std::vector<CoveredEvent> covered;
    covered.reserve(events.size());
    for (const EventType* event : events)
        covered.push_back({event->provider, event->id});
    std::ranges::sort(covered);
    const auto repeated = std::ranges::unique(covered);
    covered.erase(repeated.begin(), repeated.end());
    return covered;
}

std::vector<CoveredEvent> EventIndex::covered(
    const rule::LogSource& logSource, const std::vector<MinedLeaf>& leaves) const
{
    const std::string product = foldedPart(logSource.product);
    const std::string category = foldedPart(logSource.category);
    const std::string service = foldedPart(logSource.service);

    std::set<std::string> ids;
    for (const MinedLeaf* leaf : filtersOn("EventID", leaves)) {
        if (leaf->op == Op::Eq)
            ids.insert(*leaf->value);
    }
    const auto hasId = [&](const EventType* event) { return ids.contains(std::to_string(event->id)); };

    Events events;
    if (!category.empty()) {
        events = ofCategory(product, category);
        if (!ids.empty())
            std::erase_if(events, [&](const EventType* event) { return !hasId(event); });
        // A service beside the category chooses among the category's events, where it knows any of them.
        const auto isOfService = [&](const EventType* event) {
            return std::ranges::any_of(
                event->services, [&](const std::string& name) { return equalsFolded(name, service); });
        };
        if (!service.empty() && std::ranges::any_of(events, isOfService))
            std::erase_if(events, std::not_fn(isOfService));
    } else if (!service.empty() && (product.empty() || product == "windows")) {
        events = ofService(service);
        std::erase_if(events, [&](const EventType* event) { return !hasId(event); });
        if (service == "system" || service == "application") {
            const auto providers = filtersOn("Provider_Name", leaves);
            std::erase_if(events, [&](const EventType* event) {
                return std::ranges::none_of(
                    providers, [&](const MinedLeaf* leaf) { return names(*leaf, event->provider); });
            });
        }
    }

    return pairsOf(events);
}

} // namespace rulewright::corpus
