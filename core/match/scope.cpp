// SPDX-License-Identifier: Apache-2.0
#include "core/match/scope.h"

#include "core/match/arena_scan.h"
#include "core/match/identity.h"

#include <algorithm>
#include <format>

namespace rulewright::match {

namespace {

using taxonomy::LogSourceScope;

std::string_view textOf(const std::optional<rule::LogSourcePart>& part)
{
    return part ? std::string_view(part->text) : std::string_view();
}

std::string keyOf(const LogSourceScope& scope)
{
    std::string key = "scope";
    for (const auto& anyOf : scope.allOf) {
        key += "\x1E";
        for (const taxonomy::EventSelector& selector : anyOf) {
            key += std::format("\x1F{}\x1D{}\x1D{}\x1D{}", selector.provider, selector.channel, selector.source,
                selector.anyWindowsLog);
            for (const std::uint32_t id : selector.ids)
                key += std::format(",{}", id);
        }
    }
    return key;
}

template <class Accept> Bitmap rowsOfClasses(const LeafContext& context, Accept&& accept)
{
    const IdentityClasses classes = identityClasses(*context.segment);
    std::vector<bool> accepted;
    for (const Identity& identity : classes.identities)
        accepted.push_back(accept(identity.view()));
    ValueBits bits = noBits(context.segment->rows);
    for (std::uint32_t row = 0; row < context.segment->rows; ++row) {
        if (accepted[classes.ofRow[row]])
            setBit(bits, row);
    }
    return Bitmap::fromWords(context.segment->rows, bits);
}

} // namespace

LogSourceScope scopeOf(const rule::LogSource& logSource, const taxonomy::Taxonomy& taxonomy)
{
    return taxonomy::resolveLogSource(
        {textOf(logSource.product), textOf(logSource.category), textOf(logSource.service)}, taxonomy);
}

ScopeRows scopeRows(const LogSourceScope& scope, const LeafContext& context)
{
    if (scope.allOf.empty())
        return {std::make_shared<const Bitmap>(context.segment->rows, true),
            std::make_shared<const Bitmap>(context.segment->rows)};
    return {cached(context, keyOf(scope),
                [&] {
                    return rowsOfClasses(context, [&](const taxonomy::EventIdentity& identity) {
                        return taxonomy::isInScope(scope, identity);
                    });
                }),
        cached(context, "unknown source", [&] {
            return rowsOfClasses(
                context, [](const taxonomy::EventIdentity& identity) { return identity.isUnknown(); });
        })};
}

bool isInScope(const LogSourceScope& scope, const events::EventSet& events, events::EventId event)
{
    const auto [segment, row] = events.locate(event);
    return taxonomy::isInScope(scope, identityOf(*events.segments[segment], row).view());
}

std::string missingEventsNote(const LogSourceScope& scope, std::uint64_t eventsTotal)
{
    // A category may stand for many events; a few tell what to load.
    constexpr std::size_t shown = 4;
    std::string names;
    for (std::size_t i = 0; i < std::min(shown, scope.needed.size()); ++i)
        names += (i == 0 ? "" : ", ") + taxonomy::describe(scope.needed[i]);
    if (scope.needed.size() > shown)
        names += std::format(" and {} more", scope.needed.size() - shown);
    if (eventsTotal == 0)
        return "No events are loaded.";
    const std::string looked = eventsTotal == 1
        ? std::string("The one loaded event is none of the log source's")
        : std::format("None of the {} loaded events is one of the log source's", eventsTotal);
    return names.empty() ? looked + "." : std::format("{}: it needs {}.", looked, names);
}

} // namespace rulewright::match
