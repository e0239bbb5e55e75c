// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/test/value_action.h"
#include "ui/test/value_stack.h"

#include <QAbstractListModel>
#include <QTreeView>
#include <QWidget>

class QComboBox;
class QThreadPool;

namespace rulewright::ui {

class ThemedLabel;
struct Theme;

class StackModel : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void setStack(const ValueStackPtr& stack);

    [[nodiscard]] const ValueStackPtr& stack() const { return m_stack; }

    [[nodiscard]] const StackedValue* value(const QModelIndex& index) const;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    ValueStackPtr m_stack;
};

/// The values of a column over the events that the table shows, rare ones first. Enter shows the events with a value,
/// Del leaves them out.
class StackView : public QWidget {
    Q_OBJECT
public:
    explicit StackView(const Theme& theme, QThreadPool* pool, QWidget* parent = nullptr);
    ~StackView() override;

    /// The events to count over, and the columns to choose from. Counts at once.
    void setRows(std::shared_ptr<const events::EventSet> events, EventRowsPtr rows,
        const std::vector<EventColumn>& columns, const TimeLook& look);
    /// Counts another column.
    void setColumn(const EventColumn& column);

    [[nodiscard]] StackModel& model() { return *m_model; }

    [[nodiscard]] QTreeView& list() { return *m_list; }

    void setPriceAsker(PriceAsker prices) { m_prices = std::move(prices); }

    [[nodiscard]] bool isWorking() const { return m_task != nullptr; }

signals:
    void filterRequested(const rulewright::ui::EventColumn& column, const QString& cell, bool isTurned);
    void valueRequested(rulewright::ui::ValueAction action, const rulewright::ui::EventValue& value);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void count();
    void run(ValueAction action);
    void showMenu(const QPoint& place);
    void updateNote();

    QThreadPool* m_pool;
    QComboBox* m_choice;
    ThemedLabel* m_note;
    QTreeView* m_list;
    StackModel* m_model;
    std::shared_ptr<const events::EventSet> m_events;
    EventRowsPtr m_rows;
    std::vector<EventColumn> m_columns;
    EventColumn m_column;
    TimeLook m_look;
    bool m_isAskedFor = false; ///< the column, by setColumn()
    std::shared_ptr<Task> m_task;
    PriceAsker m_prices;
};

} // namespace rulewright::ui
