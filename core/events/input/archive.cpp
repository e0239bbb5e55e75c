// SPDX-License-Identifier: Apache-2.0
// The only file that includes libarchive.
#include "core/events/input/archive.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <chrono>
#include <clocale>
#include <format>
#include <functional>
#include <locale.h>
#include <system_error>

namespace rulewright::events {

namespace {

/// libarchive gives no name that is not ASCII in the C locale.
class Utf8Names {
public:
    Utf8Names()
        : m_locale(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr))
        , m_before(m_locale != nullptr ? uselocale(m_locale) : nullptr)
    {
    }

    ~Utf8Names()
    {
        if (m_locale == nullptr)
            return;
        uselocale(m_before);
        freelocale(m_locale);
    }

    Utf8Names(const Utf8Names&) = delete;
    Utf8Names& operator=(const Utf8Names&) = delete;

private:
    locale_t m_locale;
    locale_t m_before;
};

constexpr std::size_t blockSize = std::size_t{64} << 10;

std::string nameOf(archive_entry* entry)
{
    if (const char* name = archive_entry_pathname_utf8(entry))
        return name;
    if (const char* name = archive_entry_pathname(entry))
        return name;
    return {};
}

} // namespace

Packing packingOf(std::string_view head)
{
    using namespace std::string_view_literals;
    constexpr std::size_t tarMagic = 257;
    if (head.starts_with("PK\x03\x04"sv) || head.starts_with("PK\x05\x06"sv) || head.starts_with("PK\x07\x08"sv)
        || head.starts_with("7z\xBC\xAF\x27\x1C"sv)
        || (head.size() > tarMagic && head.substr(tarMagic).starts_with("ustar"sv)))
        return Packing::Members;
    if (head.starts_with("\x1F\x8B"sv) || head.starts_with("\xFD\x37zXZ\0"sv) || head.starts_with("\x28\xB5\x2F\xFD"sv)
        || (head.starts_with("BZh"sv) && head.size() > 9 && head.substr(4).starts_with("1AY&SY"sv)))
        return Packing::Stream;
    return Packing::None;
}

struct ArchiveReader::State {
    archive* reader = nullptr;
    archive_entry* entry = nullptr;
    std::string problem;
    std::uint32_t read = 0;

    State()
        : reader(archive_read_new())
    {
        archive_read_support_filter_gzip(reader);
        archive_read_support_filter_xz(reader);
        archive_read_support_filter_zstd(reader);
        archive_read_support_filter_bzip2(reader);
        archive_read_support_format_zip(reader);
        archive_read_support_format_tar(reader);
        archive_read_support_format_7zip(reader);
        archive_read_support_format_raw(reader);
    }

    ~State() { archive_read_free(reader); }

    State(const State&) = delete;
    State& operator=(const State&) = delete;

    [[nodiscard]] std::string error() const
    {
        const char* text = archive_error_string(reader);
        return text != nullptr ? text : "it is damaged";
    }
};

ArchiveReader::ArchiveReader(std::shared_ptr<State> state)
    : m_state(std::move(state))
{
}

std::expected<ArchiveReader, std::string> ArchiveReader::open(const std::filesystem::path& path)
{
    auto state = std::make_shared<State>();
    if (archive_read_open_filename(state->reader, path.c_str(), blockSize) != ARCHIVE_OK)
        return std::unexpected(std::format("the archive cannot be read: {}", state->error()));
    return ArchiveReader(std::move(state));
}

std::expected<ArchiveReader, std::string> ArchiveReader::open(std::string_view bytes)
{
    auto state = std::make_shared<State>();
    if (archive_read_open_memory(state->reader, bytes.data(), bytes.size()) != ARCHIVE_OK)
        return std::unexpected(std::format("the archive cannot be read: {}", state->error()));
    return ArchiveReader(std::move(state));
}

std::optional<ArchiveMember> ArchiveReader::next()
{
    const Utf8Names names;
    State& state = *m_state;
    int result = ARCHIVE_RETRY;
    for (int attempt = 0; attempt < 3 && result == ARCHIVE_RETRY; ++attempt)
        result = archive_read_next_header(state.reader, &state.entry);
    if (result == ARCHIVE_EOF)
        return std::nullopt;
    if (result != ARCHIVE_OK && result != ARCHIVE_WARN) {
        state.problem = std::format("the archive is damaged: {}", state.error());
        return std::nullopt;
    }
    ArchiveMember member;
    member.number = state.read++;
    if (archive_format(state.reader) != ARCHIVE_FORMAT_RAW)
        member.name = nameOf(state.entry);
    if (archive_entry_size_is_set(state.entry) != 0)
        member.size = static_cast<std::uint64_t>(std::max<la_int64_t>(0, archive_entry_size(state.entry)));
    member.isFile = archive_entry_filetype(state.entry) == AE_IFREG && archive_entry_hardlink(state.entry) == nullptr;
    member.isEncrypted = archive_entry_is_encrypted(state.entry) != 0;
    if (archive_entry_mtime_is_set(state.entry) != 0) {
        using namespace std::chrono;
        const std::int64_t time = archive_entry_mtime(state.entry);
        constexpr std::int64_t yearFourThousand = 64'060'588'800;
        if (time > 0 && time < yearFourThousand) {
            const year_month_day date{floor<days>(sys_seconds{seconds{time}})};
            member.year = int{date.year()};
            member.month = static_cast<int>(unsigned{date.month()});
        }
    }
    return member;
}

std::expected<std::size_t, std::string> ArchiveReader::read(char* to, std::size_t size)
{
    const Utf8Names names;
    const la_ssize_t count = archive_read_data(m_state->reader, to, size);
    if (count < 0)
        return std::unexpected(std::format("it cannot be unpacked: {}", m_state->error()));
    return static_cast<std::size_t>(count);
}

const std::string& ArchiveReader::problem() const { return m_state->problem; }

bool ArchiveReader::listsFast() const
{
    const int format = archive_format(m_state->reader) & ARCHIVE_FORMAT_BASE_MASK;
    return format == ARCHIVE_FORMAT_ZIP || format == ARCHIVE_FORMAT_7ZIP;
}

std::uint64_t ArchiveReader::packedBytesRead() const
{
    return static_cast<std::uint64_t>(std::max<la_int64_t>(0, archive_filter_bytes(m_state->reader, -1)));
}

namespace {

/// Reads what is left of a member, however damaged, as loading an archive does.
void drain(ArchiveReader& reader, UnpackBudget& budget)
{
    std::vector<char> buffer(blockSize);
    for (auto read = reader.read(buffer.data(), buffer.size()); read && *read > 0 && budget.take(*read);
        read = reader.read(buffer.data(), buffer.size())) { }
}

struct OpenedMember {
    ArchiveReader reader; ///< at the member's first byte
    std::uint64_t size;
};

/// The member of that number. Behind a damaged member the next one may be found only after reading it, which costs more
/// than passing over it: that is tried last.
std::expected<OpenedMember, std::string> findMember(
    const std::function<std::expected<ArchiveReader, std::string>()>& open, std::uint32_t number, std::uint64_t packed)
{
    for (const bool drains : {false, true}) {
        auto reader = open();
        if (!reader)
            return std::unexpected(reader.error());
        UnpackBudget budget(packed);
        while (const std::optional<ArchiveMember> member = reader->next()) {
            if (member->number == number)
                return OpenedMember{*std::move(reader), member->size};
            if (drains)
                drain(*reader, budget);
            if (budget.isSpent())
                break;
        }
    }
    return std::unexpected(std::string("the archive has changed since it was loaded; load it again"));
}

} // namespace

std::expected<ByteSource, std::string> memberSource(
    const std::filesystem::path& path, std::span<const std::uint32_t> numbers)
{
    std::error_code noSize;
    const std::uintmax_t onDisk = std::filesystem::file_size(path, noSize);
    std::uint64_t packed = noSize ? 0 : onDisk;
    std::shared_ptr<PaddedText> held; // the archive that the reader reads, where it is a member itself
    for (std::size_t level = 0; level < numbers.size(); ++level) {
        auto member = findMember([&] { return held ? ArchiveReader::open(held->text()) : ArchiveReader::open(path); },
            numbers[level], packed);
        if (!member)
            return std::unexpected(member.error());
        ByteSource source
            = [reader = member->reader, held](char* to, std::size_t size) mutable { return reader.read(to, size); };
        if (level + 1 == numbers.size())
            return source;
        auto inner = readAll(source, member->size, maximumInnerArchive);
        if (!inner)
            return std::unexpected(inner.error());
        held = std::make_shared<PaddedText>(std::move(*inner));
        packed = held->text().size();
    }
    return std::unexpected(std::string("no member is named"));
}

} // namespace rulewright::events
