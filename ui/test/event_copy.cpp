// SPDX-License-Identifier: Apache-2.0
#include "ui/test/event_copy.h"

#include <cstdint>
#include <string>

namespace rulewright::ui {

namespace {

/// As a JSON text, quotes included.
QString jsonText(const std::string& utf8)
{
    QString text = QStringLiteral("\"");
    for (const QChar c : QString::fromStdString(utf8)) {
        switch (c.unicode()) {
        case u'"':
            text += QStringLiteral("\\\"");
            break;
        case u'\\':
            text += QStringLiteral("\\\\");
            break;
        case u'\n':
            text += QStringLiteral("\\n");
            break;
        case u'\r':
            text += QStringLiteral("\\r");
            break;
        case u'\t':
            text += QStringLiteral("\\t");
            break;
        default:
            if (c.unicode() < 0x20)
                text += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
            else
                text += c;
        }
    }
    return text + u'"';
}

QString jsonValue(const events::EventField& field)
{
    if (field.values.empty())
        return field.cell == events::Cell::Null ? QStringLiteral("null") : QStringLiteral("[]");
    if (field.values.size() == 1)
        return jsonText(field.values.front());
    QString list = QStringLiteral("[");
    for (const std::string& value : field.values)
        list += (list.size() > 1 ? QStringLiteral(", ") : QString()) + jsonText(value);
    return list + u']';
}

QString csvCell(QString text)
{
    if (!text.isEmpty() && QStringLiteral("=+-@\t\r").contains(text.front()))
        text.prepend(u'\'');
    if (!text.contains(u',') && !text.contains(u'"') && !text.contains(u'\n') && !text.contains(u'\r'))
        return text;
    return u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
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
    QString text = QStringLiteral("[");
    for (const std::uint32_t event : rows) {
        if (task.isStopped())
            return {};
        text += text.size() > 1 ? QStringLiteral(",\n{") : QStringLiteral("\n{");
        bool isFirst = true;
        for (const events::EventField& field : events.event(static_cast<events::EventId>(event))) {
            if (field.isAlias)
                continue;
            text += (isFirst ? QStringLiteral("\n  ") : QStringLiteral(",\n  ")) + jsonText(field.name)
                + QStringLiteral(": ") + jsonValue(field);
            isFirst = false;
        }
        text += QStringLiteral("\n}");
    }
    return text + QStringLiteral("\n]\n");
}

QString eventsAsCsv(
    const events::EventSet& events, const EventRows& rows, const std::vector<EventColumn>& columns, Task& task)
{
    QString text;
    const auto addLine = [&text, &columns](const auto& cell) {
        bool isFirst = true;
        for (const EventColumn& column : columns) {
            if (column.kind == EventColumn::Kind::Mark)
                continue;
            text += (isFirst ? QString() : QStringLiteral(",")) + csvCell(cell(column));
            isFirst = false;
        }
        text += QStringLiteral("\r\n");
    };
    addLine([](const EventColumn& column) { return column.caption(); });
    for (const std::uint32_t event : rows) {
        if (task.isStopped())
            return {};
        addLine(
            [&](const EventColumn& column) { return wholeCell(events, static_cast<events::EventId>(event), column); });
    }
    return text;
}

} // namespace rulewright::ui
