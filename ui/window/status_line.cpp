// SPDX-License-Identifier: Apache-2.0
#include "ui/window/status_line.h"

#include <QAccessible>
#include <QFontMetrics>
#include <QPainter>

#include <utility>

namespace rulewright::ui {

namespace {
constexpr int padding = 12;
constexpr int markSide = 14;
constexpr int gap = 10;
} // namespace

StatusLine::StatusLine(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_rest.setSingleShot(true);
    m_rest.setInterval(announceMilliseconds);
    connect(&m_rest, &QTimer::timeout, this, &StatusLine::announce);
}

void StatusLine::announce()
{
    QStringList parts;
    if (!m_toTell.isEmpty())
        parts << std::exchange(m_toTell, QString());
    const QString now = summaryText();
    if (now != m_announced) {
        parts << now;
        // The first figure is what an author listens for.
        const QString before = m_announced.section(u',', 0, 0);
        if (!before.isEmpty() && before != now.section(u',', 0, 0))
            parts << tr("was %1").arg(before);
        m_announced = now;
    }
    if (parts.isEmpty())
        return;
    const QString text = parts.join(QStringLiteral(", "));
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QAccessibleAnnouncementEvent event(this, text);
    QAccessible::updateAccessibility(&event);
#endif
    emit announced(text);
}

void StatusLine::setSummary(const std::vector<StatusPart>& parts)
{
    if (parts == m_parts)
        return;
    m_parts = parts;
    setAccessibleName(summaryText());
    m_rest.start();
    update();
}

void StatusLine::setNotes(const QStringList& notes)
{
    m_notes = notes;
    m_notes.removeAll(QString());
    setAccessibleDescription(m_notes.join(QStringLiteral(", ")));
    update();
}

void StatusLine::setSentence(const QString& sentence)
{
    if (sentence == m_sentence)
        return;
    m_sentence = sentence;
    m_toTell = sentence;
    m_rest.start();
    update();
}

QString StatusLine::summaryText() const
{
    QStringList words;
    for (const StatusPart& part : m_parts)
        words << part.text;
    return words.join(QStringLiteral(", "));
}

QSize StatusLine::sizeHint() const { return {400, m_theme.height(26)}; }

QSize StatusLine::minimumSizeHint() const { return {0, m_theme.height(26)}; }

int StatusLine::partWidth(const StatusPart& part) const
{
    const int width
        = QFontMetrics(m_theme.font(part.isStrong ? Type::BodyHeavy : Type::Body)).horizontalAdvance(part.text);
    return width + (part.mark ? markSide + 5 : 0) + (part.hasSeparator ? 2 * gap + 1 : 6);
}

void StatusLine::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.window);
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.line);
    int left = paintSummary(painter);
    if (!m_sentence.isEmpty())
        left = paintSentence(painter, left);
    paintNotes(painter, left);
}

int StatusLine::paintSummary(QPainter& painter) const
{
    int x = padding;
    bool isFirst = true;
    for (const StatusPart& part : m_parts) {
        if (part.mayGiveWay && x + partWidth(part) > width() - padding)
            continue;
        if (!isFirst) {
            if (part.hasSeparator)
                painter.fillRect(QRect(x + gap, 7, 1, height() - 14), m_theme.line);
            x += part.hasSeparator ? 2 * gap + 1 : 6;
        }
        isFirst = false;
        const QColor colour = m_theme.*part.colour;
        if (part.mark) {
            const QRectF box(x, (height() - markSide) / 2.0, markSide, markSide);
            if (*part.mark == Mark::Attack)
                paintDisc(painter, box.center(), 4, colour);
            else if (*part.mark == Mark::Benign)
                paintRing(painter, box.center(), 4, colour);
            else
                paintMark(painter, *part.mark, box, colour);
            x += markSide + 5;
        }
        const QFont font = m_theme.font(part.isStrong ? Type::BodyHeavy : Type::Body);
        painter.setFont(font);
        painter.setPen(colour);
        const int width = QFontMetrics(font).horizontalAdvance(part.text);
        painter.drawText(QRect(x, 0, width + 2, height()), Qt::AlignLeft | Qt::AlignVCenter, part.text);
        x += width;
    }
    return x;
}

void StatusLine::paintNotes(QPainter& painter, int left) const
{
    const QFont font = m_theme.font(Type::Caption);
    const QFontMetrics metrics(font);
    painter.setFont(font);
    int x = width() - padding;
    for (qsizetype i = m_notes.size() - 1; i >= 0; --i) {
        const int noteWidth = metrics.horizontalAdvance(m_notes.at(i));
        if (x - noteWidth - gap < left + gap)
            return;
        painter.setPen(m_theme.text2);
        painter.drawText(
            QRect(x - noteWidth, 0, noteWidth + 2, height()), Qt::AlignLeft | Qt::AlignVCenter, m_notes.at(i));
        x -= noteWidth + gap;
        painter.fillRect(QRect(x, 7, 1, height() - 14), m_theme.line);
        x -= gap;
    }
}

// What was done last stands behind the summary; the notes keep what it leaves. Returns its right edge.
int StatusLine::paintSentence(QPainter& painter, int left) const
{
    const QFont font = m_theme.font(Type::Caption);
    const int begin = left + 2 * gap + 1;
    const int room = width() - padding - begin;
    if (room <= 0)
        return left;
    const QString text = shortenedEnd(m_sentence, font, room);
    painter.fillRect(QRect(left + gap, 7, 1, height() - 14), m_theme.line);
    painter.setFont(font);
    painter.setPen(m_theme.text2);
    painter.drawText(QRect(begin, 0, room, height()), Qt::AlignLeft | Qt::AlignVCenter, text);
    return begin + QFontMetrics(font).horizontalAdvance(text);
}

} // namespace rulewright::ui
