// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/matrix_model.h"

#include "ui/window/words.h"

#include <algorithm>
#include <array>

namespace rulewright::ui {

std::array<int, 5> heatSteps(Heat heat)
{
    switch (heat) {
    case Heat::Vendors:
        return {1, 1, 2, 2, 3};
    case Heat::Events:
        return {1, 10, 100, 1'000, 10'000};
    default:
        return {1, 5, 15, 50, 150};
    }
}

int heatLevel(std::uint64_t number, Heat heat)
{
    const std::array<int, 5> steps = heatSteps(heat);
    return static_cast<int>(std::ranges::upper_bound(steps, static_cast<std::int64_t>(number)) - steps.begin());
}

void MatrixModel::setMatrix(const CoverageMatrixPtr& matrix)
{
    m_matrix = matrix;
    layOut();
}

void MatrixModel::setHeat(Heat heat)
{
    m_heat = heat;
    if (m_rows > 0)
        emit dataChanged(index(0, 0), index(m_rows - 1, columnCount() - 1));
}

void MatrixModel::setFilter(const QString& text)
{
    m_filter = text.trimmed();
    layOut();
}

void MatrixModel::setOnlyGaps(bool isOn)
{
    m_onlyGaps = isOn;
    layOut();
}

bool MatrixModel::isShown(const advise::MatrixTechnique& technique) const
{
    const auto fits = [this](const advise::MatrixCell& cell) {
        const bool isFound = m_filter.isEmpty()
            || QString::fromStdString(cell.id).contains(m_filter, Qt::CaseInsensitive)
            || QString::fromStdString(cell.name).contains(m_filter, Qt::CaseInsensitive);
        return isFound && (!m_onlyGaps || cell.rules == 0);
    };
    return fits(technique.cell) || std::ranges::any_of(technique.subtechniques, fits);
}

void MatrixModel::layOut()
{
    beginResetModel();
    m_columns.clear();
    m_rows = 0;
    if (m_matrix) {
        for (const advise::MatrixTactic& tactic : m_matrix->tactics) {
            std::vector<MatrixPlace> places;
            for (const advise::MatrixTechnique& technique : tactic.techniques) {
                if (!isShown(technique))
                    continue;
                const bool isUnfolded
                    = m_unfolded.contains(QString::fromStdString(tactic.id + ' ' + technique.cell.id));
                places.push_back({&technique.cell, false, !technique.subtechniques.empty(), isUnfolded});
                for (const advise::MatrixCell& cell : technique.subtechniques) {
                    if (isUnfolded)
                        places.push_back({&cell, true, false, false});
                }
            }
            m_rows = std::max(m_rows, static_cast<int>(places.size()));
            m_columns.push_back(std::move(places));
        }
    }
    endResetModel();
}

MatrixPlace MatrixModel::place(const QModelIndex& index) const
{
    if (!index.isValid() || index.column() >= static_cast<int>(m_columns.size()))
        return {};
    const std::vector<MatrixPlace>& places = m_columns[static_cast<std::size_t>(index.column())];
    return index.row() < static_cast<int>(places.size()) ? places[static_cast<std::size_t>(index.row())]
                                                         : MatrixPlace{};
}

void MatrixModel::toggle(const QModelIndex& index)
{
    const MatrixPlace at = place(index);
    if (at.cell == nullptr || !at.hasSubtechniques)
        return;
    const QString key
        = QString::fromStdString(m_matrix->tactics[static_cast<std::size_t>(index.column())].id + ' ' + at.cell->id);
    if (!m_unfolded.remove(key))
        m_unfolded.insert(key);
    layOut();
}

std::uint64_t MatrixModel::number(const advise::MatrixCell& cell) const
{
    switch (m_heat) {
    case Heat::Vendors:
        return cell.vendors();
    case Heat::Events:
        return cell.events;
    default:
        return cell.rules;
    }
}

QModelIndex MatrixModel::indexOf(const QString& technique) const
{
    for (std::size_t column = 0; column < m_columns.size(); ++column) {
        for (std::size_t row = 0; row < m_columns[column].size(); ++row) {
            if (technique == QString::fromStdString(m_columns[column][row].cell->id))
                return index(static_cast<int>(row), static_cast<int>(column));
        }
    }
    return {};
}

int MatrixModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : m_rows; }

int MatrixModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

Qt::ItemFlags MatrixModel::flags(const QModelIndex& index) const
{
    return place(index).cell != nullptr ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

QVariant MatrixModel::data(const QModelIndex& index, int role) const
{
    const MatrixPlace at = place(index);
    if (at.cell == nullptr)
        return {};
    const QString name = QString::fromStdString(at.cell->name);
    if (role == Qt::DisplayRole)
        return name;
    if (role != Qt::AccessibleTextRole && role != Qt::ToolTipRole)
        return {};
    QString text
        = tr("%1 %2, %3 rules, %4 of them of this id itself")
              .arg(QString::fromStdString(at.cell->id), name, grouped(at.cell->rules), grouped(at.cell->exact));
    if (m_matrix->hasEvents)
        text += tr(", %1 loaded events matched").arg(grouped(static_cast<qint64>(at.cell->events)));
    if (role == Qt::AccessibleTextRole && at.hasSubtechniques)
        text += at.isUnfolded ? tr(", unfolded") : tr(", has sub-techniques");
    return text;
}

QVariant MatrixModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || !m_matrix || section >= columnCount())
        return {};
    const advise::MatrixTactic& tactic = m_matrix->tactics[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return QString::fromStdString(tactic.name);
    if (role == Qt::AccessibleTextRole || role == Qt::UserRole) {
        const QString share = tr("%1 of %2").arg(tactic.covered()).arg(tactic.techniques.size());
        return role == Qt::UserRole ? share : QString::fromStdString(tactic.name) + QStringLiteral(", ") + share;
    }
    return {};
}

} // namespace rulewright::ui
