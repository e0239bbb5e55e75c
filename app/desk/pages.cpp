// SPDX-License-Identifier: Apache-2.0
#include "app/desk/pages.h"

#include "core/attack/attack_data.h"
#include "core/version.h"
#include "ui/window/actions.h"
#include "ui/window/document_area.h"
#include "ui/window/empty_state.h"
#include "ui/window/themed_label.h"

#include <QAction>
#include <QCoreApplication>
#include <QGridLayout>
#include <QScrollArea>

namespace rulewright::desk {

namespace {

using ui::Theme;
using ui::ThemedLabel;
using ui::Type;

QString tr(const char* source) { return QCoreApplication::translate("Pages", source); }

// A page of labels that scrolls.
class LabelPage : public QScrollArea {
public:
    explicit LabelPage(const QString& name)
        : m_page(new QWidget)
        , m_grid(new QGridLayout(m_page))
    {
        setAccessibleName(name);
        setFrameShape(NoFrame);
        setWidgetResizable(true);
        setFocusPolicy(Qt::StrongFocus);
        setProperty(ui::DocumentArea::wholeHeightProperty, true);
        m_page->setBackgroundRole(QPalette::Base);
        m_page->setAutoFillBackground(true);
        m_grid->setContentsMargins(24, 24, 24, 24);
        m_grid->setHorizontalSpacing(24);
        m_grid->setVerticalSpacing(4);
        m_grid->setColumnStretch(2, 1);
        setWidget(m_page);
    }

    void add(const QString& text, const Theme& theme, Type type, QColor Theme::* colour, int column, int span = 1)
    {
        auto* label = new ThemedLabel(theme, type, colour, m_page);
        label->setText(text);
        // The last column takes what is left, in several lines where that is little.
        label->setWordWrap(span > 1 || column == 2);
        label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        label->setMaximumWidth(span > 1 ? 640 : QWIDGETSIZE_MAX);
        m_grid->addWidget(label, m_row, column, 1, span);
    }

    void nextRow(int space = 0)
    {
        if (space > 0)
            m_grid->setRowMinimumHeight(++m_row, space);
        ++m_row;
    }

    void end() { m_grid->setRowStretch(m_row, 1); }

private:
    QWidget* m_page;
    QGridLayout* m_grid;
    int m_row = 0;
};

struct KeyRow {
    const char* keys;
    const char* text;
};

// Keys that belong to a list or to the editor and to no menu.
constexpr KeyRow listKeys[]{
    {"Enter", QT_TRANSLATE_NOOP("Pages", "In the guide: put the value into the rule at the caret, or open the rule")},
    {"Alt+Down", QT_TRANSLATE_NOOP("Pages", "In the guide: list the rules behind a row")},
    {"Left, Right", QT_TRANSLATE_NOOP("Pages", "In a tree: fold and unfold")},
    {"/", QT_TRANSLATE_NOOP("Pages", "In a list: go to its filter")},
    {"Enter", QT_TRANSLATE_NOOP("Pages", "On a value of an event: put it into the selection at the caret")},
    {"Del", QT_TRANSLATE_NOOP("Pages", "On a value of an event: exclude it in the rule")},
    {"=, -", QT_TRANSLATE_NOOP("Pages", "On a value of an event: show only events with it, or without it")},
    {"Shift+F10, Menu", QT_TRANSLATE_NOOP("Pages", "On a value or row: everything that can be done with it")},
    {"Space", QT_TRANSLATE_NOOP("Pages", "In the coverage matrix: unfold the sub-techniques")},
    {"Ctrl+C", QT_TRANSLATE_NOOP("Pages", "In a list: copy the value")},
    {"Esc, then Tab", QT_TRANSLATE_NOOP("Pages", "In the editor: leave it with the next Tab")},
    {"Esc", QT_TRANSLATE_NOOP("Pages", "Clear a filter, close a list, cancel the running job")},
};

} // namespace

ui::EmptyState* startPage(const ui::Actions& actions, const Theme& theme)
{
    auto* page = new ui::EmptyState(theme);
    page->setWords({QStringLiteral("file"), tr("Write a rule, see what it matches"),
        tr("Every key you press is tested against the loaded events: attack events are what a rule should find, benign "
           "ones what it should leave alone. The guide shows what public rules look for; a double-click puts a value "
           "into your rule."),
        QString()});
    using ui::Command;
    page->setActionGroups(
        {{tr("Events"), {&actions[Command::LoadAttack], &actions[Command::LoadBenign], &actions[Command::LoadSamples]}},
            {tr("Guide"),
                {&actions[Command::ChooseTechnique], &actions[Command::LayoutCoverage],
                    &actions[Command::AddRulesFolder]}},
            {tr("Rule"),
                {&actions[Command::NewRule], &actions[Command::OpenRule], &actions[Command::OpenExample],
                    &actions[Command::Tour]}}},
        &actions[Command::NewRule]);
    return page;
}

QWidget* keysPage(const ui::Actions& actions, const Theme& theme)
{
    auto* page = new LabelPage(tr("Keys"));
    page->add(tr("Keys"), theme, Type::PageTitle, &Theme::text, 0, 3);
    page->nextRow(8);
    for (const QAction* action : actions.all()) {
        QStringList keys;
        for (const QKeySequence& key : action->shortcuts())
            keys << key.toString(QKeySequence::NativeText);
        if (keys.isEmpty())
            continue;
        page->add(keys.join(QStringLiteral(", ")), theme, Type::Value, &Theme::text, 0);
        page->add(action->text().remove(u'&').remove(u'…'), theme, Type::Body, &Theme::text, 1);
        page->add(action->statusTip(), theme, Type::Caption, &Theme::text2, 2);
        page->nextRow();
    }
    page->nextRow(12);
    for (const KeyRow& row : listKeys) {
        page->add(QString::fromLatin1(row.keys), theme, Type::Value, &Theme::text, 0);
        page->add(tr(row.text), theme, Type::Body, &Theme::text, 1, 2);
        page->nextRow();
    }
    page->end();
    return page;
}

QWidget* aboutPage(const attack::AttackData& attack, const Theme& theme)
{
    const auto utf8 = [](std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); };
    auto* page = new LabelPage(tr("About Rulewright"));
    page->add(tr("Rulewright %1").arg(utf8(version())), theme, Type::PageTitle, &Theme::text, 0, 3);
    page->nextRow(4);
    page->add(tr("A workbench in which a detection engineer writes a rule, sees which of the loaded events it matches "
                 "and why, and has beside it what public rules know about the technique."),
        theme, Type::Prose, &Theme::text, 0, 3);
    page->nextRow(12);
    page->add(tr("Licence"), theme, Type::BodyStrong, &Theme::text, 0, 3);
    page->nextRow();
    page->add(tr("Apache License, version 2.0. The built-in rules and events were written for Rulewright."), theme,
        Type::Body, &Theme::text2, 0, 3);
    page->nextRow(12);
    page->add(tr("MITRE ATT&CK %1").arg(utf8(attack.version())), theme, Type::BodyStrong, &Theme::text, 0, 3);
    page->nextRow();
    page->add(utf8(attack.notice()).simplified(), theme, Type::Body, &Theme::text2, 0, 3);
    page->nextRow(12);
    page->add(tr("Built with"), theme, Type::BodyStrong, &Theme::text, 0, 3);
    page->nextRow();
    page->add(tr("Qt %1 and KSyntaxHighlighting (LGPL), libyaml, toml++, libgit2, simdjson, pugixml, libarchive, RE2, "
                 "utf8proc.")
                  .arg(QString::fromLatin1(qVersion())),
        theme, Type::Body, &Theme::text2, 0, 3);
    page->nextRow();
    page->end();
    return page;
}

} // namespace rulewright::desk
