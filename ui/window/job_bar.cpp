// SPDX-License-Identifier: Apache-2.0
#include "ui/window/job_bar.h"

#include "ui/window/marks.h"
#include "ui/window/style_paint.h"
#include "ui/window/theme.h"
#include "ui/window/words.h"

#include <QFontMetrics>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace rulewright::ui {

namespace {
constexpr int padding = 12;
constexpr int barWidth = 240;
} // namespace

JobBar::JobBar(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_cancel(new QPushButton(tr("Cancel"), this))
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_cancel->setProperty(KeyProperty, QStringLiteral("Esc"));
    m_cancel->setAutoDefault(false);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(padding, 0, padding - 3, 0);
    row->addStretch(1);
    row->addWidget(m_cancel);
    connect(m_cancel, &QPushButton::clicked, this, &JobBar::cancelRequested);
}

void JobBar::setState(const JobState& state)
{
    m_state = state;
    m_cancel->setEnabled(!state.isStopping);
    setAccessibleName(state.share < 0 ? state.title : state.title + QStringLiteral(", ") + percent(state.share));
    update();
}

void JobBar::setDetail(const QString& detail)
{
    m_detail = detail;
    update();
}

QSize JobBar::sizeHint() const { return {400, m_theme.height(34)}; }

void JobBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.sunken);
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.line);
    const QFont strong = m_theme.font(Type::BodyStrong);
    const QFont body = m_theme.font(Type::Body);
    int right = m_cancel->geometry().left() - 12;
    const auto fromRight = [&](const QString& words, const QFont& font, const QColor& colour) {
        const int wide = QFontMetrics(font).horizontalAdvance(words);
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(QRect(right - wide, 0, wide + 2, height()), Qt::AlignLeft | Qt::AlignVCenter, words);
        right -= wide + 12;
    };
    if (m_state.isStopping)
        fromRight(tr("stopping"), body, m_theme.text2);
    else if (m_state.secondsLeft >= 0)
        fromRight(tr("about %1 s left").arg(grouped(m_state.secondsLeft)), body, m_theme.text2);
    if (m_state.share >= 0) {
        fromRight(percent(m_state.share), strong, m_theme.text);
        const QRect track(right - barWidth, (height() - 6) / 2, barWidth, 6);
        painter.fillRect(track, m_theme.idleSoft);
        painter.fillRect(QRect(track.left(), track.top(), int(barWidth * m_state.share), 6), m_theme.accent);
        right -= barWidth + 12;
    }
    painter.setFont(strong);
    painter.setPen(m_theme.text);
    painter.drawText(QRect(padding, 0, right - padding, height()), Qt::AlignLeft | Qt::AlignVCenter,
        shortenedEnd(m_state.title, strong, right - padding));
    const int left = padding + QFontMetrics(strong).horizontalAdvance(m_state.title) + 10;
    painter.setFont(body);
    painter.setPen(m_theme.text2);
    painter.drawText(QRect(left, 0, right - left, height()), Qt::AlignLeft | Qt::AlignVCenter,
        shortenedEnd(m_detail, body, right - left));
}

} // namespace rulewright::ui
