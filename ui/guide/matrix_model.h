// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/advise/coverage_matrix.h"

#include <QAbstractTableModel>
#include <QSet>

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace rulewright::ui {

using CoverageMatrixPtr = std::shared_ptr<const advise::CoverageMatrix>;

/// What the colour of a cell tells.
enum class Heat { Rules, Vendors, Events };

/// 0 to 5: the colour of a number.
[[nodiscard]] int heatLevel(std::uint64_t number, Heat heat);
/// From which number on each level holds; the first is 1.
[[nodiscard]] std::array<int, 5> heatSteps(Heat heat);

/// One cell of the matrix as it is laid out.
struct MatrixPlace {
    const advise::MatrixCell* cell = nullptr;
    bool isSubtechnique = false;
    bool hasSubtechniques = false;
    bool isUnfolded = false;
};

/// Tactics across, techniques down; sub-techniques of unfolded techniques stand below them.
class MatrixModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    void setMatrix(const CoverageMatrixPtr& matrix);
    void setHeat(Heat heat);
    /// Only techniques with this part in their id or name, or in that of a sub-technique.
    void setFilter(const QString& text);
    /// Only techniques without a rule.
    void setOnlyGaps(bool isOn);
    void toggle(const QModelIndex& index);

    [[nodiscard]] const CoverageMatrixPtr& matrix() const { return m_matrix; }

    [[nodiscard]] Heat heat() const { return m_heat; }

    [[nodiscard]] MatrixPlace place(const QModelIndex& index) const;

    [[nodiscard]] const std::vector<MatrixPlace>& column(int tactic) const { return m_columns[std::size_t(tactic)]; }

    /// The number that the heat is of.
    [[nodiscard]] std::uint64_t number(const advise::MatrixCell& cell) const;
    [[nodiscard]] QModelIndex indexOf(const QString& technique) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    void layOut();
    [[nodiscard]] bool isShown(const advise::MatrixTechnique& technique) const;

    CoverageMatrixPtr m_matrix;
    Heat m_heat = Heat::Rules;
    QString m_filter;
    bool m_onlyGaps = false;
    QSet<QString> m_unfolded; ///< "TA0011 T1219": a technique under one tactic
    std::vector<std::vector<MatrixPlace>> m_columns;
    int m_rows = 0;
};

} // namespace rulewright::ui
