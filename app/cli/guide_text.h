// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/attack/attack_data.h"
#include "core/corpus/guide.h"

#include <cstddef>
#include <ostream>

namespace rulewright::cli {

// A guide for reading: at most `rows` rows of each list, with the number of those left out.
void printGuide(std::ostream& out, const corpus::Guide& guide, const corpus::Profile& profile,
    const attack::AttackData& attack, std::size_t rows);

} // namespace rulewright::cli
