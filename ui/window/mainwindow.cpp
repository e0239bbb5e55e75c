// SPDX-License-Identifier: Apache-2.0
#include "ui/window/mainwindow.h"

#include "ui/window/document_area.h"
#include "ui/window/job_bar.h"
#include "ui/window/menu_row.h"
#include "ui/window/palette.h"
#include "ui/window/panel.h"
#include "ui/window/status_line.h"
#include "ui/window/theme.h"

#include <QAction>
#include <QCloseEvent>
#include <QMenuBar>
#include <QMimeData>
#include <QVBoxLayout>

namespace rulewright::ui {

MainWindow::MainWindow(const Theme& theme, QWidget* parent)
    : QMainWindow(parent)
    , m_theme(theme)
    , m_actions(new Actions(*this, theme))
    , m_menuRow(new MenuRow(theme, this))
    , m_palette(new PaletteField(theme, m_menuRow))
    , m_workspace(new Workspace(theme, this))
    , m_documents(new DocumentArea(theme, this))
    , m_eventsPlace(new QWidget(this))
    , m_guide(new Panel(tr("Guide"), theme, this))
    , m_why(new Panel(tr("Why"), theme, this))
    , m_event(new Panel(tr("Event"), theme, this))
    , m_jobBar(new JobBar(theme, this))
    , m_status(new StatusLine(theme, this))
{
    setMinimumSize(900, 600);
    setAcceptDrops(true);
    setMenuWidget(m_menuRow);
    m_menuRow->setField(m_palette);
    m_menuRow->setLayouts({&(*m_actions)[Command::LayoutAuthor], &(*m_actions)[Command::LayoutTune],
        &(*m_actions)[Command::LayoutTeach], &(*m_actions)[Command::LayoutCoverage]});
    m_menuPlaces = m_actions->fillMenus(m_menuRow->menus());

    auto* events = new QVBoxLayout(m_eventsPlace);
    events->setContentsMargins(0, 0, 0, 0);
    m_eventsPlace->setAccessibleName(tr("Events"));
    m_workspace->setCentre(m_documents, m_eventsPlace);
    m_workspace->setSidePanels(m_guide, m_why, m_event);

    auto* whole = new QWidget(this);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_workspace, 1);
    column->addWidget(m_jobBar);
    column->addWidget(m_status);
    setCentralWidget(whole);
    m_jobBar->hide();
    connect(m_jobBar, &JobBar::cancelRequested, this, &MainWindow::cancelRequested);
    connectViewActions();
}

void MainWindow::connectViewActions()
{
    Actions& actions = *m_actions;
    const auto on
        = [this, &actions](Command command, auto slot) { connect(&actions[command], &QAction::triggered, this, slot); };
    using Pane = Workspace::Pane;
    on(Command::NextPane, [this] { m_workspace->focusNext(1); });
    on(Command::PreviousPane, [this] { m_workspace->focusNext(-1); });
    on(Command::FocusGuide, [this] { m_workspace->focusPane(Pane::Guide); });
    on(Command::FocusEditor, [this] { m_workspace->focusPane(Pane::Editor); });
    on(Command::FocusEvents, [this] { m_workspace->focusPane(Pane::Events); });
    on(Command::FocusWhy, [this] { m_workspace->focusPane(Pane::Why); });
    on(Command::Palette, [this] {
        m_palette->setFocus(Qt::ShortcutFocusReason);
        m_palette->selectAll();
    });
    const std::pair<Command, Pane> shows[]{
        {Command::ShowGuide, Pane::Guide}, {Command::ShowWhy, Pane::Why}, {Command::ShowEvent, Pane::Event}};
    for (const auto& [command, pane] : shows) {
        actions[command].setChecked(true);
        connect(&actions[command], &QAction::toggled, m_workspace,
            [this, pane](bool isShown) { m_workspace->setPaneShown(pane, isShown); });
    }
    connect(m_workspace, &Workspace::paneShownChanged, this, [this, shows](Pane pane, bool isShown) {
        for (const auto& [command, shown] : shows) {
            if (shown == pane)
                (*m_actions)[command].setChecked(isShown);
        }
    });
}

void MainWindow::setGuide(QWidget* guide) { m_guide->setContent(guide); }

void MainWindow::setWhy(QWidget* why) { m_why->setContent(why); }

void MainWindow::setEvent(QWidget* event) { m_event->setContent(event); }

void MainWindow::setEvents(QWidget* events)
{
    m_eventsPlace->layout()->addWidget(events);
    m_eventsPlace->setFocusProxy(events);
}

void MainWindow::setJob(const JobState& state)
{
    m_jobBar->setState(state);
    m_jobBar->show();
}

void MainWindow::clearJob()
{
    m_jobBar->hide();
    m_jobBar->setDetail(QString());
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_mayClose)
        emit closeWanted();
    event->setAccepted(m_mayClose);
}

void MainWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_jobBar->isVisible())
        emit cancelRequested();
    else
        QMainWindow::keyPressEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            paths << url.toLocalFile();
    }
    if (paths.isEmpty())
        return;
    event->acceptProposedAction();
    emit pathsDropped(paths);
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_actions)
        m_actions->applyTheme();
}

} // namespace rulewright::ui
