// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::ui {

/// How the lines of a file end, so that an edited text can be written as its file was. Lines that were not
/// touched keep their own ends; new lines get the most frequent one.
class LineEnds {
public:
    /// The text of a file with '\n' at each line's end and without byte-order mark.
    [[nodiscard]] std::string take(std::string_view bytes);
    /// The bytes to write for a text whose lines end with '\n'.
    [[nodiscard]] std::string restore(std::string_view text) const;

private:
    enum class End : std::uint8_t { Lf, CrLf, Cr };

    std::string m_original; ///< as take() returned it; only where the ends differ
    std::vector<End> m_ends; ///< of the original's lines; only where they differ
    End m_usual = End::Lf;
    bool m_hasByteOrderMark = false;
};

} // namespace rulewright::ui
