// SPDX-License-Identifier: Apache-2.0
#include "core/match/sought_literals.h"

#include "core/match/column_scan.h"
#include "core/match/grown_literal.h"

#include <algorithm>
#include <format>
#include <utility>

namespace rulewright::match {

namespace {

using events::Column;

std::string hitsKey(std::uint64_t identity, std::string_view literal)
{
    return std::format("{}\x1Fhits\x1F{}", identity, literal);
}

} // namespace

std::shared_ptr<const LiteralSet> LiteralSets::of(const std::vector<std::string>& literals, const events::Arena& arena)
{
    const std::lock_guard lock(m_mutex);
    std::shared_ptr<const LiteralSet>& set = m_sets[literals];
    if (set == nullptr) {
        const LiteralSet::Way way = LiteralSet::fastestWay(literals.size(), arena.text.size() * m_passes);
        set = std::make_shared<const LiteralSet>(literals, way, arena.text);
    }
    return set;
}

bool SoughtLiterals::isKept(const std::string& key) const
{
    return m_context.cache != nullptr && m_context.cache->findQuietly(m_context.segment, key) != nullptr;
}

void SoughtLiterals::add(const Leaf& leaf)
{
    if (leaf.anyField) {
        if (!isKept(keywordKey(leaf)))
            m_context.segment->forEachColumn([&](const Column& column) { add(leaf, column, std::nullopt, true); });
        return;
    }
    if (!std::holds_alternative<TextMatcher>(leaf.matcher) && !std::holds_alternative<RegexMatcher>(leaf.matcher))
        return;
    for (const events::ResolvedColumn& resolved : m_context.fields.resolve(*m_context.segment, leaf.field)) {
        if (!isKept(leafKey(resolved, leaf.matcherKey)))
            add(leaf, *resolved.column, resolved.identity, !hasShorterLiteral(leaf, resolved, m_context));
    }
}

void SoughtLiterals::add(const Leaf& leaf, const Column& column, std::optional<std::uint64_t> identity, bool isNeeded)
{
    std::vector<std::string> literals = soughtLiterals(leaf.matcher, column);
    if (literals.empty())
        return;
    OfArena& sought = m_arenas[&column.folded];
    if (!sought.identity)
        sought.identity = identity;
    for (std::string& literal : literals)
        sought.literals[std::move(literal)] |= isNeeded;
}

std::optional<ContainedLiterals::Known> SoughtLiterals::remembered(
    const events::Arena& arena, const OfArena& sought, const std::string& literal) const
{
    if (m_context.cache == nullptr || !sought.identity)
        return std::nullopt;
    const auto kept = [&](std::string_view part) {
        return m_context.cache->findHits(m_context.segment, hitsKey(*sought.identity, part));
    };
    if (auto hits = kept(literal))
        return ContainedLiterals::Known{std::move(hits)};
    const std::string_view text = literal;
    for (std::size_t grown = 1; grown < std::min(text.size(), maximumGrowth); ++grown) {
        for (const std::size_t before : {std::size_t{0}, grown}) {
            const std::string_view part = text.substr(before, text.size() - grown);
            const auto shorter = kept(part);
            if (shorter == nullptr)
                continue;
            auto hits = grownHits(shorter, part.size(), arena, literal, before);
            const bool hasAllTexts = hits == shorter || hits->textCount() == shorter->textCount();
            return ContainedLiterals::Known{std::move(hits), std::string(part), hasAllTexts};
        }
    }
    return std::nullopt;
}

void SoughtLiterals::remember(
    const OfArena& sought, const std::string& literal, const std::shared_ptr<const LiteralHits>& hits) const
{
    if (m_context.cache == nullptr || !sought.identity || m_context.task.isStopped() || !hits->hasPlaces())
        return;
    m_context.cache->insertHits(m_context.segment, hitsKey(*sought.identity, literal), hits);
}

ContainedLiterals SoughtLiterals::find(LiteralSets& sets)
{
    ContainedLiterals found;
    for (const auto& [arena, sought] : m_arenas) {
        std::vector<std::string> unknown;
        for (const auto& [literal, isNeeded] : sought.literals) {
            if (auto known = remembered(*arena, sought, literal)) {
                remember(sought, literal, known->hits);
                found.add(*arena, literal, *std::move(known));
            } else if (isNeeded) {
                unknown.push_back(literal);
            }
        }
        if (unknown.empty())
            continue;
        const std::shared_ptr<const LiteralSet> set = sets.of(unknown, *arena);
        std::vector<LiteralHits> hits = set->hits(*arena, m_context.task);
        for (std::size_t i = 0; i < hits.size(); ++i) {
            ContainedLiterals::Known known{std::make_shared<const LiteralHits>(std::move(hits[i]))};
            remember(sought, unknown[i], known.hits);
            found.add(*arena, unknown[i], std::move(known));
        }
    }
    return found;
}

} // namespace rulewright::match
