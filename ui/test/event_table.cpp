// SPDX-License-Identifier: Apache-2.0
#include "ui/test/event_table.h"

#include "ui/test/background.h"
#include "ui/test/event_filter.h"
#include "ui/test/event_header.h"
#include "ui/window/marks.h"
#include "ui/window/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>

#include <algorithm>
#include <utility>

namespace rulewright::ui {

namespace {

constexpr int designedRow = 22;
constexpr int padding = 8;
constexpr std::uint64_t immediateRows = 4'000; ///< sorted and filtered at once

class EventDelegate : public QStyledItemDelegate {
public:
    EventDelegate(const EventTable& table, const Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_table(table)
        , m_theme(theme)
    {
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const bool isChosen = option.state.testFlag(QStyle::State_Selected);
        const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
        QRect ground = option.rect;
        if (index.column() > 0 && isChosen)
            painter->fillRect(ground, m_table.hasFocus() ? m_theme.accentSoft : m_theme.idleSoft);
        else
            paintRowGround(*painter, ground, isChosen, m_table.hasFocus(), isHovered, m_theme);
        if (index.column() == 0)
            paintMarks(*painter, option.rect, index);
        else
            paintText(*painter, option.rect.adjusted(padding, 0, -4, 0), index);
        // The cell whose value the keys take.
        if (index == m_table.currentIndex() && index.column() > 0 && m_table.hasFocus()) {
            painter->setPen(m_theme.accent);
            painter->drawRect(option.rect.adjusted(1, 0, -2, -1));
        }
    }

private:
    void paintMarks(QPainter& painter, const QRect& box, const QModelIndex& index) const
    {
        const bool isStale = m_table.isStale();
        const qreal middle = box.top() + box.height() / 2.0;
        const QPointF centre(box.left() + 15.5, middle);
        switch (static_cast<events::Side>(index.data(EventModel::SideRole).toInt())) {
        case events::Side::Attack:
            paintDisc(painter, centre, 3.5, isStale ? m_theme.text3 : m_theme.attack);
            break;
        case events::Side::Benign:
            paintRing(painter, centre, 3.5, isStale ? m_theme.text3 : m_theme.benign);
            break;
        case events::Side::Unknown:
            break;
        }
        const QString label = index.data(EventModel::LabelRole).toString();
        if (label.isEmpty())
            return;
        painter.setFont(m_theme.font(Type::CaptionStrong));
        painter.setPen(isStale ? m_theme.text3 : label == u"TP" ? m_theme.attack : m_theme.benign);
        painter.drawText(box.adjusted(24, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, label);
    }

    void paintText(QPainter& painter, const QRect& box, const QModelIndex& index) const
    {
        QFont font = m_theme.font(Type::Body);
        if (index.data(EventModel::MonoRole).toBool()) {
            font = m_theme.font(Type::Value);
            font.setWeight(QFont::Normal);
        }
        const bool isTime = index.data(EventModel::TimeRole).toBool();
        painter.setFont(font);
        painter.setPen(m_table.isStale() ? m_theme.text3 : isTime ? m_theme.text2 : m_theme.text);
        const QString text = index.data().toString();
        painter.drawText(
            box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shortenedEnd(text, font, box.width()));
    }

    const EventTable& m_table;
    const Theme& m_theme;
};

} // namespace

EventTable::EventTable(const Theme& theme, QThreadPool* pool, QWidget* parent)
    : QTableView(parent)
    , m_theme(theme)
    , m_pool(pool != nullptr ? pool : QThreadPool::globalInstance())
    , m_model(new EventModel(this))
    , m_header(new EventHeader(theme, this))
{
    setObjectName(QStringLiteral("eventTable"));
    setAccessibleName(tr("Events"));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    setHorizontalHeader(m_header);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setModel(m_model);
    setItemDelegate(new EventDelegate(*this, theme, this));
    m_header->setSortIndicatorShown(true);
    m_header->setSortIndicator(1, Qt::AscendingOrder);
    m_query.columns = m_model->columns();
    m_query.sortColumn = 1;
    applyTheme();
    setWidths();
    connect(m_header, &QHeaderView::sectionClicked, this, [this](int section) {
        if (section == 0) {
            sortRows(-1, Qt::AscendingOrder);
            return;
        }
        const bool isSame = m_query.sortColumn == section;
        sortRows(section, isSame && !m_query.isDescending ? Qt::DescendingOrder : Qt::AscendingOrder);
    });
    connect(m_header, &EventHeader::filtersChanged, this, [this] {
        m_query.filters = m_header->filters();
        query();
    });
    connect(m_header, &EventHeader::columnsRequested, this, &EventTable::columnChooserRequested);
    connect(m_header, &EventHeader::filterLeft, this, qOverload<>(&QWidget::setFocus));
}

EventTable::~EventTable()
{
    if (m_task)
        m_task->stop();
}

void EventTable::applyTheme()
{
    const int height = m_theme.height(designedRow);
    verticalHeader()->setMinimumSectionSize(8);
    if (verticalHeader()->defaultSectionSize() == height)
        return;
    {
        // It would tell the table of each of a million rows that it is higher now.
        const QSignalBlocker quiet(verticalHeader());
        verticalHeader()->setDefaultSectionSize(height);
    }
    updateGeometries();
    viewport()->update();
}

void EventTable::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if ((event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) && m_header != nullptr)
        applyTheme();
    if (event->type() == QEvent::StyleChange && m_header != nullptr)
        setWidths();
}

void EventTable::setWidths()
{
    const std::vector<EventColumn>& columns = m_model->columns();
    for (int i = 0; i < static_cast<int>(columns.size()); ++i) {
        const EventColumn& column = columns[static_cast<std::size_t>(i)];
        int width = m_theme.width(column.width);
        // The last one takes what is left: in a narrow pane its text is shortened rather than cut.
        if (i + 1 == static_cast<int>(columns.size()))
            width = std::min(width, m_theme.width(120));
        if (column.kind == EventColumn::Kind::Time) {
            const QString widest
                = m_query.look.withDate ? QStringLiteral("2026-11-18 00:00:00.000") : QStringLiteral("00:00:00.000");
            width = QFontMetrics(m_theme.font(Type::Body)).horizontalAdvance(widest) + 2 * padding;
        }
        m_header->resizeSection(i, width);
    }
}

void EventTable::setContents(std::shared_ptr<const events::EventSet> events, std::optional<match::Bitmap> among,
    std::vector<EventColumn> columns)
{
    const bool hasOtherEvents = events != m_query.events;
    // All events again: nothing to sort anew after each key in the rule.
    if (!hasOtherEvents && !among && !m_query.among && columns == m_query.columns && (m_task || m_isAllShown))
        return;
    m_isAllShown = false;
    m_query.events = std::move(events);
    m_query.among = std::move(among);
    if (hasOtherEvents)
        setLook();
    if (columns != m_query.columns) {
        // Filters and order stay with the columns that are still there.
        std::vector<QString> filters(columns.size());
        int sortColumn = -1;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const auto before = std::ranges::find(m_query.columns, columns[i]);
            if (before == m_query.columns.end())
                continue;
            const auto place = static_cast<std::size_t>(before - m_query.columns.begin());
            if (place < m_query.filters.size())
                filters[i] = m_query.filters[place];
            if (static_cast<int>(place) == m_query.sortColumn)
                sortColumn = static_cast<int>(i);
        }
        if (sortColumn < 0 && m_query.sortColumn >= 0) {
            sortColumn = 1;
            m_query.isDescending = false;
        }
        m_query.columns = std::move(columns);
        m_query.filters = std::move(filters);
        m_query.sortColumn = sortColumn;
    }
    query();
}

void EventTable::setLook()
{
    TimeLook look{m_query.events && spansDays(*m_query.events, m_zone), m_zone};
    m_hasOtherWidths = m_hasOtherWidths || look != m_query.look;
    m_query.look = std::move(look);
}

void EventTable::setTimeZone(const QTimeZone& zone)
{
    m_zone = zone;
    setLook();
    query();
}

void EventTable::setTimes(const std::optional<TimeStretch>& times)
{
    if (times == m_query.times)
        return;
    m_query.times = times;
    query();
}

void EventTable::clearFilters()
{
    m_query.times.reset();
    m_query.filters.clear();
    m_header->setFilters({});
    query();
}

void EventTable::filterBy(const EventColumn& column, const QString& cell, bool isTurned)
{
    const auto isSame
        = [&column](const EventColumn& other) { return other.kind == column.kind && other.field == column.field; };
    if (!std::ranges::any_of(m_query.columns, isSame)) {
        std::vector<EventColumn> columns = m_query.columns;
        columns.push_back(column);
        emit columnsWanted(columns);
    }
    const auto found = std::ranges::find_if(m_query.columns, isSame);
    if (found == m_query.columns.end())
        return;
    m_query.filters.resize(m_query.columns.size());
    const auto place = static_cast<std::size_t>(found - m_query.columns.begin());
    m_query.filters[place] = (isTurned ? QStringLiteral("!") : QString()) + CellFilter::exactly(cell);
    if (m_model->columns() == m_query.columns)
        m_header->setFilters(m_query.filters);
    query();
}

void EventTable::sortRows(int column, Qt::SortOrder order)
{
    m_query.sortColumn = column;
    m_query.isDescending = order == Qt::DescendingOrder;
    m_header->setSortIndicator(column, order);
    query();
}

void EventTable::query()
{
    if (m_task)
        m_task->stop();
    m_task.reset();
    if (!m_query.events) {
        show({});
        return;
    }
    const std::uint64_t size = m_query.among ? m_query.among->count() : m_query.events->size();
    if (m_query.isPlain() || size <= immediateRows) {
        Task task;
        show(queryRows(m_query, task));
        return;
    }
    m_task = std::make_shared<Task>();
    runInBackground(
        m_pool, this, [query = m_query, task = m_task] { return queryRows(query, *task); },
        [this, task = m_task](const EventRowsPtr& rows) {
            if (task != m_task)
                return; // a newer query runs
            m_task.reset();
            if (rows)
                show(rows);
        });
}

void EventTable::show(const EventRowsPtr& rows)
{
    m_isShowing = true;
    m_isAllShown = !m_query.among;
    const bool hasOtherColumns = m_query.columns != m_model->columns();
    const int scroll = verticalScrollBar()->value();
    const int column = std::max(0, currentIndex().column()); // of the value that the keys take
    m_model->setRows(m_query.events, rows, m_query.columns, m_query.look);
    if (hasOtherColumns)
        m_header->setFilters(m_query.filters);
    m_header->setSortIndicator(m_query.sortColumn, m_query.isDescending ? Qt::DescendingOrder : Qt::AscendingOrder);
    if (hasOtherColumns || std::exchange(m_hasOtherWidths, false))
        setWidths();
    const int row = m_chosen == events::EventId::None ? -1 : m_model->rowOf(m_chosen);
    if (row >= 0) {
        if (currentIndex().row() != row)
            setCurrentIndex(m_model->index(row, std::min(column, m_model->columnCount() - 1)));
    } else {
        clearSelection();
        setCurrentIndex({});
    }
    verticalScrollBar()->setValue(scroll);
    if (std::exchange(m_isAwaited, false) && row >= 0)
        scrollTo(currentIndex());
    m_isShowing = false;
    emit rowsChanged();
}

events::EventId EventTable::chosenEvent() const { return m_chosen; }

void EventTable::chooseEvent(events::EventId event)
{
    m_chosen = event;
    const int row = m_model->rowOf(event);
    m_isAwaited = row < 0; // its row may be on its way
    if (row >= 0) {
        setCurrentIndex(m_model->index(row, std::max(0, currentIndex().column())));
        scrollTo(currentIndex());
    }
}

void EventTable::goToEvent(events::EventId event)
{
    chooseEvent(event);
    emit eventChosen(event);
}

void EventTable::goTo(int direction)
{
    const int count = m_model->rowCount();
    if (count == 0)
        return;
    const int row = currentIndex().isValid() ? (currentIndex().row() + direction + count) % count
        : direction > 0                      ? 0
                                             : count - 1;
    setCurrentIndex(m_model->index(row, std::max(0, currentIndex().column())));
    scrollTo(currentIndex());
}

void EventTable::setStale(bool stale)
{
    m_isStale = stale;
    viewport()->update();
}

void EventTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (m_isShowing)
        return;
    const events::EventId event = m_model->eventAt(current.row());
    if (event == m_chosen)
        return;
    m_chosen = event;
    emit eventChosen(event);
}

void EventTable::keyPressEvent(QKeyEvent* event)
{
    if (event->text() == u"/") {
        m_header->focusFilter(m_model->columnCount() - 1);
        return;
    }
    const QString key = event->modifiers() == Qt::NoModifier ? event->text().toLower() : QString();
    if (key == u"t" || key == u"f") {
        key == u"t" ? emit truePositiveRequested() : emit falsePositiveRequested();
        return;
    }
    if (event->matches(QKeySequence::Undo) || event->matches(QKeySequence::Redo)) {
        event->matches(QKeySequence::Undo) ? emit undoRequested() : emit redoRequested();
        return;
    }
    if (event->matches(QKeySequence::Copy) && currentIndex().isValid()) {
        copyCells();
        return;
    }
    ValueAction action{};
    if (valueActionOf(*event, action)) {
        requestValue(action);
        return;
    }
    QTableView::keyPressEvent(event);
}

void EventTable::focusInEvent(QFocusEvent* event)
{
    QTableView::focusInEvent(event);
    viewport()->update();
}

void EventTable::focusOutEvent(QFocusEvent* event)
{
    QTableView::focusOutEvent(event);
    viewport()->update();
}

} // namespace rulewright::ui
