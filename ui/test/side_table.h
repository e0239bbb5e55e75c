// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/ids.h"
#include "ui/test/event_columns.h"
#include "ui/window/plain_table.h"

#include <QStyledItemDelegate>

namespace rulewright::ui {

/// A short table of events beside what they belong to; its model answers EventModel's EventRole and, in the first
/// column, SideRole. Enter and a double click open an event.
class SideTable : public PlainTable {
    Q_OBJECT
public:
    static constexpr int sideWidth = 22; ///< of the first column, with the mark of the event's side

    SideTable(QAbstractItemModel* model, const QString& name, const Theme& theme, QWidget* parent);

signals:
    void eventChosen(rulewright::events::EventId event);
    void eventOpened(rulewright::events::EventId event);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

    /// The width of a column of times.
    [[nodiscard]] static int timeWidth(const TimeLook& look, const Theme& theme);
};

/// The ground and the first column of such a table; the other cells are the subclass's.
class SideDelegate : public QStyledItemDelegate {
public:
    SideDelegate(const Theme& theme, SideTable& table);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const final;

protected:
    static constexpr int padding = 4;

    virtual void paintCell(QPainter& painter, const QRect& box, const QModelIndex& index) const = 0;

    [[nodiscard]] const Theme& theme() const { return m_theme; }

private:
    const Theme& m_theme;
    SideTable& m_table;
};

} // namespace rulewright::ui
