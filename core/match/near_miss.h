// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"
#include "core/match/bitmap.h"
#include "core/match/leaf_cache.h"
#include "core/match/match.h"
#include "core/rule/rule.h"
#include "core/taxonomy/taxonomy.h"
#include "core/text/diagnostic.h"
#include "core/text/task.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rulewright::match {

struct NearMiss {
    events::EventId event = events::EventId::None;
    std::uint32_t distance = 0;
    bool operator==(const NearMiss&) const = default;
};

/// Events that one leaf alone keeps out: with it the other way they would match. A list of values is one leaf; of
/// a list that asks for all, each value is one.
struct NearMissGroup {
    rule::NodeId test = rule::NodeId::None;
    rule::ValueId value = rule::ValueId::None; ///< None: the whole list
    std::string field; ///< as written; "(keyword)" for keywords
    rule::Op op = rule::Op::Eq;
    std::vector<std::string> wanted; ///< the values as written; one where `value` is given
    Span span; ///< the key's, or the value's
    std::string selection; ///< that holds the test; empty where it stands in the condition
    bool isExclusion = false; ///< the leaf is true, and the rule wants it false
    std::uint64_t events = 0;
    Bitmap members; ///< empty for groups beyond NearMisses::membersKept
};

struct DistanceCount {
    std::uint32_t distance = 0;
    std::uint64_t events = 0;
    bool operator==(const DistanceCount&) const = default;
};

/// The events in scope that do not match, by the fewest leaves that would have to be otherwise (cli.md, "Near
/// misses"). Parts that cannot be tested are taken as true.
struct NearMisses {
    static constexpr std::size_t membersKept = 256;

    std::uint64_t total = 0; ///< events in scope that do not match
    std::uint64_t unreachable = 0; ///< of them, those that no change of leaves would let in
    std::vector<DistanceCount> distances; ///< ascending
    std::vector<NearMissGroup> groups; ///< by events descending, then text; an event may be in several
    std::vector<NearMiss> events; ///< by distance, time, file, record; no more than were asked for
    bool isCancelled = false;

    [[nodiscard]] std::uint64_t atDistance(std::uint32_t distance) const;
};

/// `report` is the rule's over these events, with these options; `limit` is of NearMisses::events. Filters that apply
/// to the rule are part of it; what finds something over time has no near misses of its own, and is an error.
[[nodiscard]] Result<NearMisses> nearMisses(const rule::Rule& rule, const events::EventSet& events,
    const MatchReport& report, const taxonomy::Taxonomy& taxonomy, const MatchOptions& options, std::size_t limit,
    LeafCache* cache, const Task& task);

/// A value of a field and how many of some events have it; `text` is none for events without a value.
struct ActualValue {
    std::optional<std::string> text;
    std::uint64_t events = 0;
    events::EventId first = events::EventId::None; ///< the first event that has it
    bool operator==(const ActualValue&) const = default;
};

/// What a field holds in these events, the most frequent first, then by code point. Values that differ in letter
/// case alone are counted apart.
[[nodiscard]] std::vector<ActualValue> actualValues(
    const events::EventSet& events, const Bitmap& members, std::string_view field, const Task& task);

} // namespace rulewright::match
