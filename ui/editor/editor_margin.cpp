// SPDX-License-Identifier: Apache-2.0
#include "ui/editor/editor_margin.h"

#include "ui/editor/rule_editor.h"
#include "ui/window/marks.h"
#include "ui/window/theme.h"
#include "ui/window/words.h"

#include <QCoreApplication>
#include <QMouseEvent>
#include <QPainter>
#include <QTextBlock>

#include <algorithm>

namespace rulewright::ui {

namespace {

struct Row {
    QRectF box;
    int number = 0; ///< of the line, 1-based
    bool isCurrent = false;
    bool isStale = false;
};

void drawFigure(QPainter& painter, const Row& row, int right, const QString& text, const QColor& colour, int weight)
{
    QFont font = painter.font();
    font.setWeight(static_cast<QFont::Weight>(weight));
    painter.save();
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(QRectF(0, row.box.top(), right, row.box.height()), Qt::AlignRight | Qt::AlignVCenter, text);
    painter.restore();
}

QString effectText(const LineFigures& figures)
{
    QString text;
    if (figures.removes > 0)
        text = withMinus(static_cast<qint64>(figures.removes));
    if (figures.adds > 0)
        text += withSign(static_cast<qint64>(figures.adds));
    return text;
}

void drawFigures(QPainter& painter, const Row& row, const LineFigures& figures, const MarginColumns& columns,
    const Theme& theme)
{
    const bool isStale = row.isStale;
    if (figures.alone || figures.isBound) {
        QString text = figures.isBound ? QStringLiteral("≤") : QString();
        if (figures.alone)
            text += (text.isEmpty() ? QString() : QStringLiteral(" ")) + grouped(static_cast<qint64>(*figures.alone));
        int weight = QFont::Normal;
        if (!isStale && figures.kind == LineFigures::Kind::Selection)
            weight = QFont::DemiBold;
        else if (!isStale && figures.kind == LineFigures::Kind::Condition)
            weight = QFont::Bold;
        const bool isQuiet = isStale || (figures.alone && *figures.alone == 0);
        const QColor colour = isQuiet ? theme.text3 : figures.isBound ? theme.caveat : theme.text;
        drawFigure(painter, row, columns.alone, text, colour, weight);
    }
    const int side = theme.width(14);
    const QRectF mark(columns.effect - side, row.box.center().y() - side / 2.0, side, side);
    switch (figures.effect) {
    case LineFigures::Effect::None:
        break;
    case LineFigures::Effect::Counts:
        drawFigure(painter, row, columns.effect, effectText(figures), isStale ? theme.text3 : theme.text,
            figures.adds > 0 && !isStale ? QFont::Bold : QFont::Normal);
        break;
    case LineFigures::Effect::Redundant:
        paintMark(painter, Mark::Redundant, mark, isStale ? theme.text3 : theme.text2);
        break;
    case LineFigures::Effect::Dead:
        paintMark(painter, Mark::Empty, mark, isStale ? theme.text3 : theme.text2);
        break;
    case LineFigures::Effect::Untested:
        paintMark(painter, Mark::Untested, mark, isStale ? theme.text3 : theme.caveat);
        break;
    }
}

} // namespace

namespace {

// What more than four digits need.
int extraFor(const Theme& theme, int lineCount)
{
    if (lineCount <= 9999)
        return 0;
    const QFontMetrics metrics(theme.font(Type::EditorMargin));
    return metrics.horizontalAdvance(QString::number(lineCount)) - metrics.horizontalAdvance(QStringLiteral("9999"));
}

} // namespace

MarginColumns numberColumns(const Theme& theme, int lineCount)
{
    const int extra = extraFor(theme, lineCount);
    return {.line = theme.width(28) + extra,
        .alone = theme.width(28) + extra,
        .effect = theme.width(28) + extra,
        .hairline = theme.width(36) + extra,
        .text = theme.width(44) + extra};
}

MarginColumns marginColumns(const Theme& theme, int lineCount)
{
    const int extra = extraFor(theme, lineCount);
    return {.line = theme.width(28) + extra,
        .alone = theme.width(70) + extra,
        .effect = theme.width(114) + extra,
        .hairline = theme.width(122) + extra,
        .text = theme.width(130) + extra};
}

EditorMargin::EditorMargin(RuleEditor& editor, const Theme& theme)
    : QWidget(&editor)
    , m_editor(editor)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("editorMargin"));
    setAccessibleName(QCoreApplication::translate("EditorMargin", "Margin: line, alone, effect"));
    setCursor(Qt::ArrowCursor);
}

QSize EditorMargin::sizeHint() const { return {m_editor.marginWidth(), 0}; }

void EditorMargin::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    painter.fillRect(event->rect(), m_theme.base);
    painter.setFont(m_theme.font(Type::EditorMargin));
    const MarginColumns columns = m_editor.columns();
    const int current = m_editor.textCursor().blockNumber();
    QTextBlock block = m_editor.firstVisibleBlock();
    QRectF box = m_editor.blockBoundingGeometry(block).translated(m_editor.contentOffset());
    while (block.isValid() && box.top() <= event->rect().bottom()) {
        const qreal lineHeight = m_editor.lineHeight();
        if (block.isVisible() && box.bottom() >= event->rect().top()) {
            const LineFigures* figures = m_editor.figuresOf(block.blockNumber());
            const bool isUntested = figures != nullptr && figures->effect == LineFigures::Effect::Untested;
            const bool isCurrent = block.blockNumber() == current;
            const QRectF ground(0, box.top(), width(), m_editor.blockHeight(block));
            if (isUntested)
                painter.fillRect(ground, m_theme.caveatSoft);
            else if (isCurrent)
                painter.fillRect(ground, m_theme.hover);
            const Row row {.box = QRectF(0, box.top(), width(), lineHeight),
                .number = block.blockNumber() + 1,
                .isCurrent = isCurrent,
                .isStale = m_editor.isStale()};
            drawFigure(painter, row, columns.line, QString::number(row.number),
                isCurrent ? m_theme.text : m_theme.text3, isCurrent ? QFont::DemiBold : QFont::Normal);
            if (figures != nullptr)
                drawFigures(painter, row, *figures, columns, m_theme);
        }
        block = block.next();
        box = QRectF(0, box.bottom(), box.width(), block.isValid() ? m_editor.blockBoundingRect(block).height() : 0);
    }
    painter.fillRect(QRect(columns.hairline, event->rect().top(), 1, event->rect().height()), m_theme.line);
}

void EditorMargin::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_pressedBlock = m_editor.cursorForPosition({0, event->position().toPoint().y()}).blockNumber();
    selectLines(m_pressedBlock, m_pressedBlock);
    m_editor.setFocus(Qt::MouseFocusReason);
}

void EditorMargin::mouseMoveEvent(QMouseEvent* event)
{
    if (m_pressedBlock >= 0 && (event->buttons() & Qt::LeftButton))
        selectLines(m_pressedBlock, m_editor.cursorForPosition({0, event->position().toPoint().y()}).blockNumber());
}

void EditorMargin::wheelEvent(QWheelEvent* event) { QCoreApplication::sendEvent(m_editor.viewport(), event); }

void EditorMargin::selectLines(int from, int to)
{
    const QTextDocument& document = *m_editor.document();
    const QTextBlock first = document.findBlockByNumber(from);
    const QTextBlock last = document.findBlockByNumber(to);
    if (!first.isValid() || !last.isValid())
        return;
    QTextCursor cursor(first);
    if (to >= from) {
        cursor.setPosition(std::min(last.position() + last.length(), document.characterCount() - 1), QTextCursor::KeepAnchor);
    } else {
        cursor.setPosition(std::min(first.position() + first.length(), document.characterCount() - 1));
        cursor.setPosition(last.position(), QTextCursor::KeepAnchor);
    }
    m_editor.setTextCursor(cursor);
}

} // namespace rulewright::ui
