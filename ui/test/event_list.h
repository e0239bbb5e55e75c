// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/test/event_model.h"
#include "ui/window/plain_table.h"

namespace rulewright::ui {

/// A short table of events beside a list that they belong to: the mark of their side, when, where, and the field that
/// tells them apart. It has no filters of its own.
class EventList : public PlainTable {
    Q_OBJECT
public:
    EventList(const QString& name, const Theme& theme, QWidget* parent = nullptr);

    /// Events in their order; no events: null. The field is what the log source's columns say.
    void setEvents(const std::shared_ptr<const events::EventSet>& events, EventRows rows,
        const rule::LogSource* logSource, const TimeLook& look);

    [[nodiscard]] EventModel& events() { return *m_model; }

signals:
    void eventChosen(rulewright::events::EventId event);
    void eventOpened(rulewright::events::EventId event); ///< Enter or a double click

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    EventList(EventModel* model, const QString& name, const Theme& theme, QWidget* parent);
    void fitColumns();

    const Theme& m_theme;
    EventModel* m_model;
};

/// The mark of an event's side in the first column of a list, which is so wide.
void paintSide(QPainter& painter, const QRect& box, events::Side side, const Theme& theme);
inline constexpr int sideWidth = 22;
/// The width of a column of times.
[[nodiscard]] int timeWidth(const TimeLook& look, const Theme& theme);

} // namespace rulewright::ui
