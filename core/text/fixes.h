// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/diagnostic.h"

#include <vector>

namespace rulewright {

/// The edits of every safe fix that can be made at once, one fix a diagnostic: a fix that touches bytes of an
/// earlier one is left for another round.
[[nodiscard]] std::vector<TextEdit> safeEdits(const Diagnostics& diagnostics);

} // namespace rulewright
