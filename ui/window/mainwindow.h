// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window/actions.h"
#include "ui/window/jobs.h"
#include "ui/window/workspace.h"

#include <QMainWindow>

namespace rulewright::ui {

class DocumentArea;
class JobBar;
class MenuRow;
class PaletteField;
class Panel;
class StatusLine;
struct Theme;

// The window: menu row, desk, job bar, status line. It offers places; what stands in them is put there
// from outside, and so is every meaning.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(const Theme& theme, QWidget* parent = nullptr);

    Actions& actions() { return *m_actions; }

    const Actions::Places& menuPlaces() const { return m_menuPlaces; }

    Workspace& workspace() { return *m_workspace; }

    DocumentArea& documents() { return *m_documents; }

    PaletteField& palette() { return *m_palette; }

    StatusLine& status() { return *m_status; }

    JobBar& jobBar() { return *m_jobBar; }

    void setGuide(QWidget* guide);
    void setEvents(QWidget* events);
    void setWhy(QWidget* why);
    void setEvent(QWidget* event);

    Panel& guidePanel() { return *m_guide; }

    Panel& whyPanel() { return *m_why; }

    Panel& eventPanel() { return *m_event; }

    // Shows the job bar while there is something to show; Esc then cancels.
    void setJob(const JobState& state);
    void clearJob();

    // The next request to close is granted: nothing would be lost.
    void allowClose() { m_mayClose = true; }

signals:
    void closeWanted(); // the window was asked to close and has not
    void cancelRequested(); // Esc, or Cancel, while a job is shown
    void pathsDropped(const QStringList& paths);

protected:
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void connectViewActions();

    const Theme& m_theme;
    Actions* m_actions;
    MenuRow* m_menuRow;
    PaletteField* m_palette;
    Workspace* m_workspace;
    DocumentArea* m_documents;
    QWidget* m_eventsPlace;
    Panel* m_guide;
    Panel* m_why;
    Panel* m_event;
    JobBar* m_jobBar;
    StatusLine* m_status;
    Actions::Places m_menuPlaces;
    bool m_mayClose = false;
};

} // namespace rulewright::ui
