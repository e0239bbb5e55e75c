// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/test/event_model.h"
#include "ui/test/value_action.h"

#include <QTableView>
#include <QThreadPool>

#include <functional>
#include <limits>
#include <optional>

namespace rulewright::ui {

class EventHeader;
struct Theme;

/// The table of events with its filters: sorted and filtered on the pool, one row chosen.
class EventTable : public QTableView {
    Q_OBJECT
public:
    explicit EventTable(const Theme& theme, QThreadPool* pool = nullptr, QWidget* parent = nullptr);
    ~EventTable() override;

    /// What to show. The chosen event stays chosen where it is still among the rows.
    void setContents(std::shared_ptr<const events::EventSet> events, std::optional<match::Bitmap> among,
        std::vector<EventColumn> columns);
    void setStale(bool stale);
    /// Only events of this stretch of time; none: all.
    void setTimes(const std::optional<TimeStretch>& times);
    void setTimeZone(const QTimeZone& zone);
    void clearFilters();
    /// Shows only events with the value in this column, or only those without; the column is added where needed.
    void filterBy(const EventColumn& column, const QString& cell, bool isTurned);

    void setPriceAsker(PriceAsker prices) { m_prices = std::move(prices); }

    /// The query behind the rows: which events, in which order.
    [[nodiscard]] const RowQuery& rowQuery() const { return m_query; }

    /// The chosen rows in the order of the table, all rows where none is chosen: the first so many of them.
    [[nodiscard]] EventRows chosenRows(std::size_t most = std::numeric_limits<std::size_t>::max()) const;
    /// How many rows those are without a limit.
    [[nodiscard]] std::size_t chosenCount() const;
    /// The value of the cell with the caret; none for the mark and the time.
    [[nodiscard]] std::optional<EventValue> currentValue() const;
    void requestValue(ValueAction action);
    void copyAsJson();
    void copyAsCsv();

    [[nodiscard]] bool isStale() const { return m_isStale; }

    [[nodiscard]] EventModel& events() { return *m_model; }

    [[nodiscard]] EventHeader& header() { return *m_header; }

    [[nodiscard]] events::EventId chosenEvent() const;
    void chooseEvent(events::EventId event);
    /// The same as the user would do it.
    void goToEvent(events::EventId event);
    /// The next row (1) or the one before (-1).
    void goTo(int direction);
    /// Sorts by a column; -1: as loaded.
    void sortRows(int column, Qt::SortOrder order);

    [[nodiscard]] bool isWorking() const { return m_task != nullptr; }

signals:
    void eventChosen(rulewright::events::EventId event);
    /// T and F: the chosen event is a true or a false positive of the rule. Ctrl+Z takes a label back.
    void truePositiveRequested();
    void falsePositiveRequested();
    void undoRequested();
    void redoRequested();
    /// Insert and exclude: what a rule does with a value. The rest the table does itself.
    void valueRequested(rulewright::ui::ValueAction action, const rulewright::ui::EventValue& value);
    /// A sentence for the status line.
    void said(const QString& sentence);
    /// filterBy() needs a column that is not there: this set is wanted.
    void columnsWanted(const std::vector<rulewright::ui::EventColumn>& columns);
    void columnChooserRequested(const QPoint& globalPosition);
    /// The rows are there: after setContents(), a filter or a sort.
    void rowsChanged();

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void copy(const std::function<QString(const events::EventSet&, const EventRows&, Task&)>& text);
    void copyCells();
    void sayCopied(std::size_t count, std::size_t most);
    /// The rows that are selected, from above, none twice: all of them where none is.
    [[nodiscard]] std::vector<std::pair<int, int>> chosenStretches() const;
    void setLook();
    void query();
    void show(const EventRowsPtr& rows);
    void applyTheme();
    void setWidths();

    const Theme& m_theme;
    QThreadPool* m_pool;
    EventModel* m_model = nullptr;
    EventHeader* m_header = nullptr;
    RowQuery m_query;
    std::shared_ptr<Task> m_task; ///< of the newest query, while it runs
    events::EventId m_chosen = events::EventId::None;
    bool m_isAwaited = false; // the chosen event was asked for before its row was there
    QTimeZone m_zone{QTimeZone::UTC};
    PriceAsker m_prices;
    bool m_isStale = false;
    bool m_isShowing = false;
    bool m_isAllShown = false; ///< the rows are those of the query, over all events
    bool m_hasOtherWidths = false; ///< times have a date now, or none any more
};

} // namespace rulewright::ui
