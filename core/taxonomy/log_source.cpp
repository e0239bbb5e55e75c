// SPDX-License-Identifier: Apache-2.0
#include "core/taxonomy/log_source.h"

#include "core/text/fold.h"

#include <algorithm>
#include <format>
#include <utility>

namespace rulewright::taxonomy {

namespace {

constexpr std::string_view linuxSysmon = "Linux-Sysmon";
constexpr std::string_view ecsPrefix = "ecs-";

/// What one part of a log source stands for: alternatives, and what is needed for them.
struct PartScope {
    std::vector<EventSelector> anyOf;
    std::vector<NeededEvent> needed;

    void add(std::string_view provider, std::string_view channel, const std::vector<std::uint32_t>& ids,
        std::string_view title, std::string_view source = {})
    {
        EventSelector selector;
        selector.provider = provider;
        selector.channel = channel;
        selector.ids = ids;
        selector.source = source;
        // The rows of one provider are one selector: fewer to evaluate, and nothing is lost.
        const auto same = std::ranges::find_if(anyOf, [&](const EventSelector& other) {
            return other.provider == selector.provider && other.channel == selector.channel
                && other.source == selector.source && !other.ids.empty()
                && !ids.empty();
        });
        if (same != anyOf.end())
            same->ids.insert(same->ids.end(), ids.begin(), ids.end());
        else
            anyOf.push_back(std::move(selector));
        const bool isKind = provider.empty() && channel.empty();
        if (isKind && !needed.empty() && source.starts_with(ecsPrefix))
            return; // another spelling of the events that are named already
        needed.push_back({std::string(provider), std::string(channel), ids, std::string(title),
            std::string(isKind ? source : std::string_view())});
    }

    void add(const LogSourceRow& row, const Taxonomy& taxonomy)
    {
        std::string_view title;
        if (row.provider.empty() && row.channel.empty()) {
            const auto kind = std::ranges::find(taxonomy.sourceKinds(), row.source, &SourceKindRow::name);
            title = kind == taxonomy.sourceKinds().end() ? std::string_view(row.source) : std::string_view(kind->title);
        }
        add(row.provider, row.channel, row.ids, title, row.source);
    }
};

bool productFits(std::string_view wanted, std::string_view product)
{
    return wanted.empty() || equalsFolded(wanted, product);
}

PartScope productScope(std::string_view product, const Taxonomy& taxonomy)
{
    PartScope scope;
    if (equalsFolded(product, "windows")) {
        scope.anyOf.push_back({.provider = {}, .channel = {}, .ids = {}, .source = {}, .anyWindowsLog = true});
        for (const LogSourceRow& row : taxonomy.logSources()) {
            if (row.part == LogSourceRow::Part::Product && equalsFolded(row.name, product))
                scope.anyOf.push_back({.provider = {}, .channel = {}, .ids = {}, .source = row.source});
        }
        return scope;
    }
    for (const LogSourceRow& row : taxonomy.logSources()) {
        if (row.part == LogSourceRow::Part::Product && equalsFolded(row.name, product))
            scope.add(row, taxonomy);
    }
    return scope;
}

PartScope categoryScope(std::string_view product, std::string_view category, const Taxonomy& taxonomy)
{
    PartScope scope;
    for (const EventType& event : taxonomy.events()) {
        const bool named = std::ranges::any_of(event.categories, [&](const std::string& entry) {
            const std::size_t slash = entry.find('/');
            return productFits(product, std::string_view(entry).substr(0, slash))
                && equalsFolded(category, std::string_view(entry).substr(slash + 1));
        });
        if (named)
            scope.add(event.provider, {}, {event.id}, event.title);
    }
    for (const LogSourceRow& row : taxonomy.logSources()) {
        if (row.part == LogSourceRow::Part::Category && productFits(product, row.product)
            && equalsFolded(row.name, category))
            scope.add(row, taxonomy);
    }
    return scope;
}

PartScope serviceScope(std::string_view product, std::string_view service, const Taxonomy& taxonomy)
{
    PartScope scope;
    for (const LogSourceRow& row : taxonomy.logSources()) {
        if (row.part == LogSourceRow::Part::Service && productFits(product, row.product)
            && equalsFolded(row.name, service))
            scope.add(row, taxonomy);
    }
    return scope;
}

bool hasText(std::string_view wanted, std::string_view text) { return wanted.empty() || equalsFolded(wanted, text); }

} // namespace

LogSourceScope resolveLogSource(const SigmaLogSource& logSource, const Taxonomy& taxonomy)
{
    LogSourceScope scope;
    if (logSource.product.empty() && logSource.category.empty() && logSource.service.empty())
        return scope;
    scope.state = LogSourceScope::State::Mapped;

    const auto join = [&scope](PartScope part, std::string_view name, std::string_view word) {
        if (part.anyOf.empty()) {
            scope.state = LogSourceScope::State::Unmapped;
            scope.unknownParts.push_back(std::format("{}: {}", name, word));
            return;
        }
        scope.allOf.push_back(std::move(part.anyOf));
        if (!part.needed.empty())
            scope.needed = std::move(part.needed);
    };

    const std::string_view product = logSource.product;
    if (!product.empty())
        join(productScope(product, taxonomy), "product", product);
    // What is needed is said by the narrowest part: the service's channels, before them the category's events.
    if (!logSource.service.empty())
        join(serviceScope(product, logSource.service, taxonomy), "service", logSource.service);
    if (!logSource.category.empty())
        join(categoryScope(product, logSource.category, taxonomy), "category", logSource.category);
    return scope;
}

bool fits(const EventSelector& selector, const EventIdentity& event)
{
    if (selector.anyWindowsLog) {
        const bool isLinux = equalsFolded(event.provider, linuxSysmon)
            || folded(event.channel).starts_with(folded(std::string(linuxSysmon) + "/"));
        if ((event.provider.empty() && event.channel.empty()) || isLinux)
            return false;
    }
    if (!selector.ids.empty() && !(event.id && std::ranges::contains(selector.ids, *event.id)))
        return false;
    return hasText(selector.provider, event.provider) && hasText(selector.channel, event.channel)
        && hasText(selector.source, event.source);
}

bool isInScope(const LogSourceScope& scope, const EventIdentity& event)
{
    if (event.isUnknown())
        return true;
    return std::ranges::all_of(scope.allOf, [&](const std::vector<EventSelector>& anyOf) {
        return std::ranges::any_of(anyOf, [&](const EventSelector& selector) { return fits(selector, event); });
    });
}

std::string_view logSourceStateName(LogSourceScope::State state)
{
    switch (state) {
    case LogSourceScope::State::None:
        return "none";
    case LogSourceScope::State::Mapped:
        return "mapped";
    case LogSourceScope::State::Unmapped:
        return "unmapped";
    }
    return "none";
}

std::string describe(const NeededEvent& needed)
{
    if (!needed.source.empty())
        return needed.title;
    std::string text = needed.provider.empty() ? std::format("channel {}", needed.channel) : needed.provider;
    for (const std::uint32_t id : needed.ids)
        text += std::format(" {}", id);
    if (!needed.title.empty())
        text += std::format(" ({})", needed.title);
    return text;
}

} // namespace rulewright::taxonomy
