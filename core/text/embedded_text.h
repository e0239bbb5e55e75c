// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/span.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace rulewright {

/// A text inside a file: a query in a TOML or YAML string. Knows where each of its bytes stands in the file, so
/// that spans of the query are spans of the file.
struct EmbeddedText {
    std::string_view text; ///< after the file format's quoting
    std::uint32_t base = 0; ///< where it begins in the file, as long as there are no offsets
    /// Where each byte of the text stands in the file, and one more for its end. Empty: one after another.
    std::vector<std::uint32_t> offsets;

    [[nodiscard]] std::uint32_t place(std::size_t at) const
    {
        if (offsets.empty())
            return base + static_cast<std::uint32_t>(at);
        return offsets[at < offsets.size() ? at : offsets.size() - 1];
    }

    [[nodiscard]] Span span(std::size_t begin, std::size_t end) const { return {place(begin), place(end)}; }
};

} // namespace rulewright
