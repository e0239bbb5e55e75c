// SPDX-License-Identifier: Apache-2.0
#include "ui/test/time_strip.h"

#include "ui/test/time_axis.h"
#include "ui/window/theme.h"
#include "ui/window/words.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <numeric>

namespace rulewright::ui {

namespace {

constexpr int designedHeight = 46;
constexpr int padding = 12;
constexpr int step = 4;
constexpr std::int64_t second = 10'000'000;

QString caption(std::int64_t time, std::int64_t distance, const QTimeZone& zone)
{
    const QDateTime moment = momentOf(time, zone);
    if (distance >= 86'400 * second)
        return moment.toString(QStringLiteral("MM-dd"));
    return moment.toString(distance < 60 * second ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
}

} // namespace

TimeProfile timeProfile(
    const events::EventSet& events, const match::Bitmap* hits, const match::Bitmap* benign, std::size_t stretches)
{
    TimeProfile profile;
    profile.first = std::numeric_limits<std::int64_t>::max();
    profile.last = std::numeric_limits<std::int64_t>::min();
    for (const auto& segment : events.segments) {
        for (const std::int64_t time : segment->time) {
            if (time == events::Segment::noTime)
                continue;
            profile.first = std::min(profile.first, time);
            profile.last = std::max(profile.last, time);
        }
    }
    if (profile.first > profile.last || stretches == 0)
        return {};
    profile.events.assign(stretches, 0);
    profile.hits.assign(stretches, 0);
    profile.benignHits.assign(stretches, 0);
    const double scale = static_cast<double>(stretches)
        / (static_cast<double>(profile.last) - static_cast<double>(profile.first) + 1.0);
    const auto stretchOf = [&](std::int64_t time) {
        const double at = (static_cast<double>(time) - static_cast<double>(profile.first)) * scale;
        return std::min(static_cast<std::size_t>(std::max(at, 0.0)), stretches - 1);
    };
    for (const auto& segment : events.segments) {
        for (const std::int64_t time : segment->time) {
            if (time != events::Segment::noTime)
                ++profile.events[stretchOf(time)];
        }
    }
    if (hits == nullptr)
        return profile;
    hits->forEach([&](std::uint32_t event) {
        const std::int64_t time = events.time(static_cast<events::EventId>(event));
        if (time == events::Segment::noTime)
            return;
        const bool isBenign = benign != nullptr && event < benign->size() && benign->contains(event);
        ++(isBenign ? profile.benignHits : profile.hits)[stretchOf(time)];
    });
    return profile;
}

TimeStrip::TimeStrip(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("timeStrip"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Events over time"));
    setFocusPolicy(Qt::StrongFocus);
    setToolTip(tr(
        "Drag to choose a stretch of time; with the keyboard Left and Right, with Shift the beginning. Esc lifts it."));
}

void TimeStrip::setProfile(TimeProfile profile)
{
    m_profile = std::move(profile);
    describe();
    update();
}

void TimeStrip::describe()
{
    if (m_profile.isEmpty()) {
        setAccessibleDescription({});
        return;
    }
    const auto sum = [](const std::vector<std::uint32_t>& counts) {
        return grouped(std::accumulate(counts.begin(), counts.end(), qint64{0}));
    };
    const auto moment = [this](std::int64_t time) { return shownTime(time, {.withDate = true, .zone = m_zone}); };
    QString text = tr("%1 events from %2 to %3, %4 hits, %5 of them benign")
                       .arg(sum(m_profile.events), moment(m_profile.first), moment(m_profile.last), sum(m_profile.hits),
                           sum(m_profile.benignHits));
    if (m_range)
        text += tr(". Chosen: %1 to %2").arg(moment(m_range->first), moment(m_range->second));
    setAccessibleDescription(text);
}

void TimeStrip::setTimeZone(const QTimeZone& zone)
{
    m_zone = zone;
    describe();
    update();
}

void TimeStrip::setRange(const std::optional<TimeStretch>& range)
{
    m_range = range;
    describe();
    update();
}

void TimeStrip::choose(const std::optional<TimeStretch>& range)
{
    if (range == m_range)
        return;
    setRange(range);
    emit rangeChanged(m_range);
}

int TimeStrip::barsWidth() const { return std::max(1, (width() - 2 * padding) / step) * step; }

std::int64_t TimeStrip::timeAt(int x) const
{
    const double share = std::clamp(double(x - padding) / barsWidth(), 0.0, 1.0);
    const double span = static_cast<double>(m_profile.last) - static_cast<double>(m_profile.first);
    return m_profile.first + static_cast<std::int64_t>(std::llround(share * span));
}

int TimeStrip::placeOf(std::int64_t time) const
{
    const double span = static_cast<double>(m_profile.last) - static_cast<double>(m_profile.first);
    const double at = static_cast<double>(time) - static_cast<double>(m_profile.first);
    return padding + (span <= 0 ? 0 : static_cast<int>(std::lround(std::clamp(at / span, 0.0, 1.0) * barsWidth())));
}

void TimeStrip::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && !m_profile.isEmpty())
        m_pressed = event->pos().x();
}

void TimeStrip::mouseMoveEvent(QMouseEvent* event)
{
    constexpr int least = 4; // a click is no drag
    if (!m_pressed || std::abs(event->pos().x() - *m_pressed) < least)
        return;
    const int from = std::min(*m_pressed, event->pos().x());
    const int to = std::max(*m_pressed, event->pos().x());
    choose(TimeStretch(timeAt(from), timeAt(to)));
}

void TimeStrip::mouseReleaseEvent(QMouseEvent*) { m_pressed.reset(); }

void TimeStrip::mouseDoubleClickEvent(QMouseEvent*) { choose(std::nullopt); }

void TimeStrip::keyPressEvent(QKeyEvent* event)
{
    const bool isArrow = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    if (isArrow && !m_profile.isEmpty()) {
        // A hundredth of the whole a step; with Ctrl a tenth.
        const std::int64_t span = std::max<std::int64_t>(m_profile.last - m_profile.first, 1);
        const std::int64_t unit
            = std::max<std::int64_t>(span / (event->modifiers().testFlag(Qt::ControlModifier) ? 10 : 100), 1);
        const std::int64_t by = event->key() == Qt::Key_Left ? -unit : unit;
        TimeStretch range = m_range.value_or(TimeStretch(m_profile.first, m_profile.last));
        if (event->modifiers().testFlag(Qt::ShiftModifier))
            range.first = std::clamp(range.first + by, m_profile.first, range.second);
        else
            range.second = std::clamp(range.second + by, range.first, m_profile.last);
        const bool isWhole = range.first == m_profile.first && range.second == m_profile.last;
        choose(isWhole ? std::nullopt : std::optional(range));
        return;
    }
    if (event->key() == Qt::Key_Escape && m_range) {
        choose(std::nullopt);
        return;
    }
    if (event->key() == Qt::Key_Escape || event->key() == Qt::Key_Down || event->key() == Qt::Key_Return) {
        emit left();
        return;
    }
    QWidget::keyPressEvent(event);
}

void TimeStrip::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void TimeStrip::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

void TimeStrip::paintRange(QPainter& painter, int axis) const
{
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.accent, 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -2));
    }
    if (!m_range)
        return;
    const int from = placeOf(m_range->first);
    const int to = placeOf(m_range->second);
    painter.fillRect(QRect(from, axis - 1, std::max(2, to - from), 2), m_theme.accent);
    for (const int x : {from, to})
        painter.fillRect(QRect(x - 1, axis - 4, 2, 8), m_theme.accent);
}

void TimeStrip::setStale(bool stale)
{
    m_isStale = stale;
    update();
}

QSize TimeStrip::sizeHint() const { return {400, m_theme.height(designedHeight)}; }

QSize TimeStrip::minimumSizeHint() const { return {100, m_theme.height(designedHeight)}; }

void TimeStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.base);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.line);
    if (m_profile.isEmpty())
        return;
    const int captions = QFontMetrics(m_theme.font(Type::Caption)).height() + 4;
    const int axis = height() - captions - 2;
    const int top = 4;
    const int columns = std::max(1, (width() - 2 * padding) / step);
    const std::size_t bins = m_profile.events.size();
    const auto inColumn = [&](const std::vector<std::uint32_t>& counts, int column) {
        const std::size_t begin = static_cast<std::size_t>(column) * bins / static_cast<std::size_t>(columns);
        const std::size_t end
            = std::max(begin + 1, (static_cast<std::size_t>(column) + 1) * bins / static_cast<std::size_t>(columns));
        std::uint32_t sum = 0;
        for (std::size_t i = begin; i < end && i < bins; ++i)
            sum += counts[i];
        return sum;
    };
    std::uint32_t most = 1;
    std::uint32_t mostHits = 1;
    for (int i = 0; i < columns; ++i) {
        most = std::max(most, inColumn(m_profile.events, i));
        mostHits = std::max({mostHits, inColumn(m_profile.hits, i), inColumn(m_profile.benignHits, i)});
    }
    const int room = axis - top;
    // Events take the lower two thirds; a column without any hit is quiet, one hit is never invisible.
    const auto tall = [](std::uint32_t count, std::uint32_t of, int height) {
        return count == 0 ? 0 : std::max(2, static_cast<int>(std::lround(height * std::sqrt(double(count) / of))));
    };
    for (int i = 0; i < columns; ++i) {
        const int x = padding + i * step;
        const int all = tall(inColumn(m_profile.events, i), most, room * 2 / 3);
        painter.fillRect(QRect(x, axis - all, 3, all), m_theme.bar);
        const int hit = tall(inColumn(m_profile.hits, i), mostHits, room);
        painter.fillRect(QRect(x, axis - hit, 3, hit), m_isStale ? m_theme.text3 : m_theme.attack);
        const int benign = tall(inColumn(m_profile.benignHits, i), mostHits, 6);
        painter.fillRect(QRect(x, axis + 1, 3, benign), m_isStale ? m_theme.text3 : m_theme.benign);
    }
    painter.fillRect(QRect(padding, axis, columns * step, 1), m_theme.control);
    paintRange(painter, axis);
    paintCaptions(painter, padding, padding + columns * step, axis + 4);
}

void TimeStrip::paintCaptions(QPainter& painter, int left, int right, int top) const
{
    const QFont font = m_theme.font(Type::Caption);
    const QFontMetrics metrics(font);
    painter.setFont(font);
    painter.setPen(m_theme.text3);
    const std::int64_t span = std::max<std::int64_t>(m_profile.last - m_profile.first, second);
    const int wanted = std::max(1, (right - left) / 140);
    const std::vector<std::int64_t> ticks = timeTicks(m_profile.first, m_profile.first + span, wanted + 1, m_zone);
    const std::int64_t distance = ticks.size() > 1 ? ticks[1] - ticks[0] : span;
    for (const std::int64_t time : ticks) {
        const QString text = caption(time, distance, m_zone);
        const double share = static_cast<double>(time - m_profile.first) / static_cast<double>(span);
        const int width = metrics.horizontalAdvance(text);
        const int x = left + static_cast<int>(std::lround(share * (right - left))) - width / 2;
        if (x >= left && x + width <= right)
            painter.drawText(QRect(x, top, width + 2, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter, text);
    }
}

} // namespace rulewright::ui
