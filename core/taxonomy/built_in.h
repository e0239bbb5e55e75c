// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/taxonomy/taxonomy.h"

namespace rulewright::taxonomy {

/// The tables that the product carries. They are validated by a test; an error here is a broken build.
[[nodiscard]] Result<Taxonomy> builtInTaxonomy();

} // namespace rulewright::taxonomy
