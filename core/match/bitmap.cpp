// SPDX-License-Identifier: Apache-2.0
#include "core/match/bitmap.h"

#include "core/match/block_words.h"

#include <algorithm>
#include <bit>

namespace rulewright::match {

namespace {

// Of more members words are as quick to go through; eight times the room is little for so few blocks.
constexpr std::size_t maximumArray = 512;

std::uint64_t countBlock(const Bitmap::Block& block, std::uint32_t length)
{
    if (std::holds_alternative<Bitmap::Full>(block))
        return length;
    if (const auto* array = std::get_if<Bitmap::Array>(&block))
        return array->size();
    if (const auto* words = std::get_if<Bitmap::Words>(&block))
        return countWords(*words);
    return 0;
}

void appendBits(Bitmap::Array& array, std::uint64_t word, std::size_t base)
{
    for (; word != 0; word &= word - 1)
        array.push_back(static_cast<std::uint16_t>(base + static_cast<std::size_t>(std::countr_zero(word))));
}

/// The smallest form of the words, of which the first `length` bits count and the others are 0.
Bitmap::Block smallest(std::span<const std::uint64_t> words, std::uint32_t length)
{
    const std::uint64_t count = countWords(words);
    if (count == 0)
        return Bitmap::Empty{};
    if (count == length)
        return Bitmap::Full{};
    if (count >= maximumArray) {
        Bitmap::Words copy(words.begin(), words.end());
        copy.resize(wordsPerBlock);
        return copy;
    }
    Bitmap::Array array;
    array.reserve(count);
    for (std::size_t i = 0; i < words.size(); ++i)
        appendBits(array, words[i], i * 64);
    return array;
}

void clearBeyond(std::span<std::uint64_t> words, std::uint32_t length)
{
    const std::size_t whole = length / 64;
    if (whole >= words.size())
        return;
    words[whole] &= (std::uint64_t{1} << (length % 64)) - 1;
    std::ranges::fill(words.subspan(whole + 1), 0);
}

} // namespace

Bitmap::Bitmap(std::uint32_t size, bool value)
    : m_size(size)
    , m_blocks((std::size_t{size} + blockSize - 1) / blockSize)
{
    if (value)
        std::ranges::fill(m_blocks, Block(Full{}));
}

std::uint32_t Bitmap::blockLength(std::uint32_t i) const { return std::min(blockSize, m_size - i * blockSize); }

std::uint64_t Bitmap::count() const
{
    std::uint64_t sum = 0;
    for (std::uint32_t i = 0; i < blockCount(); ++i)
        sum += countBlock(m_blocks[i], blockLength(i));
    return sum;
}

bool Bitmap::isEmpty() const
{
    return std::ranges::all_of(m_blocks, [](const Block& block) { return std::holds_alternative<Empty>(block); });
}

bool Bitmap::contains(std::uint32_t i) const
{
    if (i >= m_size)
        return false;
    const Block& block = m_blocks[i / blockSize];
    const auto low = static_cast<std::uint16_t>(i % blockSize);
    if (const auto* array = std::get_if<Array>(&block))
        return std::ranges::binary_search(*array, low);
    if (const auto* words = std::get_if<Words>(&block))
        return ((*words)[low / 64] >> (low % 64) & 1) != 0;
    return std::holds_alternative<Full>(block);
}

void Bitmap::set(std::uint32_t i)
{
    BlockWords words;
    expand(words, operandOf(m_blocks[i / blockSize]));
    words[i % blockSize / 64] |= std::uint64_t{1} << (i % 64);
    setBlock(i / blockSize, Words(words.begin(), words.end()));
}

void Bitmap::forEach(const std::function<void(std::uint32_t)>& visit) const
{
    for (std::uint32_t b = 0; b < blockCount(); ++b) {
        const std::uint32_t base = b * blockSize;
        const Block& block = m_blocks[b];
        if (const auto* array = std::get_if<Array>(&block)) {
            for (const std::uint16_t low : *array)
                visit(base + low);
        } else if (const auto* words = std::get_if<Words>(&block)) {
            for (std::uint32_t w = 0; w < wordsPerBlock; ++w) {
                for (std::uint64_t word = (*words)[w]; word != 0; word &= word - 1)
                    visit(base + w * 64 + static_cast<std::uint32_t>(std::countr_zero(word)));
            }
        } else if (std::holds_alternative<Full>(block)) {
            for (std::uint32_t low = 0; low < blockLength(b); ++low)
                visit(base + low);
        }
    }
}

std::vector<std::uint32_t> Bitmap::members() const
{
    std::vector<std::uint32_t> result;
    result.reserve(count());
    forEach([&](std::uint32_t i) { result.push_back(i); });
    return result;
}

std::uint32_t Bitmap::select(std::uint64_t rank) const
{
    for (std::uint32_t b = 0; b < blockCount(); ++b) {
        const std::uint64_t inBlock = countBlock(m_blocks[b], blockLength(b));
        if (rank >= inBlock) {
            rank -= inBlock;
            continue;
        }
        const std::uint32_t base = b * blockSize;
        if (const auto* array = std::get_if<Array>(&m_blocks[b]))
            return base + (*array)[rank];
        const auto* words = std::get_if<Words>(&m_blocks[b]);
        if (words == nullptr)
            return base + static_cast<std::uint32_t>(rank);
        for (std::uint32_t w = 0; w < wordsPerBlock; ++w) {
            std::uint64_t word = (*words)[w];
            const auto inWord = static_cast<std::uint64_t>(std::popcount(word));
            if (rank >= inWord) {
                rank -= inWord;
                continue;
            }
            for (; rank > 0; --rank)
                word &= word - 1;
            return base + w * 64 + static_cast<std::uint32_t>(std::countr_zero(word));
        }
    }
    return m_size;
}

void Bitmap::setBlock(std::uint32_t i, Block block)
{
    const std::uint32_t length = blockLength(i);
    if (auto* words = std::get_if<Words>(&block)) {
        words->resize(wordsPerBlock);
        clearBeyond(*words, length);
        block = smallest(*words, length);
    } else if (auto* array = std::get_if<Array>(&block)) {
        std::erase_if(*array, [&](std::uint16_t low) { return low >= length; });
        if (array->empty()) {
            block = Empty{};
        } else if (array->size() == length || array->size() >= maximumArray) {
            BlockWords expanded;
            expand(expanded, operandOf(block));
            block = smallest(expanded, length);
        }
    }
    m_blocks[i] = std::move(block);
}

Bitmap Bitmap::fromWords(std::uint32_t size, std::span<const std::uint64_t> words)
{
    Bitmap result(size);
    for (std::uint32_t b = 0; b < result.blockCount(); ++b) {
        const std::size_t begin = std::size_t{b} * wordsPerBlock;
        if (begin >= words.size())
            break;
        const std::uint32_t length = result.blockLength(b);
        const auto part = words.subspan(begin, std::min<std::size_t>(wordsPerBlock, words.size() - begin));
        if (length == blockSize) {
            result.m_blocks[b] = smallest(part, length);
            continue;
        }
        Words copy(part.begin(), part.end());
        clearBeyond(copy, length);
        result.m_blocks[b] = smallest(copy, length);
    }
    return result;
}

std::vector<std::uint64_t> Bitmap::toWords() const
{
    std::vector<std::uint64_t> result(std::size_t{blockCount()} * wordsPerBlock);
    BlockWords words;
    for (std::uint32_t b = 0; b < blockCount(); ++b) {
        expand(words, operandOf(m_blocks[b]));
        clearBeyond(words, blockLength(b));
        std::ranges::copy(words, result.begin() + std::ptrdiff_t{b} * wordsPerBlock);
    }
    result.resize((std::size_t{m_size} + 63) / 64);
    return result;
}

Bitmap Bitmap::combined(const Bitmap& other, bool negated, bool conjunction) const
{
    Bitmap result(m_size);
    BlockWords words;
    for (std::uint32_t b = 0; b < blockCount(); ++b) {
        const Operand left = operandOf(m_blocks[b]);
        const Operand right = operandOf(other.m_blocks[b], negated);
        if (conjunction ? left.isEmpty() || right.isEmpty() : left.isEmpty() && right.isEmpty())
            continue;
        expand(words, left);
        if (conjunction)
            andInto(words, right);
        else
            orInto(words, right);
        result.setBlock(b, Words(words.begin(), words.end()));
    }
    return result;
}

Bitmap Bitmap::operator&(const Bitmap& other) const { return combined(other, false, true); }

Bitmap Bitmap::operator|(const Bitmap& other) const { return combined(other, false, false); }

Bitmap Bitmap::andNot(const Bitmap& other) const { return combined(other, true, true); }

Bitmap Bitmap::operator~() const { return Bitmap(m_size, true).andNot(*this); }

bool Bitmap::operator==(const Bitmap& other) const
{
    // Blocks are kept in their smallest form, so equal sets have equal blocks.
    return m_size == other.m_size && m_blocks == other.m_blocks;
}

std::size_t Bitmap::bytes() const
{
    std::size_t sum = sizeof(*this) + m_blocks.capacity() * sizeof(Block);
    for (const Block& block : m_blocks) {
        if (const auto* array = std::get_if<Array>(&block))
            sum += array->capacity() * sizeof(std::uint16_t);
        else if (const auto* words = std::get_if<Words>(&block))
            sum += words->capacity() * sizeof(std::uint64_t);
    }
    return sum;
}

std::uint64_t countAnd(const Bitmap& a, const Bitmap& b)
{
    std::uint64_t sum = 0;
    for (std::uint32_t i = 0; i < std::min(a.blockCount(), b.blockCount()); ++i) {
        const Operand left = operandOf(a.block(i));
        const Operand right = operandOf(b.block(i));
        // A full block may be shorter than the others.
        if (left.isFull() && right.isFull())
            sum += std::min(Bitmap::blockSize, std::min(a.size(), b.size()) - i * Bitmap::blockSize);
        else
            sum += countAnd(left, right);
    }
    return sum;
}

Bitmap slice(const Bitmap& bitmap, std::uint32_t begin, std::uint32_t size)
{
    if (begin == 0 && size == bitmap.size())
        return bitmap;
    if (begin % Bitmap::blockSize == 0 && std::uint64_t{begin} + size <= bitmap.size()) {
        Bitmap result(size);
        for (std::uint32_t b = 0; b < result.blockCount(); ++b)
            result.setBlock(b, bitmap.block(begin / Bitmap::blockSize + b));
        return result;
    }
    std::vector<std::uint64_t> words((std::size_t{size} + 63) / 64);
    const std::uint32_t shift = begin % 64;
    BlockWords block;
    std::uint32_t loaded = UINT32_MAX;
    const auto wordAt = [&](std::uint32_t w) -> std::uint64_t {
        const std::uint32_t at = w / wordsPerBlock;
        if (at >= bitmap.blockCount())
            return 0;
        if (at != loaded) {
            expand(block, operandOf(bitmap.block(at)));
            loaded = at;
        }
        return block[w % wordsPerBlock];
    };
    std::uint64_t low = wordAt(begin / 64);
    for (std::uint32_t w = 0; w < words.size(); ++w) {
        const std::uint64_t high = wordAt(begin / 64 + w + 1);
        words[w] = shift == 0 ? low : low >> shift | high << (64 - shift);
        low = high;
    }
    return Bitmap::fromWords(size, words);
}

} // namespace rulewright::match
