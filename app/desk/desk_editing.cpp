// SPDX-License-Identifier: Apache-2.0
// Desk: what an author does beside typing. Repository, preferences, start page, sessions, recovery.
#include "app/desk/desk.h"

#include "app/desk/pages.h"
#include "app/desk/questions.h"
#include "app/desk/swap_files.h"
#include "ui/editor/author_service.h"
#include "ui/editor/editor_pane.h"
#include "ui/export/repository_page.h"
#include "ui/guide/guide_view.h"
#include "ui/window/document_area.h"
#include "ui/window/empty_state.h"
#include "ui/window/preferences.h"
#include "ui/window/status_line.h"

#include <QAction>
#include <QApplication>
#include <QDate>
#include <QFileInfo>

namespace rulewright::desk {

using ui::Command;

void Desk::connectEditing()
{
    ui::Actions& actions = m_window->actions();
    connect(&actions[Command::SaveIntoRepository], &QAction::triggered, this, &Desk::saveIntoRepository);
    connect(&actions[Command::Preferences], &QAction::triggered, this, &Desk::showPreferences);
    connect(&actions[Command::StartPage], &QAction::triggered, this, &Desk::showStart);
    connect(qApp, &QApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state == Qt::ApplicationActive)
            checkFiles();
    });
    connect(&actions[Command::Tour], &QAction::triggered, this, &Desk::startTour);
    connect(
        m_corpusStore, &CorpusStore::profileChanged, this, [this] { m_author->setCorpus(m_corpusStore->profile()); });
}

// What other programs wrote while this one was not in front.
void Desk::checkFiles()
{
    m_documents->checkFiles();
    const QStringList changed = m_eventStore->isLoading() ? QStringList() : m_eventStore->takeChangedFiles();
    if (changed.isEmpty())
        return;
    const QString what
        = changed.size() == 1 ? QFileInfo(changed.first()).fileName() : tr("%1 files of events").arg(changed.size());
    m_questions->ask(ui::Tone::Note, what, tr("changed on the disk since it was read"),
        {{tr("Keep what was read"), {}}, {tr("Read again"), [this] { m_eventStore->readAgain(); }}});
}

NewRuleTags Desk::newRuleTechnique() const
{
    const std::string& id = m_guide->guide().technique;
    const attack::Technique* technique = m_facts.attack->technique(id);
    return {QString::fromStdString(id),
        technique != nullptr && !technique->tactics.empty() ? QString::fromStdString(technique->tactics.front())
                                                            : QString()};
}

void Desk::saveIntoRepository()
{
    ui::EditorPane* pane = m_documents->current();
    if (!pane)
        return;
    ui::RuleDocument& document = pane->document();
    const ui::ParsedTextPtr& parsed = document.parsed();
    const bool isCurrent = parsed && parsed->revision == document.revision() && parsed->isTestable();
    ui::RuleToExport rule{document.bytes(), isCurrent ? parsed->document : nullptr, document.name(),
        QDate::currentDate().toString(Qt::ISODate)};
    auto* page = new ui::RepositoryPage(
        std::move(rule), m_settings.repositoryFolder,
        [this](const QString& title, const QString& folder) {
            return m_options.dialogs(m_window.get()).openFolder(title, folder);
        },
        m_appearance.theme());
    connect(page, &ui::RepositoryPage::folderChosen, this,
        [this](const QString& folder) { m_settings.repositoryFolder = folder; });
    connect(page, &ui::RepositoryPage::committed, this,
        [this](const QString& sentence) { m_window->status().setSentence(sentence); });
    m_window->documents().addPage(page, tr("Repository"), QStringLiteral("branch"), true);
    m_window->documents().showPage(page);
    page->setFocus(Qt::OtherFocusReason);
}

void Desk::showPreferences()
{
    showSingle(m_preferences, tr("Preferences"), QStringLiteral("info"), [this]() -> QWidget* {
        ui::Settings settings = m_settings;
        settings.corpusFolders = m_corpusStore->folders();
        auto* page = new ui::Preferences(
            settings,
            [this](const QString& title) {
                return m_options.dialogs(m_window.get()).openFolder(title, m_settings.rulesFolder);
            },
            m_appearance.theme());
        connect(page, &ui::Preferences::changed, this, [this, page] {
            const ui::Settings chosen = page->settings();
            m_settings.scheme = chosen.scheme;
            m_settings.baseSize = chosen.baseSize;
            m_settings.reopensRules = chosen.reopensRules;
            m_window->actions()[Command::LocalTime].setChecked(chosen.showsLocalTime);
            changeTextSize(0);
        });
        connect(page, &ui::Preferences::folderAdded, m_corpusStore, &CorpusStore::addFolder);
        connect(page, &ui::Preferences::folderRemoved, this, [this](const QString& folder) {
            QStringList folders = m_corpusStore->folders();
            folders.removeAll(folder);
            m_corpusStore->setSources(m_corpusStore->hasBuiltIn() || folders.isEmpty(), folders);
        });
        return page;
    });
}

void Desk::showStart()
{
    if (!m_start) {
        m_start = startPage(m_window->actions(), m_appearance.theme());
        m_window->documents().addPage(m_start, tr("Start"), QString(), true);
    }
    m_window->documents().showPage(m_start);
    m_start->setFocus();
}

void Desk::restoreSession()
{
    if (!m_settings.reopensRules)
        return;
    const QStringList paths = m_settings.openRules;
    for (const QString& path : paths) {
        if (QFileInfo::exists(path))
            m_documents->open(path);
    }
    const auto load = [this](QStringList files, events::Side side) {
        files.removeIf([](const QString& path) { return !QFileInfo::exists(path); });
        m_eventStore->load(files, side);
    };
    load(m_settings.openAttackEvents, events::Side::Attack);
    load(m_settings.openBenignEvents, events::Side::Benign);
}

void Desk::keepSession()
{
    m_settings.openRules = m_documents->openPaths();
    m_settings.openAttackEvents.clear();
    m_settings.openBenignEvents.clear();
    for (const EventStore::Opened& opened : m_eventStore->opened()) {
        QStringList& paths
            = opened.side == events::Side::Benign ? m_settings.openBenignEvents : m_settings.openAttackEvents;
        paths << QFileInfo(opened.path).absoluteFilePath();
    }
}

void Desk::offerRecovery()
{
    const std::vector<SwappedRule> rules = m_swap->leftBehind();
    if (rules.empty())
        return;
    const QString what = rules.size() == 1 ? rules.front().name : tr("%1 rules").arg(rules.size());
    m_questions->ask(ui::Tone::Warning, tr("Not saved"),
        tr("%1 had changes when Rulewright last ended without closing").arg(what),
        {{tr("Recover"), [this, rules] { recover(rules); }},
            {tr("Discard"),
                [rules] {
                    for (const SwappedRule& rule : rules)
                        SwapFiles::discard(rule);
                }},
            {tr("Ask again next time"), {}}});
}

void Desk::recover(const std::vector<SwappedRule>& rules)
{
    for (const SwappedRule& rule : rules) {
        m_documents->recover(rule.name, rule.path, rule.bytes);
        // Its changes are in a copy of ours before the old one goes.
        m_swap->flush();
        SwapFiles::discard(rule);
    }
}

} // namespace rulewright::desk
