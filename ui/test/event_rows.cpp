// SPDX-License-Identifier: Apache-2.0
#include "ui/test/event_rows.h"

#include "ui/test/event_filter.h"

#include <QHash>

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

/// Thrown out of a sort that is not wanted any more.
struct Stopped { };

/// The places of the keys in their order; those of equal keys stay. Throws Stopped.
template <class Key>
std::vector<std::uint32_t> orderOf(const std::vector<Key>& keys, bool isDescending, const Task& task)
{
    constexpr std::uint32_t often = 0xFFFF;
    std::vector<std::uint32_t> order(keys.size());
    std::iota(order.begin(), order.end(), 0U);
    std::uint32_t compared = 0;
    std::ranges::stable_sort(order, [&](std::uint32_t a, std::uint32_t b) {
        if ((++compared & often) == 0 && task.isStopped())
            throw Stopped();
        return isDescending ? keys[b] < keys[a] : keys[a] < keys[b];
    });
    return order;
}

/// Sorts by a key of each row; ties stay in the order of the events.
template <class Key> void sortBy(EventRows& rows, const std::vector<Key>& keys, bool isDescending, const Task& task)
{
    EventRows sorted;
    sorted.reserve(rows.size());
    for (const std::uint32_t i : orderOf(keys, isDescending, task))
        sorted.push_back(rows[i]);
    rows = std::move(sorted);
}

/// For each key how many smaller ones there are: equal keys have the same rank.
template <class Key> std::vector<std::uint32_t> ranksOf(const std::vector<Key>& keys, const Task& task)
{
    const std::vector<std::uint32_t> order = orderOf(keys, false, task);
    std::vector<std::uint32_t> ranks(keys.size());
    for (std::size_t i = 1; i < order.size(); ++i)
        ranks[order[i]] = ranks[order[i - 1]] + (keys[order[i - 1]] < keys[order[i]] ? 1 : 0);
    return ranks;
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

/// Few of a million cells are different: only those are put in order.
struct DistinctTexts {
    std::vector<QString> texts; ///< folded
    std::vector<std::uint32_t> ofRow; ///< its place among the texts
};

DistinctTexts distinctTexts(const EventRows& rows, const RowQuery& query, const EventColumn& column, const Task& task)
{
    DistinctTexts distinct;
    distinct.ofRow.reserve(rows.size());
    QHash<QString, std::uint32_t> places;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i % stride == 0 && task.isStopped())
            throw Stopped();
        const QString text
            = cellText(*query.events, static_cast<events::EventId>(rows[i]), column, query.look).toCaseFolded();
        auto place = places.constFind(text);
        if (place == places.cend()) {
            place = places.insert(text, static_cast<std::uint32_t>(distinct.texts.size()));
            distinct.texts.push_back(text);
        }
        distinct.ofRow.push_back(*place);
    }
    return distinct;
}

void sortRows(EventRows& rows, const RowQuery& query, const Task& task)
{
    const EventColumn& column = query.columns[static_cast<std::size_t>(query.sortColumn)];
    if (column.kind == EventColumn::Kind::Time) {
        std::vector<std::int64_t> times;
        times.reserve(rows.size());
        for (const std::uint32_t event : rows)
            times.push_back(query.events->time(static_cast<events::EventId>(event)));
        sortBy(rows, times, query.isDescending, task);
        return;
    }
    const DistinctTexts distinct = distinctTexts(rows, query, column, task);
    const auto numbers = numbersOf(distinct.texts);
    const std::vector<std::uint32_t> ranks = numbers ? ranksOf(*numbers, task) : ranksOf(distinct.texts, task);
    std::vector<std::uint32_t> keys;
    keys.reserve(rows.size());
    for (const std::uint32_t place : distinct.ofRow)
        keys.push_back(ranks[place]);
    sortBy(rows, keys, query.isDescending, task);
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
    try {
        if (isSorted)
            sortRows(rows, query, task);
    } catch (const Stopped&) {
        return nullptr;
    }
    return std::make_shared<const EventRows>(std::move(rows));
}

} // namespace rulewright::ui
