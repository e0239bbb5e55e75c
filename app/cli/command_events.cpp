// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "core/events/load.h"
#include "core/taxonomy/built_in.h"
#include "core/text/source.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <format>
#include <map>
#include <memory>
#include <print>
#include <tuple>
#include <utility>

namespace rulewright::cli {

namespace {

struct EventsOptions {
    std::vector<std::string> paths;
    std::vector<std::string> labels;
    bool isCount = false;
    Format format = Format::Text;
};

struct EventCount {
    std::string provider;
    std::string id;
    std::string title;
    std::uint64_t count = 0;
};

// Lines are written without a tree in between: an event may have a hundred thousand fields.
void appendText(std::string& line, std::string_view text)
{
    line += '"';
    for (const char c : toValidUtf8(text)) {
        if (c == '"' || c == '\\') {
            line += '\\';
            line += c;
        } else if (const auto escape = std::string_view("\b\t\n\f\r").find(c); escape != std::string_view::npos) {
            line += '\\';
            line += "btnfr"[escape];
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            line += std::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
            line += c;
        }
    }
    line += '"';
}

// A field's value as the line has it: a text, null, or an array.
void appendValue(std::string& line, const events::EventField& field)
{
    if (field.cell == events::Cell::Null) {
        line += "null";
        return;
    }
    if (field.values.size() == 1) {
        appendText(line, field.values.front());
        return;
    }
    line += '[';
    for (const std::string& value : field.values) {
        if (line.back() != '[')
            line += ',';
        appendText(line, value);
    }
    line += ']';
}

void printEvents(const events::EventSet& set, Output& output)
{
    std::string line;
    for (std::uint32_t i = 0; i < set.size(); ++i) {
        line = "{";
        for (const events::EventField& field : set.event(events::EventId{i})) {
            if (line.size() > 1)
                line += ',';
            appendText(line, field.name);
            line += ':';
            appendValue(line, field);
        }
        line += "}\n";
        output.out << escapedControls(std::move(line));
    }
}

// The events by provider and id: the most frequent first, then by provider and the id's number.
std::vector<EventCount> countsOf(const events::EventSet& set, const taxonomy::Taxonomy& taxonomy)
{
    using events::SystemField;
    std::map<std::pair<std::string, std::string>, std::uint64_t> counts;
    for (std::uint32_t i = 0; i < set.size(); ++i) {
        const events::EventId event{i};
        ++counts[{set.systemText(event, SystemField::Provider), set.systemText(event, SystemField::EventId)}];
    }
    std::vector<EventCount> rows;
    for (const auto& [key, count] : counts) {
        EventCount& row = rows.emplace_back(key.first, key.second, std::string(), count);
        std::uint32_t id = 0;
        if (std::from_chars(row.id.data(), row.id.data() + row.id.size(), id).ec != std::errc())
            continue;
        if (const taxonomy::EventType* type = taxonomy.event(row.provider, id))
            row.title = type->title;
    }
    std::ranges::stable_sort(rows, [](const EventCount& a, const EventCount& b) {
        return std::tuple(-static_cast<std::int64_t>(a.count), std::string_view(a.provider), a.id.size(),
                   std::string_view(a.id))
            < std::tuple(
                -static_cast<std::int64_t>(b.count), std::string_view(b.provider), b.id.size(), std::string_view(b.id));
    });
    return rows;
}

// An id is a number where it is one.
Json idOf(const std::string& id)
{
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number);
    if (!id.empty() && error == std::errc() && end == id.data() + id.size())
        return number;
    if (id.empty())
        return nullptr;
    return id;
}

Json nullIfEmpty(const std::string& text) { return text.empty() ? Json() : Json(text); }

void printCounts(
    const events::LoadResult& loaded, const taxonomy::Taxonomy& taxonomy, double seconds, Format format, Output& output)
{
    const events::ImportReport& report = loaded.report;
    const std::vector<EventCount> counts = countsOf(loaded.events, taxonomy);
    if (format == Format::Json) {
        Json skipped = Json::array();
        for (const events::Skipped& entry : report.skipped) {
            Json lines = Json::array();
            for (const std::uint32_t line : entry.lines)
                lines.push(line);
            skipped.push(Json::object()
                    .set("file", entry.file)
                    .set("reason", entry.reason)
                    .set("count", entry.count)
                    .set("lines", std::move(lines)));
        }
        Json byEvent = Json::array();
        for (const EventCount& row : counts)
            byEvent.push(Json::object()
                    .set("provider", nullIfEmpty(row.provider))
                    .set("id", idOf(row.id))
                    .set("title", nullIfEmpty(row.title))
                    .set("count", row.count));
        Json result = Json::object();
        result.set("files", report.files)
            .set("records", report.records)
            .set("skipped", std::move(skipped))
            .set("by_event", std::move(byEvent))
            .set("seconds", seconds);
        std::println(output.out, "{}", result.text());
        return;
    }
    std::println(output.out, "{} records in {} {}, {:.3f} s", report.records, report.files,
        report.files == 1 ? "file" : "files", seconds);
    for (const EventCount& row : counts)
        std::println(output.out, "{:>10}  {} {}  {}", row.count, row.provider.empty() ? "(no provider)" : row.provider,
            row.id, row.title);
    if (!report.skipped.empty())
        std::println(output.out, "skipped:");
    for (const events::Skipped& entry : report.skipped)
        std::println(output.out, "{:>10}  {}: {}", entry.count, entry.file, entry.reason);
}

int runEvents(const EventsOptions& options, Output& output)
{
    const auto taxonomy = taxonomy::builtInTaxonomy();
    if (!taxonomy) {
        std::println(output.err, "rulewright-cli: {}", taxonomy.error().front().message);
        return exitCannotRun;
    }
    std::vector<events::EventInput> inputs;
    for (const std::string& path : options.paths)
        inputs.push_back({.path = path});
    events::LoadOptions loadOptions;
    loadOptions.labels.assign(options.labels.begin(), options.labels.end());

    const auto begin = std::chrono::steady_clock::now();
    Task task;
    const auto loaded = events::load(inputs, events::emptyEventSet(*taxonomy), task, loadOptions);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    if (!loaded) {
        std::println(output.err, "rulewright-cli: {}", loaded.error().front().message);
        return exitCannotRun;
    }
    if (loaded->report.files == 0)
        std::println(output.err,
            "rulewright-cli: no file of events was found; name files of events, or a folder or archive that holds "
            "some.");
    if (options.isCount) {
        printCounts(*loaded, *taxonomy, seconds.count(), options.format, output);
        return exitDone;
    }
    printEvents(loaded->events, output);
    for (const events::Skipped& entry : loaded->report.skipped)
        std::println(output.err, "{}: {}", entry.file, entry.reason);
    return exitDone;
}

} // namespace

Run declareEvents(Syntax& syntax)
{
    auto options = std::make_shared<EventsOptions>();
    syntax.arguments("PATH", options->paths, "Files and folders of events");
    syntax.options("--labels", options->labels, "A file of labels, beside those that stand with the events");
    syntax.flag("--count", options->isCount, "Print totals and what was skipped instead of the events");
    syntax.format(options->format);
    return [options](Output& output) { return runEvents(*options, output); };
}

} // namespace rulewright::cli
