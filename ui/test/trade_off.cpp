// SPDX-License-Identifier: Apache-2.0
#include "ui/test/trade_off.h"

#include "ui/window/marks.h"
#include "ui/window/theme.h"
#include "ui/window/words.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>

namespace rulewright::ui {

namespace {

constexpr int padding = 12;
constexpr int designedHeight = 272; // of axes and captions: the rest of the pane stays empty

/// The least of 2, 4, 10, 20, 40, 100 … that is not below: its half is a whole number.
std::uint64_t roundTop(std::uint64_t most)
{
    for (std::uint64_t unit = 1;; unit *= 10) {
        for (const std::uint64_t top : std::array<std::uint64_t, 3>{2 * unit, 4 * unit, 10 * unit}) {
            if (top >= most)
                return top;
        }
    }
}

QString benignWords(std::uint64_t count) { return TradeOff::tr("%1 ben").arg(grouped(qint64(count))); }

QString conditionWords(std::size_t conditions)
{
    return conditions == 0 ? TradeOff::tr("none")
        : conditions == 1  ? TradeOff::tr("1 condition")
                           : QString::number(conditions);
}

} // namespace

struct TradeOff::Frame {
    QRectF axes; // of the points
    std::uint64_t top = 2;
    qreal stride = 0; // from point to point

    [[nodiscard]] QPointF point(std::size_t step, std::uint64_t left) const
    {
        return {axes.left() + stride * (qreal(step) + 0.5), axes.bottom() - axes.height() * qreal(left) / qreal(top)};
    }
};

TradeOff::TradeOff(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setObjectName(QStringLiteral("tradeOff"));
    setAccessibleName(tr("Trade-off"));
    updateWords();
}

QSize TradeOff::sizeHint() const { return {m_theme.width(300), m_theme.height(designedHeight)}; }

void TradeOff::setResult(const ExclusionResultPtr& result)
{
    m_result = result;
    m_left.clear();
    m_step = 0;
    if (result && !result->found.curve.empty()) {
        m_left.push_back(result->found.falsePositives);
        for (const advise::ExclusionStep& step : result->found.curve)
            m_left.push_back(
                step.measured ? step.measured->falsePositives : result->found.falsePositives - step.removes);
    }
    updateWords();
    update();
}

void TradeOff::setStale(bool stale)
{
    m_isStale = stale;
    update();
}

void TradeOff::setStep(std::size_t step)
{
    m_step = std::min(step, m_left.empty() ? 0 : m_left.size() - 1);
    updateWords();
    update();
}

void TradeOff::choose(std::size_t step)
{
    setStep(step);
    emit stepChosen(m_step);
}

QString TradeOff::keptSentence() const
{
    if (m_left.empty())
        return {};
    const advise::Exclusions& found = m_result->found;
    const QString all = grouped(qint64(found.truePositives));
    if (found.truePositives == 0)
        return tr("No TP is known: that one is kept cannot be shown");
    const bool isMeasured
        = std::ranges::all_of(found.curve, [](const advise::ExclusionStep& step) { return step.measured.has_value(); });
    const bool isKept = std::ranges::all_of(found.curve, [&](const advise::ExclusionStep& step) {
        return !step.measured || step.measured->truePositives == found.truePositives;
    });
    if (!isKept)
        return tr("A point loses a TP: do not use it");
    return isMeasured ? tr("%1 of %1 TP kept at every point: others are not offered").arg(all)
                      : tr("%1 of %1 TP kept, by the events: to be written by hand").arg(all);
}

QString TradeOff::sentence() const
{
    if (m_left.empty())
        return tr("No curve: nothing is there to exclude");
    QStringList points;
    for (std::size_t i = 0; i < m_left.size(); ++i) {
        const QString conditions = i == 1 ? tr("1 condition")
            : i == 0                      ? tr("no condition")
                                          : tr("%1 conditions").arg(i);
        points << tr("%1: %2 benign hits left").arg(conditions, grouped(qint64(m_left[i])));
    }
    QString text = points.join(QStringLiteral("; ")) + QStringLiteral(". ") + keptSentence() + u'.';
    if (m_step > 0)
        text += tr(" Chosen: %1.").arg(m_step == 1 ? tr("1 condition") : tr("%1 conditions").arg(m_step));
    return text;
}

void TradeOff::updateWords()
{
    setAccessibleDescription(sentence());
    setToolTip(sentence().toHtmlEscaped());
}

TradeOff::Frame TradeOff::frame() const
{
    Frame frame;
    frame.top = roundTop(m_left.empty() ? 1 : m_left.front());
    const QFontMetrics caption(m_theme.font(Type::Caption));
    const int scale = caption.horizontalAdvance(grouped(qint64(frame.top))) + 8;
    const int head = m_theme.height(44);
    const int foot = 2 * m_theme.height(22);
    const int whole = std::min(height(), m_theme.height(designedHeight));
    frame.axes
        = QRectF(padding + scale, head, std::max(60, width() - 2 * padding - scale), std::max(40, whole - head - foot));
    frame.stride = frame.axes.width() / qreal(std::max<std::size_t>(1, m_left.size()));
    return frame;
}

void TradeOff::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_theme.font(Type::BodyStrong));
    painter.setPen(m_theme.text);
    painter.drawText(QRect(padding, 0, width() - 2 * padding, m_theme.height(34)), Qt::AlignLeft | Qt::AlignVCenter,
        tr("Benign hits left, by conditions added"));
    const QFont caption = m_theme.font(Type::Caption);
    if (m_left.empty()) {
        painter.setFont(caption);
        painter.setPen(m_theme.text2);
        painter.drawText(QRect(padding, m_theme.height(34), width() - 2 * padding, height()),
            Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, sentence());
        return;
    }
    const Frame frame = this->frame();
    painter.setFont(caption);
    for (const std::uint64_t value : {frame.top, frame.top / 2, std::uint64_t{0}}) {
        const int y = qRound(frame.point(0, value).y());
        painter.setPen(m_theme.text2);
        painter.drawText(QRect(0, y - 20, int(frame.axes.left()) - 6, 40), Qt::AlignRight | Qt::AlignVCenter,
            grouped(qint64(value)));
        painter.fillRect(
            QRectF(frame.axes.left(), y, frame.axes.width(), 1), value == 0 ? m_theme.control : m_theme.line);
    }
    const QColor ink = m_isStale ? m_theme.text3 : m_theme.benign;
    QPainterPath steps(frame.point(0, m_left.front()));
    for (std::size_t i = 1; i < m_left.size(); ++i) {
        steps.lineTo(frame.point(i, m_left[i - 1]));
        steps.lineTo(frame.point(i, m_left[i]));
    }
    painter.setPen(QPen(ink, 2, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(steps);
    for (std::size_t i = 0; i < m_left.size(); ++i) {
        const QPointF point = frame.point(i, m_left[i]);
        const bool isChosen = i == m_step && m_step > 0;
        if (isChosen) {
            painter.setPen(QPen(m_theme.accent, 1));
            painter.setBrush(m_theme.accentSoft);
            painter.drawEllipse(point, 8, 8);
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.base);
        painter.drawEllipse(point, 4, 4);
        paintRing(painter, point, 4, ink);
        // Above the line that goes on to the right, so that it crosses nothing.
        const QFont font = m_theme.font(isChosen ? Type::CaptionStrong : Type::Caption);
        const QString words = benignWords(m_left[i]);
        const int width = QFontMetrics(font).horizontalAdvance(words);
        const qreal left = std::min(point.x() + 9, qreal(this->width() - padding - width));
        painter.setFont(font);
        painter.setPen(ink);
        painter.drawText(QRectF(left, point.y() - 24, width + 4, 18), Qt::AlignLeft | Qt::AlignVCenter, words);
        painter.setPen(isChosen ? m_theme.text : m_theme.text2);
        QString condition = conditionWords(i);
        if (QFontMetrics(font).horizontalAdvance(condition) > frame.stride - 4 && i == 1)
            condition = QStringLiteral("1");
        painter.drawText(
            QRectF(point.x() - frame.stride / 2, frame.axes.bottom() + 2, frame.stride, m_theme.height(18)),
            Qt::AlignHCenter | Qt::AlignVCenter | Qt::TextDontClip, condition);
    }
    const bool isKnown = m_result->found.truePositives > 0;
    const QRect foot(
        padding, int(frame.axes.bottom()) + m_theme.height(20), width() - 2 * padding, 2 * m_theme.height(18));
    paintMark(painter, isKnown ? Mark::Check : Mark::Empty,
        QRectF(foot.left(), foot.top() + 1, m_theme.width(14), m_theme.height(18)),
        isKnown ? m_theme.text : m_theme.text2);
    painter.setFont(caption);
    painter.setPen(m_theme.text2);
    painter.drawText(
        foot.adjusted(m_theme.width(18), 3, 0, 0), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, keptSentence());
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void TradeOff::keyPressEvent(QKeyEvent* event)
{
    const std::size_t last = m_left.empty() ? 0 : m_left.size() - 1;
    switch (event->key()) {
    case Qt::Key_Left:
        choose(m_step > 0 ? m_step - 1 : 0);
        return;
    case Qt::Key_Right:
        choose(std::min(m_step + 1, last));
        return;
    case Qt::Key_Home:
        choose(0);
        return;
    case Qt::Key_End:
        choose(last);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_step > 0 && !m_isStale) {
            std::vector<corpus::RowKey> rows;
            for (const std::size_t row : m_result->found.curve[m_step - 1].rows)
                rows.push_back(m_result->found.rows[row].key);
            emit excludeRequested(rows);
        }
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void TradeOff::mousePressEvent(QMouseEvent* event)
{
    if (m_left.empty())
        return;
    const Frame frame = this->frame();
    const qreal place = (event->position().x() - frame.axes.left()) / frame.stride;
    choose(static_cast<std::size_t>(std::clamp<qreal>(std::floor(place), 0, qreal(m_left.size() - 1))));
}

void TradeOff::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void TradeOff::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

void TradeOff::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        update();
}

} // namespace rulewright::ui
