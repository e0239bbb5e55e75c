// SPDX-License-Identifier: Apache-2.0
#include "ui/window/suggestion_delegate.h"

#include "ui/window/marks.h"
#include "ui/window/theme.h"

#include <QPainter>

namespace rulewright::ui {

SuggestionDelegate::SuggestionDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void SuggestionDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    paintRowGround(*painter, option.rect, option.state.testFlag(QStyle::State_Selected), true,
        option.state.testFlag(QStyle::State_MouseOver), m_theme);
    paintRow(*painter, option.rect, index);
    painter->restore();
}

QSize SuggestionDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {100, m_theme.height(24)};
}

} // namespace rulewright::ui
