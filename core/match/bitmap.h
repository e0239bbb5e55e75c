// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <variant>
#include <vector>

namespace rulewright::match {

/// A set of events (0 … size-1): a row of blocks of 65,536, each empty, full, a sorted array or words.
class Bitmap {
public:
    static constexpr std::uint32_t blockSize = 65'536;

    struct Empty {
        bool operator==(const Empty&) const = default;
    };

    struct Full {
        bool operator==(const Full&) const = default;
    };

    using Array = std::vector<std::uint16_t>; ///< ascending
    using Words = std::vector<std::uint64_t>; ///< 1,024
    using Block = std::variant<Empty, Full, Array, Words>;

    Bitmap() = default;
    explicit Bitmap(std::uint32_t size, bool value = false);

    [[nodiscard]] std::uint32_t size() const { return m_size; }

    [[nodiscard]] std::uint64_t count() const;
    [[nodiscard]] bool contains(std::uint32_t i) const;
    [[nodiscard]] bool isEmpty() const;
    void set(std::uint32_t i); ///< slow: for tests and few events

    /// Calls `visit` with each member, ascending.
    void forEach(const std::function<void(std::uint32_t)>& visit) const;
    [[nodiscard]] std::vector<std::uint32_t> members() const;
    /// The member with this rank (0-based), in O(blocks); size() where there are fewer.
    [[nodiscard]] std::uint32_t select(std::uint64_t rank) const;

    [[nodiscard]] std::uint32_t blockCount() const { return static_cast<std::uint32_t>(m_blocks.size()); }

    [[nodiscard]] const Block& block(std::uint32_t i) const { return m_blocks[i]; }

    void setBlock(std::uint32_t i, Block block); ///< brought to its smallest form; bits beyond size() cleared
    /// Bit i of word w is member 64 w + i; missing words are 0, bits beyond `size` are ignored.
    [[nodiscard]] static Bitmap fromWords(std::uint32_t size, std::span<const std::uint64_t> words);
    [[nodiscard]] std::vector<std::uint64_t> toWords() const;

    [[nodiscard]] Bitmap operator&(const Bitmap& other) const;
    [[nodiscard]] Bitmap operator|(const Bitmap& other) const;
    [[nodiscard]] Bitmap andNot(const Bitmap& other) const;
    [[nodiscard]] Bitmap operator~() const;
    bool operator==(const Bitmap& other) const; ///< the same members, whatever the blocks' forms
    [[nodiscard]] std::size_t bytes() const;

private:
    [[nodiscard]] std::uint32_t blockLength(std::uint32_t i) const;
    [[nodiscard]] Bitmap combined(const Bitmap& other, bool negated, bool conjunction) const;

    std::uint32_t m_size = 0;
    std::vector<Block> m_blocks;
};

/// |a ∧ b|, without making it.
[[nodiscard]] std::uint64_t countAnd(const Bitmap& a, const Bitmap& b);

/// The members begin … begin + size − 1 of a bitmap, as a bitmap of their own.
[[nodiscard]] Bitmap slice(const Bitmap& bitmap, std::uint32_t begin, std::uint32_t size);

} // namespace rulewright::match
