// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"
#include "core/match/bitmap.h"
#include "core/match/leaf_cache.h"
#include "core/match/program.h"
#include "core/match/sensitivity.h"
#include "core/taxonomy/log_source.h"
#include "core/text/task.h"

#include <cstdint>
#include <vector>

namespace rulewright::match {

struct UseCount {
    std::uint64_t matched = 0;
    Effect effect;
};

/// The numbers of a program over events, in the order of its parts.
struct Evaluation {
    Bitmap scope;
    Bitmap definite;
    Bitmap possible;
    std::uint64_t unknownInScope = 0; ///< events of which nothing tells what they are
    std::vector<std::uint64_t> selections; ///< of Program::selections
    std::vector<UseCount> tests; ///< of Program::tests
    std::vector<std::vector<UseCount>> values; ///< of each of their values
    bool isCancelled = false;
};

enum class EvaluateParts : std::uint8_t { All, OnlyMatches };

/// Segments are looked at by up to `workers` threads; the numbers are the same whatever their number. With OnlyMatches
/// the bitmaps alone; a segment without an event of the scope is passed over.
[[nodiscard]] Evaluation evaluate(const Program& program, const events::EventSet& events,
    const taxonomy::LogSourceScope& scope, LeafCache* cache, const Task& task, unsigned workers = 1,
    EvaluateParts parts = EvaluateParts::All);

} // namespace rulewright::match
