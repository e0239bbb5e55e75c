// SPDX-License-Identifier: Apache-2.0
#include "ui/editor/find_bar.h"

#include "ui/window/search_field.h"
#include "ui/window/theme.h"
#include "ui/window/themed_label.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

namespace rulewright::ui {

namespace {

QTextDocument::FindFlags flags(bool matchesCase, int direction)
{
    QTextDocument::FindFlags result;
    if (matchesCase)
        result |= QTextDocument::FindCaseSensitively;
    if (direction < 0)
        result |= QTextDocument::FindBackward;
    return result;
}

} // namespace

FindBar::FindBar(QPlainTextEdit& editor, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_what(new SearchField(theme, this))
    , m_by(new QLineEdit(this))
    , m_replace(new QWidget(this))
    , m_matchCase(new QCheckBox(tr("Match &case"), this))
    , m_count(new ThemedLabel(theme, Type::Caption, &Theme::text2, this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(8);
    m_what->setAccessibleName(tr("Find"));
    m_what->setPlaceholderText(tr("Find"));
    m_by->setAccessibleName(tr("Replace by"));
    m_by->setPlaceholderText(tr("Replace by"));
    row->addWidget(m_what, 3);
    row->addWidget(m_count);
    row->addWidget(m_matchCase);
    auto* second = new QHBoxLayout(m_replace);
    second->setContentsMargins(0, 0, 0, 0);
    second->setSpacing(8);
    auto* one = new QPushButton(tr("&Replace"), m_replace);
    auto* all = new QPushButton(tr("Replace &all"), m_replace);
    second->addWidget(m_by, 1);
    second->addWidget(one);
    second->addWidget(all);
    row->addWidget(m_replace, 4);
    connect(one, &QPushButton::clicked, this, &FindBar::replaceOne);
    connect(all, &QPushButton::clicked, this, &FindBar::replaceAll);
    connect(m_what, &QLineEdit::textChanged, this, &FindBar::updateCount);
    connect(m_matchCase, &QCheckBox::toggled, this, &FindBar::updateCount);
    connect(m_by, &QLineEdit::returnPressed, this, &FindBar::replaceOne);
    connect(m_what, &SearchField::leftByEscape, this, [this] {
        hide();
        m_editor.setFocus();
    });
    hide();
}

QLineEdit& FindBar::what() { return *m_what; }

void FindBar::open(bool withReplace)
{
    const QString chosen = m_editor.textCursor().selectedText();
    if (!chosen.isEmpty() && !chosen.contains(QChar::ParagraphSeparator))
        m_what->setText(chosen);
    m_replace->setVisible(withReplace && !m_editor.isReadOnly());
    show();
    m_what->setFocus(Qt::ShortcutFocusReason);
    m_what->selectAll();
    updateCount();
}

bool FindBar::goTo(int direction)
{
    const QString text = m_what->text();
    if (text.isEmpty())
        return false;
    const auto how = flags(m_matchCase->isChecked(), direction);
    QTextCursor found = m_editor.document()->find(text, m_editor.textCursor(), how);
    if (found.isNull()) {
        QTextCursor edge(m_editor.document());
        if (direction < 0)
            edge.movePosition(QTextCursor::End);
        found = m_editor.document()->find(text, edge, how);
    }
    if (found.isNull()) {
        emit said(tr("\"%1\" is not in this rule").arg(text));
        return false;
    }
    m_editor.setTextCursor(found);
    m_editor.ensureCursorVisible();
    return true;
}

void FindBar::replaceOne()
{
    if (m_editor.isReadOnly() || m_what->text().isEmpty())
        return;
    QTextCursor cursor = m_editor.textCursor();
    const Qt::CaseSensitivity sensitivity = m_matchCase->isChecked() ? Qt::CaseSensitive : Qt::CaseInsensitive;
    if (cursor.selectedText().compare(m_what->text(), sensitivity) == 0)
        cursor.insertText(m_by->text());
    goTo(1);
    updateCount();
}

void FindBar::replaceAll()
{
    if (m_editor.isReadOnly() || m_what->text().isEmpty())
        return;
    const auto how = flags(m_matchCase->isChecked(), 1);
    QTextCursor cursor(m_editor.document());
    cursor.beginEditBlock();
    int count = 0;
    for (QTextCursor found = m_editor.document()->find(m_what->text(), 0, how); !found.isNull();
        found = m_editor.document()->find(m_what->text(), found, how)) {
        // In the one block of undo.
        cursor.setPosition(found.selectionStart());
        cursor.setPosition(found.selectionEnd(), QTextCursor::KeepAnchor);
        cursor.insertText(m_by->text());
        found.setPosition(cursor.position());
        ++count;
    }
    cursor.endEditBlock();
    updateCount();
    emit said(count == 1 ? tr("1 place replaced") : tr("%1 places replaced").arg(count));
}

void FindBar::updateCount()
{
    int count = 0;
    const QString text = m_what->text();
    if (!text.isEmpty()) {
        const Qt::CaseSensitivity sensitivity = m_matchCase->isChecked() ? Qt::CaseSensitive : Qt::CaseInsensitive;
        count = int(m_editor.toPlainText().count(text, sensitivity));
    }
    m_count->setText(text.isEmpty() ? QString() : count == 1 ? tr("1 place") : tr("%1 places").arg(count));
}

void FindBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (m_what->hasFocus())
            goTo(event->modifiers().testFlag(Qt::ShiftModifier) ? -1 : 1);
        event->accept();
    } else if (event->key() == Qt::Key_Escape) {
        hide();
        m_editor.setFocus();
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace rulewright::ui
