// SPDX-License-Identifier: Apache-2.0
#include "core/events/read_file.h"

#include "core/events/evtx/file.h"
#include "core/events/formats.h"
#include "core/events/input/archive.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <iterator>
#include <numeric>
#include <optional>
#include <system_error>
#include <utility>

namespace rulewright::events {

namespace {

constexpr std::string_view notAnEventFile = "not an event file";
constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
constexpr std::uint64_t maximumWhole = std::uint64_t{4} << 30;
constexpr std::string_view bombReason
    = "it unpacks to more than 400 times its size, as a zip bomb does; reading stopped there";

/// The beginning of a text as formats see it.
struct Head {
    std::string bytes; ///< as they are
    std::string text; ///< the same as UTF-8
    bool isWhole = false;
};

/// The head of a source, which goes on behind it afterwards.
std::expected<Head, std::string> headOf(ByteSource& source)
{
    // EVTX is known by less: thousands of small files need no long heads.
    constexpr std::size_t shortLength = std::size_t{8} << 10;
    std::size_t length = shortLength;
    auto bytes = readHead(source, length);
    if (bytes && bytes->size() == length && !evtx::looksLikeEvtx(*bytes)) {
        length = FileHead::length;
        auto more = readHead(source, length - shortLength);
        if (!more)
            return std::unexpected(more.error());
        bytes->append(*more);
    }
    if (!bytes)
        return std::unexpected(bytes.error());
    Head head{.bytes = *bytes, .text = *bytes, .isWhole = bytes->size() < length};
    if (looksLikeUtf16(*bytes)) {
        ByteSource converted = asUtf8(*bytes, textSource(*bytes));
        head.text = readHead(converted, 2 * FileHead::length).value_or(std::string());
    }
    source = withHead(std::move(*bytes), std::move(source));
    return head;
}

const Format* formatOf(const Head& head, bool isNamed)
{
    std::string_view text = head.text;
    if (text.starts_with(byteOrderMark))
        text.remove_prefix(byteOrderMark.size());
    return formatOf(FileHead{.text = text, .isWhole = head.isWhole, .isNamed = isNamed});
}

/// What is read at the moment: a file, or a member of an archive.
struct Item {
    std::string name{};
    std::string openPath{};
    std::vector<std::uint32_t> member{}; ///< numbers of the members it stands in
    Side side = Side::Unknown;
    bool isNamed = false;
    std::uint64_t size = 0; ///< 0 where not known
    int year = 0;
    int month = 0;
};

/// Reads one file that the user gave or that was found in a folder.
class FileReading {
public:
    FileReading(const FoundFile& file, bool needsHash, EventSetBuilder& builder, ImportReport& report,
        std::vector<LabelledSource>& labelled, Task& task)
        : m_file(file)
        , m_report(report)
        , m_labelled(labelled)
        , m_task(task)
        , m_budget(file.size)
        , m_builder(&builder)
        , m_needsHash(needsHash)
    {
        std::error_code error;
        m_hasLabels = std::filesystem::exists(labelFileBeside(file.path), error);
    }

    void run()
    {
        Item item{.name = m_file.name, .side = m_file.side, .isNamed = m_file.isNamed, .size = m_file.size};
        std::error_code error;
        item.openPath = std::filesystem::absolute(m_file.path, error).string();
        setTime(item);
        if (auto source = fileSource(m_file.path))
            readItem(item, std::move(*source));
        else
            skipFile(m_file.name, source.error());
        if (m_hasLabels)
            addLabels();
    }

private:
    void setTime(Item& item) const
    {
        using namespace std::chrono;
        std::error_code error;
        const auto written = std::filesystem::last_write_time(m_file.path, error);
        if (error)
            return;
        const year_month_day date{floor<days>(file_clock::to_sys(written))};
        item.year = int{date.year()};
        item.month = static_cast<int>(unsigned{date.month()});
    }

    void skipFile(const std::string& name, std::string reason)
    {
        m_report.skipped.push_back({.file = name, .reason = std::move(reason), .count = 0, .lines = {}});
    }

    void readItem(const Item& item, ByteSource source)
    {
        const auto head = headOf(source);
        if (!head) {
            skipFile(item.name, head.error());
            return;
        }
        if (packingOf(head->bytes) != Packing::None) {
            readPacked(item, std::move(source));
            return;
        }
        const Format* format = formatOf(*head, item.isNamed);
        if (format == nullptr) {
            skipFile(item.name, std::string(notAnEventFile));
            if (item.member.empty())
                m_task.advance(m_file.size);
            return;
        }
        readEvents(*format, item, std::move(source), *head);
    }

    [[nodiscard]] std::expected<PaddedText, std::string> wholeOf(ByteSource& source, std::uint64_t size) const
    {
        source = stoppable(std::move(source), m_task);
        return readAll(source, size, maximumWhole);
    }

    void readEvents(const Format& format, const Item& item, ByteSource source, const Head& head)
    {
        ImportLog log(item.name);
        EventSource known;
        known.path = item.name;
        known.openPath = item.openPath;
        known.member = item.member;
        known.side = item.side;
        const SourceId id = m_builder->addSource(known);
        ++m_report.files;
        ContentHash hash;
        const bool isHashed = m_needsHash || m_hasLabels;
        if (isHashed)
            source = watched(std::move(source), [&hash](std::string_view bytes) { hash.add(bytes); });
        ReadContext context{
            .source = id, .builder = *m_builder, .log = log, .task = m_task, .year = item.year, .month = item.month};
        std::optional<std::string> problem;
        const bool isMember = !item.member.empty();
        if (format.readWhole != nullptr) {
            if (isMember)
                m_task.setTotal(m_task.total() + item.size);
            const bool isPlainFile = !isMember && !isHashed && item.size > 0 && item.size <= maximumWhole;
            const auto text = isPlainFile ? readWhole(m_file.path) : wholeOf(source, item.size);
            if (text && !m_task.isStopped())
                context.records = static_cast<std::uint32_t>(format.readWhole(*text, id, *m_builder, log, m_task));
            else if (!text)
                problem = text.error();
        } else {
            ByteSource text = asUtf8(head.bytes, std::move(source));
            problem = readSlices(text, format.open(context), context, format.maximumLength, !isMember);
        }
        if (problem)
            log.skipFile(std::move(*problem));
        m_report.records += context.records;
        std::vector<Skipped> skipped = std::move(log).take();
        FileReport& read = m_report.read.emplace_back();
        read.file = item.name;
        read.format = format.name;
        read.records = context.records;
        for (const Skipped& entry : skipped)
            read.skipped += entry.count;
        std::ranges::move(skipped, std::back_inserter(m_report.skipped));
        if (isHashed && !m_task.isStopped()) {
            known.hash = hash.hex();
            m_builder->setSourceHash(id, known.hash);
        }
        m_sources.emplace_back(id, std::move(known));
    }

    /// An archive, or one compressed file.
    void readPacked(const Item& item, ByteSource source)
    {
        if (item.member.size() >= maximumArchiveDepth) {
            skipFile(item.name, "an archive in an archive, too deep to be read");
            return;
        }
        std::optional<PaddedText> inner; // an archive in an archive is held whole
        if (!item.member.empty()) {
            auto bytes = readAll(source, item.size, maximumInnerArchive);
            if (!bytes) {
                skipFile(item.name, bytes.error());
                return;
            }
            inner = std::move(*bytes);
        }
        const auto open = [&] { return inner ? ArchiveReader::open(inner->text()) : ArchiveReader::open(m_file.path); };
        auto opened = open();
        if (!opened) {
            skipFile(item.name, opened.error());
            return;
        }
        readMembers(item, *opened, namesAscend(open));
        if (m_budget.isSpent())
            skipFile(item.name, std::string(bombReason));
        else if (!opened->problem().empty())
            skipFile(item.name, opened->problem());
        if (item.member.empty() && m_advanced < m_file.size)
            m_task.advance(m_file.size - m_advanced);
    }

    /// Whether the members stand in the order of their names, as far as can be told without unpacking them.
    template <class Open> static bool namesAscend(Open&& open)
    {
        auto listed = open();
        if (!listed)
            return true;
        std::string last;
        for (std::optional<ArchiveMember> member = listed->next(); member; member = listed->next()) {
            if (!listed->listsFast())
                return member->name.empty();
            if (member->isFile && member->name < last)
                return false;
            if (member->isFile)
                last = member->name;
        }
        return true;
    }

    /// Sources come in the order of their names: members that do not are read into builders of their own first.
    void readMembers(const Item& archive, ArchiveReader& reader, bool isInOrder)
    {
        struct Part {
            std::string name;
            EventSetBuilder builder;
            std::size_t sources = 0; ///< how many of m_sources stand before
            std::size_t end = 0;
        };

        std::vector<Part> parts;
        EventSetBuilder* const whole = m_builder;
        for (auto member = reader.next(); member && !m_task.isStopped() && !m_budget.isSpent();
            member = reader.next()) {
            if (!member->isFile || isLabelFile(member->name))
                continue;
            Item item = archive;
            if (!member->name.empty())
                item.name += "!" + member->name;
            item.isNamed = archive.isNamed && member->name.empty();
            item.member.push_back(member->number);
            item.size = member->size;
            if (member->year != 0) {
                item.year = member->year;
                item.month = member->month;
            }
            if (member->isEncrypted) {
                skipFile(item.name, "it is encrypted");
                continue;
            }
            if (!isInOrder) {
                parts.push_back(
                    {.name = item.name, .builder = EventSetBuilder(), .sources = m_sources.size(), .end = 0});
                m_builder = &parts.back().builder;
            }
            readItem(item, memberBytes(archive, reader));
            m_builder = whole;
            if (!isInOrder)
                parts.back().end = m_sources.size();
        }
        if (parts.empty())
            return;
        std::vector<std::size_t> order(parts.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::stable_sort(order, {}, [&](std::size_t i) { return std::string_view(parts[i].name); });
        for (const std::size_t i : order) {
            const std::uint32_t first = whole->absorb(std::move(parts[i].builder));
            for (std::size_t s = parts[i].sources; s < parts[i].end; ++s)
                m_sources[s].first = SourceId{index(m_sources[s].first) + first};
        }
    }

    ByteSource memberBytes(const Item& archive, ArchiveReader& reader)
    {
        return [this, &reader, isOutermost = archive.member.empty()](
                   char* to, std::size_t size) -> std::expected<std::size_t, std::string> {
            const auto read = reader.read(to, size);
            if (isOutermost) {
                const std::uint64_t packed = std::min(reader.packedBytesRead(), m_file.size);
                m_task.advance(packed - std::min(packed, m_advanced));
                m_advanced = std::max(packed, m_advanced);
            }
            if (read && !m_budget.take(*read))
                return std::unexpected(std::string(bombReason));
            return read;
        };
    }

    void addLabels()
    {
        const std::filesystem::path path = labelFileBeside(m_file.path);
        const auto entries = readLabelFile(path);
        if (!entries) {
            skipFile(m_file.name, entries.error().front().message);
            return;
        }
        for (const auto& [id, source] : m_sources)
            addLabels(id, source, *entries);
    }

    void addLabels(SourceId id, const EventSource& source, std::vector<LabelEntry> entries)
    {
        // Beside a file a label names it already; beside an archive it may name a member.
        if (source.member.empty() || source.path == m_file.name) {
            for (LabelEntry& entry : entries)
                entry.file.clear();
            if (!std::ranges::all_of(entries, [&](const LabelEntry& entry) { return isAbout(entry, source); }))
                skipFile(source.path, "the labels beside it are for another content of the file");
        } else {
            for (LabelEntry& entry : entries) {
                if (source.path.ends_with("!" + entry.file))
                    entry.file = source.path;
            }
        }
        m_labelled.push_back({.source = id, .entries = std::move(entries)});
    }

    const FoundFile& m_file;
    ImportReport& m_report;
    std::vector<LabelledSource>& m_labelled;
    Task& m_task;
    UnpackBudget m_budget;
    EventSetBuilder* m_builder;
    std::vector<std::pair<SourceId, EventSource>> m_sources;
    std::uint64_t m_advanced = 0; ///< bytes of an archive that the task was told of
    bool m_needsHash;
    bool m_hasLabels = false;
};

} // namespace

void readText(std::string_view name, std::string_view text, SourceId source, EventSetBuilder& builder,
    ImportReport& report, Task& task)
{
    ImportLog log{std::string(name)};
    ByteSource bytes = textSource(text);
    const auto head = headOf(bytes);
    const Format* format = head ? formatOf(*head, true) : nullptr;
    ReadContext context{.source = source, .builder = builder, .log = log, .task = task};
    if (format == nullptr) {
        log.skipFile(std::string(notAnEventFile));
    } else if (format->readWhole != nullptr) {
        context.records = static_cast<std::uint32_t>(format->readWhole(PaddedText(text), source, builder, log, task));
    } else {
        ByteSource utf8 = asUtf8(head->bytes, std::move(bytes));
        // A text in memory does not break off.
        (void)readSlices(utf8, format->open(context), context, format->maximumLength);
    }
    report.records += context.records;
    std::ranges::move(std::move(log).take(), std::back_inserter(report.skipped));
}

void readFile(const FoundFile& file, bool needsHash, EventSetBuilder& builder, ImportReport& report,
    std::vector<LabelledSource>& labelled, Task& task)
{
    FileReading(file, needsHash, builder, report, labelled, task).run();
}

std::expected<ByteSource, std::string> openAgain(const EventSource& source)
{
    auto bytes = source.text    ? std::expected<ByteSource, std::string>(textSource(*source.text))
        : source.member.empty() ? fileSource(source.openPath)
                                : memberSource(source.openPath, source.member);
    if (!bytes)
        return bytes;
    auto head = readHead(*bytes, 4);
    if (!head)
        return std::unexpected(head.error());
    const std::string first = *head;
    return asUtf8(first, withHead(std::move(*head), std::move(*bytes)));
}

} // namespace rulewright::events
