// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace rulewright::events {

/// Texts that stay where they are until clear(), which keeps the memory.
class TextPool {
public:
    /// Room for `size` bytes. What is written there stays once take() says how much of it that was.
    [[nodiscard]] char* room(std::size_t size)
    {
        if (size > m_left)
            grow(size);
        return m_next;
    }

    void take(std::size_t size)
    {
        m_next += size;
        m_left -= size;
    }

    [[nodiscard]] std::string_view keep(std::string_view text)
    {
        if (text.empty())
            return {};
        char* const place = room(text.size());
        std::memcpy(place, text.data(), text.size());
        take(text.size());
        return {place, text.size()};
    }

    void clear()
    {
        // The first block is used again; a few large texts should not keep their memory for ever.
        if (m_blocks.size() > 1)
            m_blocks.resize(1);
        m_next = m_blocks.empty() ? nullptr : m_blocks.front().get();
        m_left = m_blocks.empty() ? 0 : blockSize;
    }

private:
    static constexpr std::size_t blockSize = std::size_t{256} << 10;

    void grow(std::size_t size)
    {
        // Only a first block of the usual size is one that clear() may keep.
        const std::size_t wanted = m_blocks.empty() || size < blockSize ? blockSize : size;
        m_blocks.push_back(std::make_unique_for_overwrite<char[]>(wanted));
        m_next = m_blocks.back().get();
        m_left = wanted;
        if (size > m_left)
            grow(size);
    }

    std::vector<std::unique_ptr<char[]>> m_blocks;
    char* m_next = nullptr;
    std::size_t m_left = 0;
};

} // namespace rulewright::events
