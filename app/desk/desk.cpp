// SPDX-License-Identifier: Apache-2.0
#include "app/desk/desk.h"

#include "app/desk/catalogue_session.h"
#include "app/desk/pages.h"
#include "app/desk/questions.h"
#include "app/desk/swap_files.h"
#include "core/rulefile/rulefile.h"
#include "ui/editor/author_service.h"
#include "ui/guide/guide_view.h"
#include "ui/test/event_detail.h"
#include "ui/test/event_table.h"
#include "ui/test/exclusion_session.h"
#include "ui/test/near_miss_board.h"
#include "ui/test/removed_view.h"
#include "ui/test/test_pane.h"
#include "ui/test/trade_off.h"
#include "ui/test/why_view.h"
#include "ui/window/document_area.h"
#include "ui/window/empty_state.h"
#include "ui/window/job_bar.h"
#include "ui/window/status_line.h"
#include "ui/window/tab_bar.h"

#include <QApplication>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QScreen>
#include <QStackedWidget>
#include <QThreadPool>
#include <QVBoxLayout>

namespace rulewright::desk {

namespace {

constexpr int numbersDelayMilliseconds = 120;
constexpr int mostFilesLookedAt = 5000;
constexpr int titleBarHeight = 32; // of the window system, about

// Whether a folder has rule files: then it is a corpus, else events.
bool hasRules(const QString& folder)
{
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    for (int i = 0; i < mostFilesLookedAt && files.hasNext(); ++i) {
        if (rulefile::isRuleFileName(files.next().toStdString()))
            return true;
    }
    return false;
}

} // namespace

Desk::Desk(Facts facts, ui::Appearance& appearance, DeskOptions options, QObject* parent)
    : QObject(parent)
    , m_facts(std::move(facts))
    , m_appearance(appearance)
    , m_options(std::move(options))
    , m_settings(m_options.settings)
    , m_jobs(new ui::Jobs(this))
    , m_window(std::make_unique<ui::MainWindow>(appearance.theme()))
    , m_corpusStore(new CorpusStore(*m_jobs, m_facts, this))
    , m_eventStore(new EventStore(*m_jobs, m_facts, m_options.samples, this))
    , m_session(new ui::MatchSession(nullptr, this))
    , m_guide(new ui::GuideView(appearance.theme()))
    , m_events(new ui::TestPane(appearance.theme()))
    , m_why(new ui::WhyView(appearance.theme()))
    , m_detail(new ui::EventDetail(appearance.theme()))
    , m_questions(new Questions(m_window->documents(), this))
    , m_documents(new Documents(
          m_window->documents(), appearance.theme(), m_options.dialogs(m_window.get()), *m_questions, m_settings, this))
    , m_author(new ui::AuthorService(m_facts.attack, m_facts.taxonomy, this))
    , m_swap(new SwapFiles(m_options.swapFolder, this))
    , m_left(new QWidget)
    , m_leftTabs(new ui::TabBar(appearance.theme(), m_left))
    , m_leftStack(new QStackedWidget(m_left))
    , m_catalogueSession(new CatalogueSession(this))
    , m_prices(new PriceSession(m_facts.taxonomy, m_session->cache(), this))
    , m_nearMisses(new ui::NearMissSession(m_facts.taxonomy, m_session->cache(), this))
    , m_exclusions(new ui::ExclusionSession(m_facts.taxonomy, m_session->cache(), this))
    , m_tradeOff(new ui::TradeOff(appearance.theme()))
    , m_removed(new ui::RemovedView(appearance.theme()))
    , m_board(new ui::NearMissBoard(appearance.theme(), m_left))
    , m_gains(new ui::GainSession(m_facts.taxonomy, m_session->cache(), this))
    , m_whyStack(new QStackedWidget)
    , m_eventStack(new QStackedWidget)
    , m_alsoFires(new AlsoFires(m_facts.taxonomy, this))
{
    auto* left = new QVBoxLayout(m_left);
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(0);
    left->addWidget(m_leftTabs);
    left->addWidget(m_leftStack, 1);
    m_leftStack->addWidget(m_guide);
    m_leftTabs->hide();
    m_board->hide(); // no page of the stack yet
    m_left->setFocusProxy(m_guide);
    connect(m_leftTabs, &ui::TabBar::currentChanged, this, [this](int tab) { showLeft(m_leftStack->widget(tab)); });
    m_window->setGuide(m_left);
    m_window->setEvents(m_events);
    m_whyStack->addWidget(m_why);
    m_whyStack->addWidget(m_tradeOff);
    m_whyStack->setFocusProxy(m_why);
    m_eventStack->addWidget(m_detail);
    m_eventStack->addWidget(m_removed);
    m_eventStack->setFocusProxy(m_detail);
    m_window->setWhy(m_whyStack);
    m_window->setEvent(m_eventStack);
    m_session->setTaxonomy(m_facts.taxonomy);
    m_numbersPool.setMaxThreadCount(1);
    m_numbersDelay.setSingleShot(true);
    m_numbersDelay.setInterval(numbersDelayMilliseconds);
    connect(&m_numbersDelay, &QTimer::timeout, this, &Desk::startGuideNumbers);

    connectJobs();
    connectDocuments();
    connectGuide();
    connectEvents();
    connectSession();
    connectLabels();
    connectValues();
    connectLayouts();
    connectNearMisses();
    connectTuning();
    connectGains();
    connectCatalogue();
    connectActions();
    connectAppearance();
    connectEditing();
    fillMenus();
    fillPalette();
    arrangeLeft();

    m_start = startPage(m_window->actions(), appearance.theme());
    m_window->documents().addPage(m_start, tr("Start"), QString(), false);
    m_start->setFocus();
    m_guide->showNoCorpus();
    m_events->setEvents(m_eventStore->events());
    m_events->setNote(noRuleNote());
    m_window->resize(m_settings.windowSize.isValid() ? m_settings.windowSize : QSize(1600, 1000));
    updateActions();
    updateStatus();
}

Desk::~Desk()
{
    disconnect(qApp, nullptr, this, nullptr); // the focus moves while the panes go
    if (m_numbersTask)
        m_numbersTask->stop();
    m_numbersPool.waitForDone();
    // What works on values of the panes goes before the panes, the panes before their documents.
    if (m_judging)
        m_judging->stop();
    QThreadPool::globalInstance()->waitForDone();
    delete m_jobs;
    delete m_author;
    delete m_prices;
    delete m_nearMisses;
    delete m_gains;
    delete m_exclusions;
    delete m_alsoFires;
    delete m_catalogueSession;
    delete m_documents;
    delete m_session;
    m_window.reset();
}

void Desk::show()
{
    // The first start's size, or one from a larger screen, would put a part of the window beside this one.
    const QSize room = m_window->screen()->availableSize() - QSize(0, titleBarHeight);
    const QSize fitting = m_window->size().boundedTo(room);
    const bool fits = fitting == m_window->size();
    m_window->resize(fitting);
    m_settings.isMaximized || !fits ? m_window->showMaximized() : m_window->show();
}

void Desk::openBuiltInWorld()
{
    m_corpusStore->setSources(true, m_settings.corpusFolders);
    if (m_options.samples)
        m_eventStore->loadSamples();
}

void Desk::openPaths(const QStringList& paths, events::Side side)
{
    QStringList eventPaths;
    for (const QString& path : paths) {
        const QFileInfo info(path);
        if (info.isDir() && hasRules(path))
            m_corpusStore->addFolder(info.absoluteFilePath());
        else if (!info.isDir() && rulefile::isRuleFileName(path.toStdString()))
            m_documents->open(path);
        else
            eventPaths << path;
    }
    if (eventPaths.isEmpty())
        return;
    side == events::Side::Unknown ? askForSide(eventPaths) : m_eventStore->load(eventPaths, side);
}

void Desk::askForSide(const QStringList& paths)
{
    const QString what = paths.size() == 1 ? QFileInfo(paths.first()).fileName() : tr("%1 files").arg(paths.size());
    m_questions->ask(ui::Tone::Note, what,
        tr("Are these attack events, which a rule should find, or a benign baseline?"),
        {{tr("Load as benign"), [this, paths] { m_eventStore->load(paths, events::Side::Benign); }},
            {tr("Load as attack"), [this, paths] { m_eventStore->load(paths, events::Side::Attack); }},
            {tr("Leave out"), {}}});
}

bool Desk::isSettled() const
{
    return !m_jobs->isRunning() && !m_session->isRunning() && !m_numbersDelay.isActive() && !m_numbersTask && !m_judging
        && !m_author->isRunning() && !m_prices->isRunning() && !m_nearMisses->isRunning() && !m_gains->isRunning()
        && !m_alsoFires->isRunning() && !m_exclusions->isRunning() && !m_catalogueSession->isRunning()
        && !m_events->isWorking() && !m_eventStore->isKeepingLabels();
}

void Desk::connectJobs()
{
    connect(m_jobs, &ui::Jobs::stateChanged, m_window.get(), &ui::MainWindow::setJob);
    connect(m_jobs, &ui::Jobs::idle, m_window.get(), &ui::MainWindow::clearJob);
    connect(m_window.get(), &ui::MainWindow::cancelRequested, m_jobs, &ui::Jobs::cancel);
    connect(m_jobs, &ui::Jobs::idle, this, &Desk::settled);
}

void Desk::connectEvents()
{
    connect(m_eventStore, &EventStore::eventsChanged, this, [this](const EventSetPtr& events) {
        m_events->setEvents(events);
        m_session->setEvents(events);
        m_author->setEvents(events);
        m_alsoFires->setEvent(events, m_events->chosenEvent());
        judgeScenario();
        updateGuideNumbers();
        updatePrices();
        updateActions();
        updateStatus();
    });
    connect(m_eventStore, &EventStore::loadingChanged, this, [this](bool isLoading) {
        m_events->setLoading(isLoading);
        onResult();
    });
    connect(m_eventStore, &EventStore::progressed, this,
        [this](const QString& detail) { m_window->jobBar().setDetail(detail); });
    connect(m_eventStore, &EventStore::loaded, this, [this](const QString& sentence, events::EventId first) {
        m_window->status().setSentence(sentence);
        const ui::TestPane::Tab tab = m_events->currentTab();
        const bool isFree = tab == ui::TestPane::Tab::Hits || (tab == ui::TestPane::Tab::All && m_showsLoaded);
        if (m_documents->current() || !isFree)
            return;
        // Without a rule nothing stands under Hits: what was loaded is shown until there is one.
        m_showsLoaded = true;
        m_events->showTab(ui::TestPane::Tab::All);
        if (first != events::EventId::None)
            m_events->table().goToEvent(first);
    });
    connect(m_eventStore, &EventStore::problem, this,
        [this](const QString& sentence) { m_questions->warn(tr("Events"), sentence); });

    connect(m_events, &ui::TestPane::eventChosen, this, [this](events::EventId event) {
        m_session->setEvent(event);
        m_detail->setEvent(m_eventStore->events(), event);
        m_alsoFires->setEvent(m_eventStore->events(), event);
    });
    connect(m_events, &ui::TestPane::placeChanged, this, [this](const QString& place) {
        m_place = place;
        updateNotes();
    });
    ui::Actions& actions = m_window->actions();
    connect(m_events, &ui::TestPane::loadAttackRequested, &actions[ui::Command::LoadAttack], &QAction::trigger);
    connect(m_events, &ui::TestPane::loadBenignRequested, &actions[ui::Command::LoadBenign], &QAction::trigger);
    connect(m_events, &ui::TestPane::samplesRequested, &actions[ui::Command::LoadSamples], &QAction::trigger);
    connect(m_events, &ui::TestPane::pathsDropped, this,
        [this](const QStringList& paths) { openPaths(paths, events::Side::Unknown); });
    connect(m_window.get(), &ui::MainWindow::pathsDropped, this,
        [this](const QStringList& paths) { openPaths(paths, events::Side::Unknown); });
}

} // namespace rulewright::desk
