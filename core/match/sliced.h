// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/block_words.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace rulewright::match {

/// A number for each event of a block, in binary: slice i has bit i of each. Slices beyond the last are 0.
class Sliced {
public:
    Sliced() = default; ///< all 0
    explicit Sliced(const Operand& bits); ///< 1 where the bit is set

    void add(const Sliced& other);
    void takeLeast(const Sliced& other);
    /// Puts the lesser numbers here and the greater ones into `other`.
    void exchange(Sliced& other);
    /// max(0, number − amount)
    void subtract(std::uint64_t amount);

    /// Calls visit(number, the events among `mask` that have it), ascending, for the numbers that occur.
    void forEachNumber(
        const BlockWords& mask, const std::function<void(std::uint64_t, const BlockWords&)>& visit) const;

private:
    using Words = std::unique_ptr<BlockWords>;

    [[nodiscard]] std::size_t width() const { return m_slices.size(); }

    void widen(std::size_t width);
    void trim();
    [[nodiscard]] BlockWords lessThan(const Sliced& other) const;
    void visitFrom(std::size_t bit, std::uint64_t number, const BlockWords& mask,
        const std::function<void(std::uint64_t, const BlockWords&)>& visit) const;

    std::vector<Words> m_slices;
};

} // namespace rulewright::match
