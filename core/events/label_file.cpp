// SPDX-License-Identifier: Apache-2.0
#include "core/events/label_file.h"

#include "core/events/load.h"
#include "core/events/padded_text.h"
#include "core/text/diagnostic_codes.h"
#include "core/text/quotes.h"
#include "core/text/source.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <format>
#include <functional>
#include <map>
#include <ranges>
#include <utility>

namespace rulewright::events {

namespace {

constexpr std::string_view suffix = ".labels.json";
constexpr std::string_view arrayPrefix = "labels.";
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

/// The texts of one label by name.
using LabelTexts = std::map<std::string, std::vector<std::string>, std::less<>>;

/// The labels of one object of the file: the object itself, or the elements of its array `labels`.
void addObjects(const EventSet& objects, EventId object, std::vector<LabelTexts>& labels)
{
    const auto [i, row] = objects.locate(object);
    const Segment& segment = *objects.segments[i];
    const auto group = std::ranges::find(segment.arrayGroups, "labels", &ArrayGroup::name);
    const auto rank = group != segment.arrayGroups.end() ? group->rows.rank(row) : std::nullopt;
    if (!rank) {
        if (objects.cell(object, "labels") != Cell::Absent) // an empty array
            return;
        LabelTexts& texts = labels.emplace_back();
        for (EventField& field : objects.event(object))
            texts[field.name] = std::move(field.values);
        return;
    }
    const std::size_t first = labels.size();
    const std::uint32_t firstElement = group->elements[*rank];
    labels.resize(first + group->elements[*rank + 1] - firstElement);
    std::string scratch;
    for (const Column& column : segment.columns) {
        const std::string& name = objects.fields.name(column.field);
        const auto columnRank = column.presence.rank(row);
        if (!name.starts_with(arrayPrefix) || !columnRank || column.groupElements.empty())
            continue;
        const auto [begin, end] = column.elementsOf(*columnRank);
        for (std::uint32_t element = begin; element < end; ++element) {
            const std::uint32_t label = column.groupElements[element];
            if (label != Column::noElement)
                labels[first + label - firstElement][name.substr(arrayPrefix.size())].emplace_back(
                    column.text(column.valueOf(element), scratch));
        }
    }
}

/// One label as its texts say, and what is wrong with it.
class EntryReader {
public:
    explicit EntryReader(const LabelTexts& texts)
        : m_texts(texts)
    {
    }

    LabelEntry read()
    {
        LabelEntry entry;
        for (const auto& [name, values] : m_texts) {
            if (!std::ranges::contains(knownNames, name))
                problem = std::format("\"{}\" is no name that a label has", name);
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
        entry.namesSide = !side.empty();
        if (side == "attack")
            entry.label.side = Side::Attack;
        else if (side == "benign")
            entry.label.side = Side::Benign;
        else if (!side.empty() && side != "unknown")
            problem = std::format("the side \"{}\" is neither attack, benign nor unknown", side);
        entry.label.techniques = texts("techniques");
        entry.label.truePositiveOf = texts("true_positive_of");
        entry.label.falsePositiveOf = texts("false_positive_of");
        return entry;
    }

    std::string problem;

private:
    std::vector<std::string> texts(std::string_view name) const
    {
        const auto at = m_texts.find(name);
        return at == m_texts.end() ? std::vector<std::string>() : at->second;
    }

    std::string text(std::string_view name)
    {
        const auto values = texts(name);
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

    const LabelTexts& m_texts;
};

} // namespace

Result<std::vector<LabelEntry>> readLabels(const std::string& name, std::string_view text)
{
    // Labels are JSON objects, so the reader of events reads them too. One object over several lines may look to it
    // like an object a line: within JSON a line's end is a blank.
    Task task;
    std::string oneLine(text);
    const std::size_t begin = oneLine.find_first_not_of(" \t\r\n");
    const std::size_t lineEnd = std::min(oneLine.find('\n', begin == std::string::npos ? 0 : begin), oneLine.size());
    const std::size_t last = oneLine.find_last_not_of(" \t\r\n", lineEnd);
    if (last != std::string::npos && oneLine[last] != '}')
        std::ranges::replace(oneLine, '\n', ' ');
    const LoadResult objects = loadText(name, oneLine, {}, Side::Unknown, task);
    if (!objects.report.skipped.empty())
        return failure(std::format("the labels in \"{}\" cannot be read: {}", name, objects.report.skipped[0].reason));
    std::vector<LabelTexts> labels;
    for (std::uint32_t i = 0; i < objects.events.size(); ++i)
        addObjects(objects.events, EventId{i}, labels);
    std::vector<LabelEntry> entries;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        EntryReader reader(labels[i]);
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

namespace {

void appendJsonTexts(std::string& out, std::string_view name, const std::vector<std::string>& texts)
{
    if (texts.empty())
        return;
    out += std::format(",\"{}\":[", name);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        out += i > 0 ? "," : "";
        out += jsonText(toValidUtf8(texts[i]));
    }
    out += ']';
}

std::string_view sideName(Side side)
{
    return side == Side::Attack ? "attack" : side == Side::Benign ? "benign" : "unknown";
}

} // namespace

std::string labelsText(
    const EventSet& events, std::span<const SourceId> sources, std::string_view hash, bool namesFiles)
{
    std::string text = "{\"version\":1,\"labels\":[";
    bool isFirst = true;
    const auto add = [&](SourceId source, std::uint32_t record, const Label& label) {
        text += isFirst ? "\n{" : ",\n{";
        isFirst = false;
        text += std::format("\"side\":\"{}\"", sideName(label.side));
        if (!hash.empty())
            text += std::format(",\"sha256\":\"{}\"", hash);
        if (namesFiles) {
            text += ",\"file\":" + jsonText(toValidUtf8(events.sources[index(source)].path));
        }
        if (record != 0)
            text += std::format(",\"record\":{}", record);
        appendJsonTexts(text, "techniques", label.techniques);
        appendJsonTexts(text, "true_positive_of", label.truePositiveOf);
        appendJsonTexts(text, "false_positive_of", label.falsePositiveOf);
        text += '}';
    };
    for (const SourceId source : sources) {
        if (const Label* label = events.labels.ofSource(source))
            add(source, 0, *label);
        const auto [begin, end] = events.eventsOf(source);
        for (std::uint32_t event = begin; event < end; ++event) {
            if (const Label* label = events.labels.ofEvent(EventId{event}))
                add(source, events.source(EventId{event}).record, *label);
        }
    }
    return text + "\n]}\n";
}

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
        Label label = entry.label;
        if (!entry.namesSide)
            label.side = events.sources[index(source)].side;
        if (entry.first == 0) {
            events.labels.setForSource(source, std::move(label));
            continue;
        }
        auto [at, end] = events.eventsOf(source);
        const auto recordOf = [&](std::uint32_t event) { return events.source(EventId{event}).record; };
        at = *std::ranges::partition_point(
            std::views::iota(at, end), [&](std::uint32_t event) { return recordOf(event) < entry.first; });
        std::uint32_t found = 0;
        for (; at < end && recordOf(at) <= entry.last; ++at, ++found)
            events.labels.set(EventId{at}, label);
        if (found <= entry.last - entry.first && missing == 0)
            missing = entry.last;
    }
    return missing;
}

} // namespace rulewright::events
