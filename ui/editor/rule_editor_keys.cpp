// SPDX-License-Identifier: Apache-2.0
// RuleEditor: actions, keys, pointer and menu.
#include "ui/editor/line_edits.h"
#include "ui/editor/rule_editor.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>

#include <functional>

namespace rulewright::ui {

void RuleEditor::makeActions()
{
    const auto add = [this](const char* name, const QString& text, const QString& tip, const QList<QKeySequence>& keys,
                         const std::function<void()>& run) {
        auto* action = new QAction(text, this);
        action->setObjectName(QString::fromLatin1(name));
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        action->setStatusTip(tip);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
        return action;
    };
    const auto key = [](const char* text) { return QKeySequence(QString::fromLatin1(text)); };
    add("nextProblem", tr("Next problem"), tr("Go to the next problem of the rule"), {key("F8")},
        [this] { goToProblem(1); });
    add("previousProblem", tr("Previous problem"), tr("Go to the problem before"), {key("Shift+F8")},
        [this] { goToProblem(-1); });
    add("quickFix", tr("Quick fix…"), tr("Mend the problem at the caret"), {key("Ctrl+."), key("Alt+Return")},
        [this] { showFixes(); });
    add("toggleComment", tr("Comment lines"), tr("Make comments of the chosen lines, or text again"), {key("Ctrl+/")},
        [this] {
            if (!isReadOnly())
                toggleComment(textCursor());
        });
    add("moveLinesUp", tr("Move lines up"), tr("Move the chosen lines past the one above"), {key("Alt+Up")}, [this] {
        if (!isReadOnly())
            setTextCursor(moveLines(textCursor(), -1));
    });
    add("moveLinesDown", tr("Move lines down"), tr("Move the chosen lines past the one below"), {key("Alt+Down")},
        [this] {
            if (!isReadOnly())
                setTextCursor(moveLines(textCursor(), 1));
        });
    add("duplicateLines", tr("Duplicate lines"), tr("Copy the chosen lines below themselves"), {key("Ctrl+D")}, [this] {
        if (!isReadOnly())
            setTextCursor(duplicateLines(textCursor()));
    });
    QAction* tab
        = add("tabMovesFocus", tr("Tab moves the focus"), tr("Switch whether Tab indents or leaves the editor"),
            {key("Ctrl+M")}, [this] { setTabIndents(!m_tabIndents); });
    tab->setCheckable(true);
    connect(this, &RuleEditor::tabIndentsChanged, tab, [this, tab] { tab->setChecked(!m_tabIndents); });
    setAccessibleDescription(tr("Tab indents. Esc, then Tab, leaves the editor; Ctrl+M switches."));
}

void RuleEditor::setTabIndents(bool indents)
{
    m_tabIndents = indents;
    m_tabLeavesOnce = false;
    setAccessibleDescription(indents ? tr("Tab indents. Esc, then Tab, leaves the editor; Ctrl+M switches.")
                                     : tr("Tab moves the focus. Ctrl+M switches."));
    emit tabIndentsChanged(tabIndents());
}

void RuleEditor::setTabLeavesOnce(bool leaves)
{
    if (m_tabLeavesOnce == leaves)
        return;
    m_tabLeavesOnce = leaves;
    emit tabIndentsChanged(tabIndents());
}

bool RuleEditor::event(QEvent* event)
{
    // Keys that Qt would take for shortcuts elsewhere while the editor means them itself.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape && !m_ghost.text.isEmpty()) {
            event->accept();
            return true;
        }
    }
    return QPlainTextEdit::event(event);
}

void RuleEditor::keyPressEvent(QKeyEvent* event)
{
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const int key = event->key();
    if (key == Qt::Key_Escape) {
        if (!m_ghost.text.isEmpty()) {
            clearGhost();
            emit ghostDismissed();
        } else {
            setTabLeavesOnce(true);
        }
        event->accept();
        return;
    }
    if (key == Qt::Key_Tab && modifiers == Qt::NoModifier && tabIndents()) {
        indent(textCursor(), indentStep(*document()));
        event->accept();
        return;
    }
    if (key == Qt::Key_Backtab && tabIndents()) {
        outdent(textCursor(), indentStep(*document()));
        event->accept();
        return;
    }
    // Shift alone is on the way to Shift+Tab.
    const bool isModifier = key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt || key == Qt::Key_Meta;
    if (!isModifier)
        setTabLeavesOnce(false);
    if ((key == Qt::Key_Return || key == Qt::Key_Enter) && modifiers == Qt::NoModifier && !isReadOnly()) {
        breakLine(textCursor(), indentStep(*document()));
        ensureCursorVisible();
        event->accept();
        return;
    }
    const int before = textCursor().position();
    const bool moves = key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown;
    QPlainTextEdit::keyPressEvent(event);
    if (moves && textCursor().position() != before)
        emit placeChosen(caretOffset());
}

bool RuleEditor::focusNextPrevChild(bool next)
{
    // QWidget asks before it hands the key on: while Tab writes, the focus stays.
    if (tabIndents())
        return false;
    setTabLeavesOnce(false);
    return QWidget::focusNextPrevChild(next);
}

void RuleEditor::focusOutEvent(QFocusEvent* event)
{
    setTabLeavesOnce(false);
    QPlainTextEdit::focusOutEvent(event);
}

void RuleEditor::mouseReleaseEvent(QMouseEvent* event)
{
    QPlainTextEdit::mouseReleaseEvent(event);
    emit placeChosen(caretOffset());
}

void RuleEditor::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu* menu = createStandardContextMenu(event->pos());
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addSeparator();
    for (QAction* action : actions())
        menu->addAction(action);
    for (QAction* action : menu->actions())
        action->setIcon({}); // menus have no icons (design.md)
    menu->popup(event->globalPos());
}

} // namespace rulewright::ui
