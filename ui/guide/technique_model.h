// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/guide/guide_contents.h"

#include <QAbstractListModel>

namespace rulewright::ui {

// All techniques, or those whose id or name contains a text: the best first.
class TechniqueModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole + 1, NameRole, HasRulesRole, CountRole };

    explicit TechniqueModel(QObject* parent = nullptr);

    void setTechniques(std::vector<TechniqueRow> rows);
    void setText(const QString& text);
    // The id of a text that names one technique: an id in any case or a whole name; empty where it does not.
    QString idOf(const QString& text) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    void narrow();

    std::vector<TechniqueRow> m_rows;
    std::vector<int> m_shown;
    QString m_text;
};

} // namespace rulewright::ui
