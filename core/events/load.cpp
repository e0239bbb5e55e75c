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
    ImportLog log{std::string(name)};
    result.report.files = 1;
    result.report.records = readRecords(PaddedText(text), source, builder, log, task);
    result.report.skipped = std::move(log).take();
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
    }
    return emptyEventSet(std::move(aliases));
}

Result<std::string> rawText(const EventSet& events, EventId event)
{
    const SourceRef& ref = events.source(event);
    const EventSource& source = events.sources[index(ref.source)];
    if (ref.length == 0)
        return std::unexpected(unreadable(std::format("\"{}\" does not tell where its records stand.", source.path)));
    if (source.text) {
        if (evtx::looksLikeEvtx(*source.text))
            return xmlOf(std::string_view(*source.text).substr(evtx::chunkBegin(ref.offset)), ref, source.path);
        const std::string converted = fromUtf16(*source.text).value_or(std::string());
        return (converted.empty() ? *source.text : converted).substr(ref.offset, ref.length);
    }
    auto bytes = readBytes(source.openPath, 0, 2);
    if (!bytes)
        return std::unexpected(unreadable(std::move(bytes.error())));
    if (fromUtf16(bytes->text())) {
        bytes = readWhole(source.openPath);
        if (bytes) {
            const std::string text = fromUtf16(bytes->text()).value_or(std::string());
            if (ref.offset < text.size())
                return text.substr(ref.offset, ref.length);
        }
    } else {
        bytes = readBytes(source.openPath, ref.offset, ref.length);
        if (bytes && bytes->size() == ref.length && !evtx::looksLikeRecord(bytes->text()))
            return std::string(bytes->text());
        if (bytes && bytes->size() == ref.length) {
            bytes = readBytes(source.openPath, evtx::chunkBegin(ref.offset), evtx::chunkSize);
            if (bytes)
                return xmlOf(bytes->text(), ref, source.openPath);
        }
    }
    return std::unexpected(
        unreadable(bytes ? std::format("\"{}\" has changed since it was loaded; load it again.", source.openPath)
                         : std::move(bytes.error())));
}

} // namespace rulewright::events
