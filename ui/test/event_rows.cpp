// SPDX-License-Identifier: Apache-2.0
#include "ui/test/event_rows.h"

#include "ui/test/event_filter.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>

namespace rulewright::ui {

namespace {

constexpr std::size_t stride = 4'096;

struct Filter {
    EventColumn column;
    CellFilter filter;

    [[nodiscard]] bool passes(const RowQuery& query, std::uint32_t event) const
    {
        return filter.passes(cellText(*query.events, static_cast<events::EventId>(event), column, query.look));
    }
};

std::vector<Filter> filtersOf(const RowQuery& query)
{
    std::vector<Filter> filters;
    for (std::size_t i = 0; i < query.filters.size() && i < query.columns.size(); ++i) {
        CellFilter filter(query.filters[i]);
        if (!filter.isEmpty())
            filters.push_back({query.columns[i], std::move(filter)});
    }
    return filters;
}

EventRows members(const RowQuery& query)
{
    EventRows rows;
    if (query.among) {
        rows = query.among->members();
    } else {
        rows.resize(query.events->size());
        std::iota(rows.begin(), rows.end(), 0U);
    }
    return rows;
}

/// Sorts by a key of each row; ties stay in the order of the events.
template <class Key> void sortBy(EventRows& rows, const std::vector<Key>& keys, bool isDescending)
{
    std::vector<std::uint32_t> order(rows.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(
        order, [&](std::uint32_t a, std::uint32_t b) { return isDescending ? keys[b] < keys[a] : keys[a] < keys[b]; });
    EventRows sorted;
    sorted.reserve(rows.size());
    for (const std::uint32_t i : order)
        sorted.push_back(rows[i]);
    rows = std::move(sorted);
}

/// The numbers of texts of which each is one or empty; empty ones come first.
std::optional<std::vector<double>> numbersOf(const std::vector<QString>& texts)
{
    std::vector<double> numbers;
    numbers.reserve(texts.size());
    for (const QString& text : texts) {
        bool isNumber = false;
        const double number = text.isEmpty() ? -std::numeric_limits<double>::infinity() : text.toDouble(&isNumber);
        if (!text.isEmpty() && (!isNumber || std::isnan(number)))
            return std::nullopt;
        numbers.push_back(number);
    }
    return numbers;
}

bool sortRows(EventRows& rows, const RowQuery& query, Task& task)
{
    const EventColumn& column = query.columns[static_cast<std::size_t>(query.sortColumn)];
    if (column.kind == EventColumn::Kind::Time) {
        std::vector<std::int64_t> times;
        times.reserve(rows.size());
        for (const std::uint32_t event : rows)
            times.push_back(query.events->time(static_cast<events::EventId>(event)));
        if (task.isStopped())
            return false;
        sortBy(rows, times, query.isDescending);
        return true;
    }
    std::vector<QString> texts;
    texts.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i % stride == 0 && task.isStopped())
            return false;
        texts.push_back(
            cellText(*query.events, static_cast<events::EventId>(rows[i]), column, query.look).toCaseFolded());
    }
    if (const auto numbers = numbersOf(texts))
        sortBy(rows, *numbers, query.isDescending);
    else
        sortBy(rows, texts, query.isDescending);
    return !task.isStopped();
}

} // namespace

bool RowQuery::isFiltered() const
{
    return times || std::ranges::any_of(filters, [](const QString& text) { return !CellFilter(text).isEmpty(); });
}

bool RowQuery::isPlain() const { return sortColumn < 0 && !isFiltered(); }

EventRowsPtr queryRows(const RowQuery& query, Task& task)
{
    EventRows rows = members(query);
    if (query.times) {
        std::erase_if(rows, [&](std::uint32_t event) {
            const std::int64_t time = query.events->time(static_cast<events::EventId>(event));
            return time == events::Segment::noTime || time < query.times->first || time > query.times->second;
        });
    }
    const std::vector<Filter> filters = filtersOf(query);
    if (!filters.empty()) {
        EventRows passing;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (i % stride == 0 && task.isStopped())
                return nullptr;
            if (std::ranges::all_of(filters, [&](const Filter& filter) { return filter.passes(query, rows[i]); }))
                passing.push_back(rows[i]);
        }
        rows = std::move(passing);
    }
    const bool isSorted = query.sortColumn >= 0 && query.sortColumn < static_cast<int>(query.columns.size());
    if (isSorted && !sortRows(rows, query, task))
        return nullptr;
    return std::make_shared<const EventRows>(std::move(rows));
}

} // namespace rulewright::ui
