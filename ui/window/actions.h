// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QString>

#include <array>
#include <vector>

class QAction;
class QMenu;
class QMenuBar;
class QWidget;

namespace rulewright::ui {

struct Theme;

// Everything the window can be told to do.
enum class Command {
    NewRule,
    OpenRule,
    Save,
    SaveAs,
    SaveIntoRepository,
    CloseTab,
    Quit,
    Undo,
    Redo,
    Cut,
    Copy,
    Paste,
    SelectAll,
    CommentLines,
    MoveLinesUp,
    MoveLinesDown,
    DuplicateLines,
    Find,
    Replace,
    FindNext,
    FindPrevious,
    ToggleFold,
    UnfoldAll,
    Preferences,
    LayoutAuthor,
    LayoutTune,
    LayoutTeach,
    LayoutCoverage,
    ShowGuide,
    ShowWhy,
    ShowEvent,
    FocusGuide,
    FocusEditor,
    FocusEvents,
    FocusWhy,
    NextPane,
    PreviousPane,
    SchemeSystem,
    SchemeLight,
    SchemeDark,
    LargerText,
    SmallerText,
    UsualText,
    TestNow,
    Complete,
    Explain,
    Outline,
    Definition,
    References,
    Rename,
    QuickFix,
    NextProblem,
    PreviousProblem,
    TabMovesFocus,
    LoadAttack,
    LoadAttackFolder,
    LoadBenign,
    LoadBenignFolder,
    LoadSamples,
    OpenExample,
    ClearEvents,
    NextHit,
    PreviousHit,
    GoToRecord,
    ShowRawEvent,
    ShowImport,
    FindEvent,
    TimeRange,
    ChooseColumns,
    ClearFilters,
    StackValues,
    ShowProcesses,
    LocalTime,
    CopyJson,
    CopyCsv,
    InsertValue,
    ExcludeValue,
    FilterByValue,
    FilterOutValue,
    CopyValue,
    LabelTruePositive,
    LabelFalsePositive,
    LabelAttack,
    LabelBenign,
    LabelUnknown,
    LabelFileAttack,
    LabelFileBenign,
    LabelFileUnknown,
    UndoLabel,
    RedoLabel,
    UseBuiltInRules,
    AddRulesFolder,
    ManageCorpora,
    SearchRules,
    ChooseTechnique,
    Palette,
    StartPage,
    Tour,
    Keys,
    About,
    Count,
};

// The window's actions: each with its words, key, icon and status tip.
class Actions : public QObject {
    Q_OBJECT
public:
    // Adds the actions to the window, so that their keys work everywhere in it.
    Actions(QWidget& window, const Theme& theme);

    QAction& operator[](Command command) const { return *m_actions[std::size_t(command)]; }

    // The menus File to Help. Returned are the places for lists that change: templates, recent files.
    struct Places {
        QMenuBar* bar = nullptr;
        QMenu* templates = nullptr;
        QMenu* recent = nullptr;
    };

    Places fillMenus(QMenuBar& bar) const;
    std::vector<QAction*> all() const;
    // Icons in the colours that the theme has now.
    void applyTheme();

private:
    const Theme& m_theme;
    std::array<QAction*, std::size_t(Command::Count)> m_actions{};
};

} // namespace rulewright::ui
