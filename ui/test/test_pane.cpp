// SPDX-License-Identifier: Apache-2.0
#include "ui/test/test_pane.h"

#include "ui/test/background.h"
#include "ui/test/count_tabs.h"
#include "ui/test/event_find.h"
#include "ui/test/event_table.h"
#include "ui/test/exclusion_view.h"
#include "ui/test/near_miss_view.h"
#include "ui/test/process_view.h"
#include "ui/test/replay_view.h"
#include "ui/test/stack_view.h"
#include "ui/test/time_strip.h"
#include "ui/window/empty_state.h"
#include "ui/window/strip.h"
#include "ui/window/theme.h"
#include "ui/window/words.h"

#include <QAction>
#include <QApplication>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QStackedLayout>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace rulewright::ui {

namespace {

constexpr std::size_t profileStretches = 960;

EmptyWords noEvents()
{
    return {.icon = QStringLiteral("table"),
        .lead = TestPane::tr("No events loaded"),
        .text
        = TestPane::tr("Drop files or folders here: Windows event logs (EVTX), or events as JSON, XML, CSV or syslog."),
        .note
        = TestPane::tr("Attack events are those a rule should find. Benign events are a quiet baseline: the guide "
                       "shows how many of them each value matches.")};
}

} // namespace

TestPane::TestPane(const Theme& theme, QThreadPool* pool, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_pool(pool != nullptr ? pool : QThreadPool::globalInstance())
    , m_tabs(new CountTabs(theme, this))
    , m_note(new Strip(theme, this))
    , m_time(new TimeStrip(theme, this))
    , m_table(new EventTable(theme, pool, this))
    , m_filterNote(new Strip(theme, this))
    , m_find(new EventFind(theme, this))
    , m_stack(new StackView(theme, m_pool, this))
    , m_processNote(new Strip(theme, this))
    , m_processes(new ProcessView(theme, m_pool, this))
    , m_processPage(makePage(m_processNote, m_processes))
    , m_nearNote(new Strip(theme, this))
    , m_nearMisses(new NearMissView(theme, this))
    , m_nearPage(makePage(m_nearNote, m_nearMisses))
    , m_exclusionNote(new Strip(theme, this))
    , m_exclusions(new ExclusionView(theme, this))
    , m_exclusionPage(makePage(m_exclusionNote, m_exclusions))
    , m_replayNote(new Strip(theme, this))
    , m_replay(new ReplayView(theme, this))
    , m_replayPage(makePage(m_replayNote, m_replay))
    , m_firedNote(new Strip(theme, this))
    , m_firedRules(new FiredRulesView(theme, this))
    , m_firedPage(makePage(m_firedNote, m_firedRules))
    , m_empty(new EmptyState(theme, this))
    , m_full(new QWidget(this))
{
    setAcceptDrops(true);
    m_tabs->addTab(tr("Hits"));
    m_tabs->addTab(tr("Near misses"));
    m_tabs->addTab(tr("Exclusions"));
    m_tabs->addTab(tr("All"));
    m_tabs->addTab(tr("Also fires"));
    m_tabs->addTab(tr("Stack"));
    m_tabs->addTab(tr("Processes"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_tabs);
    auto* body = new QWidget(this);
    m_body = new QStackedLayout(body);
    column->addWidget(body, 1);
    auto* full = new QVBoxLayout(m_full);
    full->setContentsMargins(0, 0, 0, 0);
    full->setSpacing(0);
    full->addWidget(m_note);
    full->addWidget(m_time);
    full->addWidget(m_filterNote);
    full->addWidget(m_table, 1);
    full->addWidget(m_find);
    m_filterNote->hide();
    m_body->addWidget(m_full);
    m_body->addWidget(m_nearPage);
    m_body->addWidget(m_exclusionPage);
    m_body->addWidget(m_replayPage);
    m_body->addWidget(m_firedPage);
    m_body->addWidget(m_stack);
    m_body->addWidget(m_processPage);
    m_body->addWidget(m_empty);
    m_empty->setWords(noEvents());
    makeActions();
    setFocusProxy(m_table);
    m_clock.setInterval(1000);

    connect(&m_clock, &QTimer::timeout, this, &TestPane::updateNote);
    connect(m_tabs, &QTabBar::currentChanged, this, [this] {
        updateBody();
        emit nearMissesLookedAt(m_isNearLent || currentTab() == Tab::NearMisses);
        emit exclusionsLookedAt(currentTab() == Tab::Exclusions);
        emit firedRulesLookedAt(currentTab() == Tab::AlsoFires);
    });
    connect(m_nearMisses, &NearMissView::eventChosen, this, &TestPane::choose);
    connect(m_replay, &ReplayView::eventChosen, this, &TestPane::choose);
    connect(m_firedRules, &FiredRulesView::ruleRequested, this, &TestPane::ruleRequested);
    connect(m_table, &EventTable::eventChosen, this, &TestPane::choose);
    connect(m_table, &EventTable::rowsChanged, this, [this] {
        updatePlace();
        updateFilterNote();
        updateStack();
    });
    connect(m_table, &EventTable::valueRequested, this, &TestPane::valueRequested);
    connect(m_table, &EventTable::said, this, &TestPane::said);
    connect(
        m_table, &EventTable::columnChooserRequested, this, [this](const QPoint& place) { openColumnChooser(place); });
    connect(m_table, &EventTable::columnsWanted, this,
        [this](const std::vector<EventColumn>& columns) { setColumns(fieldsOf(columns)); });
    connect(m_time, &TimeStrip::rangeChanged, m_table, &EventTable::setTimes);
    connect(m_time, &TimeStrip::left, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_find, &EventFind::findRequested, this, &TestPane::find);
    connect(m_find, &EventFind::closed, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_stack, &StackView::valueRequested, this, &TestPane::valueRequested);
    connect(m_stack, &StackView::filterRequested, this,
        [this](const EventColumn& stacked, const QString& cell, bool isTurned) {
            m_table->filterBy(stacked, cell, isTurned);
            if (isTurned)
                return;
            showTab(m_tableTab);
            m_table->setFocus(Qt::OtherFocusReason);
        });
    connect(m_processes, &ProcessView::eventChosen, this, [this](events::EventId event) {
        m_table->chooseEvent(event);
        choose(event);
    });
    const auto sayProcesses = [this] {
        StripWords words;
        words.text = m_processes->sentence();
        m_processNote->setWords(words);
    };
    connect(m_processes, &ProcessView::sentenceChanged, this, sayProcesses);
    sayProcesses();
    updateTabs();
    updateBody();
}

QWidget* TestPane::makePage(Strip* note, QWidget* list)
{
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(note);
    column->addWidget(list, 1);
    return page;
}

QWidget* TestPane::pageOf(Tab tab) const
{
    switch (tab) {
    case Tab::NearMisses:
        return m_isOverTime ? m_replayPage : m_isNearLent ? m_full : m_nearPage;
    case Tab::Exclusions:
        return m_exclusionPage;
    case Tab::AlsoFires:
        return m_firedPage;
    case Tab::Stack:
        return m_stack;
    case Tab::Processes:
        return m_processPage;
    default:
        return m_full;
    }
}

void TestPane::choose(events::EventId event)
{
    m_shown = event;
    updatePlace();
    updateFiredNote();
    updateProcesses();
    emit eventChosen(event);
}

void TestPane::makeActions()
{
    m_showNear = new QAction(tr("Show them"), this);
    connect(m_showNear, &QAction::triggered, this, [this] {
        showTab(Tab::NearMisses);
        if (!m_isNearLent)
            m_nearMisses->setFocus(Qt::OtherFocusReason);
    });
    m_showOfAll = new QAction(tr("All loaded events"), this);
    connect(m_showOfAll, &QAction::triggered, this, [this] { setFiredOfAll(true); });
    m_showOfEvent = new QAction(tr("The chosen event"), this);
    connect(m_showOfEvent, &QAction::triggered, this, [this] { setFiredOfAll(false); });
    m_clearFilters = new QAction(tr("Show all"), this);
    connect(m_clearFilters, &QAction::triggered, this, &TestPane::clearFilters);
    const auto action = [this](const QString& text, const QString& tip, void (TestPane::*signal)()) {
        auto* result = new QAction(text, this);
        result->setStatusTip(tip);
        connect(result, &QAction::triggered, this, signal);
        return result;
    };
    m_loadAttack
        = action(tr("Load attack events…"), tr("Read events that a rule should find"), &TestPane::loadAttackRequested);
    // Only shown: the key itself is the window's.
    m_loadAttack->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+E")));
    m_loadAttack->setShortcutContext(Qt::WidgetShortcut);
    m_loadBenign = action(tr("Load benign events…"), tr("Read a quiet baseline"), &TestPane::loadBenignRequested);
    m_loadBenign->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+B")));
    m_loadBenign->setShortcutContext(Qt::WidgetShortcut);
    m_empty->setActions({m_loadAttack, m_loadBenign,
        action(tr("Use the built-in samples"), tr("Load the invented company's events"), &TestPane::samplesRequested)});
}

void TestPane::setEvents(const EventSetPtr& events)
{
    m_events = events;
    if (!m_events || m_events->size() == 0) {
        m_result.reset();
        m_table->chooseEvent(events::EventId::None);
        if (m_shown != events::EventId::None)
            choose(events::EventId::None); // the other panes let go of it, too
    }
    updateTabs();
    updateBody();
    updateTime();
}

void TestPane::setResult(const MatchResultPtr& result)
{
    m_result = result;
    m_resultAge.start();
    m_noteText.clear();
    updateReplay();
    updateTabs();
    updateBody();
    updateTime();
}

void TestPane::setFiredOfAll(bool isOfAll)
{
    if (isOfAll == m_isFiredOfAll)
        return;
    m_isFiredOfAll = isOfAll;
    emit firedOfAllWanted(isOfAll);
    updateFiredNote();
    m_firedRules->setFocus(Qt::OtherFocusReason);
}

void TestPane::setNearMisses(const NearMissResultPtr& result)
{
    m_near = result;
    m_nearMisses->setResult(result);
    updateTabs();
    updateNote();
}

void TestPane::setExclusions(const ExclusionResultPtr& result)
{
    m_found = result;
    m_exclusions->setResult(result);
    updateTabs();
    updateExclusionNote();
}

void TestPane::setFiredRules(const FiredRulesPtr& rules)
{
    m_fired = rules;
    m_firedRules->setRules(rules);
    updateTabs();
    updateFiredNote();
}

void TestPane::setLoading(bool loading)
{
    m_isLoading = loading;
    updateTabs();
}

void TestPane::setStale(bool stale)
{
    m_isStale = stale;
    m_table->setStale(stale);
    m_time->setStale(stale);
    m_nearMisses->setStale(stale);
    m_exclusions->setStale(stale);
    m_replay->setStale(stale);
    // Its colours keep their clock while it is looked at, never in a test's way.
    stale ? m_clock.start() : m_clock.stop();
    updateNote();
}

void TestPane::setNote(const QString& text)
{
    m_noteText = text;
    updateNote();
}

void TestPane::showTab(Tab tab)
{
    if (tab == Tab::NearMisses && m_isNearLent && !m_isOverTime)
        emit nearMissesWanted();
    else
        m_tabs->setCurrentIndex(static_cast<int>(tab));
}

QWidget* TestPane::lendNearMisses()
{
    m_isNearLent = true;
    updateNearTab();
    m_body->removeWidget(m_nearPage);
    updateNearNote();
    emit nearMissesLookedAt(true);
    return m_nearPage;
}

void TestPane::takeNearMissesBack()
{
    if (!m_isNearLent)
        return;
    m_isNearLent = false;
    m_body->addWidget(m_nearPage);
    updateNearTab();
    updateBody();
    emit nearMissesLookedAt(currentTab() == Tab::NearMisses);
}

// Firings over time have no other place.
void TestPane::updateNearTab()
{
    const bool isShown = !m_isNearLent || m_isOverTime;
    if (!isShown && currentTab() == Tab::NearMisses)
        m_tabs->setCurrentIndex(static_cast<int>(m_tableTab));
    m_tabs->setTabVisible(static_cast<int>(Tab::NearMisses), isShown);
}

TestPane::Tab TestPane::currentTab() const { return static_cast<Tab>(std::max(0, m_tabs->currentIndex())); }

events::EventId TestPane::chosenEvent() const { return m_table->chosenEvent(); }

void TestPane::goToHit(int direction)
{
    showTab(Tab::Hits);
    m_table->goTo(direction);
}

void TestPane::updateTabs()
{
    const bool hasEvents = m_events && m_events->size() > 0;
    const QString tail = m_isLoading ? tr(" so far") : QString();
    QString hits = QStringLiteral("–");
    if (m_result && m_result->report) {
        const match::MatchReport& report = *m_result->report;
        const bool isBound = report.possible != report.matched;
        hits = (isBound ? QStringLiteral("≤ ") : QString()) + grouped(static_cast<qint64>(report.possible)) + tail;
    }
    m_tabs->setCount(static_cast<int>(Tab::Hits), hits);
    const quint64 lanes = m_isOverTime ? m_replay->lanes().replay().groupsTotal : 0;
    m_tabs->setCount(static_cast<int>(Tab::NearMisses),
        m_isOverTime ? (lanes == 1 ? tr("1 group") : tr("%1 groups").arg(grouped(qint64(lanes))))
            : m_near ? grouped(static_cast<qint64>(m_near->misses.atDistance(1))) + tail
                     : QStringLiteral("–"));
    m_tabs->setCount(static_cast<int>(Tab::Exclusions),
        !m_found                               ? QString()
            : m_found->found.truePositives > 0 ? tr("%1 proved").arg(grouped(qint64(m_found->found.rows.size())))
                                               : grouped(qint64(m_found->found.rows.size())));
    m_tabs->setCount(
        static_cast<int>(Tab::AlsoFires), m_fired ? grouped(static_cast<qint64>(m_fired->rules.size())) : QString());
    m_tabs->setCount(static_cast<int>(Tab::All), (hasEvents ? grouped(m_events->size()) : QStringLiteral("0")) + tail);
}

void TestPane::updateBody()
{
    const bool hasEvents = m_events && m_events->size() > 0;
    const Tab tab = currentTab();
    QWidget* page = pageOf(tab);
    if (page == m_full)
        m_tableTab = tab;
    QWidget* shown = hasEvents ? page : static_cast<QWidget*>(m_empty);
    QWidget* list = hasEvents ? static_cast<QWidget*>(m_table) : m_empty;
    if (hasEvents && page == m_nearPage)
        list = m_nearMisses;
    else if (hasEvents && page == m_exclusionPage)
        list = m_exclusions;
    else if (hasEvents && page == m_replayPage)
        list = m_replay;
    else if (hasEvents && page == m_firedPage)
        list = m_firedRules;
    else if (hasEvents && page == m_stack)
        list = m_stack;
    else if (hasEvents && page == m_processPage)
        list = m_processes;
    // The focus goes on from list to list: what stands above a list would get it otherwise.
    const QWidget* focus = QApplication::focusWidget();
    const bool followsFocus
        = focus != nullptr && m_body->currentWidget() != shown && m_body->currentWidget()->isAncestorOf(focus);
    if (followsFocus)
        m_tabs->setFocus(Qt::OtherFocusReason); // a list that is hidden would hand it to another pane
    m_body->setCurrentWidget(shown);
    setFocusProxy(list);
    if (followsFocus)
        list->setFocus(Qt::OtherFocusReason);
    if (!hasEvents) {
        m_table->setContents({}, {}, eventColumns(nullptr));
        return;
    }
    updateProcesses();
    if (page != m_full && page != m_stack) {
        updateNote();
        updateFiredNote();
        return;
    }
    const std::vector<EventColumn> columns = columnsNow();
    if (m_result && m_result->document) {
        const rule::Rule* rule = rule::mainRule(*m_result->document);
        m_table->events().setRuleId(rule != nullptr && rule->metadata.id ? rule->metadata.id->text : std::string());
    }
    if (m_tableTab == Tab::All) {
        m_table->setContents(m_events, std::nullopt, columns);
    } else if (m_result && m_result->report) {
        m_table->setContents(m_result->events, m_result->report->possibleEvents, columns);
    } else {
        m_table->setContents(m_events, match::Bitmap(m_events->size()), columns);
    }
    updateStack();
    updateNote();
}

void TestPane::updateTime()
{
    const quint64 run = ++m_timeRun;
    if (!m_events || m_events->size() == 0) {
        m_time->setProfile({});
        return;
    }
    std::shared_ptr<const match::MatchReport> report = m_result ? m_result->report : nullptr;
    std::shared_ptr<const advise::EventFacts> facts = m_result ? m_result->facts : nullptr;
    EventSetPtr events = m_result && m_result->events ? m_result->events : m_events;
    runInBackground(
        m_pool, this,
        [events, report, facts] {
            return timeProfile(*events, report ? &report->possibleEvents : nullptr, facts ? &facts->benign : nullptr,
                profileStretches);
        },
        [this, run](TimeProfile profile) {
            if (run == m_timeRun)
                m_time->setProfile(std::move(profile));
        });
}

void TestPane::updatePlace()
{
    const int row = m_table->currentIndex().row();
    const bool isHits = m_tableTab == Tab::Hits;
    if (m_shown == events::EventId::None) {
        emit placeChanged(QString());
    } else if (row < 0 || m_table->events().eventAt(row) != m_shown) {
        // It stays chosen: another rule, a filter or a near miss.
        emit placeChanged(m_table->rowQuery().isFiltered() ? tr("not among the shown events")
                : isHits                                   ? tr("not among the hits")
                                                           : QString());
    } else {
        const bool isBound = m_result && m_result->report && m_result->report->possible != m_result->report->matched;
        emit placeChanged((isBound && isHits ? tr("event %1 of at most %2") : tr("event %1 of %2"))
                .arg(grouped(row + 1), grouped(m_table->events().rowCount())));
    }
}

void TestPane::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void TestPane::dropEvent(QDropEvent* event)
{
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            paths << url.toLocalFile();
    }
    if (!paths.isEmpty())
        emit pathsDropped(paths);
}

} // namespace rulewright::ui
