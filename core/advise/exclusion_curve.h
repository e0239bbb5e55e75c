// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/advise/exclude.h"
#include "core/taxonomy/taxonomy.h"
#include "core/text/diagnostic.h"
#include "core/text/source.h"

#include <cstdint>
#include <span>
#include <string>

namespace rulewright::advise {

/// The text of the rule with each row excluded, one after another as exclusionEdit() does it. Errors say why one of
/// them has to be written by hand.
[[nodiscard]] Result<std::string> withExclusions(const SourceText& source, const rule::Document& document,
    std::uint32_t caret, std::span<const corpus::RowKey> rows);

struct CurveInput {
    const SourceText& source;
    const rule::Document& document; ///< of the source
    std::uint32_t caret = 0; ///< in the rule that is measured
    const events::EventSet& events;
    const taxonomy::Taxonomy& taxonomy;
    match::MatchOptions options;
    match::LeafCache* cache = nullptr; ///< may be null
};

/// Writes the exclusions of each step of the curve into the rule and matches what comes out: the numbers of a step are
/// the engine's, and not added up. A step that cannot be written stays without a measure.
void measureCurve(Exclusions& found, const CurveInput& input, Task& task);

} // namespace rulewright::advise
