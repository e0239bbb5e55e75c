// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/test/event_columns.h"
#include "ui/test/process_tree.h"

#include <QTreeView>

class QStandardItem;
class QStandardItemModel;
class QThreadPool;

namespace rulewright::ui {

struct Theme;

/// The process of the chosen event: its parents above it, its children and what each of them did below. Choosing a
/// row chooses its event.
class ProcessView : public QTreeView {
    Q_OBJECT
public:
    enum Role {
        EventRole = Qt::UserRole, ///< quint32 of EventId; None where the process' creation is not known
        DetailRole, ///< QString: command line, or what the event is about
        TimeRole, ///< QString
        ChosenRole, ///< bool: the process of the event
        SideRole, ///< int of events::Side
    };

    explicit ProcessView(const Theme& theme, QThreadPool* pool, QWidget* parent = nullptr);
    ~ProcessView() override;

    /// Looks for the process in the background. The same event again changes nothing.
    void setEvent(const std::shared_ptr<const events::EventSet>& events, events::EventId event, const TimeLook& look);

    [[nodiscard]] bool isWorking() const { return m_task != nullptr; }

    /// What the view shows, as a sentence.
    [[nodiscard]] const QString& sentence() const { return m_sentence; }

signals:
    void eventChosen(rulewright::events::EventId event);
    void sentenceChanged();

protected:
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void show(const ProcessTree& tree);
    QStandardItem* itemOf(const ProcessTree& tree, std::size_t node, QStandardItem*& chosen) const;
    QStandardItem* eventItem(events::EventId event) const;
    void say(const QString& sentence);

    const Theme& m_theme;
    QThreadPool* m_pool;
    QStandardItemModel* m_model;
    std::shared_ptr<const events::EventSet> m_events;
    events::EventId m_event = events::EventId::None;
    TimeLook m_look;
    QString m_sentence;
    std::shared_ptr<Task> m_task;
    bool m_isShowing = false;
};

} // namespace rulewright::ui
