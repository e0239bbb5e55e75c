// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace rulewright::events::evtx {

static_assert(std::endian::native == std::endian::little, "EVTX is read in place: big-endian hosts need swaps here");

/// A little-endian view over untrusted bytes. Reads outside give 0: callers check has() where it matters.
class Bytes {
public:
    Bytes() = default;

    Bytes(const std::uint8_t* data, std::size_t size)
        : m_data(data)
        , m_size(size)
    {
    }

    [[nodiscard]] std::size_t size() const { return m_size; }

    [[nodiscard]] const std::uint8_t* data() const { return m_data; }

    [[nodiscard]] bool has(std::size_t offset, std::size_t length) const
    {
        return offset <= m_size && length <= m_size - offset;
    }

    template <class T> [[nodiscard]] T read(std::size_t offset) const
    {
        T value{};
        if (has(offset, sizeof(T)))
            std::memcpy(&value, m_data + offset, sizeof(T));
        return value;
    }

    [[nodiscard]] std::uint8_t u8(std::size_t offset) const { return read<std::uint8_t>(offset); }

    [[nodiscard]] std::uint16_t u16(std::size_t offset) const { return read<std::uint16_t>(offset); }

    [[nodiscard]] std::uint32_t u32(std::size_t offset) const { return read<std::uint32_t>(offset); }

    [[nodiscard]] std::uint64_t u64(std::size_t offset) const { return read<std::uint64_t>(offset); }

    /// Clipped to what is there.
    [[nodiscard]] Bytes sub(std::size_t offset, std::size_t length) const
    {
        if (offset > m_size)
            return {};
        return {m_data + offset, length < m_size - offset ? length : m_size - offset};
    }

private:
    const std::uint8_t* m_data = nullptr;
    std::size_t m_size = 0;
};

} // namespace rulewright::events::evtx
