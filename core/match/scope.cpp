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

template <class Accept> Bitmap rowsOfClasses(const IdentityClasses& classes, Accept&& accept)
{
    std::vector<std::uint8_t> accepted;
    for (const Identity& identity : classes.identities)
        accepted.push_back(accept(identity.view()) ? 1 : 0);
    const auto rows = static_cast<std::uint32_t>(classes.ofRow.size());
    if (!std::ranges::contains(accepted, 1))
        return Bitmap(rows);
    if (!std::ranges::contains(accepted, 0))
        return Bitmap(rows, true);
    ValueBits bits = noBits(rows);
    for (std::uint32_t row = 0; row < rows; ++row)
        bits[row / 64] |= std::uint64_t{accepted[classes.ofRow[row]]} << (row % 64);
    return Bitmap::fromWords(rows, bits);
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
    const auto rowsWith = [&](auto&& accept) { return rowsOfClasses(*identityClasses(*context.segment), accept); };
    ScopeRows result;
    result.rows = cached(
        context, [&] { return keyOf(scope); },
        [&] {
            return rowsWith(
                [&](const taxonomy::EventIdentity& identity) { return taxonomy::isInScope(scope, identity); });
        });
    result.unknown = cached(
        context, [] { return std::string("unknown source"); },
        [&] { return rowsWith([](const taxonomy::EventIdentity& identity) { return identity.isUnknown(); }); });
    return result;
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
