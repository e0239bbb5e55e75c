// SPDX-License-Identifier: Apache-2.0
// RuleEditor: what is painted around the text.
#include "ui/editor/folding.h"
#include "ui/editor/rule_editor.h"
#include "ui/window/marks.h"
#include "ui/window/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QTextBlock>

#include <algorithm>

namespace rulewright::ui {

namespace {

constexpr int inlayGap = 22;
constexpr int ghostGap = 10;
constexpr int leastGhostText = 24;

int indentOf(const QString& text)
{
    return static_cast<int>(std::ranges::find_if_not(text, [](QChar c) { return c == u' '; }) - text.begin());
}

/// A wave of 3 px steps, 2.5 px high.
QPainterPath wave(qreal left, qreal right, qreal top)
{
    constexpr qreal step = 3.0;
    constexpr qreal height = 2.5;
    QPainterPath path({left, top + height});
    bool isUp = true;
    for (qreal x = left; x < right; x += step) {
        const qreal next = std::min(x + step, right);
        path.lineTo(next, isUp ? top : top + height);
        isUp = !isUp;
    }
    return path;
}

} // namespace

void RuleEditor::paintEvent(QPaintEvent* event)
{
    {
        QPainter painter(viewport());
        painter.setClipRect(event->rect());
        paintGrounds(painter);
    }
    QPlainTextEdit::paintEvent(event);

    QPainter painter(viewport());
    painter.setClipRect(event->rect());
    QTextBlock block = firstVisibleBlock();
    QRectF box = blockBoundingGeometry(block).translated(contentOffset());
    while (block.isValid() && box.top() <= viewport()->height()) {
        if (block.isVisible()) {
            paintSquiggles(painter, block, box);
            paintTail(painter, block, box);
        }
        block = block.next();
        box = QRectF(box.left(), box.bottom(), box.width(), block.isValid() ? blockBoundingRect(block).height() : 0);
    }
}

/// The caret's line, lines that cannot be tested, and the guides of the indentation.
void RuleEditor::paintGrounds(QPainter& painter) const
{
    const int current = textCursor().blockNumber();
    QTextBlock block = firstVisibleBlock();
    QRectF box = blockBoundingGeometry(block).translated(contentOffset());
    int indent = 0;
    while (block.isValid() && box.top() <= viewport()->height()) {
        const QRectF ground(0, box.top(), viewport()->width(), block.isVisible() ? blockHeight(block) : 0);
        const LineFigures* figures = figuresOf(block.blockNumber());
        if (figures != nullptr && figures->effect == LineFigures::Effect::Untested)
            painter.fillRect(ground, m_theme.caveatSoft);
        else if (block.blockNumber() == current)
            painter.fillRect(ground, m_theme.hover);
        if (block.isVisible())
            paintGuides(painter, block, box, indent);
        block = block.next();
        box = QRectF(box.left(), box.bottom(), box.width(), block.isValid() ? blockBoundingRect(block).height() : 0);
    }
}

void RuleEditor::paintGuides(QPainter& painter, const QTextBlock& block, const QRectF& box, int& indent) const
{
    constexpr int step = 4;
    const QString text = block.text();
    const int own = indentOf(text);
    if (own < text.size())
        indent = own; // an empty line goes on with the guides of the one before
    const qreal advance = QFontMetricsF(font()).horizontalAdvance(u' ');
    const qreal left = box.left() + document()->documentMargin();
    for (int column = step; column < indent; column += step) {
        const qreal x = std::round(left + column * advance);
        painter.fillRect(QRectF(x, box.top(), 1, blockHeight(block)), m_theme.line);
    }
}

void RuleEditor::paintSquiggles(QPainter& painter, const QTextBlock& block, const QRectF& box) const
{
    const int begin = block.position();
    const int end = begin + block.length() - 1;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Squiggle& squiggle : m_squiggles) {
        if (squiggle.begin > end)
            break;
        if (squiggle.end < begin || (squiggle.end == begin && squiggle.begin < begin))
            continue;
        int from = std::max(squiggle.begin, begin) - begin;
        const int to = std::min(squiggle.end, end) - begin;
        // Of a place on several lines the indentation is left out.
        if (squiggle.begin < begin)
            from = std::min(indentOf(block.text()), to);
        const QTextLine line = block.layout()->lineForTextPosition(from);
        if (!line.isValid())
            continue;
        const qreal least = QFontMetricsF(font()).horizontalAdvance(u' ');
        const qreal left = box.left() + line.cursorToX(from);
        const int last = std::min(to, line.textStart() + line.textLength());
        const qreal right = std::max(left + least, box.left() + line.cursorToX(last));
        const qreal baseline = box.top() + line.y() + line.ascent();
        painter.setPen(QPen(squiggle.severity == Severity::Error ? m_theme.error : m_theme.warn, 1.3));
        painter.drawPath(wave(left, right, baseline + 2.5));
    }
    painter.restore();
}

qreal RuleEditor::tailLeft(const QTextBlock& block, const QRectF& box) const
{
    const QTextLayout& layout = *block.layout();
    if (layout.lineCount() == 0)
        return box.left();
    const QTextLine line = layout.lineAt(layout.lineCount() - 1);
    return box.left() + line.x() + line.naturalTextWidth();
}

void RuleEditor::paintTail(QPainter& painter, const QTextBlock& block, const QRectF& box) const
{
    const qreal height = lineHeight();
    const QRectF row(0, box.top() + blockHeight(block) - height, viewport()->width(), height);
    const qreal end = tailLeft(block, box);
    const int ghostLine = m_ghost.line < 0 ? textCursor().blockNumber() : m_ghost.line;
    if (!m_ghost.text.isEmpty() && block.blockNumber() == ghostLine) {
        paintGhost(painter, end + ghostGap, row);
        return;
    }
    QString text;
    QColor colour = m_theme.text3;
    std::optional<Mark> mark;
    if (const int hidden = hiddenBehind(block); hidden > 0)
        text = hidden == 1 ? tr("⋯ 1 line") : tr("⋯ %1 lines").arg(hidden);
    const ParsedText& parsed = *m_document.parsed();
    for (const Squiggle& squiggle : m_squiggles) {
        if (squiggle.begin > block.position() + block.length() - 1)
            break;
        if (squiggle.severity == Severity::Error && squiggle.begin >= block.position()
            && squiggle.problem < parsed.diagnostics.size()) {
            text = QString::fromStdString(parsed.diagnostics[squiggle.problem].message);
            colour = m_theme.error;
            mark = Mark::Error;
            break;
        }
    }
    const LineFigures* figures = figuresOf(block.blockNumber());
    if (text.isEmpty() && figures != nullptr && !figures->inlay.empty() && !m_isStale) {
        text = QString::fromStdString(figures->inlay);
        if (figures->effect == LineFigures::Effect::Untested) {
            colour = m_theme.caveat;
            mark = Mark::Untested;
        }
    }
    if (text.isEmpty())
        return;
    qreal left = end + inlayGap;
    if (mark) {
        const int side = m_theme.width(13);
        paintMark(painter, *mark, QRectF(left, row.center().y() - side / 2.0, side, side), colour);
        left += side + 5;
    }
    const QFont small = m_theme.font(Type::Caption);
    const qreal room = viewport()->width() - 12 - left;
    if (room < leastGhostText)
        return;
    // What the margin's mark says already is said whole or not at all; an error is said as far as it goes, and whole
    // in the strip.
    const bool isError = mark == Mark::Error;
    if (!isError && QFontMetricsF(small).horizontalAdvance(text) > room)
        return;
    painter.setFont(small);
    painter.setPen(colour);
    painter.drawText(QRectF(left, row.top(), room, row.height()), Qt::AlignLeft | Qt::AlignVCenter,
        shortenedEnd(text, small, static_cast<int>(room)));
}

/// ⏎, the text to be inserted, its price. The price is never shortened.
void RuleEditor::paintGhost(QPainter& painter, qreal left, const QRectF& row) const
{
    const QFont small = m_theme.font(Type::Caption);
    QFont strong = m_theme.font(Type::Caption);
    strong.setWeight(static_cast<QFont::Weight>(650));
    QFont mono = m_theme.font(Type::Value);
    mono.setWeight(QFont::Normal);
    mono.setItalic(true);
    const QFont attackFont = m_ghost.attackCounts ? strong : small;
    const QFont benignFont = m_ghost.benignCounts ? strong : small;
    const qreal attackWidth = QFontMetricsF(attackFont).horizontalAdvance(m_ghost.attackPrice);
    const qreal benignWidth = QFontMetricsF(benignFont).horizontalAdvance(m_ghost.benignPrice);
    const qreal priceWidth = attackWidth + benignWidth + (attackWidth > 0 ? 8 : 0) + (benignWidth > 0 ? 5 : 0);

    painter.setFont(small);
    painter.setPen(m_theme.text3);
    const QString key = QStringLiteral("⏎");
    const qreal keyWidth = QFontMetricsF(small).horizontalAdvance(key);
    painter.drawText(QRectF(left, row.top(), keyWidth, row.height()), Qt::AlignVCenter, key);
    left += keyWidth + 8;

    const qreal room = std::max<qreal>(leastGhostText, viewport()->width() - 12 - left - priceWidth - 12);
    const QString text = shortenedMiddle(m_ghost.text, mono, static_cast<int>(room));
    const qreal width = QFontMetricsF(mono).horizontalAdvance(text);
    const QRectF ground(left, row.top() + 1, width + 12, row.height() - 2);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.accentSoft);
    painter.drawRoundedRect(ground, 3, 3);
    painter.setFont(mono);
    painter.setPen(m_theme.accent);
    painter.drawText(ground.adjusted(6, 0, 0, 0), Qt::AlignVCenter, text);
    qreal x = ground.right() + 8;
    const auto price = [&](const QString& words, const QFont& font, const QColor& colour) {
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(QRectF(x, row.top(), 400, row.height()), Qt::AlignLeft | Qt::AlignVCenter, words);
        x += QFontMetricsF(font).horizontalAdvance(words) + 5;
    };
    price(m_ghost.attackPrice, attackFont, m_ghost.attackCounts ? m_theme.attack : m_theme.text3);
    price(m_ghost.benignPrice, benignFont, m_ghost.benignCounts ? m_theme.benign : m_theme.text3);
}

} // namespace rulewright::ui
