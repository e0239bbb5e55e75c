// SPDX-License-Identifier: Apache-2.0
#include "ui/test/event_table.h"

#include "ui/test/background.h"
#include "ui/test/event_copy.h"
#include "ui/test/event_header.h"
#include "ui/test/value_stack.h"
#include "ui/window/words.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>

#include <algorithm>
#include <utility>

namespace rulewright::ui {

// A selection is a few stretches, however many rows they have.
std::vector<std::pair<int, int>> EventTable::chosenStretches() const
{
    std::vector<std::pair<int, int>> chosen;
    for (const QItemSelectionRange& range : selectionModel()->selection())
        chosen.emplace_back(range.top(), range.bottom());
    std::ranges::sort(chosen);
    std::vector<std::pair<int, int>> stretches;
    for (const auto& [top, bottom] : chosen) {
        if (!stretches.empty() && top <= stretches.back().second + 1)
            stretches.back().second = std::max(stretches.back().second, bottom);
        else
            stretches.emplace_back(top, bottom);
    }
    if (stretches.empty() && m_model->rowCount() > 0)
        stretches.emplace_back(0, m_model->rowCount() - 1);
    return stretches;
}

std::size_t EventTable::chosenCount() const
{
    std::size_t count = 0;
    for (const auto& [top, bottom] : chosenStretches())
        count += static_cast<std::size_t>(bottom - top + 1);
    return count;
}

EventRows EventTable::chosenRows(std::size_t most) const
{
    EventRows rows;
    for (const auto& [top, bottom] : chosenStretches()) {
        for (int row = top; row <= bottom && rows.size() < most; ++row)
            rows.push_back(events::index(m_model->eventAt(row)));
    }
    return rows;
}

std::optional<EventValue> EventTable::currentValue() const
{
    const QModelIndex index = currentIndex();
    if (!index.isValid() || !m_query.events)
        return std::nullopt;
    const EventColumn& column = m_model->columns()[static_cast<std::size_t>(index.column())];
    std::string value = valueOf(*m_query.events, m_model->eventAt(index.row()), column);
    if (value.empty())
        return std::nullopt;
    return EventValue{column.field, std::move(value)};
}

void EventTable::requestValue(ValueAction action)
{
    const std::optional<EventValue> value = currentValue();
    if (!value) {
        const int column = currentIndex().column();
        const bool isMade = column >= 0
            && (m_model->columns()[static_cast<std::size_t>(column)].kind == EventColumn::Kind::Name
                || m_model->columns()[static_cast<std::size_t>(column)].kind == EventColumn::Kind::Summary);
        emit said(isMade ? tr("This cell is made of several fields: choose the value in the event's pane")
                         : tr("Choose a value first: Left and Right move through the columns of an event"));
        return;
    }
    const QModelIndex index = currentIndex();
    switch (action) {
    case ValueAction::Insert:
    case ValueAction::Exclude:
        emit valueRequested(action, *value);
        break;
    case ValueAction::Filter:
    case ValueAction::FilterOut:
        filterBy(m_model->columns()[static_cast<std::size_t>(index.column())], index.data().toString(),
            action == ValueAction::FilterOut);
        break;
    case ValueAction::Copy:
        QApplication::clipboard()->setText(QString::fromStdString(value->value));
        emit said(tr("Copied"));
        break;
    }
}

void EventTable::contextMenuEvent(QContextMenuEvent* event)
{
    if (event->reason() != QContextMenuEvent::Keyboard) {
        const QModelIndex index = indexAt(event->pos());
        if (!index.isValid())
            return;
        if (!selectionModel()->isRowSelected(index.row()))
            setCurrentIndex(index);
        else
            selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    }
    if (!currentIndex().isValid())
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (const std::optional<EventValue> value = currentValue()) {
        fillValueMenu(*menu, *value, [this](ValueAction action) { requestValue(action); }, m_prices);
        menu->addSeparator();
    }
    menu->addAction(tr("Copy events as JSON"), this, &EventTable::copyAsJson);
    menu->addAction(tr("Copy events as CSV"), this, &EventTable::copyAsCsv);
    menu->addSeparator();
    menu->addAction(tr("True positive of the rule"), this, &EventTable::truePositiveRequested);
    menu->addAction(tr("False positive of the rule"), this, &EventTable::falsePositiveRequested);
    menu->addSeparator();
    menu->addAction(tr("Columns…"), this,
        [this] { emit columnChooserRequested(m_header->mapToGlobal(QPoint(0, m_header->height()))); });
    menu->popup(event->reason() == QContextMenuEvent::Keyboard
            ? viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft())
            : event->globalPos());
}

void EventTable::copyAsJson()
{
    copy([](const events::EventSet& events, const EventRows& rows, Task& task) {
        return eventsAsJson(events, rows, task);
    });
}

void EventTable::copyAsCsv()
{
    copy([columns = m_query.columns](const events::EventSet& events, const EventRows& rows, Task& task) {
        return eventsAsCsv(events, rows, columns, task);
    });
}

void EventTable::copy(const std::function<QString(const events::EventSet&, const EventRows&, Task&)>& text)
{
    constexpr std::size_t most = 100'000; // a clipboard is no file
    EventRows rows = chosenRows(most);
    if (!m_query.events || rows.empty())
        return;
    const std::size_t count = chosenCount();
    runInBackground(
        m_pool, this,
        [text, events = m_query.events, rows = std::move(rows)] {
            Task task;
            return text(*events, rows, task);
        },
        [this, count](const QString& copied) {
            QApplication::clipboard()->setText(copied);
            sayCopied(count, most);
        });
}

void EventTable::copyCells()
{
    constexpr std::size_t most = 1'000; // more is for CSV
    QStringList lines;
    for (const auto& [top, bottom] : chosenStretches()) {
        for (int row = top; row <= bottom && static_cast<std::size_t>(lines.size()) < most; ++row) {
            QStringList cells;
            for (int column = 1; column < m_model->columnCount(); ++column)
                cells << m_model->index(row, column).data().toString();
            lines << cells.join(u'\t');
        }
    }
    QApplication::clipboard()->setText(lines.join(u'\n'));
    sayCopied(chosenCount(), most);
}

void EventTable::sayCopied(std::size_t count, std::size_t most)
{
    emit said(count > most ? tr("Copied the first %1 of %2 events").arg(grouped(qint64(most)), grouped(qint64(count)))
            : count == 1   ? tr("Copied 1 event")
                           : tr("Copied %1 events").arg(grouped(qint64(count))));
}

} // namespace rulewright::ui
