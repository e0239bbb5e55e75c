// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/desk/dialogs.h"
#include "core/author/templates.h"
#include "ui/editor/editor_pane.h"
#include "ui/window/settings.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace rulewright::ui {
class DocumentArea;
struct Theme;
} // namespace rulewright::ui

namespace rulewright::desk {

class Questions;

// The tags that a new rule begins with; both may be empty.
struct NewRuleTags {
    QString technique; // T1219.002
    QString tactic; // command-and-control
};

// The rules that are open for writing: opening, saving, closing, and the questions that go with them.
class Documents : public QObject {
    Q_OBJECT
public:
    Documents(ui::DocumentArea& area, const ui::Theme& theme, Dialogs dialogs, Questions& questions,
        ui::Settings& settings, QObject* parent = nullptr);
    ~Documents() override;

    // Opens a file, or shows it where it is open. Says in a strip what is wrong where it cannot.
    void open(const QString& path);
    void openText(const QString& name, std::string_view text);
    void newRule(const author::Template& kind, const NewRuleTags& tags);
    // Opens a rule that was not saved, with its changes.
    void recover(const QString& name, const QString& path, const std::string& bytes);
    // The files of the open rules, in the order of opening.
    QStringList openPaths() const;
    void chooseAndOpen();
    void saveCurrent();
    void saveCurrentAs();
    // Looks at the files of the open rules: what another program wrote is taken over where there are no changes here,
    // and asked about where there are. Neither is lost: what is taken over is one step of undo.
    void checkFiles();
    // Closes a page, after a question where there are changes.
    void close(QWidget* page);
    // Closes everything, with a question for each rule that has changes; then calls `done`.
    void closeAll(std::function<void()> done);

    ui::EditorPane* current() const { return m_current; } // the rule that was in front last; null where none is open

    int count() const { return int(m_open.size()); }

signals:
    void opened(rulewright::ui::EditorPane* pane);
    void currentChanged(rulewright::ui::EditorPane* pane);
    void closed();
    void recentChanged();
    void said(const QString& sentence); // for the status line

private:
    struct Open {
        std::unique_ptr<ui::RuleDocument> document;
        ui::EditorPane* pane = nullptr;
        std::string declined; // what the file holds and was asked about: not again
        bool isGone = false; // said already
    };

    void add(std::unique_ptr<ui::RuleDocument> document);
    bool save(ui::EditorPane& pane);
    bool saveAs(ui::EditorPane& pane);
    bool write(ui::EditorPane& pane, const QString& path);
    bool writeNow(ui::EditorPane& pane, const QString& path);
    void checkFile(ui::EditorPane& pane);
    void reload(ui::EditorPane& pane, const std::string& bytes);
    void watch();
    void askBeforeClosing(ui::EditorPane& pane, std::function<void()> then);
    void closeNow(QWidget* page);
    void onPageChanged(QWidget* page);
    ui::EditorPane* paneOf(QWidget* page) const;

    ui::DocumentArea& m_area;
    const ui::Theme& m_theme;
    Dialogs m_dialogs;
    Questions& m_questions;
    ui::Settings& m_settings;
    QFileSystemWatcher m_watcher;
    QTimer m_watchDelay; // a file is often written in several steps
    std::vector<Open> m_open;
    ui::EditorPane* m_current = nullptr;
};

} // namespace rulewright::desk
