// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/match.h"
#include "core/match/program.h"

#include <vector>

namespace rulewright::match {

/// The fields of the rule's tests that no event of `scope` carries, in text order, each with the nearest name
/// that some loaded event carries.
[[nodiscard]] std::vector<UnknownField> unknownFields(
    const Program& program, const events::EventSet& events, const Bitmap& scope, LeafCache* cache, const Task& task);

/// Fields that the rule reads under another name whose values are close, but not equal, in some event of `scope`.
[[nodiscard]] std::vector<std::string> nearFields(
    const Program& program, const events::EventSet& events, const Bitmap& scope, LeafCache* cache, const Task& task);

/// Fields of the log source that nothing decides for some event of `scope`.
[[nodiscard]] std::vector<std::string> guessedFields(
    const Program& program, const events::EventSet& events, const Bitmap& scope, LeafCache* cache, const Task& task);

} // namespace rulewright::match
