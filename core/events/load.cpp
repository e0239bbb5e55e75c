// SPDX-License-Identifier: Apache-2.0
#include "core/events/load.h"

#include "core/events/builder.h"
#include "core/events/evtx/file.h"
#include "core/events/evtx/render.h"
#include "core/events/find_files.h"
#include "core/events/import_log.h"
#include "core/events/label_file.h"
#include "core/events/padded_text.h"
#include "core/events/read_file.h"
#include "core/text/diagnostic_codes.h"

#include <algorithm>
#include <array>
#include <format>
#include <iterator>
#include <optional>
#include <thread>

namespace rulewright::events {

namespace {

/// Fewer bytes are not worth a thread.
constexpr std::uint64_t bytesWorthAWorker = std::uint64_t{8} << 20;

Diagnostics unreadable(std::string message)
{
    return {{.severity = Severity::Error,
        .code = codes::eventsUnreadable,
        .span = {},
        .message = std::move(message),
        .fixes = {}}};
}

/// What one worker made of its files.
struct Part {
    EventSetBuilder builder;
    ImportReport report;
    std::vector<LabelledSource> labelled;
};

void readFiles(std::span<const FoundFile> files, bool needsHashes, Part& part, Task& task)
{
    for (const FoundFile& file : files) {
        if (task.isStopped())
            break;
        readFile(file, needsHashes, part.builder, part.report, part.labelled, task);
    }
    part.report.isCancelled = task.isStopped();
}

/// Cuts the files into runs of about equal bytes.
std::vector<std::span<const FoundFile>> shares(std::span<const FoundFile> files, unsigned workers)
{
    std::uint64_t total = 0;
    for (const FoundFile& file : files)
        total += file.size;
    const std::uint64_t count = std::clamp<std::uint64_t>(total / bytesWorthAWorker, 1, std::max(workers, 1u));
    std::vector<std::span<const FoundFile>> runs;
    std::uint64_t bytes = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < files.size(); ++i) {
        bytes += files[i].size;
        if (bytes * count >= total * (runs.size() + 1) && runs.size() + 1 < count) {
            runs.push_back(files.subspan(begin, i + 1 - begin));
            begin = i + 1;
        }
    }
    runs.push_back(files.subspan(begin));
    return runs;
}

void join(Part& all, Part&& part)
{
    const std::uint32_t firstSource = all.builder.absorb(std::move(part.builder));
    all.report.files += part.report.files;
    all.report.records += part.report.records;
    all.report.isCancelled |= part.report.isCancelled;
    std::ranges::move(part.report.read, std::back_inserter(all.report.read));
    std::ranges::move(part.report.skipped, std::back_inserter(all.report.skipped));
    for (LabelledSource& labelled : part.labelled) {
        labelled.source = SourceId{index(labelled.source) + firstSource};
        all.labelled.push_back(std::move(labelled));
    }
}

Part readAll(std::span<const FoundFile> files, EventSet base, bool needsHashes, unsigned workers, Task& task)
{
    const auto runs = shares(files, workers);
    Part all{.builder = EventSetBuilder(std::move(base)), .report = {}, .labelled = {}};
    std::vector<Part> parts(runs.size() - 1);
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < parts.size(); ++i)
            threads.emplace_back([&, i] { readFiles(runs[i + 1], needsHashes, parts[i], task); });
        readFiles(runs[0], needsHashes, all, task);
    }
    for (Part& part : parts)
        join(all, std::move(part));
    return all;
}

/// The XML of an EVTX record, which needs the names and templates of its chunk.
Result<std::string> xmlOf(std::string_view chunk, const SourceRef& ref, std::string_view path)
{
    const evtx::Bytes bytes(
        reinterpret_cast<const std::uint8_t*>(chunk.data()), std::min(chunk.size(), evtx::chunkSize));
    if (auto xml = evtx::renderRecord(bytes, ref.offset - evtx::chunkBegin(ref.offset)))
        return std::move(*xml);
    return std::unexpected(unreadable(std::format("\"{}\" has changed since it was loaded; load it again.", path)));
}

/// Bytes of what the records were read from, fewer where it ends before.
std::expected<PaddedText, std::string> partOf(const EventSource& source, std::uint64_t offset, std::uint64_t length)
{
    auto text = openAgain(source);
    if (!text)
        return std::unexpected(text.error());
    if (auto passed = passOver(*text, offset); !passed)
        return std::unexpected(passed.error());
    const auto bytes = readHead(*text, static_cast<std::size_t>(length));
    if (!bytes)
        return std::unexpected(bytes.error());
    return PaddedText(*bytes);
}

/// The same from a file on disk, without reading what stands before where it is no UTF-16.
std::expected<PaddedText, std::string> readPart(const EventSource& source, std::uint64_t offset, std::uint64_t length)
{
    const auto head = readBytes(source.openPath, 0, 4);
    if (head && looksLikeUtf16(head->text()))
        return partOf(source, offset, length);
    return readBytes(source.openPath, offset, length);
}

} // namespace

Result<LoadResult> load(std::span<const EventInput> inputs, EventSet base, Task& task, const LoadOptions& options)
{
    std::vector<LabelEntry> entries;
    for (const std::filesystem::path& path : options.labels) {
        auto read = readLabelFile(path);
        if (!read)
            return std::unexpected(std::move(read.error()));
        std::ranges::move(*read, std::back_inserter(entries));
    }
    std::vector<FoundFile> files;
    std::vector<Skipped> unfound;
    for (const EventInput& input : inputs) {
        if (auto problem = findFiles(input, files, unfound))
            return std::unexpected(unreadable(std::move(*problem)));
    }
    std::uint64_t total = 0;
    for (const FoundFile& file : files)
        total += file.size;
    task.setTotal(total);

    const auto firstSource = static_cast<std::uint32_t>(base.sources.size());
    const bool needsHashes
        = std::ranges::any_of(entries, [](const LabelEntry& entry) { return !entry.sha256.empty(); });
    Part all = readAll(files, std::move(base), needsHashes, options.workers, task);
    LoadResult result{.events = std::move(all.builder).build(), .report = std::move(all.report)};
    std::ranges::move(unfound, std::back_inserter(result.report.skipped));

    const auto label = [&](SourceId source, std::span<const LabelEntry> labels) {
        if (const std::uint32_t missing = applyLabels(result.events, source, labels))
            result.report.skipped.push_back({.file = result.events.sources[index(source)].path,
                .reason = std::format("labels name record {}, which it does not have", missing),
                .count = 0,
                .lines = {}});
    };
    for (const LabelledSource& labelled : all.labelled)
        label(labelled.source, labelled.entries);
    for (std::uint32_t id = firstSource; id < result.events.sources.size() && !entries.empty(); ++id)
        label(SourceId{id}, entries);
    return result;
}

LoadResult loadText(std::string_view name, std::string_view text, EventSet base, Side side, Task& task)
{
    task.setTotal(text.size());
    LoadResult result;
    EventSetBuilder builder(std::move(base));
    const SourceId source = builder.addSource(
        {.path = std::string(name), .text = std::make_shared<const std::string>(text), .side = side});
    result.report.files = 1;
    readText(name, text, source, builder, result.report, task);
    result.report.isCancelled = task.isStopped();
    result.events = std::move(builder).build();
    return result;
}

EventSet emptyEventSet(std::vector<FieldAlias> aliases)
{
    EventSet events;
    events.fields.setAliases(std::move(aliases));
    return events;
}

namespace {

/// The name that rules use of a vendor's field, where the value is the whole value or close to it. Names of one word
/// may be anything, but in a record of that vendor's.
std::optional<FieldAlias> vendorAlias(const taxonomy::FieldNameRow& row)
{
    constexpr std::array<std::string_view, 4> wholeParts{"", "path", "user", "bool"};
    constexpr std::array<std::string_view, 4> otherwise{"dest", "status", "host", "app"};
    // A rule names a part of it, an event has the whole.
    constexpr std::string_view script = "powershell.file.script_block_text";
    const bool isElastic = row.vendor == "elastic" && row.raw.contains('.') && !row.raw.starts_with("winlog.");
    const bool isSplunk = row.vendor == "splunk";
    if ((!isElastic && !isSplunk) || row.fit == "scope" || row.raw == row.canonical || row.canonical == "Hashes"
        || row.canonical == "*" || row.context == "node Authentication" || std::ranges::contains(otherwise, row.raw)
        || !(std::ranges::contains(wholeParts, row.part) || row.raw == script))
        return std::nullopt;
    FieldAlias alias;
    alias.name = row.canonical;
    alias.original = row.raw;
    alias.isNear = row.fit == "near";
    if (isSplunk)
        alias.shape = RecordShape::Splunk;
    return alias;
}

} // namespace

EventSet emptyEventSet(const taxonomy::Taxonomy& taxonomy)
{
    std::vector<FieldAlias> aliases;
    for (const taxonomy::FieldAlias& row : taxonomy.fieldAliases()) {
        FieldAlias& alias = aliases.emplace_back();
        alias.name = row.name;
        alias.original = row.source;
        if (!row.provider.empty())
            alias.provider = row.provider;
        alias.eventIds = row.ids;
        alias.isNear = row.isNear;
        alias.part = row.part;
    }
    for (const taxonomy::FieldNameRow& row : taxonomy.fieldNames()) {
        if (auto alias = vendorAlias(row))
            aliases.push_back(std::move(*alias));
    }
    return emptyEventSet(std::move(aliases));
}

Result<std::string> rawText(const EventSet& events, EventId event)
{
    const SourceRef& ref = events.source(event);
    const EventSource& source = events.sources[index(ref.source)];
    if (ref.length == 0)
        return std::unexpected(unreadable(std::format("\"{}\" does not tell where its records stand.", source.path)));
    const auto changed = [&source] {
        return std::unexpected(unreadable(std::format("\"{}\" has changed since it was loaded; load it again.",
            source.openPath.empty() ? source.path : source.openPath)));
    };
    const auto part = [&source](std::uint64_t offset, std::uint64_t length) {
        return source.text || !source.member.empty() ? partOf(source, offset, length)
                                                     : readPart(source, offset, length);
    };
    auto bytes = part(ref.offset, ref.length);
    if (!bytes)
        return std::unexpected(unreadable(std::move(bytes.error())));
    if (bytes->size() < ref.length)
        return changed();
    if (!evtx::looksLikeRecord(bytes->text()))
        return std::string(bytes->text());
    bytes = part(evtx::chunkBegin(ref.offset), evtx::chunkSize);
    if (!bytes)
        return std::unexpected(unreadable(std::move(bytes.error())));
    return xmlOf(bytes->text(), ref, source.path);
}

} // namespace rulewright::events
