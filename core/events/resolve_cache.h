// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/field_table.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace rulewright::events {

/// What FieldTable::resolve() found in one segment. Every member but `mutex` is used under it.
class ResolveCache {
public:
    std::mutex mutex;
    /// The alias table that the entries are for; kept alive, so that its address stays its own.
    std::shared_ptr<const void> aliases;
    std::unordered_map<std::string, std::vector<ResolvedColumn>> byName;
    /// Rows of a provider and ids, by both as text. They do not depend on the aliases.
    std::unordered_map<std::string, std::shared_ptr<const std::vector<std::uint64_t>>> rows;
    /// Columns of parts of other columns' values, by original and part. They stay as long as the segment.
    std::unordered_map<std::string, std::shared_ptr<const Column>> parts;

    /// Which kind of event each row is, in the terms of who asks (core/match/identity); null until someone does.
    std::shared_ptr<const void> identities;

    /// Rule texts choose the names: more than this is no cache any more.
    static constexpr std::size_t maximumNames = 16'384;
};

} // namespace rulewright::events
