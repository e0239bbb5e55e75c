// SPDX-License-Identifier: Apache-2.0
#include "core/events/input/byte_source.h"

#include "core/text/fold.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <format>
#include <memory>
#include <system_error>
#include <utility>

namespace rulewright::events {

namespace {

enum class Utf16 : std::uint8_t { No, Little, Big };

Utf16 utf16Of(std::string_view head)
{
    if (head.starts_with("\xFF\xFE"))
        return Utf16::Little;
    if (head.starts_with("\xFE\xFF"))
        return Utf16::Big;
    if (head.size() < 4)
        return Utf16::No;
    const auto isAscii = [&](std::size_t at) { return head[at] > 0; };
    if (isAscii(0) && head[1] == 0 && isAscii(2) && head[3] == 0)
        return Utf16::Little;
    if (head[0] == 0 && isAscii(1) && head[2] == 0 && isAscii(3))
        return Utf16::Big;
    return Utf16::No;
}

/// Turns bytes of UTF-16 that come in runs into UTF-8. A surrogate without its other half becomes U+FFFD.
class Utf16Decoder {
public:
    explicit Utf16Decoder(bool isBigEndian)
        : m_isBigEndian(isBigEndian)
    {
    }

    void add(std::string_view bytes, std::string& out)
    {
        for (const char c : bytes) {
            if (!m_hasHalf) {
                m_half = static_cast<unsigned char>(c);
                m_hasHalf = true;
                continue;
            }
            m_hasHalf = false;
            const auto second = static_cast<unsigned char>(c);
            addUnit(static_cast<char32_t>(m_isBigEndian ? m_half << 8 | second : second << 8 | m_half), out);
        }
    }

    void finish(std::string& out)
    {
        if (std::exchange(m_high, 0) != 0)
            appendCodePoint(out, 0xFFFD);
    }

private:
    void addUnit(char32_t unit, std::string& out)
    {
        if (std::exchange(m_isFirst, false) && unit == 0xFEFF)
            return;
        const char32_t high = std::exchange(m_high, 0);
        const bool isLow = unit >= 0xDC00 && unit < 0xE000;
        if (high != 0 && isLow) {
            appendCodePoint(out, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
            return;
        }
        if (high != 0)
            appendCodePoint(out, 0xFFFD);
        if (unit >= 0xD800 && unit < 0xDC00)
            m_high = unit;
        else
            appendCodePoint(out, isLow ? 0xFFFD : unit);
    }

    bool m_isBigEndian;
    bool m_isFirst = true;
    bool m_hasHalf = false;
    unsigned m_half = 0;
    char32_t m_high = 0;
};

} // namespace

std::expected<ByteSource, std::string> fileSource(const std::filesystem::path& path)
{
    std::FILE* opened = std::fopen(path.c_str(), "rb");
    const auto problem = [path] {
        return std::unexpected(
            std::format("\"{}\" cannot be read: {}", path.string(), std::generic_category().message(errno)));
    };
    if (opened == nullptr)
        return problem();
    const std::shared_ptr<std::FILE> file(opened, [](std::FILE* f) { std::fclose(f); });
    std::setvbuf(opened, nullptr, _IONBF, 0);
    return [file, problem](char* to, std::size_t size) -> std::expected<std::size_t, std::string> {
        errno = 0;
        const std::size_t read = std::fread(to, 1, size, file.get());
        if (read == 0 && std::ferror(file.get()) != 0)
            return problem();
        return read;
    };
}

ByteSource textSource(std::string_view bytes)
{
    return [bytes](char* to, std::size_t size) mutable -> std::expected<std::size_t, std::string> {
        const std::size_t count = std::min(size, bytes.size());
        std::memcpy(to, bytes.data(), count);
        bytes.remove_prefix(count);
        return count;
    };
}

ByteSource withHead(std::string head, ByteSource rest)
{
    return [head = std::make_shared<const std::string>(std::move(head)), rest = std::move(rest), at = std::size_t{0}](
               char* to, std::size_t size) mutable -> std::expected<std::size_t, std::string> {
        if (at == head->size())
            return rest(to, size);
        const std::size_t count = head->copy(to, size, at);
        at += count;
        return count;
    };
}

ByteSource watched(ByteSource source, std::function<void(std::string_view)> seen)
{
    return [source = std::move(source), seen = std::move(seen)](char* to, std::size_t size) {
        auto read = source(to, size);
        if (read && *read > 0)
            seen({to, *read});
        return read;
    };
}

ByteSource stoppable(ByteSource source, const Task& task)
{
    return [source = std::move(source), &task](char* to, std::size_t size) -> std::expected<std::size_t, std::string> {
        constexpr std::size_t run = std::size_t{4} << 20;
        if (task.isStopped())
            return 0;
        return source(to, std::min(size, run));
    };
}

std::expected<std::string, std::string> readHead(ByteSource& source, std::size_t size)
{
    std::string head(size, '\0');
    std::size_t filled = 0;
    while (filled < size) {
        const auto read = source(head.data() + filled, size - filled);
        if (!read)
            return std::unexpected(read.error());
        if (*read == 0)
            break;
        filled += *read;
    }
    head.resize(filled);
    return head;
}

std::expected<PaddedText, std::string> readAll(ByteSource& source, std::uint64_t expected, std::uint64_t limit)
{
    constexpr std::uint64_t step = std::uint64_t{64} << 10;
    // What an archive says of its members' sizes need not be true.
    constexpr std::uint64_t maximumTrust = std::uint64_t{256} << 20;
    PaddedText text(static_cast<std::size_t>(std::min(std::clamp(expected, step, maximumTrust), limit)));
    std::size_t filled = 0;
    while (true) {
        if (filled == text.size()) {
            char probe = 0;
            const auto more = source(&probe, 1);
            if (!more)
                return std::unexpected(more.error());
            if (*more == 0)
                return text;
            if (filled >= limit)
                return std::unexpected(std::format("it has more than {} bytes", limit));
            PaddedText larger(static_cast<std::size_t>(std::min<std::uint64_t>(limit, filled + filled / 2 + step)));
            std::memcpy(larger.data(), text.data(), filled);
            larger.data()[filled++] = probe;
            text = std::move(larger);
            continue;
        }
        const auto read = source(text.data() + filled, text.size() - filled);
        if (!read)
            return std::unexpected(read.error());
        filled += *read;
        if (*read == 0) {
            text.shrink(filled);
            return text;
        }
    }
}

std::expected<void, std::string> passOver(ByteSource& source, std::uint64_t count)
{
    std::string bytes(static_cast<std::size_t>(std::min<std::uint64_t>(count, std::uint64_t{256} << 10)), '\0');
    while (count > 0) {
        const auto read = source(bytes.data(), static_cast<std::size_t>(std::min<std::uint64_t>(count, bytes.size())));
        if (!read)
            return std::unexpected(read.error());
        if (*read == 0)
            return std::unexpected(std::string("it ends too early"));
        count -= *read;
    }
    return {};
}

bool looksLikeUtf16(std::string_view head) { return utf16Of(head) != Utf16::No; }

ByteSource asUtf8(std::string_view head, ByteSource source)
{
    const Utf16 order = utf16Of(head);
    if (order == Utf16::No)
        return source;

    struct State {
        Utf16Decoder decoder;
        std::string ready;
        std::size_t at = 0;
        bool isEnd = false;
    };

    const auto state = std::make_shared<State>(Utf16Decoder(order == Utf16::Big));
    return [state, source = std::move(source)](
               char* to, std::size_t size) mutable -> std::expected<std::size_t, std::string> {
        while (state->at == state->ready.size() && !state->isEnd) {
            state->ready.clear();
            state->at = 0;
            std::string bytes(std::size_t{256} << 10, '\0');
            const auto read = source(bytes.data(), bytes.size());
            if (!read)
                return std::unexpected(read.error());
            if (*read == 0) {
                state->decoder.finish(state->ready);
                state->isEnd = true;
            }
            state->decoder.add(std::string_view(bytes).substr(0, *read), state->ready);
        }
        const std::size_t count = state->ready.copy(to, size, state->at);
        state->at += count;
        return count;
    };
}

} // namespace rulewright::events
