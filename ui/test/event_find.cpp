// SPDX-License-Identifier: Apache-2.0
#include "ui/test/event_find.h"

#include "ui/window/theme.h"
#include "ui/window/themed_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>

#include <algorithm>

namespace rulewright::ui {

int findRow(
    const events::EventSet& events, const EventRows& rows, int from, int direction, const QString& text, Task& task)
{
    const auto count = static_cast<int>(rows.size());
    if (count == 0 || text.isEmpty())
        return -1;
    const auto hasText = [&](const events::EventField& field) {
        return std::ranges::any_of(field.values, [&text](const std::string& value) {
            return QString::fromStdString(value).contains(text, Qt::CaseInsensitive);
        });
    };
    int row = from < 0 ? (direction > 0 ? -1 : count) : from;
    for (int step = 0; step < count; ++step) {
        if (step % 256 == 0 && task.isStopped())
            return -1;
        row = (row + direction + count) % count;
        const auto event = static_cast<events::EventId>(rows[static_cast<std::size_t>(row)]);
        if (std::ranges::any_of(events.event(event), hasText))
            return row;
    }
    return -1;
}

EventFind::EventFind(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_field(new QLineEdit(this))
    , m_note(new ThemedLabel(theme, Type::Caption, &Theme::text2, this))
{
    setObjectName(QStringLiteral("eventFind"));
    setBackgroundRole(QPalette::Window);
    setAutoFillBackground(true);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 12, 4);
    row->setSpacing(12);
    row->addWidget(m_field, 1);
    row->addWidget(m_note, 1);
    m_field->setPlaceholderText(tr("Find in any field of the events"));
    m_field->setAccessibleName(tr("Find in events"));
    m_field->installEventFilter(this);
    m_note->setMinimumWidth(40);
    say({});
    hide();
}

void EventFind::open()
{
    say({});
    show();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void EventFind::say(const QString& sentence)
{
    m_note->setText(
        sentence.isEmpty() ? tr("Enter: next. Shift+Enter: the one before. Esc: back to the events.") : sentence);
}

bool EventFind::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape) {
            hide();
            emit closed();
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            emit findRequested(m_field->text(), key->modifiers().testFlag(Qt::ShiftModifier) ? -1 : 1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace rulewright::ui
