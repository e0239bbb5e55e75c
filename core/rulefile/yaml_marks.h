// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace rulewright::rulefile {

/// Converts libyaml's line and column into byte offsets. Its `index` is no help: it counts code points, and a
/// CRLF inside a scalar as one. Lines end where libyaml ends them: LF, CR, CRLF, NEL, LS and PS.
class YamlMarks {
public:
    /// `base` is where the parser's text begins in `text`.
    YamlMarks(std::string_view text, std::uint32_t base);

    /// The byte offset in the whole text of a line and a column (in code points) of the parser's text, from 0.
    [[nodiscard]] std::uint32_t offset(std::size_t line, std::size_t column);

private:
    std::string_view m_text;
    std::vector<std::uint32_t> m_lineStarts;
    bool m_isAscii = true;
    // The last place asked for: marks mostly advance, and a line may be ten megabytes long.
    std::size_t m_line = 0;
    std::size_t m_column = 0;
    std::uint32_t m_offset = 0;
};

} // namespace rulewright::rulefile
