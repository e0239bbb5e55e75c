// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/segment.h"

#include <string_view>

namespace rulewright::events {

/// The name by which log sources select a kind (resources/taxonomy/source_kinds.csv); empty for an unknown one.
[[nodiscard]] std::string_view sourceKindName(SourceKind kind);

/// Of a log of Zeek's by its path: "dns".
[[nodiscard]] SourceKind zeekKind(std::string_view path);

} // namespace rulewright::events
