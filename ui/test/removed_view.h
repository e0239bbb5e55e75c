// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/advise/row_test.h"
#include "ui/test/event_columns.h"
#include "ui/test/exclusion_session.h"
#include "ui/test/side_table.h"

#include <QAbstractTableModel>

#include <optional>

namespace rulewright::ui {

/// The events that an exclusion takes away from the hits: when, and the value for which it does, what of it fits
/// marked.
class RemovedModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Side, Time, Value, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// Null or a row that is not there: none.
    void setExclusion(const ExclusionResultPtr& result, int row, const TimeLook& look);

    [[nodiscard]] events::EventId event(int row) const
    {
        return events::EventId{m_exclusion->events[std::size_t(row)]};
    }

    [[nodiscard]] bool isBenign(int row) const;

    /// The value that fits, and the bytes of it that do.
    struct Match {
        std::string value;
        std::vector<ByteRange> ranges;
    };

    [[nodiscard]] Match match(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    ExclusionResultPtr m_result;
    const advise::Exclusion* m_exclusion = nullptr;
    std::optional<advise::RowTest> m_test;
    TimeLook m_look;
};

/// The pane "Removed by exclusion 1".
class RemovedView : public SideTable {
    Q_OBJECT
public:
    explicit RemovedView(const Theme& theme, QWidget* parent = nullptr);

    void setExclusion(const ExclusionResultPtr& result, int row, const TimeLook& look);

    [[nodiscard]] RemovedModel& removed() { return *m_model; }

    /// "Removed by exclusion 1", "6 of 9 benign hits"; the title of the pane.
    [[nodiscard]] QString title() const { return m_title; }

    [[nodiscard]] QString subtitle() const { return m_subtitle; }

signals:
    void titleChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    RemovedView(RemovedModel* model, const Theme& theme, QWidget* parent);
    void fitColumns();

    const Theme& m_theme;
    RemovedModel* m_model;
    QString m_title;
    QString m_subtitle;
    TimeLook m_look;
};

} // namespace rulewright::ui
