// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rulewright::match {

/// Finds one literal in many texts, comparing the two bytes of it that are the rarest in such texts before all
/// others, 32 places at a time where the processor can.
class LiteralSearch {
public:
    static constexpr std::size_t npos = std::string_view::npos;

    explicit LiteralSearch(std::string literal);

    [[nodiscard]] const std::string& literal() const { return m_literal; }

    /// The first place of the literal at or after `from`; npos where there is none.
    [[nodiscard]] std::size_t find(std::string_view text, std::size_t from = 0) const;

private:
    std::string m_literal;
    std::size_t m_first = 0; ///< offsets of the two bytes, in ascending order
    std::size_t m_second = 0;
};

} // namespace rulewright::match
