// SPDX-License-Identifier: Apache-2.0
#include "ui/test/marked_line.h"

#include "ui/window/theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace rulewright::ui {

QTextLayout::FormatRange matchFormat(int start, int length, const Theme& theme)
{
    QTextLayout::FormatRange mark;
    mark.start = start;
    mark.length = length;
    mark.format.setBackground(theme.match);
    mark.format.setForeground(theme.text);
    mark.format.setFontWeight(QFont::DemiBold);
    mark.format.setUnderlineStyle(QTextCharFormat::SingleUnderline);
    mark.format.setUnderlineColor(theme.matchLine);
    return mark;
}

void paintMarkedLine(QPainter& painter, const QRect& box, const QString& text,
    const QList<QTextLayout::FormatRange>& marks, const QFont& font)
{
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    option.setTextDirection(Qt::LeftToRight);
    QTextLayout layout(text, font);
    layout.setTextOption(option);
    const auto layOut = [&layout](const QList<QTextLayout::FormatRange>& formats) {
        layout.setFormats(formats);
        layout.beginLayout();
        QTextLine line = layout.createLine();
        if (line.isValid())
            line.setLineWidth(1e6);
        layout.endLayout();
        return line;
    };
    QTextLine line = layOut(marks);
    if (line.isValid() && line.naturalTextWidth() > box.width()) {
        const QString dots = QStringLiteral("…");
        const qreal room = box.width() - QFontMetricsF(font).horizontalAdvance(dots);
        const int kept = std::max(0, line.xToCursor(room, QTextLine::CursorOnCharacter));
        layout.setText(text.left(kept) + dots);
        QList<QTextLayout::FormatRange> cut;
        for (QTextLayout::FormatRange mark : marks) {
            mark.length = std::min(mark.length, kept - mark.start);
            if (mark.length > 0)
                cut << mark;
        }
        line = layOut(cut);
    }
    if (!line.isValid())
        return;
    painter.save();
    painter.setClipRect(box.adjusted(0, 0, 0, 4));
    layout.draw(&painter, {qreal(box.left()), box.top() + (box.height() - line.height()) / 2});
    painter.restore();
}

} // namespace rulewright::ui
