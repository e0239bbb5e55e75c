// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/test/match_session.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QStackedLayout;

namespace rulewright::ui {

class CountTabs;
class EmptyState;
class EventTable;
class Strip;
class TimeStrip;
struct Theme;

/// The events pane: tabs with counts, note, time strip, table. It takes values and emits what the user chose.
class TestPane : public QWidget {
    Q_OBJECT
public:
    enum class Tab { Hits, All };

    explicit TestPane(const Theme& theme, QThreadPool* pool = nullptr, QWidget* parent = nullptr);

    void setEvents(const EventSetPtr& events);
    /// The last good result; null: there is none.
    void setResult(const MatchResultPtr& result);
    /// While events are still being read counts end in "so far".
    void setLoading(bool loading);
    /// The result is not that of the text: a note says so and how old it is.
    void setStale(bool stale);
    /// Why the rule cannot be matched at all; an empty text takes the note away.
    void setNote(const QString& text);
    void showTab(Tab tab);
    [[nodiscard]] Tab currentTab() const;

    [[nodiscard]] EventTable& table() { return *m_table; }

    [[nodiscard]] events::EventId chosenEvent() const;
    /// F4 and Shift+F4: the next hit (1) or the one before (-1).
    void goToHit(int direction);
    void clearResult() { setResult(nullptr); }

signals:
    void eventChosen(rulewright::events::EventId event);
    /// "event 3 of 14", for the title of Why; empty where none is chosen.
    void placeChanged(const QString& place);
    void pathsDropped(const QStringList& paths);
    /// What the empty state offers.
    void loadAttackRequested();
    void loadBenignRequested();
    void samplesRequested();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makeActions();
    void updateTabs();
    void updateBody();
    void updateNote();
    void updateTime();
    void updatePlace();

    const Theme& m_theme;
    QThreadPool* m_pool;
    CountTabs* m_tabs = nullptr;
    Strip* m_note = nullptr;
    TimeStrip* m_time = nullptr;
    EventTable* m_table = nullptr;
    EmptyState* m_empty = nullptr;
    QWidget* m_full = nullptr;
    QStackedLayout* m_body = nullptr;
    EventSetPtr m_events;
    MatchResultPtr m_result;
    QElapsedTimer m_resultAge;
    QTimer m_clock;
    QString m_noteText;
    quint64 m_timeRun = 0;
    bool m_isLoading = false;
    bool m_isStale = false;
};

} // namespace rulewright::ui
