// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/editor/rule_document.h"

#include <QAbstractListModel>

namespace rulewright::ui {

/// The problems of a text in text order: for the list and the strip.
class ProblemModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        SeverityRole = Qt::UserRole, ///< int of Severity
        CodeRole, ///< "sigma.modifier.unknown"
        LineRole, ///< 1-based
        ColumnRole, ///< 1-based, in UTF-8 bytes
        BeginRole, ///< byte offsets
        EndRole,
        FixCountRole,
    };

    explicit ProblemModel(QObject* parent = nullptr);

    void setProblems(const ParsedTextPtr& parsed);

    [[nodiscard]] const Diagnostics& problems() const { return m_problems; }

    [[nodiscard]] int count(Severity severity) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

signals:
    void problemsChanged();

private:
    ParsedTextPtr m_parsed;
    Diagnostics m_problems;
};

} // namespace rulewright::ui
