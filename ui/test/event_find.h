// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/task.h"
#include "ui/test/event_rows.h"

#include <QWidget>

class QLineEdit;

namespace rulewright::ui {

class ThemedLabel;
struct Theme;

/// The next row (direction 1) or the one before (-1) whose event has the text in one of its values, letter case
/// ignored; it begins beside `from` and goes round once. -1: there is none, or stopped.
[[nodiscard]] int findRow(
    const events::EventSet& events, const EventRows& rows, int from, int direction, const QString& text, Task& task);

/// The line below the table in which a text is looked for.
class EventFind : public QWidget {
    Q_OBJECT
public:
    explicit EventFind(const Theme& theme, QWidget* parent = nullptr);

    void open();
    void say(const QString& sentence);

    [[nodiscard]] QLineEdit& field() { return *m_field; }

signals:
    void findRequested(const QString& text, int direction);
    void closed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QLineEdit* m_field;
    ThemedLabel* m_note;
};

} // namespace rulewright::ui
