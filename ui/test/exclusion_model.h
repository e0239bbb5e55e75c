// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/test/exclusion_session.h"

#include <QAbstractTableModel>

#include <cstddef>
#include <optional>
#include <vector>

namespace rulewright::ui {

/// The exclusions that lose no true positive, the one that removes most first.
class ExclusionModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Number, Value, Field, Benign, Kept, LearntFrom, ColumnCount };

    enum Role {
        IsInStepRole = Qt::UserRole + 1, ///< bool: of the chosen step of the curve
        IsIdleRole ///< bool: it removes nothing
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setResult(const ExclusionResultPtr& result);

    [[nodiscard]] const ExclusionResultPtr& result() const { return m_result; }

    [[nodiscard]] const advise::Exclusion* exclusion(int row) const;
    /// The first step of the curve that has the row: 1 for the first; 0 where none has it.
    [[nodiscard]] std::size_t stepOf(int row) const;
    /// Marks the rows of a step; 0: none.
    void setStep(std::size_t step);

    [[nodiscard]] std::size_t step() const { return m_step; }

    /// "your events", "1 rule: …", "3 rules".
    [[nodiscard]] QString learntFrom(int row) const;
    /// "3 of 3"; a dash where no true positive is known.
    [[nodiscard]] QString kept() const;
    /// The row as a sentence.
    [[nodiscard]] QString sentence(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    [[nodiscard]] QString cell(int row, int column) const;
    [[nodiscard]] bool isInStep(int row) const;

    ExclusionResultPtr m_result;
    std::size_t m_step = 0;
};

/// Why there is no list, or what is to be known of it, with the next step.
struct ExclusionNote {
    enum class Kind { Measured, Unproved, Nothing };
    Kind kind = Kind::Nothing;
    QString text;
};

[[nodiscard]] ExclusionNote exclusionNote(const ExclusionResult& result);

} // namespace rulewright::ui
