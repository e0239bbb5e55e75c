// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/mined_rule.h"

#include <string_view>

namespace rulewright::corpus {

/// What becomes of operator and value where a vendor's name carries a part of the canonical field alone: `base` (the
/// name behind the last `separator`), `ext`, `arg`, `user`; other parts keep both (corpora.md, section 5). An
/// approximation marks the leaf's fit.
void widen(MinedLeaf& leaf, std::string_view part, char separator);

} // namespace rulewright::corpus
