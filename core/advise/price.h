// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/advise/insert.h"
#include "core/advise/row_test.h"
#include "core/advise/status_figures.h"
#include "core/events/event_set.h"
#include "core/match/leaf_cache.h"
#include "core/match/match.h"
#include "core/taxonomy/taxonomy.h"
#include "core/text/task.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rulewright::advise {

/// With fewer benign events than this in the log source, no benign price is worth its name.
inline constexpr std::uint64_t enoughBenign = 20;

/// Why a price, or one side of it, says nothing.
enum class Silence : std::uint8_t {
    None,
    NoEvents, ///< nothing is loaded, or nothing of this side
    NoLogSource, ///< no loaded event (of this side) is of the rule's log source
    FieldAbsent, ///< no event in scope carries the field
    TooFewEvents, ///< fewer than enoughBenign
    NotInSigma, ///< the row cannot be written in Sigma, or not be evaluated
    NoPlace, ///< the place takes no such row
    NotTested, ///< the rule, or the rule with the row, cannot be tested
};
[[nodiscard]] std::string_view silenceName(Silence silence); ///< "field_absent", …

/// What a row does to the events of one side (cli.md, "What a price is").
struct SidePrice {
    std::uint64_t lookedAt = 0; ///< events of this side in scope
    std::uint64_t alone = 0; ///< for which the row's test is true
    std::uint64_t added = 0; ///< that the rule gains by the insertion
    std::uint64_t removed = 0; ///< that it loses
    Silence silence = Silence::None;
    bool operator==(const SidePrice&) const = default;
};

struct Price {
    SidePrice attack;
    SidePrice benign;
    bool hasPlace = false; ///< else only `alone` is known
    Insertion::Kind kind = Insertion::Kind::Key;
    std::string selection; ///< where the row goes
    std::uint32_t offset = 0; ///< where its text begins
    Silence silence = Silence::None; ///< of both sides
    std::string sentence; ///< why, or what else is to be known; without full stop
    bool isApproximate = false; ///< a part of the rule cannot be tested and is taken as true
    bool operator==(const Price&) const = default;
};

struct PriceInput {
    const SourceText& source;
    const rule::Document* document = nullptr; ///< null: no rule, only `alone` is told, over all events
    std::uint32_t caret = 0;
    const events::EventSet& events;
    const EventFacts& facts; ///< of these events
    const taxonomy::Taxonomy& taxonomy;
    match::MatchOptions options;
    match::LeafCache* cache = nullptr; ///< may be null
    /// Rows become exclusions of the rule, as exclusionEdit() writes them, unless the caret stands in a selection that
    /// the condition excludes: there they go as any other row does.
    bool excludes = false;
};

/// The price of each row where insertion() would put it. One pass over the rule for all rows; only rows of which
/// nothing but the edited text tells what the rule becomes are matched again. Stopped, it returns fewer prices.
[[nodiscard]] std::vector<Price> prices(const PriceInput& input, std::span<const RowTest> rows, Task& task);

} // namespace rulewright::advise
