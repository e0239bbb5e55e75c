// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/segment.h"
#include "core/taxonomy/log_source.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rulewright::match {

/// taxonomy::EventIdentity with its texts.
struct Identity {
    std::string provider;
    std::string channel;
    std::optional<std::uint32_t> id;
    events::SourceKind kind = events::SourceKind::Unknown;

    [[nodiscard]] taxonomy::EventIdentity view() const;
};

[[nodiscard]] Identity identityOf(const events::Segment& segment, events::RowId row);

/// The few identities that a segment's events have, and which each row has.
struct IdentityClasses {
    std::vector<Identity> identities;
    std::vector<std::uint32_t> ofRow;
};

/// Made when first asked for, then kept as long as the segment.
[[nodiscard]] std::shared_ptr<const IdentityClasses> identityClasses(const events::Segment& segment);

} // namespace rulewright::match
