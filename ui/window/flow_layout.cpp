// SPDX-License-Identifier: Apache-2.0
#include "ui/window/flow_layout.h"

#include <algorithm>

namespace rulewright::ui {

FlowLayout::FlowLayout(QWidget* parent, int spacing)
    : QLayout(parent)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(spacing);
}

FlowLayout::~FlowLayout()
{
    for (QLayoutItem* item : m_items)
        delete item;
}

void FlowLayout::addItem(QLayoutItem* item) { m_items.push_back(item); }

int FlowLayout::count() const { return int(m_items.size()); }

QLayoutItem* FlowLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[std::size_t(index)] : nullptr;
}

QLayoutItem* FlowLayout::takeAt(int index)
{
    QLayoutItem* item = itemAt(index);
    if (item)
        m_items.erase(m_items.begin() + index);
    return item;
}

int FlowLayout::heightForWidth(int width) const
{
    const QMargins margins = contentsMargins();
    return arrange(QRect(0, 0, width, 0).marginsRemoved({margins.left(), 0, margins.right(), 0}), false) + margins.top()
        + margins.bottom();
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem* item : m_items)
        size = size.expandedTo(item->minimumSize());
    const QMargins margins = contentsMargins();
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void FlowLayout::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    arrange(rect.marginsRemoved(contentsMargins()), true);
}

int FlowLayout::arrange(const QRect& rect, bool moves) const
{
    int x = rect.left();
    int y = rect.top();
    int lineHeight = 0;
    std::size_t first = 0; // of the line
    // Fields and buttons of unlike heights stand on one line's middle.
    const auto place = [&](std::size_t end) {
        int left = rect.left();
        for (; moves && first < end; ++first) {
            const QSize size = m_items[first]->sizeHint();
            m_items[first]->setGeometry(QRect(QPoint(left, y + (lineHeight - size.height()) / 2), size));
            left += size.width() + spacing();
        }
        first = end;
    };
    for (std::size_t i = 0; i < std::size_t(m_items.size()); ++i) {
        const QSize size = m_items[i]->sizeHint();
        if (x > rect.left() && x + size.width() > rect.right() + 1) {
            place(i);
            x = rect.left();
            y += lineHeight + spacing();
            lineHeight = 0;
        }
        x += size.width() + spacing();
        lineHeight = std::max(lineHeight, size.height());
    }
    place(std::size_t(m_items.size()));
    return y + lineHeight - rect.top();
}

} // namespace rulewright::ui
