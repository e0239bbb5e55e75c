// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/test/explain_model.h"

#include <QStyledItemDelegate>

namespace rulewright::ui {

struct Theme;

/// Paints a node of Why: mark, words, count; below a leaf that holds the event's value with the match in view.
class WhyDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    WhyDelegate(const ExplainModel& model, const Theme& theme, QObject* parent);

    void setStale(bool stale) { m_isStale = stale; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintWords(QPainter& painter, const QRect& line, const ExplainModel::Item& item) const;
    void paintActual(QPainter& painter, const QRect& line, const ExplainModel::Item& item) const;

    const ExplainModel& m_model;
    const Theme& m_theme;
    bool m_isStale = false;
};

} // namespace rulewright::ui
