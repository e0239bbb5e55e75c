// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/guide.h"
#include "core/match/leaf.h"

#include <optional>
#include <string>
#include <vector>

namespace rulewright::advise {

/// A row of the guide as a test of events: what a rule that has nothing but the row would look for.
struct RowTest {
    corpus::RowKey key;
    std::optional<match::Leaf> leaf; ///< none where the row cannot be written in Sigma or not be evaluated
    std::string problem; ///< why not, as a sentence
};

/// Reads the row as it would be read after insertion() put it into a rule. The same for every rule, so a guide's
/// rows are read once.
[[nodiscard]] RowTest rowTest(const corpus::RowKey& row);

} // namespace rulewright::advise
