// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"
#include "core/match/explain.h"

#include <QAbstractListModel>

#include <memory>
#include <vector>

namespace rulewright::ui {

/// The fields of one event, one row for each value; with the matched bytes of each.
class DetailModel : public QAbstractListModel {
    Q_OBJECT
public:
    struct Row {
        QString name; ///< empty for the further values of a field
        std::string field; ///< the name that rules use
        std::string value;
        events::Cell cell = events::Cell::Present;
        std::uint32_t valueIndex = 0;
        std::vector<ByteRange> marks;
        bool operator==(const Row&) const = default;
    };

    using QAbstractListModel::QAbstractListModel;

    void setEvent(const std::shared_ptr<const events::EventSet>& events, events::EventId event);
    void setMarks(const std::vector<match::FieldMark>& marks);

    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    std::vector<Row> m_rows;
};

} // namespace rulewright::ui
