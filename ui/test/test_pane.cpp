// SPDX-License-Identifier: Apache-2.0
#include "ui/test/test_pane.h"

#include "ui/test/background.h"
#include "ui/test/column_chooser.h"
#include "ui/test/count_tabs.h"
#include "ui/test/event_find.h"
#include "ui/test/event_header.h"
#include "ui/test/event_table.h"
#include "ui/test/event_text.h"
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
#include <QLineEdit>
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

const rule::LogSource* logSourceOf(const MatchResultPtr& result)
{
    if (!result || !result->document)
        return nullptr;
    const rule::Rule* rule = rule::mainRule(*result->document);
    return rule != nullptr && !rule->logSource.isEmpty() ? &rule->logSource : nullptr;
}

/// "0 hits" says how many events were looked at, and what is missing where nothing was.
QString zeroSentence(const match::MatchReport& report)
{
    if (report.eventsInScope == 0) {
        QString text = TestPane::tr("0 events looked at: nothing has been tested");
        if (!report.notes.empty())
            text += QStringLiteral(". ") + QString::fromStdString(report.notes.front());
        return text;
    }
    QString text
        = TestPane::tr("0 hits in %1 events looked at").arg(grouped(static_cast<qint64>(report.eventsInScope)));
    if (!report.unknownFields.empty()) {
        const match::UnknownField& field = report.unknownFields.front();
        text += TestPane::tr(". No event has the field %1").arg(QString::fromStdString(field.field));
        if (field.nearest)
            text += TestPane::tr(": %1 is the nearest").arg(QString::fromStdString(*field.nearest));
    }
    return text;
}

QString notesOf(const match::MatchReport& report)
{
    QStringList notes;
    for (const std::string& note : report.notes)
        notes << QString::fromStdString(note);
    return notes.join(u' ');
}

QString age(qint64 seconds)
{
    if (seconds < 60)
        return seconds == 1 ? TestPane::tr("1 second") : TestPane::tr("%1 seconds").arg(seconds);
    const qint64 minutes = seconds / 60;
    return minutes == 1 ? TestPane::tr("1 minute") : TestPane::tr("%1 minutes").arg(minutes);
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
        emit nearMissesLookedAt(currentTab() == Tab::NearMisses);
        emit firedRulesLookedAt(currentTab() == Tab::AlsoFires);
    });
    connect(m_nearMisses, &NearMissView::eventChosen, this, &TestPane::choose);
    connect(m_replay, &ReplayView::eventChosen, this, &TestPane::choose);
    connect(m_firedRules, &FiredRulesView::ruleRequested, this, &TestPane::ruleRequested);
    connect(m_table, &EventTable::eventChosen, this, [this](events::EventId event) {
        updatePlace();
        choose(event);
    });
    connect(m_table, &EventTable::rowsChanged, this, [this] {
        updatePlace();
        updateFilterNote();
        updateStack();
    });
    connect(m_table, &EventTable::valueRequested, this, &TestPane::valueRequested);
    connect(m_table, &EventTable::said, this, &TestPane::said);
    connect(
        m_table, &EventTable::columnChooserRequested, this, [this](const QPoint& place) { openColumnChooser(place); });
    connect(m_table, &EventTable::columnsWanted, this, [this](const std::vector<EventColumn>& columns) {
        QStringList fields;
        for (const EventColumn& wanted : columns) {
            if (wanted.kind == EventColumn::Kind::System || wanted.kind == EventColumn::Kind::Field)
                fields << QString::fromStdString(wanted.field);
        }
        setColumns(fields);
    });
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
        return m_isOverTime ? m_replayPage : m_nearPage;
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
    updateFiredNote();
    updateProcesses();
    emit eventChosen(event);
}

void TestPane::makeActions()
{
    m_showNear = new QAction(tr("Show them"), this);
    connect(m_showNear, &QAction::triggered, this, [this] {
        showTab(Tab::NearMisses);
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
    QAction* attack
        = action(tr("Load attack events…"), tr("Read events that a rule should find"), &TestPane::loadAttackRequested);
    // Only shown: the key itself is the window's.
    attack->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+E")));
    attack->setShortcutContext(Qt::WidgetShortcut);
    QAction* benign = action(tr("Load benign events…"), tr("Read a quiet baseline"), &TestPane::loadBenignRequested);
    benign->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+B")));
    benign->setShortcutContext(Qt::WidgetShortcut);
    m_empty->setActions({attack, benign,
        action(tr("Use the built-in samples"), tr("Load the invented company's events"), &TestPane::samplesRequested)});
}

void TestPane::setEvents(const EventSetPtr& events)
{
    m_events = events;
    if (!m_events || m_events->size() == 0) {
        m_result.reset();
        m_table->chooseEvent(events::EventId::None);
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

void TestPane::updateReplay()
{
    std::optional<Replay> replay = m_result ? replayOf(*m_result) : std::nullopt;
    m_isOverTime = replay.has_value();
    m_tabs->setTabText(static_cast<int>(Tab::NearMisses), m_isOverTime ? tr("Replay") : tr("Near misses"));
    StripWords words;
    if (replay) {
        const QString firings
            = replay->firings == 1 ? tr("Fires once") : tr("Fires %1 times").arg(grouped(qint64(replay->firings)));
        words.text = replay->groupsTotal == 1
            ? tr("%1 in the one group.").arg(firings)
            : tr("%1, in %2 of %3 groups.")
                  .arg(firings, grouped(qint64(replay->groupsFiring)), grouped(qint64(replay->groupsTotal)));
        if (m_result->report->eventsInScope == 0)
            words.text = zeroSentence(*m_result->report);
        else if (replay->firings == 0)
            words.text
                = tr("0 firings in %1 groups: the condition never holds.").arg(grouped(qint64(replay->groupsTotal)));
        else
            words.text += tr(" Left and Right go from firing to firing.");
        if (replay->groupsFiring > replay->lanes.size())
            words.text += tr(" The first %1 groups are shown.").arg(grouped(qint64(replay->lanes.size())));
    }
    m_replayNote->setWords(words);
    m_replay->setReplay(std::move(replay));
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

void TestPane::showTab(Tab tab) { m_tabs->setCurrentIndex(static_cast<int>(tab)); }

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
    m_body->setCurrentWidget(shown);
    setFocusProxy(list);
    if (followsFocus && hasEvents)
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

std::vector<EventColumn> TestPane::columnsNow() const
{
    const rule::LogSource* logSource = logSourceOf(m_result);
    std::vector<EventColumn> columns = eventColumns(logSource);
    const auto own = m_columnSets.constFind(columnSetName(logSource));
    if (own == m_columnSets.cend())
        return columns;
    columns.resize(2); // mark and time
    for (const QString& field : *own)
        columns.push_back(columnOf(field.toStdString()));
    return columns;
}

void TestPane::setColumnSets(const ColumnSets& sets)
{
    m_columnSets = sets;
    updateBody();
}

void TestPane::setColumns(const QStringList& fields)
{
    const QString name = columnSetName(logSourceOf(m_result));
    if (fields.isEmpty())
        m_columnSets.remove(name);
    else
        m_columnSets[name] = fields;
    updateBody();
    emit columnSetsChanged(m_columnSets);
}

void TestPane::openColumnChooser(const QPoint& globalPosition)
{
    if (!m_events)
        return;
    QStringList fields;
    for (const std::string_view name : events::systemFieldNames)
        fields << QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    for (std::uint32_t i = 0; i < m_events->fields.size(); ++i)
        fields << QString::fromStdString(m_events->fields.name(static_cast<events::FieldId>(i)));
    fields.removeDuplicates();
    fields.sort(Qt::CaseInsensitive);
    QStringList shown;
    for (const EventColumn& column : columnsNow()) {
        if (column.kind == EventColumn::Kind::System || column.kind == EventColumn::Kind::Field)
            shown << QString::fromStdString(column.field);
    }
    auto* chooser = new ColumnChooser(fields, shown, m_theme, this);
    connect(chooser, &ColumnChooser::chosen, this, &TestPane::setColumns);
    connect(chooser, &ColumnChooser::resetRequested, this, [this] { setColumns({}); });
    // Within the window, however low the table stands.
    const QRect room(window()->mapToGlobal(QPoint(0, 0)), window()->size());
    chooser->move(std::min(globalPosition.x(), room.right() - chooser->width()),
        std::min(globalPosition.y(), room.bottom() - chooser->height()));
    chooser->show();
    chooser->field().setFocus(Qt::PopupFocusReason);
}

void TestPane::openColumnChooser()
{
    if (pageOf(currentTab()) != m_full)
        showTab(m_tableTab);
    openColumnChooser(m_table->mapToGlobal(QPoint(m_theme.width(58), m_table->header().height())));
}

void TestPane::openFinder()
{
    if (pageOf(currentTab()) != m_full)
        showTab(m_tableTab);
    m_find->open();
}

void TestPane::focusTimeStrip()
{
    if (pageOf(currentTab()) != m_full)
        showTab(m_tableTab);
    m_time->setFocus(Qt::ShortcutFocusReason);
}

void TestPane::clearFilters()
{
    m_time->setRange(std::nullopt);
    m_table->clearFilters();
}

void TestPane::stackCurrentColumn()
{
    const QModelIndex index = m_table->currentIndex();
    const std::vector<EventColumn>& columns = m_table->events().columns();
    const bool isFromTable = pageOf(currentTab()) == m_full && index.isValid() && index.column() > 0;
    const EventColumn column = isFromTable ? columns[static_cast<std::size_t>(index.column())] : EventColumn{};
    showTab(Tab::Stack);
    if (isFromTable)
        m_stack->setColumn(column);
    m_stack->setFocus(Qt::ShortcutFocusReason);
}

void TestPane::stackField(const QString& field)
{
    showTab(Tab::Stack);
    m_stack->setColumn(columnOf(field.toStdString()));
    m_stack->setFocus(Qt::ShortcutFocusReason);
}

void TestPane::showProcesses()
{
    showTab(Tab::Processes);
    m_processes->setFocus(Qt::ShortcutFocusReason);
}

void TestPane::filterByValue(const EventValue& value, bool isTurned)
{
    const EventColumn column = columnOf(value.field);
    QString cell = shownLine(value.value);
    if (column.isFileName)
        cell = cell.mid(std::max(cell.lastIndexOf(u'\\'), cell.lastIndexOf(u'/')) + 1);
    if (pageOf(currentTab()) != m_full)
        showTab(m_tableTab);
    m_table->filterBy(column, cell, isTurned);
}

void TestPane::setTimeZone(const QTimeZone& zone)
{
    m_table->setTimeZone(zone);
    m_time->setTimeZone(zone);
    updateProcesses();
}

void TestPane::setPriceAsker(const PriceAsker& prices)
{
    m_table->setPriceAsker(prices);
    m_stack->setPriceAsker(prices);
}

bool TestPane::isWorking() const
{
    return m_table->isWorking() || m_stack->isWorking() || m_processes->isWorking() || m_finding != nullptr;
}

void TestPane::updateStack()
{
    if (currentTab() == Tab::Stack && m_table->rowQuery().events && !m_table->isWorking())
        m_stack->setRows(m_table->rowQuery().events, m_table->events().rows(), m_table->rowQuery().columns,
            m_table->rowQuery().look);
}

void TestPane::updateProcesses()
{
    if (currentTab() == Tab::Processes)
        m_processes->setEvent(m_events, m_shown, m_table->rowQuery().look);
}

void TestPane::updateFilterNote()
{
    const RowQuery& query = m_table->rowQuery();
    const bool isShown = query.events && query.isFiltered();
    m_filterNote->setVisible(isShown);
    if (!isShown)
        return;
    const qint64 whole = static_cast<qint64>(query.among ? query.among->count() : query.events->size());
    StripWords words;
    words.text = (query.times ? tr("%1 of %2 events shown: a time range or a filter is set.")
                              : tr("%1 of %2 events shown: a filter is set."))
                     .arg(grouped(m_table->events().rowCount()), grouped(whole));
    words.actions = {m_clearFilters};
    m_filterNote->setWords(words);
}

void TestPane::find(const QString& text, int direction)
{
    if (m_finding)
        m_finding->stop();
    m_finding.reset();
    const EventRowsPtr rows = m_table->events().rows();
    const EventSetPtr events = m_table->rowQuery().events;
    if (!events || text.isEmpty())
        return;
    m_finding = std::make_shared<Task>();
    m_find->say(tr("Looking"));
    const int from = m_table->currentIndex().row();
    runInBackground(
        m_pool, this,
        [events, rows, from, direction, text, task = m_finding] {
            return findRow(*events, *rows, from, direction, text, *task);
        },
        [this, rows, from, task = m_finding](int row) {
            if (task != m_finding)
                return;
            m_finding.reset();
            if (row < 0 || rows != m_table->events().rows()) {
                m_find->say(tr("No shown event has it"));
                return;
            }
            m_table->goToEvent(static_cast<events::EventId>((*rows)[static_cast<std::size_t>(row)]));
            m_find->say(row == from ? tr("No other shown event has it")
                                    : tr("Event %1 of %2").arg(grouped(row + 1), grouped(qint64(rows->size()))));
        });
}

void TestPane::updateNote()
{
    StripWords words;
    if (m_isStale && m_result) {
        words.mark = Mark::Stale;
        words.text = tr("Last good result, %1 old. It is not the result of the text above.")
                         .arg(age(m_resultAge.elapsed() / 1000));
    } else if (!m_noteText.isEmpty()) {
        words.text = m_noteText;
    } else if (m_result && m_result->report && m_result->report->possible != m_result->report->matched) {
        const match::MatchReport& report = *m_result->report;
        words.tone = Tone::Caveat;
        words.text = tr("At most %1: parts of the rule cannot be tested on these events and are taken as true.")
                         .arg(grouped(static_cast<qint64>(report.possible)));
        if (!report.notes.empty())
            words.text += u' ' + notesOf(report);
    } else if (m_result && m_result->report && m_result->report->approximate && !m_result->report->notes.empty()
        && m_result->report->possible > 0 && currentTab() == Tab::Hits) {
        words.tone = Tone::Caveat;
        words.text = tr("Approximate: %1").arg(notesOf(*m_result->report));
    } else if (m_result && m_result->report && m_result->report->possible == 0 && currentTab() == Tab::Hits) {
        words.text = zeroSentence(*m_result->report);
        if (m_result->report->eventsInScope == 0)
            words.mark = Mark::Empty;
        const std::uint64_t near = m_near && m_near->of == m_result ? m_near->misses.atDistance(1) : 0;
        if (near > 0) {
            words.text += (near == 1 ? tr(". 1 event fails only one test.") : tr(". %1 events fail only one test."))
                              .arg(grouped(static_cast<qint64>(near)));
            words.actions = {m_showNear};
        }
    }
    updateNearNote();
    m_note->setVisible(!words.text.isEmpty());
    if (!words.text.isEmpty())
        m_note->setWords(words);
}

void TestPane::updateNearNote()
{
    StripWords words;
    if (m_isStale && m_result) {
        words.mark = Mark::Stale;
        words.text = tr("Last good result, %1 old. It is not the result of the text above.")
                         .arg(age(m_resultAge.elapsed() / 1000));
    } else if (!m_noteText.isEmpty()) {
        words.text = m_noteText;
    } else if (!m_result || !m_result->report) {
        words.text = tr("Near misses are of a rule: open one or start a new one.");
    } else if (m_result->report->eventsInScope == 0) {
        words.text = zeroSentence(*m_result->report);
        words.mark = Mark::Empty;
    } else if (m_result->report->timeline) {
        words.text = tr("A rule over time has no near misses of its own: look at those of the rules that it names.");
    } else if (!m_near) {
        words.text = tr("Looking for near misses");
    } else {
        const std::uint64_t near = m_near->misses.atDistance(1);
        words.text = (near == 1 ? tr("%1 of the %2 events that do not match fails only one test.")
                                : tr("%1 of the %2 events that do not match fail only one test."))
                         .arg(grouped(static_cast<qint64>(near)), grouped(static_cast<qint64>(m_near->misses.total)));
        if (near > 0)
            words.text += tr(" Enter widens the rule.");
    }
    m_nearNote->setWords(words);
}

void TestPane::updateFiredNote()
{
    StripWords words;
    words.actions = {m_isFiredOfAll ? m_showOfEvent : m_showOfAll};
    const bool isOfAll = m_fired && m_fired->event == events::EventId::None;
    if (m_isFiredOfAll && !isOfAll) {
        words.text = tr("Testing the rules of the loaded corpora on all loaded events");
    } else if (m_isFiredOfAll) {
        words.text
            = tr("%1 of %2 rules fire on some of the %3 loaded events. At the right: hits.")
                  .arg(grouped(static_cast<qint64>(m_fired->rules.size())),
                      grouped(static_cast<qint64>(m_fired->tested)), grouped(static_cast<qint64>(m_fired->events)));
        if (m_fired->untested > 0)
            words.text += tr(" %1 more cannot be tested.").arg(grouped(static_cast<qint64>(m_fired->untested)));
    } else if (m_shown == events::EventId::None) {
        words.text = tr("Choose an event under Hits or All: the rules of the loaded corpora that match it stand here.");
    } else if (!m_fired) {
        words.text = tr("Testing the rules of the loaded corpora on the chosen event");
    } else {
        const auto fired = static_cast<qint64>(m_fired->rules.size());
        words.text = (fired == 1 ? tr("1 of %2 rules fires on the chosen event.")
                                 : tr("%1 of %2 rules fire on the chosen event.").arg(grouped(fired)));
        words.text = words.text.replace(QStringLiteral("%2"), grouped(static_cast<qint64>(m_fired->tested)));
        if (m_fired->untested > 0)
            words.text += tr(" %1 more cannot be tested.").arg(grouped(static_cast<qint64>(m_fired->untested)));
        if (fired > 0)
            words.text += tr(" Enter opens a rule.");
    }
    m_firedNote->setWords(words);
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
    const int count = m_table->events().rowCount();
    const bool isBound = m_result && m_result->report && m_result->report->possible != m_result->report->matched;
    emit placeChanged(row < 0
            ? QString()
            : (isBound && currentTab() == Tab::Hits ? tr("event %1 of at most %2") : tr("event %1 of %2"))
                  .arg(grouped(row + 1), grouped(count)));
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
