// SPDX-License-Identifier: Apache-2.0
#include "ui/editor/spaced_layout.h"

#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>

#include <cmath>

namespace rulewright::ui {

void SpacedLayout::setLineHeight(qreal height)
{
    if (m_lineHeight == height)
        return;
    m_lineHeight = height;
    requestUpdate();
}

QRectF SpacedLayout::blockBoundingRect(const QTextBlock& block) const
{
    QRectF box = QPlainTextDocumentLayout::blockBoundingRect(block); // lays the block out where needed
    if (m_lineHeight <= 0 || box.isEmpty())
        return box;
    const QTextLayout& layout = *block.layout();
    const int count = layout.lineCount();
    for (int i = 0; i < count; ++i) {
        QTextLine line = layout.lineAt(i);
        const qreal top = i * m_lineHeight + std::floor((m_lineHeight - line.height()) / 2);
        line.setPosition({line.x(), top});
    }
    const qreal margin = block.next().isValid() ? 0 : document()->documentMargin();
    box.setHeight(count * m_lineHeight + margin);
    return box;
}

} // namespace rulewright::ui
