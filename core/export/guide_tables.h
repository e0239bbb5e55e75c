// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/guide.h"
#include "core/export/tables.h"

#include <cstdint>

namespace rulewright::exporting {

/// The sections of a guide.
enum class GuideSection : std::uint8_t {
    Rules,
    Events,
    Fields,
    Indicators,
    Exclusions,
    JointExclusions,
    NestedNegations,
    Derived,
};

/// One section as a table, complete and in the guide's order; its title names technique and section.
[[nodiscard]] Table guideTable(const corpus::Guide& guide, GuideSection section);

} // namespace rulewright::exporting
