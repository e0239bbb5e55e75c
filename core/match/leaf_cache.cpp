// SPDX-License-Identifier: Apache-2.0
#include "core/match/leaf_cache.h"

#include "core/match/literal_hits.h"

#include <list>
#include <mutex>
#include <unordered_map>

namespace rulewright::match {

using SegmentPointer = std::shared_ptr<const events::Segment>;

struct LeafCache::State {
    struct Entry {
        const events::Segment* segment = nullptr;
        std::string key;
        std::shared_ptr<const Bitmap> bitmap; ///< this or `hits`
        std::shared_ptr<const LiteralHits> hits;
        std::size_t bytes = 0;
    };

    using Entries = std::list<Entry>; ///< most recently used first

    struct OfSegment {
        std::weak_ptr<const events::Segment> segment;
        std::unordered_map<std::string, Entries::iterator> byKey;
    };

    explicit State(std::size_t byteBudget)
        : budget(byteBudget)
    {
    }

    // The segment's entries, after those of a former segment at this address are dropped. Null where there are none.
    OfSegment* find(const SegmentPointer& segment)
    {
        const auto found = segments.find(segment.get());
        if (found == segments.end())
            return nullptr;
        // A weak pointer that is expired belonged to a segment that is gone.
        if (found->second.segment.lock() == segment)
            return &found->second;
        for (const auto& [key, entry] : found->second.byKey) {
            bytes -= entry->bytes;
            entries.erase(entry);
        }
        segments.erase(found);
        return nullptr;
    }

    void insert(const SegmentPointer& segment, Entry entry)
    {
        // What a node of each container takes, roughly.
        constexpr std::size_t overhead = 160;
        entry.bytes += 2 * entry.key.size() + overhead;
        const std::lock_guard lock(mutex);
        if (entry.bytes > budget)
            return;
        OfSegment* of = find(segment);
        if (of != nullptr && of->byKey.contains(entry.key))
            return; // another thread was first: what they found is equal
        bytes += entry.bytes;
        entries.push_front(std::move(entry));
        OfSegment& owner = segments[segment.get()];
        owner.segment = segment;
        owner.byKey.emplace(entries.front().key, entries.begin());
        while (bytes > budget)
            dropOldest();
    }

    void dropOldest()
    {
        const Entry& oldest = entries.back();
        const auto segment = segments.find(oldest.segment);
        segment->second.byKey.erase(oldest.key);
        if (segment->second.byKey.empty())
            segments.erase(segment);
        bytes -= oldest.bytes;
        entries.pop_back();
    }

    mutable std::mutex mutex;
    std::size_t budget;
    std::size_t bytes = 0;
    std::uint64_t hits = 0;
    std::uint64_t misses = 0;
    Entries entries;
    std::unordered_map<const events::Segment*, OfSegment> segments;
};

LeafCache::LeafCache(std::size_t byteBudget)
    : m_state(std::make_unique<State>(byteBudget))
{
}

LeafCache::~LeafCache() = default;

std::shared_ptr<const Bitmap> LeafCache::find(const SegmentPointer& segment, const std::string& key)
{
    const std::lock_guard lock(m_state->mutex);
    State::OfSegment* of = m_state->find(segment);
    const auto found = of == nullptr ? decltype(of->byKey.end()){} : of->byKey.find(key);
    if (of == nullptr || found == of->byKey.end()) {
        ++m_state->misses;
        return nullptr;
    }
    ++m_state->hits;
    m_state->entries.splice(m_state->entries.begin(), m_state->entries, found->second);
    return found->second->bitmap;
}

std::shared_ptr<const Bitmap> LeafCache::findQuietly(const SegmentPointer& segment, const std::string& key) const
{
    const std::lock_guard lock(m_state->mutex);
    const State::OfSegment* of = m_state->find(segment);
    const auto found = of == nullptr ? decltype(of->byKey.end()){} : of->byKey.find(key);
    return of == nullptr || found == of->byKey.end() ? nullptr : found->second->bitmap;
}

void LeafCache::insert(const SegmentPointer& segment, const std::string& key, std::shared_ptr<const Bitmap> bitmap)
{
    const std::size_t bytes = bitmap->bytes();
    m_state->insert(segment, {segment.get(), key, std::move(bitmap), nullptr, bytes});
}

std::shared_ptr<const LiteralHits> LeafCache::findHits(const SegmentPointer& segment, const std::string& key)
{
    const std::lock_guard lock(m_state->mutex);
    State::OfSegment* of = m_state->find(segment);
    const auto found = of == nullptr ? decltype(of->byKey.end()){} : of->byKey.find(key);
    if (of == nullptr || found == of->byKey.end())
        return nullptr;
    m_state->entries.splice(m_state->entries.begin(), m_state->entries, found->second);
    return found->second->hits;
}

void LeafCache::insertHits(
    const SegmentPointer& segment, const std::string& key, std::shared_ptr<const LiteralHits> hits)
{
    const std::size_t bytes = hits->bytes();
    m_state->insert(segment, {segment.get(), key, nullptr, std::move(hits), bytes});
}

void LeafCache::clear()
{
    const std::lock_guard lock(m_state->mutex);
    m_state->segments.clear();
    m_state->entries.clear();
    m_state->bytes = 0;
}

std::size_t LeafCache::bytes() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->bytes;
}

std::size_t LeafCache::size() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->entries.size();
}

std::uint64_t LeafCache::hitCount() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->hits;
}

std::uint64_t LeafCache::missCount() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->misses;
}

} // namespace rulewright::match
