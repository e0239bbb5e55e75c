// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTextCursor>

namespace rulewright::ui {

/// The spaces of one step of indentation of a text: what its first indented key uses, else 4.
[[nodiscard]] int indentStep(const QTextDocument& document);

/// Tab and Shift+Tab: indents or outdents the selected lines; without a selection of several lines Tab inserts
/// spaces up to the next step.
void indent(QTextCursor cursor, int step);
void outdent(QTextCursor cursor, int step);

/// Enter: a new line with the indentation of the caret's, one step deeper behind a key without value, and with
/// the next item's dash within a list. In an item without text it ends the list.
void breakLine(QTextCursor cursor, int step);

/// Several lines of plain values, pasted where a list's item or a key's value begins: one quoted item a line. False
/// where text stands at the caret or the lines are YAML already; then nothing is changed.
[[nodiscard]] bool pasteValues(QTextCursor cursor, const QString& text, int step);

/// Ctrl+/: comments the selected lines, or takes the comment away where all of them are comments.
void toggleComment(QTextCursor cursor);

/// Alt+Up and Alt+Down (direction -1 and 1): moves the selected lines past their neighbour. The cursor goes along.
[[nodiscard]] QTextCursor moveLines(QTextCursor cursor, int direction);

/// Ctrl+D: a copy of the selected lines below them.
[[nodiscard]] QTextCursor duplicateLines(QTextCursor cursor);

} // namespace rulewright::ui
