// SPDX-License-Identifier: Apache-2.0
#include "ui/test/event_copy.h"

#include "core/export/tables.h"
#include "core/text/quotes.h"
#include "ui/test/event_summary.h"

#include <cstdint>
#include <string>

namespace rulewright::ui {

namespace {

std::string jsonValue(const events::EventField& field)
{
    if (field.values.empty())
        return field.cell == events::Cell::Null ? "null" : "[]";
    if (field.values.size() == 1)
        return jsonText(field.values.front());
    std::string list = "[";
    for (const std::string& value : field.values)
        list += (list.size() > 1 ? ", " : "") + jsonText(value);
    return list + ']';
}

QString wholeCell(const events::EventSet& events, events::EventId event, const EventColumn& column)
{
    switch (column.kind) {
    case EventColumn::Kind::Mark:
        return {};
    case EventColumn::Kind::Time: {
        const std::int64_t time = events.time(event);
        return time == events::Segment::noTime ? QString() : QString::fromStdString(events::isoTime(time));
    }
    case EventColumn::Kind::System:
        return QString::fromStdString(events.systemText(event, column.system));
    case EventColumn::Kind::Name:
        return eventName(events, event);
    case EventColumn::Kind::Summary:
        return eventSummary(events, event);
    case EventColumn::Kind::Field:
        break;
    }
    QString text;
    for (const std::string& value : events.values(event, column.field))
        text += (text.isEmpty() ? QString() : QStringLiteral("; ")) + QString::fromStdString(value);
    return text;
}

} // namespace

QString eventsAsJson(const events::EventSet& events, const EventRows& rows, Task& task)
{
    std::string text = "[";
    for (const std::uint32_t event : rows) {
        if (task.isStopped())
            return {};
        text += text.size() > 1 ? ",\n{" : "\n{";
        bool isFirst = true;
        for (const events::EventField& field : events.event(static_cast<events::EventId>(event))) {
            if (field.isAlias)
                continue;
            text += (isFirst ? "\n  " : ",\n  ") + jsonText(field.name) + ": " + jsonValue(field);
            isFirst = false;
        }
        text += "\n}";
    }
    return QString::fromStdString(text + "\n]\n");
}

QString eventsAsCsv(
    const events::EventSet& events, const EventRows& rows, const std::vector<EventColumn>& columns, Task& task)
{
    exporting::Table table;
    for (const EventColumn& column : columns) {
        if (column.kind != EventColumn::Kind::Mark)
            table.columns.push_back(column.caption().toStdString());
    }
    for (const std::uint32_t event : rows) {
        if (task.isStopped())
            return {};
        std::vector<exporting::Cell>& row = table.rows.emplace_back();
        for (const EventColumn& column : columns) {
            if (column.kind != EventColumn::Kind::Mark)
                row.emplace_back(wholeCell(events, static_cast<events::EventId>(event), column).toStdString());
        }
    }
    return QString::fromStdString(exporting::written(table, exporting::TableFormat::Csv));
}

} // namespace rulewright::ui
