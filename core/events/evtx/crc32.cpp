// SPDX-License-Identifier: Apache-2.0
#include "core/events/evtx/file.h"

#include <array>

namespace rulewright::events::evtx {

namespace {

using Table = std::array<std::array<std::uint32_t, 256>, 8>;

/// Tables for eight bytes a step ("slicing by 8").
constexpr Table makeTable()
{
    Table table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = (value & 1U) != 0 ? (value >> 1U) ^ 0xEDB88320U : value >> 1U;
        table[0][i] = value;
    }
    for (std::uint32_t i = 0; i < 256; ++i) {
        for (std::size_t k = 1; k < 8; ++k)
            table[k][i] = (table[k - 1][i] >> 8U) ^ table[0][table[k - 1][i] & 0xFFU];
    }
    return table;
}

constexpr Table table = makeTable();

} // namespace

std::uint32_t crc32(const std::uint8_t* data, std::size_t size, std::uint32_t seed)
{
    std::uint32_t crc = ~seed;
    while (size >= 8) {
        std::uint32_t low = 0;
        std::uint32_t high = 0;
        std::memcpy(&low, data, 4);
        std::memcpy(&high, data + 4, 4);
        low ^= crc;
        crc = table[7][low & 0xFFU] ^ table[6][(low >> 8U) & 0xFFU] ^ table[5][(low >> 16U) & 0xFFU]
            ^ table[4][low >> 24U] ^ table[3][high & 0xFFU] ^ table[2][(high >> 8U) & 0xFFU]
            ^ table[1][(high >> 16U) & 0xFFU] ^ table[0][high >> 24U];
        data += 8;
        size -= 8;
    }
    for (; size > 0; --size)
        crc = (crc >> 8U) ^ table[0][(crc ^ *data++) & 0xFFU];
    return ~crc;
}

} // namespace rulewright::events::evtx
