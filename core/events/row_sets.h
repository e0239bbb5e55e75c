// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/segment.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rulewright::events {

/// The rows of a provider (System's, letter case ignored; none: any) and one of the ids (none: any), as bits.
/// Kept in the segment's cache.
[[nodiscard]] std::shared_ptr<const std::vector<std::uint64_t>> rowsOf(
    const Segment& segment, const std::optional<std::string>& provider, const std::vector<std::uint32_t>& eventIds);

/// The rows of records of one shape, as bits.
[[nodiscard]] std::vector<std::uint64_t> rowsOf(const Segment& segment, RecordShape shape);

/// Whether one row is of the provider and one of the ids.
[[nodiscard]] bool isOf(const Segment& segment, RowId row, const std::optional<std::string>& provider,
    const std::vector<std::uint32_t>& eventIds);

} // namespace rulewright::events
