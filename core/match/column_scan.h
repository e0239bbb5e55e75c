// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/column.h"
#include "core/match/leaf.h"
#include "core/text/task.h"

#include <cstdint>
#include <string>
#include <vector>

namespace rulewright::match {

/// Bit v of word w: value 64 w + v of a column.
using ValueBits = std::vector<std::uint64_t>;

class ContainedLiterals;

/// The values of the column that the matcher accepts; each distinct text is looked at once. Incomplete where
/// the task was stopped. `known` (may be null) has what passes over the folded texts found before.
[[nodiscard]] ValueBits matchingValues(
    const Matcher& matcher, const events::Column& column, const ContainedLiterals* known, const Task& task);

/// The literals for which matchingValues() passes over the whole of the column's folded texts.
[[nodiscard]] std::vector<std::string> soughtLiterals(const Matcher& matcher, const events::Column& column);

/// The matcher's patterns as folded texts are asked for them, with literals in place of dashes where that pays. What a
/// text without case fits, one of them fits folded; of a cased matcher, texts that fold in other ways than ASCII
/// letters do are left out, and those found may be too many.
[[nodiscard]] std::vector<Glob> foldedPatterns(const TextMatcher& matcher);

} // namespace rulewright::match
