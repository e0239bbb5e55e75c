// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/evtx/bytes.h"

#include <optional>
#include <string>

namespace rulewright::events::evtx {

/// The XML text of the record that begins at an offset of the chunk, indented by two blanks a level, as Windows'
/// own tools show it. Nothing where no readable record begins there. For the detail pane.
[[nodiscard]] std::optional<std::string> renderRecord(Bytes chunk, std::size_t recordOffset);

} // namespace rulewright::events::evtx
