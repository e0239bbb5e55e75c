// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/test/match_session.h"

#include <QWidget>

class QLabel;
class QStackedLayout;

namespace rulewright::ui {

class CountTabs;
class EmptyPane;
class EventModel;
class EventTable;
class NoteStrip;
class TimeStrip;
struct Theme;

/// The events pane: tabs with counts, time strip, table. It takes values and emits what the user chose.
class TestPane : public QWidget {
    Q_OBJECT
public:
    enum class Tab { Hits, All };

    explicit TestPane(const Theme& theme, QWidget* parent = nullptr);

    void setEvents(const EventSetPtr& events);
    void setResult(const MatchResultPtr& result);
    void clearResult();
    /// While events are still being read counts end in "so far".
    void setLoading(bool loading);
    void setStale(bool stale);
    /// What the note says while stale: "Last good result, 12 seconds old. …" is kept up to date by the pane.
    void showTab(Tab tab);
    [[nodiscard]] Tab currentTab() const;

    [[nodiscard]] EventTable& table() { return *m_table; }

    /// F4, Shift+F4: the next hit or the one before.
    void goToHit(int direction);
    [[nodiscard]] events::EventId currentEvent() const;

signals:
    void eventChosen(rulewright::events::EventId event);
    /// "event 3 of 14", for the title of Why.
    void placeChanged(const QString& place);
    void loadAttackRequested();
    void loadBenignRequested();
    void samplesRequested();
    void pathsDropped(const QStringList& paths);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void timerEvent(QTimerEvent* event) override;

private:
    void updateTabs();
    void updateBody();
    void updateNote();

    const Theme& m_theme;
    CountTabs* m_tabs = nullptr;
    NoteStrip* m_note = nullptr;
    TimeStrip* m_time = nullptr;
    EventTable* m_table = nullptr;
    EmptyPane* m_empty = nullptr;
    QStackedLayout* m_body = nullptr;
    EventSetPtr m_events;
    MatchResultPtr m_result;
    qint64 m_resultAt = 0;
    bool m_isLoading = false;
    bool m_isStale = false;
};

} // namespace rulewright::ui
