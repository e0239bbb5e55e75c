// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/guide.h"

#include <vector>

namespace rulewright::ui {

// The exclusions of a guide in their order, as blocks of indices into Guide::exclusions: one index for
// a row that stands alone, several for a joint clause. A clause stands where its first member would; a
// key that some rule excludes by itself stands alone too.
std::vector<std::vector<int>> exclusionBlocks(const corpus::Guide& guide);

} // namespace rulewright::ui
