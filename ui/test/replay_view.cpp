// SPDX-License-Identifier: Apache-2.0
#include "ui/test/replay_view.h"

#include "ui/test/event_columns.h"
#include "ui/test/time_axis.h"
#include "ui/window/marks.h"
#include "ui/window/theme.h"
#include "ui/window/words.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace rulewright::ui {

namespace {

constexpr int padding = 12;
constexpr int designedNames = 216; ///< from the left edge to the axis
constexpr int designedResult = 140; ///< from the axis to the right edge
constexpr int designedLane = 46;
constexpr int designedAxis = 28;

/// Where a time stands between the names and the results.
struct Axis {
    Axis(const Replay& replay, int width, const Theme& theme)
        : first(replay.first)
        , last(replay.last)
        , left(theme.width(designedNames))
        , right(std::max(left + 60, width - theme.width(designedResult) - padding))
    {
    }

    [[nodiscard]] int of(std::int64_t time) const
    {
        const double span = std::max(1.0, static_cast<double>(last - first));
        return left + static_cast<int>(std::lround(static_cast<double>(time - first) / span * (right - left)));
    }

    [[nodiscard]] std::vector<std::int64_t> ticks(const Theme& theme, const QTimeZone& zone) const
    {
        return timeTicks(first, last, std::max(1, (right - left) / theme.width(96)), zone);
    }

    std::int64_t first;
    std::int64_t last;
    int left;
    int right;
};

QString eventsWords(quint64 events)
{
    return events == 1 ? ReplayView::tr("1 event") : ReplayView::tr("%1 events").arg(grouped(qint64(events)));
}

QString valueWords(const ReplayFiring& firing)
{
    return firing.value.isEmpty() ? eventsWords(firing.events) : firing.value;
}

/// The captions above the lanes: the fields of the groups, the times, the condition.
class AxisLine : public QWidget {
public:
    AxisLine(const ReplayModel& model, const Theme& theme, QWidget* parent)
        : QWidget(parent)
        , m_model(model)
        , m_theme(theme)
    {
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }

    [[nodiscard]] QSize sizeHint() const override { return {200, m_theme.height(designedAxis)}; }

    void setRoom(int room)
    {
        m_room = room;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), m_theme.base);
        const Replay& replay = m_model.replay();
        const Axis axis(replay, m_room, m_theme);
        const QFont font = m_theme.font(Type::Caption);
        painter.setFont(font);
        painter.setPen(m_theme.text3);
        const QString groups
            = replay.groups.isEmpty() ? ReplayView::tr("one group") : ReplayView::tr("groups: %1").arg(replay.groups);
        painter.drawText(QRect(padding, 0, axis.left - padding - 8, height()), Qt::AlignLeft | Qt::AlignVCenter,
            shortenedEnd(groups, font, axis.left - padding - 8));
        const QFontMetrics metrics(font);
        int free = axis.left - 40;
        for (const std::int64_t time : axis.ticks(m_theme, m_model.timeZone())) {
            const QString text = axisTime(time, axis.last - axis.first, m_model.timeZone());
            const int width = metrics.horizontalAdvance(text);
            const int left = axis.of(time) - width / 2;
            if (left < free)
                continue;
            painter.drawText(QRect(left, 0, width + 2, height()), Qt::AlignLeft | Qt::AlignVCenter, text);
            free = left + width + 8;
        }
        const QRect result(axis.right + 8, 0, m_room - padding - axis.right - 8, height());
        painter.drawText(
            result, Qt::AlignRight | Qt::AlignVCenter, shortenedEnd(replay.condition, font, result.width()));
    }

private:
    const ReplayModel& m_model;
    const Theme& m_theme;
    int m_room = 0;
};

} // namespace

class LaneDelegate : public QStyledItemDelegate {
public:
    LaneDelegate(const ReplayModel& model, const Theme& theme, QListView* view)
        : QStyledItemDelegate(view)
        , m_model(model)
        , m_theme(theme)
        , m_view(view)
    {
    }

    void setStale(bool stale) { m_isStale = stale; }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {200, m_theme.height(designedLane, 2)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const ReplayLane& lane = m_model.lane(index.row());
        const QRect box = option.rect;
        paintRowGround(*painter, box, option.state.testFlag(QStyle::State_Selected), m_view->hasFocus(),
            option.state.testFlag(QStyle::State_MouseOver), m_theme);
        painter->save();
        const Axis axis(m_model.replay(), m_view->viewport()->width(), m_theme);
        paintNames(*painter, QRect(padding, box.top(), axis.left - padding - 8, box.height()), lane);
        paintTimes(*painter, box, lane, axis);
        const ReplayFiring& firing = lane.firings.front();
        const QRect result(
            axis.right + 8, box.top(), m_view->viewport()->width() - padding - axis.right - 8, box.height());
        const QFont strong = m_theme.font(Type::BodyStrong);
        painter->setFont(strong);
        painter->setPen(ink());
        const QString fires = lane.firings.size() == 1
            ? valueWords(firing)
            : ReplayView::tr("fires %1 times").arg(grouped(qint64(lane.firings.size())));
        painter->drawText(result, Qt::AlignRight | Qt::AlignVCenter, shortenedEnd(fires, strong, result.width()));
        painter->restore();
    }

private:
    [[nodiscard]] QColor ink() const { return m_isStale ? m_theme.text3 : m_theme.attack; }

    void paintNames(QPainter& painter, const QRect& box, const ReplayLane& lane) const
    {
        const QFont body = m_theme.font(Type::BodyMedium);
        const QFont caption = m_theme.font(Type::Caption);
        const QString name = lane.values.isEmpty() ? ReplayView::tr("all events") : lane.values.front();
        const QString rest = lane.values.mid(1).join(QStringLiteral(", "));
        const int line = QFontMetrics(body).height();
        const int small = rest.isEmpty() ? 0 : QFontMetrics(caption).height();
        const int top = box.top() + (box.height() - line - small) / 2;
        painter.setFont(body);
        painter.setPen(m_isStale ? m_theme.text3 : m_theme.text);
        painter.drawText(QRect(box.left(), top, box.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
            shortenedMiddle(name, body, box.width()));
        painter.setFont(caption);
        painter.setPen(m_isStale ? m_theme.text3 : m_theme.text2);
        painter.drawText(QRect(box.left(), top + line, box.width(), small), Qt::AlignLeft | Qt::AlignVCenter,
            shortenedMiddle(rest, caption, box.width()));
    }

    void paintTimes(QPainter& painter, const QRect& box, const ReplayLane& lane, const Axis& axis) const
    {
        for (const std::int64_t time : axis.ticks(m_theme, m_model.timeZone()))
            painter.fillRect(QRect(axis.of(time), box.top(), 1, box.height()), m_theme.line);
        const QFont caption = m_theme.font(Type::CaptionStrong);
        const QFontMetrics metrics(caption);
        // The time of firing stands above the line of the events.
        const int middle = box.bottom() - (box.height() - metrics.height()) / 2;
        painter.fillRect(QRect(axis.left, middle, axis.right - axis.left, 1), m_theme.line);
        paintStretches(painter, lane, axis, middle);
        for (const ReplayEvent& event : lane.events) {
            const QPointF centre(axis.of(event.time) + 0.5, middle + 0.5);
            if (event.side == events::Side::Benign)
                paintRing(painter, centre, 3.5, m_isStale ? m_theme.text3 : m_theme.benign);
            else
                paintDisc(painter, centre, 3.5,
                    m_isStale                                ? m_theme.text3
                        : event.side == events::Side::Attack ? m_theme.attack
                                                             : m_theme.text2);
        }
        painter.setFont(caption);
        painter.setPen(ink());
        int free = axis.left;
        int painted = -1;
        for (const ReplayFiring& firing : lane.firings) {
            const int x = axis.of(firing.time);
            if (x == painted)
                continue; // thousands may fall on one pixel
            painted = x;
            painter.fillRect(QRect(x - 1, middle - 12, 2, 25), ink());
            const QString text = ReplayView::tr("fires %1").arg(axisTime(firing.time, 0, m_model.timeZone()));
            const int width = metrics.horizontalAdvance(text);
            const int left = std::min(x + 4, axis.right - width);
            if (left < free)
                continue;
            painter.drawText(
                QRect(left, box.top() + 1, width + 2, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter, text);
            free = left + width + 8;
        }
    }

    /// The bands of firings, those that touch as one: a lane may have more of them than pixels.
    void paintStretches(QPainter& painter, const ReplayLane& lane, const Axis& axis, int middle) const
    {
        constexpr int beyond = 6;
        const QColor ground = m_isStale ? m_theme.idleSoft : m_theme.attackSoft;
        int left = axis.left;
        int right = left - 1;
        const auto paint = [&] {
            if (right >= left)
                painter.fillRect(QRect(left, middle - 9, right - left, 19), ground);
        };
        for (const ReplayFiring& firing : lane.firings) {
            const int from = axis.of(firing.begin) - beyond;
            const int to = axis.of(firing.end) + beyond;
            if (right >= left && from >= left && from <= right) {
                right = std::max(right, to);
                continue;
            }
            paint();
            left = from;
            right = to;
        }
        paint();
    }

    const ReplayModel& m_model;
    const Theme& m_theme;
    QListView* m_view;
    bool m_isStale = false;
};

void ReplayModel::setReplay(ReplayPtr replay)
{
    beginResetModel();
    m_replay = replay ? std::move(replay) : std::make_shared<const Replay>();
    endResetModel();
}

void ReplayModel::setTimeZone(const QTimeZone& zone)
{
    m_zone = zone;
    if (rowCount() > 0)
        emit dataChanged(index(0), index(rowCount() - 1));
}

int ReplayModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_replay->lanes.size());
}

QVariant ReplayModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != Qt::ToolTipRole))
        return {};
    const ReplayLane& shown = lane(index.row());
    const QString name = shown.values.isEmpty() ? tr("all events") : shown.values.join(QStringLiteral(", "));
    if (role == Qt::DisplayRole)
        return name;
    QStringList times;
    for (const ReplayFiring& firing : shown.firings) {
        if (times.size() == 10) {
            times << tr("and %1 more").arg(grouped(qint64(shown.firings.size()) - 10));
            break;
        }
        times << tr("%1 with %2").arg(shownTime(firing.time, {.withDate = true, .zone = m_zone}), valueWords(firing));
    }
    const QString sentence = tr("%1 fires at %2").arg(name, times.join(QStringLiteral("; ")));
    return role == Qt::ToolTipRole ? sentence.toHtmlEscaped() : sentence;
}

ReplayView::ReplayView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_model(new ReplayModel(this))
    , m_axis(new AxisLine(*m_model, theme, this))
    , m_list(new QListView(this))
    , m_delegate(new LaneDelegate(*m_model, theme, m_list))
{
    m_list->setObjectName(QStringLiteral("replay"));
    m_list->setAccessibleName(tr("Firings over time"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(m_delegate);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setVerticalScrollMode(QListView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->viewport()->installEventFilter(this);
    m_list->installEventFilter(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_axis);
    column->addWidget(m_list, 1);
    setFocusProxy(m_list);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& current) {
        if (current.isValid())
            chooseFiring(current.row(), 0);
    });
}

void ReplayView::setReplay(const ReplayPtr& replay)
{
    m_model->setReplay(replay);
    m_firing = 0;
    m_axis->setToolTip(m_model->replay().condition.toHtmlEscaped());
    m_axis->update();
}

void ReplayView::setTimeZone(const QTimeZone& zone)
{
    m_model->setTimeZone(zone);
    m_axis->update();
}

void ReplayView::setStale(bool stale)
{
    m_delegate->setStale(stale);
    m_list->viewport()->update();
}

void ReplayView::chooseFiring(int row, int firing)
{
    const ReplayLane& lane = m_model->lane(row);
    m_firing = std::clamp(firing, 0, static_cast<int>(lane.firings.size()) - 1);
    emit eventChosen(lane.firings[static_cast<std::size_t>(m_firing)].event);
}

bool ReplayView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list->viewport() && event->type() == QEvent::Resize)
        static_cast<AxisLine*>(m_axis)->setRoom(m_list->viewport()->width());
    if (watched == m_list && event->type() == QEvent::KeyPress && m_list->currentIndex().isValid()) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Right || key == Qt::Key_Left) {
            chooseFiring(m_list->currentIndex().row(), m_firing + (key == Qt::Key_Right ? 1 : -1));
            return true;
        }
    }
    if (watched == m_list && event->type() == QEvent::FocusIn && !m_list->currentIndex().isValid()
        && m_model->rowCount() > 0)
        m_list->setCurrentIndex(m_model->index(0));
    if (watched == m_list && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut))
        m_list->viewport()->update();
    return QWidget::eventFilter(watched, event);
}

} // namespace rulewright::ui
