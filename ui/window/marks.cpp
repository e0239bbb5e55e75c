// SPDX-License-Identifier: Apache-2.0
#include "ui/window/marks.h"

#include "ui/window/theme.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace rulewright::ui {

namespace {

constexpr qreal Grid = 16.0;
constexpr qreal Stroke = 1.5;

void drawWave(QPainterPath& path, qreal y)
{
    path.moveTo(2.5, y);
    path.cubicTo(4.2, y - 2.6, 6.3, y - 2.6, 8.0, y);
    path.cubicTo(9.7, y + 2.6, 11.8, y + 2.6, 13.5, y);
}

void drawStrokes(QPainter& p, Mark mark, const QColor& colour)
{
    QPainterPath path;
    switch (mark) {
    case Mark::Check:
        path.moveTo(3.0, 8.6);
        path.lineTo(6.4, 12.0);
        path.lineTo(13.0, 4.6);
        break;
    case Mark::Cross:
        path.moveTo(4.0, 4.0);
        path.lineTo(12.0, 12.0);
        path.moveTo(12.0, 4.0);
        path.lineTo(4.0, 12.0);
        break;
    case Mark::Empty:
        path.addEllipse(QPointF(8, 8), 5.0, 5.0);
        path.moveTo(12.6, 2.6);
        path.lineTo(3.4, 13.4);
        break;
    case Mark::Redundant:
        drawWave(path, 6.0);
        drawWave(path, 10.4);
        break;
    case Mark::Noisy:
        drawWave(path, 4.4);
        drawWave(path, 8.0);
        drawWave(path, 11.6);
        break;
    case Mark::Untested:
        path.addRoundedRect(QRectF(2.5, 3.5, 11, 9), 1, 1);
        for (const qreal x : {3.2, 6.6, 10.0}) {
            path.moveTo(x, 12.2);
            path.lineTo(x + 3.2, 3.8);
        }
        break;
    case Mark::Specific:
        path.addEllipse(QPointF(8, 8), 5.2, 5.2);
        p.drawPath(path);
        p.setPen(Qt::NoPen);
        p.setBrush(colour);
        p.drawEllipse(QPointF(8, 8), 1.9, 1.9);
        return;
    case Mark::Error:
    case Mark::Info:
        path.addEllipse(QPointF(8, 8), 6.0, 6.0);
        path.moveTo(8, mark == Mark::Error ? 4.9 : 7.4);
        path.lineTo(8, mark == Mark::Error ? 8.5 : 11.1);
        break;
    case Mark::Warning:
        path.moveTo(8, 2.4);
        path.lineTo(14.2, 13.2);
        path.lineTo(1.8, 13.2);
        path.closeSubpath();
        path.moveTo(8, 6.4);
        path.lineTo(8, 9.4);
        break;
    case Mark::Stale:
        path.addEllipse(QPointF(8, 8), 6.0, 6.0);
        path.moveTo(8, 4.6);
        path.lineTo(8, 8.2);
        path.lineTo(10.6, 9.8);
        break;
    case Mark::Hint:
        path.moveTo(6.2, 11.2);
        path.lineTo(6.2, 10.2);
        path.cubicTo(2.2, 7.4, 3.6, 2.2, 8, 2.2);
        path.cubicTo(12.4, 2.2, 13.8, 7.4, 9.8, 10.2);
        path.lineTo(9.8, 11.2);
        path.closeSubpath();
        path.moveTo(6.6, 13.8);
        path.lineTo(9.4, 13.8);
        break;
    case Mark::Attack:
    case Mark::Benign:
        break;
    }
    p.drawPath(path);
}

// The dot of an exclamation mark or of an i.
void drawDot(QPainter& p, Mark mark, const QColor& colour)
{
    const bool hasDot = mark == Mark::Error || mark == Mark::Warning || mark == Mark::Info;
    if (!hasDot)
        return;
    p.setPen(Qt::NoPen);
    p.setBrush(colour);
    const qreal y = mark == Mark::Info ? 4.9 : mark == Mark::Error ? 11.0 : 11.4;
    p.drawEllipse(QPointF(8, y), 0.95, 0.95);
}

// The last part of a path with what separates it; nothing where the text is none, as a command line.
QString lastOfPath(const QString& text)
{
    const qsizetype at = std::max(text.lastIndexOf(u'\\'), text.lastIndexOf(u'/'));
    const bool isPath = at > 0 && at + 1 < text.size() && !text[at - 1].isSpace() && !text.contains(u'"')
        && !text.contains(QLatin1StringView(" -")) && !text.sliced(at).contains(u' ');
    return isPath ? text.sliced(at) : QString();
}

} // namespace

void paintMark(QPainter& painter, Mark mark, const QRectF& box, const QColor& colour)
{
    const qreal side = std::min(box.width(), box.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(box.center().x() - side / 2, box.center().y() - side / 2);
    painter.scale(side / Grid, side / Grid);
    painter.setPen(QPen(colour, Stroke, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    if (mark == Mark::Attack)
        paintDisc(painter, {8, 8}, 4.0, colour);
    else if (mark == Mark::Benign)
        paintRing(painter, {8, 8}, 4.0, colour);
    else {
        drawStrokes(painter, mark, colour);
        drawDot(painter, mark, colour);
    }
    painter.restore();
}

QColor markColour(Mark mark, const Theme& theme)
{
    switch (mark) {
    case Mark::Untested:
        return theme.caveat;
    case Mark::Specific:
        return theme.accent;
    case Mark::Error:
        return theme.error;
    case Mark::Warning:
        return theme.warn;
    case Mark::Attack:
        return theme.attack;
    case Mark::Benign:
        return theme.benign;
    case Mark::Cross:
        return theme.text3;
    case Mark::Empty:
    case Mark::Redundant:
    case Mark::Noisy:
    case Mark::Stale:
        return theme.text2;
    case Mark::Check:
    case Mark::Info:
    case Mark::Hint:
        return theme.text;
    }
    return theme.text;
}

void paintDisc(QPainter& painter, const QPointF& centre, qreal radius, const QColor& colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(centre, radius, radius);
    painter.restore();
}

void paintRing(QPainter& painter, const QPointF& centre, qreal radius, const QColor& colour)
{
    constexpr qreal ringStroke = 1.4;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, ringStroke));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(centre, radius - ringStroke / 2, radius - ringStroke / 2);
    painter.restore();
}

int chipWidth(const QString& text, const Theme& theme)
{
    return QFontMetrics(theme.font(Type::Caption)).horizontalAdvance(text) + 12;
}

int paintChip(QPainter& painter, int left, int top, const QString& text, const Theme& theme)
{
    const QRect box(left, top, chipWidth(text, theme), theme.height(16, 0));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.idleSoft);
    painter.drawRoundedRect(box, 3, 3);
    painter.setFont(theme.font(Type::Caption));
    painter.setPen(theme.text2);
    painter.drawText(box, Qt::AlignCenter, text);
    painter.restore();
    return box.right() + 1;
}

void paintShareBar(QPainter& painter, const QRect& box, double share, const Theme& theme)
{
    painter.fillRect(box, theme.idleSoft);
    QRect filled = box;
    filled.setWidth(static_cast<int>(box.width() * std::clamp(share, 0.0, 1.0) + 0.5));
    if (share > 0 && filled.width() == 0)
        filled.setWidth(1);
    painter.fillRect(filled, theme.barHi);
}

void paintChevron(QPainter& painter, const QRectF& box, bool unfolded, const QColor& colour)
{
    const QPointF c = box.center();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPolygonF down{{c.x() - 3.5, c.y() - 1.8}, {c.x(), c.y() + 1.8}, {c.x() + 3.5, c.y() - 1.8}};
    const QPolygonF right{{c.x() - 1.8, c.y() - 3.5}, {c.x() + 1.8, c.y()}, {c.x() - 1.8, c.y() + 3.5}};
    painter.drawPolyline(unfolded ? down : right);
    painter.restore();
}

void paintRowGround(QPainter& painter, const QRect& row, bool chosen, bool focused, bool hovered, const Theme& theme)
{
    if (chosen && focused) {
        painter.fillRect(row, theme.accentSoft);
        painter.fillRect(QRect(row.left(), row.top(), 3, row.height()), theme.accent);
    } else if (chosen) {
        painter.fillRect(row, theme.idleSoft);
    } else if (hovered) {
        painter.fillRect(row, theme.hover);
    }
}

QString shortenedMiddle(const QString& text, const QFont& font, int width)
{
    const QFontMetrics metrics(font);
    // A path's last part tells it from others: it stays whole where it fits.
    const QString last = lastOfPath(text);
    const int room = width - metrics.horizontalAdvance(last);
    if (!last.isEmpty() && room >= metrics.horizontalAdvance(QStringLiteral("…")))
        return metrics.elidedText(text.chopped(last.size()), Qt::ElideRight, room) + last;
    return metrics.elidedText(text, Qt::ElideMiddle, width);
}

QString shortenedEnd(const QString& text, const QFont& font, int width)
{
    return QFontMetrics(font).elidedText(text, Qt::ElideRight, width);
}

} // namespace rulewright::ui
