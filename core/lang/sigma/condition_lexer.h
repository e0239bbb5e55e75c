// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace rulewright::lang::sigma {

struct ConditionToken {
    enum class Kind : std::uint8_t { Word, And, Or, Not, Of, Open, Close, Pipe, End };
    Kind kind = Kind::End;
    std::string_view text;
    std::size_t begin = 0; ///< bytes of the condition's text
    std::size_t end = 0;
};

/// The words, operators and brackets of a condition, and End. Operators are recognised in any letter case.
[[nodiscard]] std::vector<ConditionToken> lexCondition(std::string_view condition);

} // namespace rulewright::lang::sigma
