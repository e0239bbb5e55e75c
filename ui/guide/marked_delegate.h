// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

class QAbstractItemView;

namespace rulewright::ui {

struct Theme;

// A cell of one line in which the words that were searched for are marked: their ground, a line below them, heavier
// letters. Font and ink are those of PlainTable's roles, the words CatalogueModel::WordsRole.
class MarkedDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    MarkedDelegate(const Theme& theme, QAbstractItemView& view);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const Theme& m_theme;
    const QAbstractItemView& m_view;
};

} // namespace rulewright::ui
