// SPDX-License-Identifier: Apache-2.0
#include "core/events/read_file.h"

#include "core/events/evtx/evtx_events.h"
#include "core/events/evtx/file.h"
#include "core/events/json_events.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <system_error>

namespace rulewright::events {

namespace {

/// What the first bytes of a file tell. `read` is null for what we know but do not read yet.
struct Format {
    bool (*looksLike)(std::string_view head);
    std::uint64_t (*read)(
        const PaddedText& text, SourceId source, EventSetBuilder& builder, ImportLog& log, Task& task);
    std::string_view notRead;
};

constexpr std::array formats{
    Format{looksLikeJson, readJson, {}},
    Format{evtx::looksLikeEvtx, readEvtx, {}},
    Format{[](std::string_view head) { return head.starts_with("PK\x03\x04"); }, nullptr,
        "zip archives are not read yet; unpack it first"},
    Format{[](std::string_view head) {
               return head.starts_with("\x1F\x8B")
                   || head.starts_with(std::string_view("\xFD"
                                                        "7zXZ\0",
                       6))
                   || head.starts_with("\x28\xB5\x2F\xFD");
           },
        nullptr, "compressed files are not read yet; unpack it first"},
};

constexpr std::string_view notAnEventFile = "not an event file";
/// Enough for an EVTX file whose header is gone: its first chunk begins at 4,096.
constexpr std::size_t headLength = 4'104;

const Format* formatOf(std::string_view head)
{
    const auto at = std::ranges::find_if(formats, [head](const Format& format) { return format.looksLike(head); });
    return at == formats.end() ? nullptr : &*at;
}

void addLabels(const FoundFile& file, SourceId source, const EventSource& known, ImportLog& log,
    std::vector<LabelledSource>& labelled)
{
    const std::filesystem::path path = labelFileBeside(file.path);
    auto entries = readLabelFile(path);
    if (!entries) {
        log.skipFile(entries.error().front().message);
        return;
    }
    // Beside the file a label names it already.
    for (LabelEntry& entry : *entries)
        entry.file.clear();
    if (!std::ranges::all_of(*entries, [&](const LabelEntry& entry) { return isAbout(entry, known); }))
        log.skipFile("the labels beside it are for another content of the file");
    labelled.push_back({.source = source, .entries = std::move(*entries)});
}

} // namespace

std::uint64_t readRecords(const PaddedText& text, SourceId source, EventSetBuilder& builder, ImportLog& log, Task& task)
{
    if (const auto converted = fromUtf16(text.text()))
        return readRecords(PaddedText(*converted), source, builder, log, task);
    const Format* format = formatOf(text.text().substr(0, headLength));
    if (format == nullptr && beginsJson(text.text()))
        format = &formats.front();
    if (format != nullptr && format->read != nullptr)
        return format->read(text, source, builder, log, task);
    log.skipFile(std::string(format != nullptr ? format->notRead : notAnEventFile));
    return 0;
}

void readFile(const FoundFile& file, bool needsHash, EventSetBuilder& builder, ImportReport& report,
    std::vector<LabelledSource>& labelled, Task& task)
{
    ImportLog log(file.name);
    const auto finish = [&] { std::ranges::move(std::move(log).take(), std::back_inserter(report.skipped)); };
    const auto head = readBytes(file.path, 0, std::min<std::uint64_t>(file.size, headLength));
    if (!head) {
        log.skipFile(head.error());
        return finish();
    }
    const auto converted = fromUtf16(head->text());
    const std::string_view begin = converted ? std::string_view(*converted) : head->text();
    const Format* format = formatOf(begin);
    if (format == nullptr && file.isNamed && beginsJson(begin))
        format = &formats.front();
    if (format == nullptr || format->read == nullptr) {
        report.files += format != nullptr ? 1 : 0;
        log.skipFile(std::string(format != nullptr ? format->notRead : notAnEventFile));
        task.advance(file.size);
        return finish();
    }
    auto text = readWhole(file.path);
    if (!text) {
        log.skipFile(text.error());
        return finish();
    }
    std::error_code error;
    const bool hasLabels = std::filesystem::exists(labelFileBeside(file.path), error);
    EventSource known;
    known.path = file.name;
    known.openPath = std::filesystem::absolute(file.path, error).string();
    known.side = file.side;
    if (needsHash || hasLabels)
        known.hash = contentHash(text->text());
    const SourceId source = builder.addSource(known);
    ++report.files;
    if (const auto utf8 = fromUtf16(text->text()))
        text = PaddedText(*utf8);
    report.records += format->read(*text, source, builder, log, task);
    if (hasLabels)
        addLabels(file, source, known, log, labelled);
    finish();
}

} // namespace rulewright::events
