// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/rule_head.h"

#include "ui/window/marks.h"
#include "ui/window/theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace rulewright::ui {

namespace {
constexpr int side = 16;
} // namespace

RuleHead::RuleHead(const RuleContents& contents, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(contents.title)
    , m_chips(contents.chips)
    , m_path(contents.path)
    , m_note(contents.note)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setAccessibleName(
        m_title + QStringLiteral(". ") + m_chips.join(QStringLiteral(", ")) + QStringLiteral(". ") + m_path);
}

void RuleHead::setHits(const QString& sentence)
{
    m_hits = sentence;
    setAccessibleDescription(sentence);
    updateGeometry();
    update();
}

QSize RuleHead::sizeHint() const
{
    const int title = QFontMetrics(m_theme.font(Type::PageTitle)).height();
    const int line = m_theme.height(24);
    return {400, 10 + title + line + (m_hits.isEmpty() && m_note.isEmpty() ? 0 : line) + 10};
}

void RuleHead::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QFont titleFont = m_theme.font(Type::PageTitle);
    const int titleHeight = QFontMetrics(titleFont).height();
    const int line = m_theme.height(24);
    painter.setFont(titleFont);
    painter.setPen(m_theme.text);
    painter.drawText(QRect(side, 10, width() - 2 * side, titleHeight), Qt::AlignLeft | Qt::AlignVCenter,
        shortenedEnd(m_title, titleFont, width() - 2 * side));

    int y = 10 + titleHeight;
    int x = side;
    const int chipTop = y + (line - m_theme.height(16, 0)) / 2;
    for (const QString& chip : m_chips) {
        if (x + chipWidth(chip, m_theme) > width() - side)
            break;
        x = paintChip(painter, x, chipTop, chip, m_theme) + 4;
    }
    const QFont pathFont = m_theme.font(Type::ValueSmall);
    const int room = width() - side - x - 8;
    if (room > 80) {
        painter.setFont(pathFont);
        painter.setPen(m_theme.text2);
        painter.drawText(
            QRect(x + 8, y, room, line), Qt::AlignLeft | Qt::AlignVCenter, shortenedMiddle(m_path, pathFont, room));
    }
    y += line;
    const QFont body = m_theme.font(m_hits.isEmpty() ? Type::Body : Type::BodyStrong);
    const QString sentence = m_hits.isEmpty() ? m_note : m_hits;
    painter.setFont(body);
    painter.setPen(m_hits.isEmpty() ? m_theme.text2 : m_theme.text);
    painter.drawText(QRect(side, y, width() - 2 * side, line), Qt::AlignLeft | Qt::AlignVCenter,
        shortenedEnd(sentence, body, width() - 2 * side));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.line);
}

} // namespace rulewright::ui
