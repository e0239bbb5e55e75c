// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace rulewright::rulefile {

/// A quoted value that is not what its author meant.
struct QuoteFault {
    enum class Kind : std::uint8_t {
        Unclosed, ///< no closing quote on its line
        Trailing, ///< text follows the closing quote
    };
    Kind kind = Kind::Unclosed;
    std::uint32_t open = 0; ///< of the opening quote
    std::uint32_t trailing = 0; ///< where the text behind the closing quote begins
};

/// Looks through a document that YAML refuses for the first such value that opens before `end`. A quote left
/// open closes at the next value's opening quote, so the parser stops lines later: what follows tells.
[[nodiscard]] std::optional<QuoteFault> findQuoteFault(std::string_view text, std::uint32_t begin, std::uint32_t end);

} // namespace rulewright::rulefile
