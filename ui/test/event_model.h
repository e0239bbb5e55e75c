// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/test/event_rows.h"

#include <QAbstractTableModel>

namespace rulewright::ui {

/// The events table: a view over (event set, rows). Cells are read when they are shown, so a million rows cost
/// no more than their numbers.
class EventModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role {
        EventRole = Qt::UserRole, ///< quint32 of EventId
        SideRole, ///< int of events::Side
        LabelRole, ///< "TP", "FP" or empty
        MonoRole, ///< bool: of the column
        TimeRole, ///< bool: of the column
        HitRole, ///< bool: the rule matches the event
    };

    explicit EventModel(QObject* parent = nullptr);

    void setRows(std::shared_ptr<const events::EventSet> events, EventRowsPtr rows, std::vector<EventColumn> columns,
        TimeLook look);
    /// Whose TP and FP labels are shown.
    void setRuleId(const std::string& id);
    /// The events that match; null where that is not known.
    void setHits(std::shared_ptr<const match::Bitmap> hits);

    [[nodiscard]] const std::vector<EventColumn>& columns() const { return m_columns; }

    [[nodiscard]] const EventRowsPtr& rows() const { return m_rows; }

    [[nodiscard]] const TimeLook& look() const { return m_look; }

    [[nodiscard]] events::EventId eventAt(int row) const;
    [[nodiscard]] int rowOf(events::EventId event) const; ///< -1 where it is not shown

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString labelOf(events::EventId event) const;
    [[nodiscard]] QString accessibleText(const QModelIndex& index) const;

    std::shared_ptr<const events::EventSet> m_events;
    EventRowsPtr m_rows;
    std::vector<EventColumn> m_columns;
    std::string m_ruleId;
    std::shared_ptr<const match::Bitmap> m_hits;
    TimeLook m_look;
};

} // namespace rulewright::ui
