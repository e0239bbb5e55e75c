// SPDX-License-Identifier: Apache-2.0
#include "ui/editor/line_edits.h"

#include <QRegularExpression>
#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>

namespace rulewright::ui {

namespace {

struct Lines {
    QTextBlock first;
    QTextBlock last;
};

/// The lines of the selection; one whose start alone is touched does not belong.
Lines linesOf(const QTextCursor& cursor)
{
    const QTextDocument& document = *cursor.document();
    Lines lines{document.findBlock(cursor.selectionStart()), document.findBlock(cursor.selectionEnd())};
    if (cursor.hasSelection() && lines.last != lines.first && lines.last.position() == cursor.selectionEnd())
        lines.last = lines.last.previous();
    return lines;
}

int indentOf(const QString& text)
{
    return static_cast<int>(std::ranges::find_if_not(text, [](QChar c) { return c == u' '; }) - text.begin());
}

template <class Visit> void forEachLine(QTextCursor cursor, const Lines& lines, Visit visit)
{
    const int last = lines.last.blockNumber();
    cursor.beginEditBlock();
    for (QTextBlock block = lines.first; block.isValid() && block.blockNumber() <= last; block = block.next())
        visit(block);
    cursor.endEditBlock();
}

void insertAt(const QTextBlock& block, int column, const QString& text)
{
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + column);
    cursor.insertText(text);
}

void removeAt(const QTextBlock& block, int column, int count)
{
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + column);
    cursor.setPosition(block.position() + column + count, QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
}

} // namespace

int indentStep(const QTextDocument& document)
{
    for (QTextBlock block = document.begin(); block.isValid() && block.blockNumber() < 500; block = block.next()) {
        const QString text = block.text();
        const int indent = indentOf(text);
        if (indent >= 2 && indent <= 8 && indent < text.size() && text[indent] != u'#' && text[indent] != u'-')
            return indent;
    }
    return 4;
}

void indent(QTextCursor cursor, int step)
{
    const Lines lines = linesOf(cursor);
    if (!cursor.hasSelection() || lines.first == lines.last) {
        const int column = cursor.selectionStart() - lines.first.position();
        cursor.insertText(QString(step - column % step, u' '));
        return;
    }
    forEachLine(cursor, lines, [step](const QTextBlock& block) {
        if (block.length() > 1)
            insertAt(block, 0, QString(step, u' '));
    });
}

void outdent(QTextCursor cursor, int step)
{
    forEachLine(cursor, linesOf(cursor), [step](const QTextBlock& block) {
        const int indent = indentOf(block.text());
        if (indent > 0)
            removeAt(block, 0, indent % step == 0 ? step : indent % step);
    });
}

void breakLine(QTextCursor cursor, int step)
{
    cursor.beginEditBlock();
    if (cursor.hasSelection())
        cursor.removeSelectedText();
    const QString line = cursor.block().text();
    const int column = cursor.positionInBlock();
    const int indent = std::min(indentOf(line), column);
    const QString before = line.left(column);
    static const QRegularExpression emptyItem(QStringLiteral(R"(^\s*-\s*$)"));
    static const QRegularExpression item(QStringLiteral(R"(^\s*(-\s+)\S)"));
    static const QRegularExpression openKey(QStringLiteral(R"(:\s*([|>][0-9]?[+-]?)?\s*(\s#.*)?$)"));
    if (emptyItem.match(before).hasMatch() && column == line.size()) {
        // A second Enter ends the list.
        cursor.movePosition(QTextCursor::StartOfBlock, QTextCursor::KeepAnchor);
        cursor.insertText(QString(std::max(0, indent - step), u' '));
        cursor.endEditBlock();
        return;
    }
    QString start(indent, u' ');
    const QRegularExpressionMatch itemMatch = item.match(before);
    const bool opens = openKey.match(before).hasMatch() && !before.trimmed().startsWith(u'#');
    if (itemMatch.hasMatch() && !opens)
        start += itemMatch.captured(1);
    else if (opens)
        start += QString(step, u' ');
    // Blanks that stood behind the caret are the new line's indentation already.
    QTextCursor behind = cursor;
    while (behind.positionInBlock() < line.size() && line[behind.positionInBlock()] == u' ')
        behind.setPosition(behind.position() + 1);
    cursor.setPosition(behind.position(), QTextCursor::KeepAnchor);
    cursor.insertText(u'\n' + start);
    cursor.endEditBlock();
}

bool pasteValues(QTextCursor cursor, const QString& text, int step)
{
    static const QRegularExpression openItem(QStringLiteral(R"(^(\s*)-\s*$)"));
    static const QRegularExpression openKey(QStringLiteral(R"(^(\s+)[^\s#-].*:\s*$)"));
    static const QRegularExpression yaml(QStringLiteral(R"(^(-(\s|$)|#|[\w.|-]+:(\s|$)))"));
    QStringList values;
    for (const QString& line : text.split(u'\n')) {
        const QString value = line.trimmed();
        if (yaml.match(value).hasMatch())
            return false;
        if (!value.isEmpty())
            values << value;
    }
    const QString line = cursor.block().text();
    const QString before = line.left(cursor.positionInBlock());
    const QRegularExpressionMatch item = openItem.match(before);
    const QRegularExpressionMatch key = openKey.match(before);
    const bool isFree = !cursor.hasSelection() && before.size() == line.size();
    if (values.size() < 2 || !isFree || !(item.hasMatch() || key.hasMatch()))
        return false;
    const QString indent = item.hasMatch() ? item.captured(1) : key.captured(1) + QString(step, u' ');
    QStringList items;
    for (QString& value : values)
        items << QStringLiteral("%1- '%2'").arg(indent, value.replace(u'\'', QStringLiteral("''")));
    cursor.beginEditBlock();
    if (item.hasMatch())
        cursor.movePosition(QTextCursor::StartOfBlock, QTextCursor::KeepAnchor);
    else
        items.prepend(QString());
    cursor.insertText(items.join(u'\n'));
    cursor.endEditBlock();
    return true;
}

void toggleComment(QTextCursor cursor)
{
    const Lines lines = linesOf(cursor);
    int least = -1;
    bool areComments = true;
    for (QTextBlock block = lines.first; block.isValid(); block = block.next()) {
        const QString text = block.text();
        const int indent = indentOf(text);
        if (indent < text.size()) {
            least = least < 0 ? indent : std::min(least, indent);
            areComments = areComments && text[indent] == u'#';
        }
        if (block == lines.last)
            break;
    }
    if (least < 0)
        return;
    forEachLine(cursor, lines, [least, areComments](const QTextBlock& block) {
        const QString text = block.text();
        const int indent = indentOf(text);
        if (indent == text.size())
            return;
        if (!areComments)
            insertAt(block, least, QStringLiteral("# "));
        else
            removeAt(block, indent, text.mid(indent, 2) == u"# " ? 2 : 1);
    });
}

QTextCursor moveLines(QTextCursor cursor, int direction)
{
    const Lines lines = linesOf(cursor);
    const QTextBlock neighbour = direction < 0 ? lines.first.previous() : lines.last.next();
    if (!neighbour.isValid())
        return cursor;
    const int anchor = cursor.anchor();
    const int position = cursor.position();
    const QString text = neighbour.text();
    const int shift = static_cast<int>(text.size()) + 1;
    QTextCursor edit(cursor.document());
    edit.beginEditBlock();
    if (direction < 0) {
        edit.setPosition(neighbour.position());
        edit.setPosition(lines.first.position(), QTextCursor::KeepAnchor);
        const int end = lines.last.position() + lines.last.length() - 1 - shift;
        edit.removeSelectedText();
        edit.setPosition(end);
        edit.insertText(u'\n' + text);
    } else {
        const int begin = lines.first.position();
        edit.setPosition(lines.last.position() + lines.last.length() - 1);
        edit.setPosition(neighbour.position() + neighbour.length() - 1, QTextCursor::KeepAnchor);
        edit.removeSelectedText();
        edit.setPosition(begin);
        edit.insertText(text + u'\n');
    }
    edit.endEditBlock();
    cursor.setPosition(anchor + direction * shift);
    cursor.setPosition(position + direction * shift, QTextCursor::KeepAnchor);
    return cursor;
}

QTextCursor duplicateLines(QTextCursor cursor)
{
    const Lines lines = linesOf(cursor);
    const int anchor = cursor.anchor();
    const int position = cursor.position();
    const int begin = lines.first.position();
    const int end = lines.last.position() + lines.last.length() - 1;
    QTextCursor edit(cursor.document());
    edit.setPosition(begin);
    edit.setPosition(end, QTextCursor::KeepAnchor);
    const QString text = edit.selectedText();
    edit.setPosition(end);
    edit.insertText(QChar(QChar::ParagraphSeparator) + text);
    const int shift = static_cast<int>(text.size()) + 1;
    cursor.setPosition(anchor + shift);
    cursor.setPosition(position + shift, QTextCursor::KeepAnchor);
    return cursor;
}

} // namespace rulewright::ui
