// SPDX-License-Identifier: Apache-2.0
#include "core/taxonomy/taxonomy.h"

#include "core/text/csv.h"
#include "core/text/diagnostic_codes.h"
#include "core/text/fold.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <utility>

namespace rulewright::taxonomy {

namespace {

/// A table while it is read: where an error is, in words.
struct Reading {
    SourceText text;
    CsvTable table;

    [[nodiscard]] Diagnostics error(const CsvRow& row, const std::string& what) const
    {
        return {Diagnostic{Severity::Error, codes::dataTable, row.span,
            std::format("{}, line {}: {}", text.name(), text.position(row.span.begin).line, what), {}}};
    }
};

Result<Reading> read(std::string name, std::string_view bytes, const std::vector<std::string>& columns)
{
    Reading reading{SourceText(std::move(name), std::string(bytes)), {}};
    auto table = readCsv(reading.text, columns);
    if (!table)
        return std::unexpected(std::move(table.error()));
    reading.table = std::move(*table);
    return reading;
}

std::optional<std::uint32_t> number(std::string_view text)
{
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

/// The numbers of a list; nothing where one is none.
std::optional<std::vector<std::uint32_t>> numbers(std::string_view text)
{
    std::vector<std::uint32_t> ids;
    for (const std::string& part : splitList(text)) {
        const auto id = number(part);
        if (!id)
            return std::nullopt;
        ids.push_back(*id);
    }
    return ids;
}

std::string eventKey(std::string_view provider, std::uint32_t id) { return std::format("{}#{}", folded(provider), id); }

std::optional<LogSourceRow::Part> partOf(std::string_view word)
{
    if (word == "product")
        return LogSourceRow::Part::Product;
    if (word == "category")
        return LogSourceRow::Part::Category;
    if (word == "service")
        return LogSourceRow::Part::Service;
    return std::nullopt;
}

} // namespace

Result<Taxonomy> Taxonomy::fromFiles(const TaxonomyFiles& files)
{
    Taxonomy taxonomy;

    const auto events = read("events.csv", files.events,
        {"provider", "id", "title", "description", "categories", "services", "elastic", "splunk"});
    if (!events)
        return std::unexpected(events.error());
    for (const CsvRow& row : events->table.rows) {
        const auto id = number(row.cells[1]);
        if (!id)
            return std::unexpected(events->error(row, std::format("'{}' is no event id", row.cells[1])));
        if (!taxonomy.m_eventByKey.emplace(eventKey(row.cells[0], *id), taxonomy.m_events.size()).second)
            return std::unexpected(events->error(row, std::format("{} {} stands twice", row.cells[0], *id)));
        taxonomy.m_events.push_back({row.cells[0], *id, row.cells[2], row.cells[3], splitList(row.cells[4]),
            splitList(row.cells[5]), splitList(row.cells[6]), splitList(row.cells[7])});
        for (const std::string& category : taxonomy.m_events.back().categories) {
            if (!category.contains('/'))
                return std::unexpected(events->error(row, std::format("the category '{}' has no product", category)));
        }
    }

    const auto eventFields = read("event_fields.csv", files.eventFields, {"provider", "id", "fields"});
    if (!eventFields)
        return std::unexpected(eventFields.error());
    for (const CsvRow& row : eventFields->table.rows) {
        const auto id = number(row.cells[1]);
        const auto found = taxonomy.m_eventByKey.find(eventKey(row.cells[0], id.value_or(0)));
        if (!id || found == taxonomy.m_eventByKey.end())
            return std::unexpected(
                eventFields->error(row, std::format("{} {} is not in the catalogue", row.cells[0], row.cells[1])));
        taxonomy.m_events[found->second].fields = splitList(row.cells[2]);
    }

    const auto kinds = read("source_kinds.csv", files.sourceKinds, {"name", "title"});
    if (!kinds)
        return std::unexpected(kinds.error());
    for (const CsvRow& row : kinds->table.rows)
        taxonomy.m_sourceKinds.push_back({row.cells[0], row.cells[1]});

    const auto sources = read(
        "log_sources.csv", files.logSources, {"part", "product", "name", "provider", "channel", "ids", "source"});
    if (!sources)
        return std::unexpected(sources.error());
    for (const CsvRow& row : sources->table.rows) {
        const auto part = partOf(row.cells[0]);
        const auto ids = numbers(row.cells[5]);
        if (!part)
            return std::unexpected(
                sources->error(row, std::format("'{}' is not product, category or service", row.cells[0])));
        if (!ids)
            return std::unexpected(sources->error(row, std::format("'{}' is no list of event ids", row.cells[5])));
        if (row.cells[3].empty() && row.cells[4].empty() && row.cells[6].empty())
            return std::unexpected(sources->error(row, "a provider, a channel or a source is needed"));
        if (!row.cells[6].empty() && !std::ranges::contains(taxonomy.m_sourceKinds, row.cells[6], &SourceKindRow::name))
            return std::unexpected(
                sources->error(row, std::format("'{}' is no kind of log in source_kinds.csv", row.cells[6])));
        taxonomy.m_logSources.push_back(
            {*part, row.cells[1], row.cells[2], row.cells[3], row.cells[4], *ids, row.cells[6]});
    }

    const auto aliases = read("field_aliases.csv", files.fieldAliases, {"name", "source", "provider", "ids", "fit", "part"});
    if (!aliases)
        return std::unexpected(aliases.error());
    for (const CsvRow& row : aliases->table.rows) {
        const auto ids = numbers(row.cells[3]);
        if (!ids)
            return std::unexpected(aliases->error(row, std::format("'{}' is no list of event ids", row.cells[3])));
        if (row.cells[4] != "exact" && row.cells[4] != "near")
            return std::unexpected(aliases->error(row, std::format("'{}' is not exact or near", row.cells[4])));
        if (row.cells[0] == row.cells[1])
            return std::unexpected(aliases->error(row, std::format("'{}' is an alias of itself", row.cells[0])));
        taxonomy.m_fieldAliases.push_back({row.cells[0], row.cells[1], row.cells[2], *ids, row.cells[4] == "near", row.cells[5]});
    }

    const auto names = read(
        "field_names.csv", files.fieldNames, {"vendor", "raw", "node_or_context", "canonical", "part", "fit", "note"});
    if (!names)
        return std::unexpected(names.error());
    for (const CsvRow& row : names->table.rows) {
        if (row.cells[5] != "exact" && row.cells[5] != "near" && row.cells[5] != "scope")
            return std::unexpected(names->error(row, std::format("'{}' is not exact, near or scope", row.cells[5])));
        taxonomy.m_fieldNames.push_back(
            {row.cells[0], row.cells[1], row.cells[2], row.cells[3], row.cells[4], row.cells[5], row.cells[6]});
    }
    return taxonomy;
}

const EventType* Taxonomy::event(std::string_view provider, std::uint32_t id) const
{
    const auto found = m_eventByKey.find(eventKey(provider, id));
    return found == m_eventByKey.end() ? nullptr : &m_events[found->second];
}

std::optional<std::string> nameWithoutBlanks(std::string_view name)
{
    if (!name.contains(' '))
        return std::nullopt;
    std::string stripped(name);
    std::erase(stripped, ' ');
    if (stripped.empty())
        return std::nullopt;
    return stripped;
}

} // namespace rulewright::taxonomy
