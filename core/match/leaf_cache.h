// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/segment.h"
#include "core/match/bitmap.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace rulewright::match {

struct LiteralHits;

/// Keeps bitmaps over the rows of segments between runs, and where literals stand in their texts, the least recently
/// used going first when the byte budget is spent. An edit of one literal then computes one leaf, and a literal that
/// grew is looked for where the shorter one stands. Safe to use from several threads.
///
/// A key says what was computed: of a column's leaf the column's identity and the matcher. What belongs to a
/// segment that is gone is never found again, even where another took its address.
class LeafCache {
public:
    static constexpr std::size_t defaultBudget = std::size_t{256} << 20;

    explicit LeafCache(std::size_t byteBudget = defaultBudget);
    ~LeafCache();
    LeafCache(const LeafCache&) = delete;
    LeafCache& operator=(const LeafCache&) = delete;

    [[nodiscard]] std::shared_ptr<const Bitmap> find(
        const std::shared_ptr<const events::Segment>& segment, const std::string& key);
    /// The same without a trace in the counts or in the order of use: a look at what may help.
    [[nodiscard]] std::shared_ptr<const Bitmap> findQuietly(
        const std::shared_ptr<const events::Segment>& segment, const std::string& key) const;
    void insert(const std::shared_ptr<const events::Segment>& segment, const std::string& key,
        std::shared_ptr<const Bitmap> bitmap);

    /// Of literals in a column's texts; without a trace in the counts.
    [[nodiscard]] std::shared_ptr<const LiteralHits> findHits(
        const std::shared_ptr<const events::Segment>& segment, const std::string& key);
    void insertHits(const std::shared_ptr<const events::Segment>& segment, const std::string& key,
        std::shared_ptr<const LiteralHits> hits);

    void clear();
    [[nodiscard]] std::size_t bytes() const;
    [[nodiscard]] std::size_t size() const; ///< bitmaps and hits of literals kept
    [[nodiscard]] std::uint64_t hitCount() const; ///< of find()
    [[nodiscard]] std::uint64_t missCount() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace rulewright::match
