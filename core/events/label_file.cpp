// SPDX-License-Identifier: Apache-2.0
#include "core/events/label_file.h"

#include "core/events/load.h"
#include "core/events/padded_text.h"
#include "core/text/diagnostic_codes.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <format>
#include <ranges>

namespace rulewright::events {

namespace {

constexpr std::string_view suffix = ".labels.json";
constexpr std::array<std::string_view, 9> knownNames{
    "file", "from", "false_positive_of", "record", "sha256", "side", "techniques", "to", "true_positive_of"};

std::unexpected<Diagnostics> failure(std::string message)
{
    return std::unexpected(Diagnostics{{.severity = Severity::Error,
        .code = codes::eventsLabels,
        .span = {},
        .message = std::move(message),
        .fixes = {}}});
}

/// One object of a label file, and what is wrong with it.
class EntryReader {
public:
    EntryReader(const EventSet& objects, EventId object)
        : m_objects(objects)
        , m_object(object)
    {
    }

    LabelEntry read()
    {
        LabelEntry entry;
        for (const EventField& field : m_objects.event(m_object)) {
            if (!std::ranges::contains(knownNames, field.name))
                problem = std::format("\"{}\" is no name that a label has", field.name);
        }
        entry.sha256 = text("sha256");
        entry.file = text("file");
        const std::uint32_t record = number("record");
        entry.first = record != 0 ? record : number("from");
        entry.last = record != 0 ? record : number("to");
        if (entry.last == 0)
            entry.last = entry.first;
        if (entry.last < entry.first || (entry.first == 0) != (entry.last == 0))
            problem = "\"to\" is less than \"from\"";
        const std::string side = text("side");
        if (side == "attack")
            entry.label.side = Side::Attack;
        else if (side == "benign")
            entry.label.side = Side::Benign;
        else if (!side.empty() && side != "unknown")
            problem = std::format("the side \"{}\" is neither attack, benign nor unknown", side);
        entry.label.techniques = m_objects.values(m_object, "techniques");
        entry.label.truePositiveOf = m_objects.values(m_object, "true_positive_of");
        entry.label.falsePositiveOf = m_objects.values(m_object, "false_positive_of");
        return entry;
    }

    std::string problem;

private:
    std::string text(std::string_view name)
    {
        const auto values = m_objects.values(m_object, name);
        if (values.size() > 1)
            problem = std::format("\"{}\" has several values", name);
        return values.empty() ? std::string() : values.front();
    }

    std::uint32_t number(std::string_view name)
    {
        const std::string value = text(name);
        std::uint32_t number = 0;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
        if (!value.empty() && (error != std::errc() || end != value.data() + value.size() || number == 0))
            problem = std::format("\"{}\" is no record's number", value);
        return number;
    }

    const EventSet& m_objects;
    EventId m_object;
};

} // namespace

Result<std::vector<LabelEntry>> readLabels(const std::string& name, std::string_view text)
{
    // Labels are flat objects, so the reader of events reads them too.
    Task task;
    const LoadResult objects = loadText(name, text, {}, Side::Unknown, task);
    if (!objects.report.skipped.empty())
        return failure(std::format("the labels in \"{}\" cannot be read: {}", name, objects.report.skipped[0].reason));
    std::vector<LabelEntry> entries;
    for (std::uint32_t i = 0; i < objects.events.size(); ++i) {
        EntryReader reader(objects.events, EventId{i});
        entries.push_back(reader.read());
        if (!reader.problem.empty())
            return failure(std::format("label {} in \"{}\": {}; see docs/labels.md.", i + 1, name, reader.problem));
    }
    return entries;
}

Result<std::vector<LabelEntry>> readLabelFile(const std::filesystem::path& path)
{
    const auto bytes = readWhole(path);
    if (!bytes)
        return failure(bytes.error());
    return readLabels(path.filename().string(), bytes->text());
}

std::filesystem::path labelFileBeside(const std::filesystem::path& events)
{
    return events.native() + std::string(suffix);
}

bool isLabelFile(const std::filesystem::path& path) { return path.native().ends_with(suffix); }

bool isAbout(const LabelEntry& entry, const EventSource& source)
{
    return (entry.sha256.empty() || entry.sha256 == source.hash) && (entry.file.empty() || entry.file == source.path);
}

std::uint32_t applyLabels(EventSet& events, SourceId source, std::span<const LabelEntry> entries)
{
    std::uint32_t missing = 0;
    for (const LabelEntry& entry : entries) {
        if (!isAbout(entry, events.sources[index(source)]))
            continue;
        if (entry.first == 0) {
            events.labels.setForSource(source, entry.label);
            continue;
        }
        auto [at, end] = events.eventsOf(source);
        const auto recordOf = [&](std::uint32_t event) { return events.source(EventId{event}).record; };
        at = *std::ranges::partition_point(
            std::views::iota(at, end), [&](std::uint32_t event) { return recordOf(event) < entry.first; });
        std::uint32_t found = 0;
        for (; at < end && recordOf(at) <= entry.last; ++at, ++found)
            events.labels.set(EventId{at}, entry.label);
        if (found <= entry.last - entry.first && missing == 0)
            missing = entry.last;
    }
    return missing;
}

} // namespace rulewright::events
