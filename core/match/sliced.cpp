// SPDX-License-Identifier: Apache-2.0
#include "core/match/sliced.h"

#include <algorithm>

namespace rulewright::match {

Sliced::Sliced(const Operand& bits)
{
    if (bits.isEmpty())
        return;
    m_slices.push_back(std::make_unique<BlockWords>());
    expand(*m_slices.front(), bits);
}

void Sliced::widen(std::size_t width)
{
    while (m_slices.size() < width) {
        m_slices.push_back(std::make_unique<BlockWords>());
        m_slices.back()->fill(0);
    }
}

void Sliced::trim()
{
    while (!m_slices.empty() && isZero(*m_slices.back()))
        m_slices.pop_back();
}

void Sliced::add(const Sliced& other)
{
    if (other.width() == 0)
        return;
    widen(other.width());
    BlockWords carry;
    carry.fill(0);
    for (std::size_t bit = 0; bit < width(); ++bit) {
        BlockWords& mine = *m_slices[bit];
        if (bit < other.width()) {
            const BlockWords& theirs = *other.m_slices[bit];
            for (std::size_t i = 0; i < wordsPerBlock; ++i) {
                const std::uint64_t a = mine[i];
                const std::uint64_t b = theirs[i];
                const std::uint64_t c = carry[i];
                mine[i] = a ^ b ^ c;
                carry[i] = (a & b) | (c & (a ^ b));
            }
        } else {
            for (std::size_t i = 0; i < wordsPerBlock; ++i) {
                const std::uint64_t a = mine[i];
                mine[i] = a ^ carry[i];
                carry[i] = a & carry[i];
            }
        }
    }
    if (!isZero(carry))
        m_slices.push_back(std::make_unique<BlockWords>(carry));
}

BlockWords Sliced::lessThan(const Sliced& other) const
{
    BlockWords less;
    BlockWords equal;
    less.fill(0);
    equal.fill(~std::uint64_t{0});
    for (std::size_t bit = std::max(width(), other.width()); bit-- > 0;) {
        const BlockWords* mine = bit < width() ? m_slices[bit].get() : nullptr;
        const BlockWords* theirs = bit < other.width() ? other.m_slices[bit].get() : nullptr;
        for (std::size_t i = 0; i < wordsPerBlock; ++i) {
            const std::uint64_t a = mine != nullptr ? (*mine)[i] : 0;
            const std::uint64_t b = theirs != nullptr ? (*theirs)[i] : 0;
            less[i] |= equal[i] & ~a & b;
            equal[i] &= ~(a ^ b);
        }
    }
    return less;
}

void Sliced::exchange(Sliced& other)
{
    const BlockWords swap = other.lessThan(*this);
    if (isZero(swap))
        return;
    const std::size_t both = std::max(width(), other.width());
    widen(both);
    other.widen(both);
    for (std::size_t bit = 0; bit < both; ++bit) {
        BlockWords& mine = *m_slices[bit];
        BlockWords& theirs = *other.m_slices[bit];
        for (std::size_t i = 0; i < wordsPerBlock; ++i) {
            const std::uint64_t change = (mine[i] ^ theirs[i]) & swap[i];
            mine[i] ^= change;
            theirs[i] ^= change;
        }
    }
    trim();
    other.trim();
}

void Sliced::takeLeast(const Sliced& other)
{
    if (width() == 0)
        return;
    const BlockWords take = other.lessThan(*this);
    for (std::size_t bit = 0; bit < width(); ++bit) {
        BlockWords& mine = *m_slices[bit];
        const BlockWords* theirs = bit < other.width() ? other.m_slices[bit].get() : nullptr;
        for (std::size_t i = 0; i < wordsPerBlock; ++i)
            mine[i] = (mine[i] & ~take[i]) | (theirs != nullptr ? (*theirs)[i] & take[i] : 0);
    }
    trim();
}

void Sliced::subtract(std::uint64_t amount)
{
    if (width() < 64 && amount >> width() != 0) {
        m_slices.clear();
        return;
    }
    BlockWords borrow;
    borrow.fill(0);
    for (std::size_t bit = 0; bit < width(); ++bit) {
        BlockWords& mine = *m_slices[bit];
        const std::uint64_t b = (amount >> bit & 1) != 0 ? ~std::uint64_t{0} : 0;
        for (std::size_t i = 0; i < wordsPerBlock; ++i) {
            const std::uint64_t a = mine[i];
            const std::uint64_t c = borrow[i];
            mine[i] = a ^ b ^ c;
            borrow[i] = (~a & b) | (c & ~(a ^ b));
        }
    }
    for (const Words& slice : m_slices)
        andInto(*slice, operandOf(borrow, true));
    trim();
}

void Sliced::visitFrom(std::size_t bit, std::uint64_t number, const BlockWords& mask,
    const std::function<void(std::uint64_t, const BlockWords&)>& visit) const
{
    if (isZero(mask))
        return;
    if (bit == 0) {
        visit(number, mask);
        return;
    }
    const BlockWords& slice = *m_slices[bit - 1];
    BlockWords part = mask;
    andInto(part, operandOf(slice, true));
    visitFrom(bit - 1, number, part, visit);
    part = mask;
    andInto(part, operandOf(slice));
    visitFrom(bit - 1, number | std::uint64_t{1} << (bit - 1), part, visit);
}

void Sliced::forEachNumber(
    const BlockWords& mask, const std::function<void(std::uint64_t, const BlockWords&)>& visit) const
{
    visitFrom(width(), 0, mask, visit);
}

} // namespace rulewright::match
