// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/column.h"
#include "core/match/column_scan.h"
#include "core/match/literals.h"

namespace rulewright::match {

void setBit(ValueBits& bits, std::uint32_t i);
[[nodiscard]] bool testBit(const ValueBits& bits, std::uint32_t i);
[[nodiscard]] ValueBits noBits(std::uint32_t count);
[[nodiscard]] ValueBits allBits(std::uint32_t count);

/// Adds the texts that contain, start with, end with or are the literal. The arena is scanned as one buffer.
void addContaining(ValueBits& bits, const events::Arena& arena, const std::string& literal, const Task& task);
void addStarting(ValueBits& bits, const events::Arena& arena, std::string_view literal);
void addEnding(ValueBits& bits, const events::Arena& arena, std::string_view literal);
void addEqual(ValueBits& bits, const events::Arena& arena, std::string_view literal);

/// Adds the texts that a pattern fits.
void addFitting(ValueBits& bits, const events::Arena& arena, const Glob& glob, const Task& task);

} // namespace rulewright::match
