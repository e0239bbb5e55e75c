// SPDX-License-Identifier: Apache-2.0
#include "core/events/evtx/plan_cache.h"

#include <algorithm>

namespace rulewright::events::evtx {

struct PlanCache::Entry {
    std::vector<std::uint8_t> data; ///< the definition's data as first seen
    std::vector<NameUse> names; ///< ascending by position
    std::vector<std::vector<std::uint8_t>> spelling; ///< of each use: hash, number of units and units of the name
    Place place;
    Plan plan;
};

namespace {

/// Bytes of definitions that are read for one chunk. A sound chunk has at most its own 64 KiB of them; overlapping
/// ones could make any record a definition.
constexpr std::size_t chunkBudget = 4 * 65'536;
constexpr std::size_t maximumEntries = 4'096;
constexpr std::size_t maximumShapeBytes = 4'000'000;

std::uint64_t keyOf(Bytes chunk, std::uint32_t definition)
{
    return chunk.u64(definition + 4) * 31 + chunk.u64(definition + 12) * 17 + chunk.u32(definition + 20);
}

/// A name's structure without the offset of the next name, which differs between chunks.
Bytes spellingAt(Bytes chunk, std::size_t offset) { return chunk.sub(offset + 4, nameSize(chunk, offset) - 4); }

bool equal(Bytes a, const std::uint8_t* b, std::size_t size)
{
    return a.size() == size && (size == 0 || std::memcmp(a.data(), b, size) == 0);
}

} // namespace

PlanCache::PlanCache() = default;
PlanCache::PlanCache(PlanCache&&) noexcept = default;
PlanCache& PlanCache::operator=(PlanCache&&) noexcept = default;
PlanCache::~PlanCache() = default;

void PlanCache::beginChunk(Bytes chunk)
{
    m_chunk = chunk;
    m_local.clear();
    m_budget = chunkBudget;
    if (m_entries.size() > maximumEntries)
        m_entries.clear();
}

bool PlanCache::isSame(const Entry& entry, std::uint32_t definition) const
{
    const std::size_t begin = definition + definitionHeaderSize;
    const Bytes data = m_chunk.sub(begin, m_chunk.u32(definition + 20));
    if (data.size() != entry.data.size())
        return false;
    std::size_t done = 0;
    for (std::size_t i = 0; i < entry.names.size(); ++i) {
        const NameUse& use = entry.names[i];
        if (!equal(data.sub(done, use.position - done), entry.data.data() + done, use.position - done))
            return false;
        const std::uint32_t offset = data.u32(use.position);
        done = use.position + 4;
        if ((offset == begin + done) != use.isInline || !m_chunk.has(offset, 8)
            || !m_chunk.has(offset, nameSize(m_chunk, offset))
            || !equal(spellingAt(m_chunk, offset), entry.spelling[i].data(), entry.spelling[i].size()))
            return false;
        if (use.isInline)
            done += 4; // the offset of the next name
    }
    return equal(data.sub(done, data.size() - done), entry.data.data() + done, data.size() - done);
}

Plan* PlanCache::find(std::uint32_t definition, const Place& place)
{
    if (!m_chunk.has(definition, definitionHeaderSize))
        return nullptr;
    const std::uint64_t key = keyOf(m_chunk, definition);
    const auto [first, last] = m_entries.equal_range(key);
    for (auto it = first; it != last; ++it) {
        if (it->second->place == place && isSame(*it->second, definition))
            return &it->second->plan;
    }
    const std::size_t begin = definition + definitionHeaderSize;
    const Bytes data = m_chunk.sub(begin, m_chunk.u32(definition + 20));
    if (data.size() + definitionHeaderSize > m_budget)
        return nullptr;
    m_budget -= data.size() + definitionHeaderSize;
    auto entry = std::make_unique<Entry>();
    entry->place = place;
    auto fragment = readFragment(m_chunk, begin, begin + data.size(), false, &entry->names);
    if (!fragment) {
        // Remembered for this chunk only: what is broken here may be whole elsewhere.
        return nullptr;
    }
    entry->data.assign(data.data(), data.data() + data.size());
    for (const NameUse& use : entry->names) {
        const Bytes spelling = spellingAt(m_chunk, use.nameOffset);
        entry->spelling.emplace_back(spelling.data(), spelling.data() + spelling.size());
    }
    entry->plan = makePlan(*std::move(fragment), place);
    // A plan that names another definition of the chunk would be wrong in the next one.
    const bool isLocal = std::ranges::any_of(
        entry->plan.steps, [](const Step& step) { return step.kind == Step::Kind::NestedInstance; });
    if (isLocal)
        entry->data.clear();
    return &m_entries.emplace(key, std::move(entry))->second->plan;
}

Plan* PlanCache::plan(std::uint32_t definition, const Place& place)
{
    for (const Local& local : m_local) {
        if (local.definition == definition && local.place == place)
            return local.plan;
    }
    Plan* found = find(definition, place);
    m_local.push_back({definition, place, found});
    return found;
}

Plan* PlanCache::plan(const Shape& shape, std::size_t begin, std::size_t end)
{
    const auto found = m_shapes.find(shape.structure());
    if (found != m_shapes.end())
        return &found->second;
    if (m_shapeBytes + shape.structure().size() > maximumShapeBytes || m_shapes.size() >= maximumEntries)
        return nullptr;
    auto fragment = readFragment(m_chunk, begin, end, false, nullptr);
    if (!fragment || numberTexts(*fragment) != shape.values().size())
        return nullptr;
    Plan plan = makePlan(*std::move(fragment), {});
    // What was text in this record is a value of any.
    for (Piece& piece : plan.pieces) {
        piece.isSubstitution = true;
        piece.text.clear();
    }
    m_shapeBytes += shape.structure().size();
    return &m_shapes.emplace(shape.structure(), std::move(plan)).first->second;
}

} // namespace rulewright::events::evtx
