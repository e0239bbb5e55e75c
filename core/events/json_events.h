// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/input/slices.h"

#include <cstdint>
#include <string_view>

namespace rulewright::events {

/// How the values of a JSON text stand in it.
enum class JsonLayout : std::uint8_t {
    Lines, ///< each line a record, or an array of records (NDJSON)
    Stream ///< values with any white space between them; an array stands for its elements
};

/// Lines where the first line that is not blank is a whole object, or the second is and the first does not begin
/// with `[`; else Stream.
[[nodiscard]] JsonLayout jsonLayout(std::string_view text);

/// Whether a text begins as JSON records do.
[[nodiscard]] bool looksLikeJson(std::string_view text);
/// Whether it begins as any object or array does: enough where someone says that it is a file of events.
[[nodiscard]] bool beginsJson(std::string_view text);

/// Reads the records of slices. After a broken value reading goes on at the next line that begins with { or [. Lines
/// are read as they come; a Stream is held whole.
[[nodiscard]] SliceReader openJson(ReadContext& context);

} // namespace rulewright::events
