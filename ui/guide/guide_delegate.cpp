// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/guide_delegate.h"

#include "ui/guide/row_painter.h"

#include <QPainter>

namespace rulewright::ui {

GuideDelegate::GuideDelegate(const GuideModel& model, const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
    , m_theme(theme)
{
}

void GuideDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const GuideModel::Node* node = m_model.node(index);
    if (!node)
        return;
    painter->save();
    RowPainter(*painter, m_model, m_theme, *node, option.rect, option.state.testFlag(QStyle::State_Open)).paint();
    painter->restore();
}

QSize GuideDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const GuideModel::Node* node = m_model.node(index);
    return {100, node ? rowHeight(node->kind, m_theme) : 0};
}

QRect GuideDelegate::rulesBox(const QModelIndex& index, const QRect& row) const
{
    const GuideModel::Node* node = m_model.node(index);
    if (!node || m_model.rulesBehind(*node).empty())
        return {};
    const GuideColumns columns = columnsOf(m_model, node->section, row.left(), row.width(), m_theme);
    return columns.rules.in(row).adjusted(-4, 0, 4, 0);
}

} // namespace rulewright::ui
