// SPDX-License-Identifier: Apache-2.0
#include "core/events/padded_text.h"

#include "core/text/fold.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <format>
#include <system_error>

#if __has_include(<sys/mman.h>)
#define RULEWRIGHT_MAPS_FILES 1
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace rulewright::events {

namespace {

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

std::unexpected<std::string> unreadable(const std::filesystem::path& path)
{
    return std::unexpected(
        std::format("\"{}\" cannot be read: {}", path.string(), std::generic_category().message(errno)));
}

} // namespace

PaddedText::PaddedText(std::string_view text)
    : PaddedText(text.size())
{
    std::ranges::copy(text, data());
}

PaddedText::PaddedText(std::size_t size)
    : m_bytes(new char[size + padding])
    , m_size(size)
{
    std::memset(m_bytes.get() + size, 0, padding);
}

void ReleaseBytes::operator()(char* bytes) const
{
#ifdef RULEWRIGHT_MAPS_FILES
    if (mappedSize > 0) {
        munmap(bytes, mappedSize);
        return;
    }
#endif
    delete[] bytes;
}

std::optional<PaddedText> PaddedText::mapped(
    [[maybe_unused]] const std::filesystem::path& path, [[maybe_unused]] std::size_t size)
{
#ifdef RULEWRIGHT_MAPS_FILES
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return std::nullopt;
    // Pages of zeros are reserved and the file is put over them: behind its end zeros stay.
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    const std::size_t whole = (size + page - 1) / page * page + page;
    void* const place = mmap(nullptr, whole, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    const bool isReserved = place != MAP_FAILED;
    const bool isMapped = isReserved && mmap(place, size, PROT_READ, MAP_PRIVATE | MAP_FIXED, file, 0) != MAP_FAILED;
    close(file);
    if (!isMapped) {
        if (isReserved)
            munmap(place, whole);
        return std::nullopt;
    }
    PaddedText text;
    text.m_bytes = std::unique_ptr<char[], ReleaseBytes>(static_cast<char*>(place), ReleaseBytes{whole});
    text.m_size = size;
    return text;
#else
    return std::nullopt;
#endif
}

void PaddedText::shrink(std::size_t size)
{
    m_size = std::min(size, m_size);
    std::memset(m_bytes.get() + m_size, 0, padding);
}

std::expected<PaddedText, std::string> readBytes(
    const std::filesystem::path& path, std::uint64_t offset, std::uint64_t length)
{
    const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
    if (!file)
        return unreadable(path);
    if (std::fseek(file.get(), static_cast<long>(offset), SEEK_SET) != 0)
        return unreadable(path);
    PaddedText bytes(static_cast<std::size_t>(length));
    errno = 0;
    const std::size_t read = std::fread(bytes.data(), 1, bytes.size(), file.get());
    if (read < bytes.size() && std::ferror(file.get()) != 0)
        return unreadable(path);
    bytes.shrink(read);
    return bytes;
}

std::expected<PaddedText, std::string> readWhole(const std::filesystem::path& path)
{
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    if (error)
        return std::unexpected(std::format("\"{}\" cannot be read: {}", path.string(), error.message()));
    // The copy of a small one costs less than its pages.
    constexpr std::uintmax_t smallFile = 32'768;
    if (size > smallFile && std::filesystem::is_regular_file(path, error)) {
        if (auto text = PaddedText::mapped(path, static_cast<std::size_t>(size)))
            return *std::move(text);
    }
    return readBytes(path, 0, size);
}

std::optional<std::string> fromUtf16(std::string_view bytes)
{
    const bool isBigEndian = bytes.starts_with("\xFE\xFF");
    if (!isBigEndian && !bytes.starts_with("\xFF\xFE"))
        return std::nullopt;
    const auto unitAt = [&](std::size_t at) {
        const auto first = static_cast<unsigned char>(bytes[at]);
        const auto second = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<char32_t>(isBigEndian ? first << 8 | second : second << 8 | first);
    };
    std::string text;
    text.reserve(bytes.size() / 2);
    for (std::size_t at = 2; at + 1 < bytes.size(); at += 2) {
        char32_t unit = unitAt(at);
        if (unit >= 0xD800 && unit < 0xE000) {
            const char32_t low = unit < 0xDC00 && at + 3 < bytes.size() ? unitAt(at + 2) : 0;
            if (low >= 0xDC00 && low < 0xE000) {
                unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
                at += 2;
            } else {
                unit = 0xFFFD;
            }
        }
        appendCodePoint(text, unit);
    }
    return text;
}

} // namespace rulewright::events
