// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/test/near_miss_session.h"

#include <QAbstractItemModel>

namespace rulewright::ui {

/// Groups of near misses, and below each what its field holds.
class NearMissModel : public QAbstractItemModel {
    Q_OBJECT
public:
    explicit NearMissModel(QObject* parent = nullptr);

    void setResult(const NearMissResultPtr& result);

    [[nodiscard]] const NearMissResultPtr& result() const { return m_result; }

    /// The group of a row, or the group above it; null for none.
    [[nodiscard]] const match::NearMissGroup* group(const QModelIndex& index) const;
    /// Null where there is none yet.
    [[nodiscard]] const advise::GroupAdvice* advice(const QModelIndex& index) const;
    /// The value of a row below a group; null for groups and for the line that says how many more there are.
    [[nodiscard]] const advise::FailingValue* value(const QModelIndex& index) const;
    /// What Enter would do; null where nothing can be done.
    [[nodiscard]] const advise::Widening* widening(const QModelIndex& index) const;
    /// An event to look at.
    [[nodiscard]] events::EventId example(const QModelIndex& index) const;
    /// "12 events fail only on ParentImage ends with, in selection_agent".
    [[nodiscard]] QString sentence(const QModelIndex& index) const;

    [[nodiscard]] static bool isGroup(const QModelIndex& index) { return index.internalId() == 0; }

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] std::size_t groupRow(const QModelIndex& index) const;

    NearMissResultPtr m_result;
};

/// "fails only on", "fail only on", "is excluded only by", "are excluded only by".
[[nodiscard]] QString nearMissWords(const match::NearMissGroup& group);
/// "ends with", and of one value of a list that asks for all the value too.
[[nodiscard]] QString nearMissOperator(const match::NearMissGroup& group);

} // namespace rulewright::ui
