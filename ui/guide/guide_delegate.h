// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/guide/guide_geometry.h"

#include <QStyledItemDelegate>

namespace rulewright::ui {

// Paints every kind of row of the guide. Columns are geometry here, not columns of the model; the ground
// of a row is the view's.
class GuideDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    GuideDelegate(const GuideModel& model, const Theme& theme, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    // Where the number of rules stands in a row of this section: a click there lists them.
    QRect rulesBox(const QModelIndex& index, const QRect& row) const;

private:
    const GuideModel& m_model;
    const Theme& m_theme;
};

} // namespace rulewright::ui
