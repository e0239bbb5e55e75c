// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/test/exclusion_session.h"
#include "ui/test/fired_rules.h"
#include "ui/test/match_session.h"
#include "ui/test/near_miss_session.h"
#include "ui/test/event_columns.h"
#include "ui/test/value_action.h"

#include <QElapsedTimer>
#include <QMap>
#include <QStringList>
#include <QTimer>
#include <QWidget>

class QAction;
class QStackedLayout;

namespace rulewright::ui {

class CountTabs;
class EmptyState;
class EventFind;
class EventTable;
class ExclusionView;
class NearMissView;
class ProcessView;
class ReplayView;
class StackView;
class Strip;
struct StripWords;
class TimeStrip;
struct Theme;

/// The events pane: tabs with counts, note, time strip, table. It takes values and emits what the user chose.
class TestPane : public QWidget {
    Q_OBJECT
public:
    /// The second shows the firings of a rule over time in place of near misses, which such a rule has not.
    enum class Tab { Hits, NearMisses, Exclusions, All, AlsoFires, Stack, Processes };
    /// The fields that the table shows, by columnSetName().
    using ColumnSets = QMap<QString, QStringList>;

    explicit TestPane(const Theme& theme, QThreadPool* pool = nullptr, QWidget* parent = nullptr);

    void setEvents(const EventSetPtr& events);
    /// The last good result; null: there is none.
    void setResult(const MatchResultPtr& result);
    /// The near misses of the result, once they are found; null: none are known.
    void setNearMisses(const NearMissResultPtr& result);
    /// The exclusions of the result, once they are found; null: none are known.
    void setExclusions(const ExclusionResultPtr& result);
    /// The rules of the corpora that fire on the chosen event, or on all; null: none is chosen, or they are being
    /// looked for.
    void setFiredRules(const FiredRulesPtr& rules);
    /// While events are still being read counts end in "so far".
    void setLoading(bool loading);
    /// The result is not that of the text: a note says so and how old it is.
    void setStale(bool stale);
    /// Why the rule cannot be matched at all; an empty text takes the note away.
    void setNote(const QString& text);
    void showTab(Tab tab);
    [[nodiscard]] Tab currentTab() const;

    [[nodiscard]] EventTable& table() { return *m_table; }

    [[nodiscard]] FiredRulesView& firedRules() { return *m_firedRules; }

    [[nodiscard]] NearMissView& nearMisses() { return *m_nearMisses; }

    /// The list of near misses with its note, for a place outside of this pane: their tab is away meanwhile.
    [[nodiscard]] QWidget* lendNearMisses();
    void takeNearMissesBack();

    [[nodiscard]] ExclusionView& exclusions() { return *m_exclusions; }

    [[nodiscard]] ReplayView& replay() { return *m_replay; }

    /// What else fires is asked of all loaded events instead of the chosen one.
    void setFiredOfAll(bool isOfAll);

    [[nodiscard]] StackView& stack() { return *m_stack; }

    [[nodiscard]] ProcessView& processes() { return *m_processes; }

    [[nodiscard]] TimeStrip& timeStrip() { return *m_time; }

    [[nodiscard]] EventFind& finder() { return *m_find; }

    void setTimeZone(const QTimeZone& zone);
    void setColumnSets(const ColumnSets& sets);
    void setPriceAsker(const PriceAsker& prices);
    /// Shows the fields and none else for the log source that the table is of; empty: those it has by itself.
    void setColumns(const QStringList& fields);
    void openColumnChooser(const QPoint& globalPosition);
    void openColumnChooser();
    void openFinder();
    void focusTimeStrip();
    void clearFilters();
    /// Counts the values of the column with the caret, else of the one that was counted last.
    void stackCurrentColumn();
    /// The values of a field over the shown events.
    void stackField(const QString& field);
    void showProcesses();
    /// Filter and, turned, filter out: by a value that another pane shows.
    void filterByValue(const EventValue& value, bool isTurned);

    [[nodiscard]] bool isWorking() const; ///< for tests and pictures
    [[nodiscard]] events::EventId chosenEvent() const;
    /// F4 and Shift+F4: the next hit (1) or the one before (-1).
    void goToHit(int direction);

    void clearResult() { setResult(nullptr); }

signals:
    void eventChosen(rulewright::events::EventId event);
    /// "event 3 of 14", for the title of Why; empty where none is chosen.
    void placeChanged(const QString& place);
    /// A value is to go into the rule, or to be excluded by it.
    void valueRequested(rulewright::ui::ValueAction action, const rulewright::ui::EventValue& value);
    void columnSetsChanged(const rulewright::ui::TestPane::ColumnSets& sets);
    void said(const QString& sentence); ///< for the status line
    void pathsDropped(const QStringList& paths);
    /// The near misses can be seen, or no longer.
    void nearMissesLookedAt(bool isLookedAt);
    /// They are asked for while they are lent.
    void nearMissesWanted();
    void exclusionsLookedAt(bool isLookedAt);
    /// The same of the tab with what else fires.
    void firedRulesLookedAt(bool isLookedAt);
    void firedOfAllWanted(bool isOfAll);
    void ruleRequested(quint32 rule);
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
    void updateNearTab();
    void updateBody();
    /// One of Hits and All in front: the one that was, or that was last.
    void showTable();
    void updateNote();
    void updateFilterNote();
    void updateStack();
    void updateProcesses();
    void find(const QString& text, int direction);
    [[nodiscard]] const rule::LogSource* shownLogSource() const;
    [[nodiscard]] std::vector<EventColumn> columnsNow() const;

    [[nodiscard]] StripWords wordsOfEveryTab() const;
    void updateNearNote();
    void updateExclusionNote();
    void updateReplay();
    void updateReplayNote();
    void updateFiredNote();
    void choose(events::EventId event);
    [[nodiscard]] QWidget* pageOf(Tab tab) const;
    [[nodiscard]] QWidget* makePage(Strip* note, QWidget* list);
    void updateTime();
    void updatePlace();

    const Theme& m_theme;
    QThreadPool* m_pool;
    CountTabs* m_tabs = nullptr;
    Strip* m_note = nullptr;
    TimeStrip* m_time = nullptr;
    EventTable* m_table = nullptr;
    Strip* m_filterNote = nullptr;
    EventFind* m_find = nullptr;
    StackView* m_stack = nullptr;
    Strip* m_processNote = nullptr;
    ProcessView* m_processes = nullptr;
    QWidget* m_processPage = nullptr;
    ColumnSets m_columnSets;
    Tab m_tableTab = Tab::Hits; ///< the one of Hits and All that was in front last
    std::shared_ptr<Task> m_finding;
    QAction* m_clearFilters = nullptr;
    Strip* m_nearNote = nullptr;
    NearMissView* m_nearMisses = nullptr;
    QWidget* m_nearPage = nullptr;
    Strip* m_exclusionNote = nullptr;
    ExclusionView* m_exclusions = nullptr;
    QWidget* m_exclusionPage = nullptr;
    Strip* m_replayNote = nullptr;
    ReplayView* m_replay = nullptr;
    QWidget* m_replayPage = nullptr;
    Strip* m_firedNote = nullptr;
    FiredRulesView* m_firedRules = nullptr;
    QWidget* m_firedPage = nullptr;
    EmptyState* m_empty = nullptr;
    QWidget* m_full = nullptr;
    QStackedLayout* m_body = nullptr;
    EventSetPtr m_events;
    MatchResultPtr m_result;
    NearMissResultPtr m_near;
    ExclusionResultPtr m_found; ///< exclusions
    FiredRulesPtr m_fired;
    events::EventId m_shown = events::EventId::None; ///< the event that the other panes show
    QAction* m_showNear = nullptr;
    QAction* m_loadAttack = nullptr;
    QAction* m_loadBenign = nullptr;
    QAction* m_showOfAll = nullptr;
    QAction* m_showOfEvent = nullptr;
    QElapsedTimer m_resultAge;
    QTimer m_clock;
    QString m_noteText;
    quint64 m_timeRun = 0;
    bool m_isLoading = false;
    bool m_isStale = false;
    bool m_isOverTime = false; ///< the result is of a rule with firings
    bool m_isFiredOfAll = false;
    bool m_isNearLent = false;
};

} // namespace rulewright::ui
