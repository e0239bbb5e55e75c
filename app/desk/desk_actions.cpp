// SPDX-License-Identifier: Apache-2.0
#include "app/desk/desk.h"

#include "app/desk/import_page.h"
#include "app/desk/labelling.h"
#include "app/desk/pages.h"
#include "app/desk/questions.h"
#include "core/author/outline.h"
#include "core/author/templates.h"
#include "core/corpus/built_in.h"
#include "core/corpus/profile.h"
#include "core/rule/rule.h"
#include "ui/editor/editor_pane.h"
#include "ui/guide/guide_view.h"
#include "ui/guide/technique_field.h"
#include "ui/test/event_detail.h"
#include "ui/test/event_table.h"
#include "ui/test/test_pane.h"
#include "ui/window/document_area.h"
#include "ui/window/palette.h"
#include "ui/window/status_line.h"

#include <QAction>
#include <QApplication>
#include <QFileInfo>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPointer>

#include <algorithm>

namespace rulewright::desk {

using ui::Command;

namespace {

QString eventFileFilter() { return Desk::tr("EVTX, JSON, XML, CSV, lines, archives (*);;Windows event logs (*.evtx)"); }

// The text field that has the focus does it, of whatever kind it is. Says whether there was one.
bool inFocusedText(const char* slot)
{
    QWidget* focus = QApplication::focusWidget();
    const auto* field = qobject_cast<QLineEdit*>(focus);
    // An empty field that nothing was typed into has nothing to take back.
    const bool isUnused = field && field->text().isEmpty() && !field->isUndoAvailable() && !field->isRedoAvailable();
    if (!qobject_cast<QPlainTextEdit*>(focus) && (!field || isUnused))
        return false;
    return QMetaObject::invokeMethod(focus, slot);
}

} // namespace

void Desk::connectActions()
{
    ui::Actions& actions = m_window->actions();
    const auto on
        = [this, &actions](Command command, auto slot) { connect(&actions[command], &QAction::triggered, this, slot); };
    const auto inEditor = [this, on](Command command, void (*slot)(ui::RuleEditor&)) {
        on(command, [this, slot] {
            if (ui::EditorPane* pane = m_documents->current())
                slot(pane->editor());
        });
    };
    on(Command::NewRule, [this] { m_documents->newRule(author::templates().front(), newRuleTechnique()); });
    on(Command::OpenRule, [this] { m_documents->chooseAndOpen(); });
    on(Command::Save, [this] { m_documents->saveCurrent(); });
    on(Command::SaveAs, [this] { m_documents->saveCurrentAs(); });
    on(Command::CloseTab, [this] {
        if (QWidget* page = m_window->documents().currentPage(); page && page != m_start)
            m_documents->close(page);
    });
    on(Command::Quit, [this] { m_window->close(); });
    connect(m_window.get(), &ui::MainWindow::closeWanted, this, [this] {
        keepSession();
        m_documents->closeAll([this] {
            keepLayout();
            m_settings.isMaximized = m_window->isMaximized();
            if (!m_settings.isMaximized)
                m_settings.windowSize = m_window->size();
            m_settings.corpusFolders = m_corpusStore->folders();
            if (m_options.keepSettings)
                m_options.keepSettings(m_settings);
            m_window->allowClose();
            m_window->close();
        });
    });

    // What the guide or an event put into the rule is taken back from there, too.
    const auto inTextOrRule = [this](const char* slot) {
        ui::EditorPane* pane = m_documents->current();
        if (!inFocusedText(slot) && pane && pane == m_window->documents().currentPage())
            QMetaObject::invokeMethod(&pane->editor(), slot);
    };
    on(Command::Undo, [inTextOrRule] { inTextOrRule("undo"); });
    on(Command::Redo, [inTextOrRule] { inTextOrRule("redo"); });
    on(Command::Cut, [] { inFocusedText("cut"); });
    on(Command::Copy, [] { inFocusedText("copy"); });
    on(Command::Paste, [] { inFocusedText("paste"); });
    on(Command::SelectAll, [] { inFocusedText("selectAll"); });

    on(Command::TestNow, [this] { m_session->runNow(); });
    inEditor(Command::QuickFix, [](ui::RuleEditor& editor) { editor.showFixes(); });
    inEditor(Command::NextProblem, [](ui::RuleEditor& editor) { editor.goToProblem(1); });
    inEditor(Command::PreviousProblem, [](ui::RuleEditor& editor) { editor.goToProblem(-1); });
    on(Command::TabMovesFocus, [this](bool isOn) {
        if (ui::EditorPane* pane = m_documents->current())
            pane->editor().setTabIndents(!isOn);
    });
    const std::pair<Command, const char*> lineActions[]{{Command::CommentLines, "toggleComment"},
        {Command::MoveLinesUp, "moveLinesUp"}, {Command::MoveLinesDown, "moveLinesDown"},
        {Command::DuplicateLines, "duplicateLines"}, {Command::Find, "find"}, {Command::Replace, "replace"},
        {Command::FindNext, "findNext"}, {Command::FindPrevious, "findPrevious"}, {Command::ToggleFold, "toggleFold"},
        {Command::UnfoldAll, "unfoldAll"}, {Command::Complete, "complete"}, {Command::Explain, "explainValue"},
        {Command::Outline, "outline"}, {Command::Definition, "definition"}, {Command::References, "references"},
        {Command::Rename, "rename"}};
    for (const auto& [command, name] : lineActions) {
        on(command, [this, name] {
            ui::EditorPane* pane = m_documents->current();
            if (auto* action = pane ? pane->editor().findChild<QAction*>(QString::fromLatin1(name)) : nullptr)
                action->trigger();
        });
    }
    on(Command::NextHit, [this] { m_events->goToHit(1); });
    on(Command::PreviousHit, [this] { m_events->goToHit(-1); });

    on(Command::GoToRecord, [this] { goToRecord(); });
    on(Command::ShowRawEvent, [this](bool isOn) { m_detail->showRaw(isOn); });
    on(Command::ShowImport, [this] { showImport(); });

    const auto loadFiles = [this](events::Side side, const QString& title) {
        const QStringList paths
            = m_options.dialogs(m_window.get()).openFiles(title, m_settings.eventsFolder, eventFileFilter());
        if (paths.isEmpty())
            return;
        m_settings.eventsFolder = QFileInfo(paths.first()).absolutePath();
        m_eventStore->load(paths, side);
    };
    const auto loadFolder = [this](events::Side side, const QString& title) {
        const QString folder = m_options.dialogs(m_window.get()).openFolder(title, m_settings.eventsFolder);
        if (folder.isEmpty())
            return;
        m_settings.eventsFolder = folder;
        m_eventStore->load({folder}, side);
    };
    on(Command::LoadAttack, [loadFiles] { loadFiles(events::Side::Attack, tr("Load attack events")); });
    on(Command::LoadBenign, [loadFiles] { loadFiles(events::Side::Benign, tr("Load benign events")); });
    on(Command::LoadAttackFolder,
        [loadFolder] { loadFolder(events::Side::Attack, tr("Load a folder of attack events")); });
    on(Command::LoadBenignFolder,
        [loadFolder] { loadFolder(events::Side::Benign, tr("Load a folder of benign events")); });
    on(Command::OpenExample, [this] { openExample(); });
    on(Command::LoadSamples, [this] {
        if (m_eventStore->hasSamples())
            m_window->status().setSentence(tr("The built-in events are loaded already"));
        else
            m_eventStore->loadSamples();
    });
    on(Command::ClearEvents, [this] { m_eventStore->clear(); });

    on(Command::UseBuiltInRules, [this] { m_corpusStore->setSources(true, {}); });
    on(Command::AddRulesFolder, [this] {
        const QString folder
            = m_options.dialogs(m_window.get()).openFolder(tr("Add a folder of rules"), m_settings.rulesFolder);
        if (!folder.isEmpty())
            m_corpusStore->addFolder(folder);
    });
    on(Command::ManageCorpora, [this] { showCorpusManager(); });
    on(Command::SearchRules, [this] { showCatalogue(); });
    on(Command::ChooseTechnique, [this] {
        m_window->workspace().focusPane(ui::Workspace::Pane::Guide);
        showLeft(m_guide);
        m_guide->field().setFocus(Qt::ShortcutFocusReason);
    });
    on(Command::Keys, [this] {
        showSingle(m_keys, tr("Keys"), QStringLiteral("keyboard"),
            [this] { return keysPage(m_window->actions(), m_appearance.theme()); });
    });
    on(Command::About, [this] {
        showSingle(m_about, tr("About"), QStringLiteral("info"),
            [this] { return aboutPage(*m_facts.attack, m_appearance.theme()); });
    });
    m_guide->setCorpusActions({&actions[Command::UseBuiltInRules], &actions[Command::AddRulesFolder]});
}

void Desk::connectLabels()
{
    m_labelling = new Labelling(*m_eventStore, this);
    m_eventStore->setLabelFolder(m_options.labelFolder);
    connect(m_labelling, &Labelling::said, this,
        [this](const QString& sentence) { m_window->status().setSentence(sentence); });
    const ui::EventTable& table = m_events->table();
    connect(&table, &ui::EventTable::truePositiveRequested, this, [this] { labelEvent(LabelKind::TruePositive); });
    connect(&table, &ui::EventTable::falsePositiveRequested, this, [this] { labelEvent(LabelKind::FalsePositive); });
    connect(&table, &ui::EventTable::undoRequested, m_labelling, &Labelling::undo);
    connect(&table, &ui::EventTable::redoRequested, m_labelling, &Labelling::redo);
    const ui::Actions& actions = m_window->actions();
    const std::pair<Command, LabelKind> ofEvents[]{{Command::LabelTruePositive, LabelKind::TruePositive},
        {Command::LabelFalsePositive, LabelKind::FalsePositive}, {Command::LabelAttack, LabelKind::Attack},
        {Command::LabelBenign, LabelKind::Benign}, {Command::LabelUnknown, LabelKind::Unknown}};
    for (const auto& [command, kind] : ofEvents)
        connect(&actions[command], &QAction::triggered, this, [this, kind] { labelEvent(kind); });
    const std::pair<Command, LabelKind> ofFiles[]{{Command::LabelFileAttack, LabelKind::Attack},
        {Command::LabelFileBenign, LabelKind::Benign}, {Command::LabelFileUnknown, LabelKind::Unknown}};
    for (const auto& [command, kind] : ofFiles)
        connect(&actions[command], &QAction::triggered, this,
            [this, kind] { m_labelling->labelFile(m_events->chosenEvent(), kind); });
    connect(&actions[Command::UndoLabel], &QAction::triggered, m_labelling, &Labelling::undo);
    connect(&actions[Command::RedoLabel], &QAction::triggered, m_labelling, &Labelling::redo);
}

void Desk::labelEvent(LabelKind kind)
{
    ui::EditorPane* pane = m_documents->current();
    const ui::ParsedTextPtr parsed = pane ? pane->document().parsed() : nullptr;
    const rule::Rule* rule = parsed && parsed->document ? rule::mainRule(*parsed->document) : nullptr;
    const std::string id = rule && rule->metadata.id ? rule->metadata.id->text : std::string();
    m_labelling->label(m_events->chosenEvent(), kind, id);
}

void Desk::showImport()
{
    showSingle(m_import, tr("Import"), QStringLiteral("table"), [this] {
        auto* page = new ImportPage(m_appearance.theme());
        page->setReport(m_eventStore->imported());
        connect(m_eventStore, &EventStore::importedChanged, page,
            [this, page] { page->setReport(m_eventStore->imported()); });
        return page;
    });
}

// "17" is a record of the chosen event's file, or of the first; "b.evtx 17" one of another file.
void Desk::goToRecord()
{
    const EventSetPtr& events = m_eventStore->events();
    const auto ask = m_options.dialogs(m_window.get()).askText;
    if (events->size() == 0 || !ask)
        return;
    const events::EventId chosen = m_events->chosenEvent();
    const events::EventId from = chosen == events::EventId::None ? events::EventId{0} : chosen;
    const events::SourceRef& here = events->source(from);
    const QString file = QString::fromStdString(events->sources[events::index(here.source)].path);
    const QString answer = ask(tr("Go to record"), tr("File and record, or a record of the file of the chosen event:"),
        QStringLiteral("%1 %2").arg(file).arg(here.record))
                               .trimmed();
    const qsizetype blank = answer.lastIndexOf(u' ');
    bool isNumber = false;
    const uint record = QStringView(answer).mid(blank + 1).toUInt(&isNumber);
    if (answer.isEmpty())
        return;
    const QString path = blank < 0 ? file : answer.left(blank).trimmed();
    const events::EventId event = isNumber ? events->find(path.toStdString(), record) : events::EventId::None;
    if (event == events::EventId::None) {
        m_questions->warn(tr("Events"), tr("There is no record \"%1\" among the loaded events.").arg(answer));
        return;
    }
    m_events->showTab(ui::TestPane::Tab::All);
    m_events->table().goToEvent(event);
    m_window->workspace().focusPane(ui::Workspace::Pane::Events);
}

// A rule that finds something, its technique and its hits: what a first look needs.
void Desk::openExample()
{
    if (!m_corpusStore->profile() || m_corpusStore->profile()->isEmpty())
        m_corpusStore->setSources(true, {});
    if (m_options.samples && m_eventStore->events()->size() == 0 && !m_eventStore->isLoading())
        m_eventStore->loadSamples();
    const std::string name = "proc_creation_win_vscode_tunnel_start.yml";
    const auto text = corpus::ruleText({}, name);
    if (!text) {
        m_questions->complain(tr("Example"), tr("The built-in rule cannot be read."));
        return;
    }
    m_documents->openText(QString::fromStdString(name), *text);
    m_events->showTab(ui::TestPane::Tab::Hits);
    showGuide({"T1219", corpus::GuideMode::WithSubtechniques, {}});
}

// A page of which there is at most one.
void Desk::showSingle(QWidget*& page, const QString& title, const QString& icon, const std::function<QWidget*()>& make)
{
    if (!page) {
        page = make();
        connect(page, &QObject::destroyed, this, [&page] { page = nullptr; });
        m_window->documents().addPage(page, title, icon, true);
    }
    m_window->documents().showPage(page);
    page->setFocus(Qt::OtherFocusReason);
}

void Desk::connectAppearance()
{
    ui::Actions& actions = m_window->actions();
    const auto choose = [this](std::optional<ui::Scheme> scheme) {
        m_settings.scheme = scheme;
        changeTextSize(0);
    };
    connect(&actions[Command::SchemeSystem], &QAction::triggered, this, [choose] { choose(std::nullopt); });
    connect(&actions[Command::SchemeLight], &QAction::triggered, this, [choose] { choose(ui::Scheme::Light); });
    connect(&actions[Command::SchemeDark], &QAction::triggered, this, [choose] { choose(ui::Scheme::Dark); });
    const Command chosen = !m_settings.scheme    ? Command::SchemeSystem
        : *m_settings.scheme == ui::Scheme::Dark ? Command::SchemeDark
                                                 : Command::SchemeLight;
    actions[chosen].setChecked(true);
    connect(&actions[Command::LargerText], &QAction::triggered, this, [this] { changeTextSize(1); });
    connect(&actions[Command::SmallerText], &QAction::triggered, this, [this] { changeTextSize(-1); });
    connect(&actions[Command::UsualText], &QAction::triggered, this, [this] {
        m_settings.baseSize = 0;
        changeTextSize(0);
    });
}

void Desk::changeTextSize(int step)
{
    const int now = m_appearance.theme().fonts.baseSize;
    if (step != 0)
        m_settings.baseSize = std::clamp(now + step, 12, 24);
    ui::AppearanceChoice choice;
    choice.scheme = m_settings.scheme;
    if (m_settings.baseSize != 0) {
        choice.fonts = m_appearance.theme().fonts;
        choice.fonts->baseSize = m_settings.baseSize;
    }
    m_appearance.choose(choice);
}

void Desk::fillMenus()
{
    QMenu* templates = m_window->menuPlaces().templates;
    auto kindBefore = author::Template::Kind::Detection;
    for (const author::Template& kind : author::templates()) {
        if (kind.kind != kindBefore)
            templates->addSeparator();
        kindBefore = kind.kind;
        auto* action = templates->addAction(QString::fromUtf8(kind.name.data(), qsizetype(kind.name.size())));
        action->setStatusTip(tr("Start a rule from this template"));
        connect(action, &QAction::triggered, this, [this, &kind] { m_documents->newRule(kind, newRuleTechnique()); });
    }
    fillRecent();
    connect(m_documents, &Documents::recentChanged, this, &Desk::fillRecent);
}

void Desk::fillRecent()
{
    QMenu* recent = m_window->menuPlaces().recent;
    recent->clear();
    for (const QString& path : m_settings.recentRules) {
        auto* action = recent->addAction(path);
        connect(action, &QAction::triggered, this, [this, path] { m_documents->open(path); });
    }
    recent->menuAction()->setVisible(!m_settings.recentRules.isEmpty());
}

void Desk::fillPalette()
{
    m_window->palette().setItems([this] {
        std::vector<ui::PaletteItem> items;
        const ui::Actions& actions = m_window->actions();
        for (QAction* action : actions.all()) {
            if (action != &actions[Command::Palette] && action->isEnabled())
                items.push_back(
                    {action->text().remove(u'&'), tr("Command"), action->shortcut().toString(QKeySequence::NativeText),
                        action->data().toString(), [action] { action->trigger(); }});
        }
        if (ui::EditorPane* pane = m_documents->current()) {
            const SourceText source("rule.yml", pane->document().utf8());
            for (const author::Symbol& symbol : author::outline(source)) {
                items.push_back({QString::fromStdString(symbol.name),
                    tr("Line %1 of this rule").arg(source.position(symbol.nameSpan.begin).line), QString(),
                    QStringLiteral("next"), [pane = QPointer(pane), span = symbol.nameSpan] {
                        if (pane) {
                            pane->editor().selectSpan(span);
                            pane->editor().setFocus();
                        }
                    }});
            }
        }
        for (const attack::Technique& technique : m_facts.attack->techniques()) {
            items.push_back({QString::fromStdString(technique.name), QString::fromStdString(technique.id), QString(),
                QStringLiteral("target"), [this, id = technique.id] {
                    showLeft(m_guide);
                    showGuide({id, corpus::GuideMode::Exact, {}});
                }});
        }
        const EventSetPtr& events = m_eventStore->events();
        for (std::uint32_t i = 0; i < events->fields.size(); ++i) {
            const QString field = QString::fromStdString(events->fields.name(events::FieldId(i)));
            items.push_back({field, tr("Field of the events"), QString(), QStringLiteral("filter"),
                [this, field] { m_events->stackField(field); }});
        }
        if (const ProfilePtr& profile = m_corpusStore->profile()) {
            for (std::size_t i = 0; i < profile->rules().size(); ++i) {
                items.push_back({QString::fromStdString(profile->rules()[i].title), tr("Rule"), QString(),
                    QStringLiteral("document"), [this, i] { showRule(corpus::RuleId(std::uint32_t(i))); }});
            }
        }
        return items;
    });
    m_window->palette().setLast([this](const QString& text) {
        return ui::PaletteItem{tr("Search the rules for %1").arg(text), tr("Corpus"),
            m_window->actions()[Command::SearchRules].shortcut().toString(QKeySequence::NativeText),
            QStringLiteral("search"), [this, text] { showCatalogue(text); }};
    });
}

void Desk::updateActions()
{
    ui::Actions& actions = m_window->actions();
    const bool hasRule = m_documents->current() != nullptr;
    for (const Command command : {Command::Save, Command::SaveAs, Command::TestNow, Command::QuickFix,
             Command::NextProblem, Command::PreviousProblem, Command::TabMovesFocus, Command::CommentLines,
             Command::MoveLinesUp, Command::MoveLinesDown, Command::DuplicateLines, Command::SaveIntoRepository,
             Command::Find, Command::Replace, Command::FindNext, Command::FindPrevious, Command::ToggleFold,
             Command::UnfoldAll, Command::Complete, Command::Explain, Command::Outline, Command::Definition,
             Command::References, Command::Rename})
        actions[command].setEnabled(hasRule);
    const bool hasEvents = m_eventStore->events()->size() > 0;
    for (const Command command : {Command::ClearEvents, Command::NextHit, Command::PreviousHit, Command::FindEvent,
             Command::TimeRange, Command::ChooseColumns, Command::ClearFilters, Command::StackValues,
             Command::ShowProcesses, Command::CopyJson, Command::CopyCsv, Command::InsertValue, Command::ExcludeValue,
             Command::FilterByValue, Command::FilterOutValue, Command::CopyValue, Command::GoToRecord})
        actions[command].setEnabled(hasEvents);
    actions[Command::LoadSamples].setVisible(bool(m_options.samples));
    actions[Command::CloseTab].setEnabled(m_window->documents().currentPage() != m_start);
}

} // namespace rulewright::desk
