// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

namespace rulewright::ui {

class NearMissModel;
class NearMissView;
struct Theme;

/// Paints groups (42) and values (24), each with its price at the right.
class NearMissDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    NearMissDelegate(const NearMissModel& model, const Theme& theme, NearMissView* view);

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintGroup(QPainter& painter, const QRect& row, const QModelIndex& index) const;
    void paintValue(QPainter& painter, const QRect& row, const QModelIndex& index) const;
    /// "+3 atk", coloured where it is not zero; right-aligned.
    void paintGain(QPainter& painter, const QRect& box, quint64 count, bool isAttack) const;

    const NearMissModel& m_model;
    const Theme& m_theme;
    const NearMissView& m_view;
};

} // namespace rulewright::ui
