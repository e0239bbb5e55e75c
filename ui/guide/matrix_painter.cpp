// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/matrix_painter.h"

#include "ui/window/marks.h"
#include "ui/window/theme.h"
#include "ui/window/words.h"

#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace rulewright::ui {

namespace {

constexpr int margin = 24;
constexpr int titleHeight = 40;

/// At most so many lines, the last one shortened at its end.
QStringList wrapped(const QString& text, const QFont& font, int width, int most)
{
    QTextLayout layout(text, font);
    layout.beginLayout();
    QStringList lines;
    for (;;) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(width);
        if (lines.size() + 1 == most) {
            lines << shortenedEnd(text.mid(line.textStart()).trimmed(), font, width);
            break;
        }
        lines << shortenedEnd(text.mid(line.textStart(), line.textLength()).trimmed(), font, width);
    }
    layout.endLayout();
    return lines;
}

void paintLines(QPainter& painter, const QRect& box, const QStringList& lines)
{
    const int step = QFontMetrics(painter.font()).height();
    int top = box.top();
    for (const QString& line : lines) {
        painter.drawText(QRect(box.left(), top, box.width(), step), Qt::AlignLeft | Qt::AlignVCenter, line);
        top += step;
    }
}

} // namespace

QSize MatrixPainter::cellSize() const
{
    const int line = QFontMetrics(m_theme.font(Type::CaptionMedium)).height();
    return {m_theme.width(84), std::max(m_theme.height(48), 3 * line + 6)};
}

int MatrixPainter::headerHeight() const { return 3 * QFontMetrics(m_theme.font(Type::CaptionStrong)).height() + 8; }

void MatrixPainter::paintCell(QPainter& painter, const QRect& whole, const MatrixPlace& place, const MatrixModel& model,
    bool isChosen, bool isFocused) const
{
    if (place.cell == nullptr)
        return;
    QRect box = whole.adjusted(place.isSubtechnique ? 8 : 0, 0, -1, -1);
    const std::uint64_t number = model.number(*place.cell);
    const auto level = static_cast<std::size_t>(heatLevel(number, model.heat()));
    painter.fillRect(box, m_theme.heat[level]);
    if (level == 0) {
        painter.setPen(m_theme.line);
        painter.drawRect(box.adjusted(0, 0, -1, -1));
    }
    const bool onAccent = m_theme.heatOnAccent[level];
    const QColor colour = onAccent ? m_theme.onAccent : level == 0 ? m_theme.text2 : m_theme.text;
    const QRect inner = box.adjusted(4, 3, -4, -3);
    painter.setFont(m_theme.font(onAccent ? Type::CaptionStrong : Type::CaptionMedium));
    painter.setPen(colour);
    paintLines(painter, inner, wrapped(QString::fromStdString(place.cell->name), painter.font(), inner.width(), 2));
    QString id = QString::fromStdString(place.cell->id);
    if (place.isSubtechnique)
        id = id.mid(id.indexOf(u'.'));
    painter.setFont(m_theme.font(Type::Caption));
    painter.setPen(colour);
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignBottom, id);
    if (place.hasSubtechniques) {
        const int x = inner.left() + QFontMetrics(painter.font()).horizontalAdvance(id) + 2;
        const int line = QFontMetrics(painter.font()).height();
        paintChevron(painter, QRectF(x, inner.bottom() - line / 2.0 - 4.5, 10, 10), place.isUnfolded, colour);
    }
    painter.setFont(m_theme.font(number == 0 ? Type::Caption : Type::CaptionStrong));
    painter.setPen(colour);
    painter.drawText(inner, Qt::AlignRight | Qt::AlignBottom,
        number == 0 ? QObject::tr("none") : grouped(static_cast<qint64>(number)));
    if (isChosen) {
        painter.setPen(QPen(m_theme.text, 2));
        painter.drawRect(box.adjusted(1, 1, -1, -1));
        painter.setPen(QPen(isFocused ? m_theme.accent : m_theme.base, 1));
        painter.drawRect(box.adjusted(2, 2, -3, -3));
    }
}

void MatrixPainter::paintHeader(QPainter& painter, const QRect& box, const QString& tactic, const QString& share) const
{
    const QRect inner = box.adjusted(4, 4, -4, -4);
    const int line = QFontMetrics(m_theme.font(Type::CaptionStrong)).height();
    painter.setFont(m_theme.font(Type::CaptionStrong));
    painter.setPen(m_theme.text);
    const QStringList lines = wrapped(tactic, painter.font(), inner.width(), 2);
    const int top = inner.bottom() + 1 - line * (1 + static_cast<int>(lines.size()));
    paintLines(painter, QRect(inner.left(), top, inner.width(), 2 * line), lines);
    painter.setFont(m_theme.font(Type::Caption));
    painter.setPen(m_theme.text2);
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignBottom, share);
}

void MatrixPainter::paintLegend(QPainter& painter, const QRect& box, Heat heat) const
{
    const std::array<int, 5> steps = heatSteps(heat);
    const QFont font = m_theme.font(Type::Caption);
    const int wide = m_theme.width(40);
    painter.setFont(font);
    int x = box.left();
    for (std::size_t level = 0; level < 6; ++level) {
        // Vendors have fewer steps than there are colours.
        if (level > 1 && steps[level - 1] == steps[level - 2])
            continue;
        std::size_t shade = level;
        while (shade > 0 && shade < 5 && steps[shade] == steps[level - 1])
            ++shade;
        const QRect cell(x, box.top(), wide, box.height());
        painter.fillRect(cell, m_theme.heat[shade]);
        painter.setPen(m_theme.line);
        if (shade == 0)
            painter.drawRect(cell.adjusted(0, 0, -1, -1));
        painter.setPen(m_theme.heatOnAccent[shade] ? m_theme.onAccent : m_theme.text);
        const QString text = level == 0 ? QObject::tr("none") : grouped(steps[level - 1]);
        painter.drawText(cell, Qt::AlignCenter, level == 5 ? text + u'+' : text);
        x += wide + 1;
    }
}

QSize MatrixPainter::wholeSize(const MatrixModel& model) const
{
    const QSize cell = cellSize();
    return {2 * margin + cell.width() * std::max(1, model.columnCount()),
        2 * margin + titleHeight + headerHeight() + cell.height() * model.rowCount() + titleHeight};
}

void MatrixPainter::paintWhole(
    QPainter& painter, const MatrixModel& model, const QString& title, const QString& notice) const
{
    const QSize size = wholeSize(model);
    const QSize cell = cellSize();
    painter.fillRect(QRect(QPoint(0, 0), size), m_theme.base);
    painter.setFont(m_theme.font(Type::PageTitle));
    painter.setPen(m_theme.text);
    painter.drawText(
        QRect(margin, margin, size.width() - 2 * margin, titleHeight), Qt::AlignLeft | Qt::AlignTop, title);
    paintLegend(painter, QRect(size.width() - margin - 6 * (m_theme.width(40) + 1), margin, 10, m_theme.height(20)),
        model.heat());
    const int top = margin + titleHeight;
    for (int column = 0; column < model.columnCount(); ++column) {
        const int left = margin + column * cell.width();
        paintHeader(painter, QRect(left, top, cell.width(), headerHeight()),
            model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(),
            model.headerData(column, Qt::Horizontal, Qt::UserRole).toString());
        const std::vector<MatrixPlace>& places = model.column(column);
        for (std::size_t row = 0; row < places.size(); ++row) {
            const QRect box(
                left, top + headerHeight() + static_cast<int>(row) * cell.height(), cell.width(), cell.height());
            paintCell(painter, box, places[row], model, false, false);
        }
    }
    painter.setFont(m_theme.font(Type::Caption));
    painter.setPen(m_theme.text2);
    painter.drawText(QRect(margin, size.height() - margin - titleHeight + 8, size.width() - 2 * margin, titleHeight),
        Qt::AlignLeft | Qt::TextWordWrap, notice);
}

} // namespace rulewright::ui
