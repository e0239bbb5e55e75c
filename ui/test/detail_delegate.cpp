// SPDX-License-Identifier: Apache-2.0
#include "ui/test/detail_delegate.h"

#include "ui/test/detail_model.h"
#include "ui/test/event_text.h"
#include "ui/test/marked_line.h"
#include "ui/window/marks.h"
#include "ui/window/theme.h"
#include "ui/window/words.h"

#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace rulewright::ui {

namespace {

constexpr int leastName = 130;
constexpr int mostName = 200;
constexpr int padding = 12;
constexpr int gap = 4;
constexpr int maximumLines = 9;
constexpr std::size_t maximumBytes = 20'000; ///< more than nine lines of any pane

struct Value {
    QTextLayout layout;
    int lines = 0;
    int hidden = 0; ///< characters that do not fit
};

QList<QTextLayout::FormatRange> formats(const ShownText& text, const DetailModel::Row& row, const Theme& theme)
{
    QList<QTextLayout::FormatRange> result;
    for (const ByteRange& range : row.marks) {
        const int start = text.place(range.begin);
        result.append(matchFormat(start, text.place(range.end) - start, theme));
    }
    return result;
}

/// Names get two fifths of the pane: the same for every event, so that nothing jumps from one to the next.
int nameWidth(int pane, const Theme& theme)
{
    return std::clamp(pane * 2 / 5, theme.width(leastName), theme.width(mostName));
}

int layOut(Value& value, const DetailModel::Row& row, int width, const Theme& theme)
{
    const std::string_view bytes = std::string_view(row.value).substr(0, maximumBytes);
    const ShownText text = shownText(bytes, LineBreaks::Kept, true);
    QFont font = theme.font(Type::Value);
    font.setWeight(QFont::Normal);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(Qt::LeftToRight);
    value.layout.setText(text.text);
    value.layout.setFont(font);
    value.layout.setTextOption(option);
    value.layout.setFormats(formats(text, row, theme));
    const int lineHeight = QFontMetrics(font).height() + 1;
    value.layout.beginLayout();
    int end = 0;
    while (value.lines < maximumLines) {
        QTextLine line = value.layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(std::max(40, width));
        line.setPosition(QPointF(0, value.lines * lineHeight));
        end = line.textStart() + line.textLength();
        ++value.lines;
    }
    value.layout.endLayout();
    value.hidden = static_cast<int>(text.text.size()) - end + static_cast<int>(row.value.size() - bytes.size());
    return lineHeight;
}

} // namespace

DetailDelegate::DetailDelegate(const DetailModel& model, const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
    , m_theme(theme)
{
}

void DetailDelegate::setWidth(int width) { m_width = width; }

QSize DetailDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const DetailModel::Row& row = m_model.rows()[static_cast<std::size_t>(index.row())];
    Value value;
    const int left = nameWidth(m_width, m_theme) + padding;
    const int lineHeight = layOut(value, row, m_width - left - padding, m_theme);
    const int lines = std::max(1, value.lines) + (value.hidden > 0 ? 1 : 0);
    return {m_width, std::max(m_theme.height(22), lines * lineHeight + 6)};
}

void DetailDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const DetailModel::Row& row = m_model.rows()[static_cast<std::size_t>(index.row())];
    const bool isChosen = option.state.testFlag(QStyle::State_Selected);
    const bool isFocused = option.widget != nullptr && option.widget->hasFocus();
    paintRowGround(*painter, option.rect, isChosen, isFocused, option.state.testFlag(QStyle::State_MouseOver), m_theme);

    painter->save();
    const QRect box = option.rect;
    const int column = nameWidth(m_width, m_theme);
    const QFont body = m_theme.font(Type::Body);
    const int lineHeight = QFontMetrics(body).height();
    const QRect nameBox(
        box.left() + padding, box.top() + 3, column - padding - (row.marks.empty() ? gap : 14), lineHeight);
    painter->setFont(body);
    painter->setPen(m_theme.text2);
    painter->drawText(nameBox, Qt::AlignLeft | Qt::AlignVCenter, shortenedMiddle(row.name, body, nameBox.width()));

    const int left = box.left() + column + padding;
    if (!row.marks.empty()) {
        const int side = m_theme.width(12);
        paintMark(*painter, Mark::Check,
            QRectF(left - side - gap, box.top() + 3 + (lineHeight - side) / 2.0, side, side),
            m_isStale ? m_theme.text3 : m_theme.text);
    }
    if (row.cell == events::Cell::Null || row.cell == events::Cell::Empty) {
        painter->setPen(m_theme.text3);
        painter->setFont(m_theme.font(Type::Caption));
        painter->drawText(QRect(left, box.top() + 3, box.width(), lineHeight), Qt::AlignLeft | Qt::AlignVCenter,
            row.cell == events::Cell::Null ? tr("null") : tr("empty"));
        painter->restore();
        return;
    }
    Value value;
    const int height = layOut(value, row, m_width - column - 2 * padding, m_theme);
    painter->setPen(m_isStale ? m_theme.text3 : m_theme.text);
    value.layout.draw(painter, QPointF(left, box.top() + 3));
    if (value.hidden > 0) {
        painter->setFont(m_theme.font(Type::Caption));
        painter->setPen(m_theme.text3);
        painter->drawText(QRect(left, box.top() + 3 + value.lines * height, box.width(), height),
            Qt::AlignLeft | Qt::AlignVCenter, tr("… %1 more characters").arg(grouped(value.hidden)));
    }
    painter->restore();
}

} // namespace rulewright::ui
