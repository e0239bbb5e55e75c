// SPDX-License-Identifier: Apache-2.0
#include "ui/window/actions.h"

#include "ui/window/icons.h"
#include "ui/window/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>

namespace rulewright::ui {

namespace {

struct ActionSpec {
    Command command;
    const char* icon;
    const char* text;
    const char* keys; // separated by "; "
    const char* tip;
};

constexpr ActionSpec specs[]{
    {Command::NewRule, "file-new", QT_TR_NOOP("&New Sigma rule"), "Ctrl+N",
        QT_TR_NOOP("Start a rule for process creation")},
    {Command::OpenRule, "folder", QT_TR_NOOP("&Open rule…"), "Ctrl+O", QT_TR_NOOP("Open rule files")},
    {Command::Save, "save", QT_TR_NOOP("&Save"), "Ctrl+S", QT_TR_NOOP("Write the rule to its file")},
    {Command::SaveAs, "save", QT_TR_NOOP("Save &as…"), "Ctrl+Shift+S", QT_TR_NOOP("Write the rule to another file")},
    {Command::SaveIntoRepository, "branch", QT_TR_NOOP("Save into &repository…"), "Ctrl+Shift+R",
        QT_TR_NOOP("Show where the rule goes in a git repository, and commit it on a branch")},
    {Command::CloseTab, "close", QT_TR_NOOP("&Close tab"), "Ctrl+W; Ctrl+F4", QT_TR_NOOP("Close the tab in front")},
    {Command::Quit, "quit", QT_TR_NOOP("&Quit"), "Ctrl+Q", QT_TR_NOOP("Leave Rulewright")},
    {Command::Undo, "undo", QT_TR_NOOP("&Undo"), "Ctrl+Z", QT_TR_NOOP("Take the last change back")},
    {Command::Redo, "redo", QT_TR_NOOP("&Redo"), "Ctrl+Shift+Z; Ctrl+Y", QT_TR_NOOP("Make the change again")},
    {Command::Cut, "close", QT_TR_NOOP("Cu&t"), "Ctrl+X", QT_TR_NOOP("Move the chosen text to the clipboard")},
    {Command::Copy, "copy", QT_TR_NOOP("&Copy"), "Ctrl+C", QT_TR_NOOP("Copy what is chosen")},
    {Command::Paste, "paste", QT_TR_NOOP("&Paste"), "Ctrl+V", QT_TR_NOOP("Insert the clipboard's text")},
    {Command::SelectAll, "document", QT_TR_NOOP("Select &all"), "Ctrl+A", QT_TR_NOOP("Choose the whole text")},
    {Command::CommentLines, "document", QT_TR_NOOP("C&omment lines"), "Ctrl+/",
        QT_TR_NOOP("Make comments of the chosen lines, or text again")},
    {Command::MoveLinesUp, "previous", QT_TR_NOOP("Move lines &up"), "Alt+Up",
        QT_TR_NOOP("Move the chosen lines past the one above")},
    {Command::MoveLinesDown, "next", QT_TR_NOOP("Move lines &down"), "Alt+Down",
        QT_TR_NOOP("Move the chosen lines past the one below")},
    {Command::DuplicateLines, "copy", QT_TR_NOOP("Duplicate &lines"), "Ctrl+D",
        QT_TR_NOOP("Copy the chosen lines below themselves")},
    {Command::Find, "search", QT_TR_NOOP("&Find…"), "Ctrl+F", QT_TR_NOOP("Find a text in the rule")},
    {Command::Replace, "search", QT_TR_NOOP("&Replace…"), "Ctrl+H",
        QT_TR_NOOP("Find a text and put another in its place")},
    {Command::FindNext, "next", QT_TR_NOOP("Find &next"), "F3", QT_TR_NOOP("Go to the next place of the text")},
    {Command::FindPrevious, "previous", QT_TR_NOOP("Find &previous"), "Shift+F3",
        QT_TR_NOOP("Go to the place of the text before")},
    {Command::ToggleFold, "next", QT_TR_NOOP("F&old or unfold"), "Ctrl+Shift+[",
        QT_TR_NOOP("Hide the lines below the key at the caret, or show them")},
    {Command::UnfoldAll, "next", QT_TR_NOOP("Unfold &everything"), "Ctrl+Shift+]", QT_TR_NOOP("Show all lines")},
    {Command::Preferences, "info", QT_TR_NOOP("Pre&ferences…"), "Ctrl+,",
        QT_TR_NOOP("Colours, text size, folders of rules, what is opened at the start")},
    {Command::LayoutAuthor, "document", QT_TR_NOOP("Layout &Author"), "Alt+1",
        QT_TR_NOOP("Guide, rule, events and Why: for writing")},
    {Command::LayoutTune, "filter", QT_TR_NOOP("Layout &Tune"), "Alt+2",
        QT_TR_NOOP("Exclusions with their trade-off, near misses, and more room for events")},
    {Command::LayoutTeach, "target", QT_TR_NOOP("Layout T&each"), "Alt+3",
        QT_TR_NOOP("The step of a scenario at the left; the tour where none is played")},
    {Command::LayoutCoverage, "table", QT_TR_NOOP("&Coverage matrix"), "Alt+4; Ctrl+Shift+M",
        QT_TR_NOOP("Tactics and techniques with their rules, vendors and hits")},
    {Command::ShowGuide, "panel-left", QT_TR_NOOP("&Guide"), "", QT_TR_NOOP("Show or close the guide")},
    {Command::ShowWhy, "panel-right", QT_TR_NOOP("&Why"), "", QT_TR_NOOP("Show or close the explanation")},
    {Command::ShowEvent, "panel-right", QT_TR_NOOP("&Event"), "", QT_TR_NOOP("Show or close the event's fields")},
    {Command::FocusGuide, "next", QT_TR_NOOP("Go to the guide"), "Ctrl+1", QT_TR_NOOP("Move the focus to the guide")},
    {Command::FocusEditor, "next", QT_TR_NOOP("Go to the editor"), "Ctrl+2", QT_TR_NOOP("Move the focus to the rule")},
    {Command::FocusEvents, "next", QT_TR_NOOP("Go to the events"), "Ctrl+3",
        QT_TR_NOOP("Move the focus to the events")},
    {Command::FocusWhy, "next", QT_TR_NOOP("Go to Why"), "Ctrl+4", QT_TR_NOOP("Move the focus to the explanation")},
    {Command::NextPane, "next", QT_TR_NOOP("Next pane"), "F6", QT_TR_NOOP("Move the focus to the next pane")},
    {Command::PreviousPane, "previous", QT_TR_NOOP("Previous pane"), "Shift+F6",
        QT_TR_NOOP("Move the focus to the pane before")},
    {Command::SchemeSystem, "sun", QT_TR_NOOP("&Follow the system"), "",
        QT_TR_NOOP("Light or dark as the system has it")},
    {Command::SchemeLight, "sun", QT_TR_NOOP("&Light"), "", QT_TR_NOOP("Always light")},
    {Command::SchemeDark, "moon", QT_TR_NOOP("&Dark"), "", QT_TR_NOOP("Always dark")},
    {Command::LargerText, "plus", QT_TR_NOOP("L&arger text"), "Ctrl++; Ctrl+=", QT_TR_NOOP("Make everything larger")},
    {Command::SmallerText, "search", QT_TR_NOOP("&Smaller text"), "Ctrl+-", QT_TR_NOOP("Make everything smaller")},
    {Command::UsualText, "search", QT_TR_NOOP("&Usual text size"), "Ctrl+0",
        QT_TR_NOOP("The size that the system has")},
    {Command::TestNow, "refresh", QT_TR_NOOP("&Test now"), "F5; Ctrl+Return",
        QT_TR_NOOP("Test the rule again on all loaded events")},
    {Command::Complete, "document", QT_TR_NOOP("&Complete"), "Ctrl+Space",
        QT_TR_NOOP("What may stand at the caret: keys, fields, values of the events and of other rules")},
    {Command::Explain, "info", QT_TR_NOOP("&Explain the word"), "Ctrl+I",
        QT_TR_NOOP("What the word at the caret means")},
    {Command::Outline, "document", QT_TR_NOOP("Parts of the &rule…"), "Ctrl+Shift+O",
        QT_TR_NOOP("Go to a part of the rule")},
    {Command::Definition, "next", QT_TR_NOOP("Go to the &definition"), "F12",
        QT_TR_NOOP("Go to the selection that the condition names")},
    {Command::References, "search", QT_TR_NOOP("Where it is &used…"), "Shift+F12",
        QT_TR_NOOP("The places of the selection at the caret")},
    {Command::Rename, "document", QT_TR_NOOP("Re&name the selection…"), "F2",
        QT_TR_NOOP("Give the selection at the caret another name, in the condition too")},
    {Command::QuickFix, "info", QT_TR_NOOP("Quick &fix…"), "Ctrl+.; Alt+Return",
        QT_TR_NOOP("Mend the problem at the caret")},
    {Command::NextProblem, "next", QT_TR_NOOP("&Next problem"), "F8", QT_TR_NOOP("Go to the next problem")},
    {Command::PreviousProblem, "previous", QT_TR_NOOP("&Previous problem"), "Shift+F8",
        QT_TR_NOOP("Go to the problem before")},
    {Command::TabMovesFocus, "keyboard", QT_TR_NOOP("Tab &moves the focus"), "Ctrl+M",
        QT_TR_NOOP("Tab leaves the editor, or indents")},
    {Command::LoadAttack, "table", QT_TR_NOOP("Load &attack events…"), "Ctrl+Shift+E",
        QT_TR_NOOP("Events that a rule should find")},
    {Command::LoadAttackFolder, "folder", QT_TR_NOOP("Load a &folder of attack events…"), "",
        QT_TR_NOOP("Every event file in a folder")},
    {Command::LoadBenign, "table", QT_TR_NOOP("Load &benign events…"), "Ctrl+Shift+B",
        QT_TR_NOOP("A quiet baseline that a rule should leave alone")},
    {Command::LoadBenignFolder, "folder", QT_TR_NOOP("Load a f&older of benign events…"), "",
        QT_TR_NOOP("Every event file in a folder")},
    {Command::LoadSamples, "table", QT_TR_NOOP("&Use the built-in samples"), "",
        QT_TR_NOOP("Events of a small invented company, attack and benign")},
    {Command::OpenExample, "document", QT_TR_NOOP("Open the e&xample"), "",
        QT_TR_NOOP("A built-in rule with the built-in events that it finds")},
    {Command::ClearEvents, "close", QT_TR_NOOP("&Remove all events"), "",
        QT_TR_NOOP("Forget the loaded events; the files stay as they are")},
    {Command::NextHit, "next", QT_TR_NOOP("&Next hit"), "F4", QT_TR_NOOP("Choose the next event that matches")},
    {Command::PreviousHit, "previous", QT_TR_NOOP("&Previous hit"), "Shift+F4",
        QT_TR_NOOP("Choose the matching event before")},
    {Command::GoToRecord, "target", QT_TR_NOOP("Go to &record…"), "Ctrl+G",
        QT_TR_NOOP("Choose an event by its file and its place there")},
    {Command::ShowRawEvent, "document", QT_TR_NOOP("Event as it &stands in its file"), "Ctrl+Shift+X",
        QT_TR_NOOP("Show the event's XML, JSON or line in place of its fields")},
    {Command::ShowImport, "info", QT_TR_NOOP("What was &imported"), "",
        QT_TR_NOOP("The files of events with their formats, and what was skipped, by reason and place")},
    {Command::FindEvent, "search", QT_TR_NOOP("F&ind in events…"), "Ctrl+Shift+F",
        QT_TR_NOOP("Go to the next event with a text in any of its fields")},
    {Command::TimeRange, "filter", QT_TR_NOOP("Time ran&ge"), "Ctrl+Shift+G",
        QT_TR_NOOP("Move the focus to the time strip: arrows choose a range, Esc lifts it")},
    {Command::ChooseColumns, "table", QT_TR_NOOP("&Columns…"), "Ctrl+Shift+C",
        QT_TR_NOOP("Which fields the table shows for this log source")},
    {Command::ClearFilters, "close", QT_TR_NOOP("Clear filte&rs"), "Ctrl+Shift+L",
        QT_TR_NOOP("Show every event of the tab again")},
    {Command::StackValues, "filter", QT_TR_NOOP("Stac&k a column"), "Ctrl+Shift+K",
        QT_TR_NOOP("The values of a column over the shown events, rare ones first")},
    {Command::ShowProcesses, "branch", QT_TR_NOOP("&Process tree"), "Ctrl+Shift+Y",
        QT_TR_NOOP("The process of the chosen event with its parents, children and events")},
    {Command::LocalTime, "info", QT_TR_NOOP("Times in &local time"), "",
        QT_TR_NOOP("Show times as this computer's clock has them, or in UTC")},
    {Command::CopyJson, "copy", QT_TR_NOOP("Copy events as &JSON"), "Ctrl+Shift+J",
        QT_TR_NOOP("Copy the chosen events with all their fields")},
    {Command::CopyCsv, "copy", QT_TR_NOOP("Copy events as CS&V"), "Ctrl+Alt+C",
        QT_TR_NOOP("Copy the shown columns of the chosen events")},
    {Command::InsertValue, "plus", QT_TR_NOOP("Put the value into the &selection"), "Return",
        QT_TR_NOOP("The chosen value becomes a test of the selection at the caret")},
    {Command::ExcludeValue, "close", QT_TR_NOOP("E&xclude the value"), "Del",
        QT_TR_NOOP("The chosen value becomes a filter of the rule")},
    {Command::FilterByValue, "filter", QT_TR_NOOP("&Filter by the value"), "=",
        QT_TR_NOOP("Show only events with this value")},
    {Command::FilterOutValue, "filter", QT_TR_NOOP("Filter the value &out"), "-",
        QT_TR_NOOP("Show only events without this value")},
    {Command::CopyValue, "copy", QT_TR_NOOP("Cop&y the value"), "",
        QT_TR_NOOP("Copy the value as it stands in the event")},
    {Command::LabelTruePositive, "plus", QT_TR_NOOP("&True positive of the rule"), "T",
        QT_TR_NOOP("The rule rightly matches the chosen event, or not any more")},
    {Command::LabelFalsePositive, "close", QT_TR_NOOP("&False positive of the rule"), "F",
        QT_TR_NOOP("The rule should not match the chosen event, or may again")},
    {Command::LabelAttack, "target", QT_TR_NOOP("&Attack event"), "",
        QT_TR_NOOP("The chosen event is part of an attack")},
    {Command::LabelBenign, "document", QT_TR_NOOP("&Benign event"), "", QT_TR_NOOP("The chosen event is benign")},
    {Command::LabelUnknown, "info", QT_TR_NOOP("Event of &unknown side"), "",
        QT_TR_NOOP("The chosen event is neither attack nor benign")},
    {Command::LabelFileAttack, "target", QT_TR_NOOP("Whole file: a&ttack"), "",
        QT_TR_NOOP("Every event of the file that has no label of its own is part of an attack")},
    {Command::LabelFileBenign, "document", QT_TR_NOOP("Whole file: be&nign"), "",
        QT_TR_NOOP("Every event of the file that has no label of its own is benign")},
    {Command::LabelFileUnknown, "info", QT_TR_NOOP("Whole file: un&known"), "",
        QT_TR_NOOP("Every event of the file that has no label of its own is neither")},
    {Command::UndoLabel, "undo", QT_TR_NOOP("Take the last label &back"), "Ctrl+Alt+Z",
        QT_TR_NOOP("Undo the last label")},
    {Command::RedoLabel, "redo", QT_TR_NOOP("Label a&gain"), "Ctrl+Alt+Y", QT_TR_NOOP("Give the label again")},
    {Command::UseBuiltInRules, "document", QT_TR_NOOP("Use the &built-in rules"), "",
        QT_TR_NOOP("A small corpus made for learning")},
    {Command::AddRulesFolder, "folder", QT_TR_NOOP("&Add rules folder…"), "",
        QT_TR_NOOP("Read a clone of Sigma's, Elastic's or Splunk's rules")},
    {Command::ManageCorpora, "table", QT_TR_NOOP("Rule c&ollections…"), "",
        QT_TR_NOOP("What is loaded and what could not be read; clone, update, remove")},
    {Command::SearchRules, "search", QT_TR_NOOP("&Search the rules…"), "Ctrl+R",
        QT_TR_NOOP("Find rules of all collections by words, technique, field, value, log source, level or vendor")},
    {Command::ChooseTechnique, "target", QT_TR_NOOP("&Choose a technique…"), "Ctrl+T",
        QT_TR_NOOP("Type an id or a name in the guide")},
    {Command::Palette, "search", QT_TR_NOOP("&Go to rule, technique or command…"), "Ctrl+P; Ctrl+Shift+P",
        QT_TR_NOOP("Type what you look for")},
    {Command::StartPage, "file", QT_TR_NOOP("&Start page"), "", QT_TR_NOOP("What can be begun with")},
    {Command::Tour, "target", QT_TR_NOOP("&Tour"), "", QT_TR_NOOP("Six steps on a technique, ticked by the engine")},
    {Command::Keys, "keyboard", QT_TR_NOOP("&Keys"), "F1", QT_TR_NOOP("Every key of the window")},
    {Command::About, "info", QT_TR_NOOP("&About Rulewright"), "", QT_TR_NOOP("Version, licences and ATT&CK's notice")},
};

} // namespace

Actions::Actions(QWidget& window, const Theme& theme)
    : QObject(&window)
    , m_theme(theme)
{
    for (const ActionSpec& spec : specs) {
        auto* action = new QAction(tr(spec.text), this);
        QList<QKeySequence> keys;
        for (const QString& key : QString::fromLatin1(spec.keys).split(QStringLiteral("; "), Qt::SkipEmptyParts))
            keys << QKeySequence(key);
        action->setShortcuts(keys);
        action->setStatusTip(tr(spec.tip));
        action->setIconVisibleInMenu(false);
        action->setData(QString::fromLatin1(spec.icon));
        m_actions[std::size_t(spec.command)] = action;
        window.addAction(action);
    }
    // These keys belong to the widget with the focus; here they are only shown. Active ones would be ambiguous.
    for (const Command command :
        {Command::Undo, Command::Redo, Command::Cut, Command::Copy, Command::Paste, Command::SelectAll,
            Command::CommentLines, Command::MoveLinesUp, Command::MoveLinesDown, Command::DuplicateLines, Command::Find,
            Command::Replace, Command::FindNext, Command::FindPrevious, Command::ToggleFold, Command::UnfoldAll,
            Command::Complete, Command::Explain, Command::Outline, Command::Definition, Command::References,
            Command::Rename, Command::LabelTruePositive, Command::LabelFalsePositive, Command::InsertValue,
            Command::ExcludeValue, Command::FilterByValue, Command::FilterOutValue, Command::CopyValue})
        (*this)[command].setShortcutContext(Qt::WidgetShortcut);
    auto* schemes = new QActionGroup(this);
    for (const Command command : {Command::SchemeSystem, Command::SchemeLight, Command::SchemeDark}) {
        (*this)[command].setCheckable(true);
        schemes->addAction(&(*this)[command]);
    }
    auto* layouts = new QActionGroup(this);
    const std::pair<Command, QString> layoutNames[]{{Command::LayoutAuthor, tr("Author")},
        {Command::LayoutTune, tr("Tune")}, {Command::LayoutTeach, tr("Teach")},
        {Command::LayoutCoverage, tr("Coverage")}};
    for (const auto& [command, name] : layoutNames) {
        (*this)[command].setCheckable(true);
        (*this)[command].setIconText(name);
        layouts->addAction(&(*this)[command]);
    }
    (*this)[Command::LayoutAuthor].setChecked(true);
    for (const Command command : {Command::ShowGuide, Command::ShowWhy, Command::ShowEvent, Command::TabMovesFocus,
             Command::ShowRawEvent, Command::LocalTime})
        (*this)[command].setCheckable(true);
    applyTheme();
}

Actions::Places Actions::fillMenus(QMenuBar& bar) const
{
    Places places;
    places.bar = &bar;
    const auto add = [this](QMenu* menu, std::initializer_list<Command> commands) {
        for (const Command command : commands) {
            if (command == Command::Count)
                menu->addSeparator();
            else
                menu->addAction(&(*this)[command]);
        }
    };
    constexpr Command line = Command::Count;
    QMenu* file = bar.addMenu(tr("&File"));
    add(file, {Command::NewRule});
    places.templates = file->addMenu(tr("New from &template"));
    add(file, {Command::OpenRule});
    places.recent = file->addMenu(tr("Open &recent"));
    add(file,
        {line, Command::Save, Command::SaveAs, Command::SaveIntoRepository, line, Command::CloseTab, Command::Quit});
    add(bar.addMenu(tr("&Edit")),
        {Command::Undo, Command::Redo, line, Command::Cut, Command::Copy, Command::Paste, Command::SelectAll, line,
            Command::Find, Command::Replace, Command::FindNext, Command::FindPrevious, line, Command::CommentLines,
            Command::MoveLinesUp, Command::MoveLinesDown, Command::DuplicateLines, line, Command::ToggleFold,
            Command::UnfoldAll, line, Command::Preferences});
    QMenu* view = bar.addMenu(tr("&View"));
    add(view,
        {Command::Palette, line, Command::LayoutAuthor, Command::LayoutTune, Command::LayoutTeach,
            Command::LayoutCoverage, line, Command::ShowGuide, Command::ShowWhy, Command::ShowEvent, line,
            Command::FocusGuide, Command::FocusEditor, Command::FocusEvents, Command::FocusWhy, Command::NextPane,
            Command::PreviousPane, line, Command::SchemeSystem, Command::SchemeLight, Command::SchemeDark, line,
            Command::LargerText, Command::SmallerText, Command::UsualText});
    add(bar.addMenu(tr("&Rule")),
        {Command::TestNow, line, Command::Complete, Command::Explain, Command::Outline, Command::Definition,
            Command::References, Command::Rename, line, Command::QuickFix, Command::NextProblem,
            Command::PreviousProblem, line, Command::TabMovesFocus});
    QMenu* eventMenu = bar.addMenu(tr("E&vents"));
    add(eventMenu,
        {Command::LoadAttack, Command::LoadAttackFolder, Command::LoadBenign, Command::LoadBenignFolder,
            Command::LoadSamples, line, Command::NextHit, Command::PreviousHit, Command::GoToRecord, Command::FindEvent,
            Command::ShowRawEvent, Command::ShowProcesses, line, Command::TimeRange, Command::ChooseColumns,
            Command::StackValues, Command::ClearFilters, Command::LocalTime, line, Command::CopyJson, Command::CopyCsv,
            line, Command::ShowImport, Command::ClearEvents, line});
    add(eventMenu->addMenu(tr("&Value")),
        {Command::InsertValue, Command::ExcludeValue, Command::FilterByValue, Command::FilterOutValue,
            Command::CopyValue});
    add(eventMenu->addMenu(tr("&Label")),
        {Command::LabelTruePositive, Command::LabelFalsePositive, line, Command::LabelAttack, Command::LabelBenign,
            Command::LabelUnknown, line, Command::LabelFileAttack, Command::LabelFileBenign, Command::LabelFileUnknown,
            line, Command::UndoLabel, Command::RedoLabel});
    add(bar.addMenu(tr("&Corpus")),
        {Command::ChooseTechnique, Command::SearchRules, line, Command::UseBuiltInRules, Command::AddRulesFolder,
            Command::ManageCorpora});
    add(bar.addMenu(tr("&Help")),
        {Command::StartPage, Command::OpenExample, Command::Tour, line, Command::Keys, Command::About});
    return places;
}

std::vector<QAction*> Actions::all() const { return {m_actions.begin(), m_actions.end()}; }

void Actions::applyTheme()
{
    for (QAction* action : m_actions)
        action->setIcon(themedIcon(action->data().toString(), m_theme.text, m_theme.disabled));
}

} // namespace rulewright::ui
