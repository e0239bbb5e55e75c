// SPDX-License-Identifier: Apache-2.0
#include "ui/test/why_delegate.h"

#include "ui/test/event_text.h"
#include "ui/test/marked_line.h"
#include "ui/window/marks.h"
#include "ui/window/theme.h"

#include <QPainter>

#include <algorithm>

namespace rulewright::ui {

namespace {

constexpr int designedRow = 23;
constexpr int designedTall = 42;
constexpr int designedMark = 14;
constexpr int padding = 12;

Mark markOf(const ExplainModel::Item& item)
{
    switch (item.truth) {
    case match::Truth::True:
        return item.isLeaf && !item.isNegated && item.node->reason == match::Reason::NotTested ? Mark::Untested
                                                                                               : Mark::Check;
    case match::Truth::Unknown:
        return Mark::Untested;
    case match::Truth::False:
        break;
    }
    const match::Reason reason = item.node->reason;
    return item.isLeaf && (reason == match::Reason::FieldAbsent || reason == match::Reason::OtherFieldAbsent)
        ? Mark::Empty
        : Mark::Cross;
}

bool showsActual(const ExplainModel::Item& item)
{
    return item.hasActual() && (item.truth == match::Truth::True) != item.isNegated;
}

/// Where the text must begin so that its matched part fits into the room.
int firstShown(const QString& text, int matchBegin, int matchEnd, const QFontMetrics& metrics, int room)
{
    if (metrics.horizontalAdvance(text) <= room)
        return 0;
    const int ellipsis = metrics.horizontalAdvance(u'…');
    int low = 0;
    int high = std::min(matchBegin, static_cast<int>(text.size()));
    // The least start from which the match's end is still in view; the match's own start is always shown.
    while (low < high) {
        const int middle = (low + high) / 2;
        const int width = metrics.horizontalAdvance(text.mid(middle, matchEnd - middle)) + (middle > 0 ? ellipsis : 0);
        if (width <= room)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

} // namespace

WhyDelegate::WhyDelegate(const ExplainModel& model, const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
    , m_theme(theme)
{
}

QSize WhyDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const bool isTall = showsActual(*m_model.item(index));
    return {100, isTall ? m_theme.height(designedTall, 2) : m_theme.height(designedRow)};
}

void WhyDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const ExplainModel::Item& item = *m_model.item(index);
    painter->save();
    QRect line = option.rect;
    line.setHeight(std::min(option.rect.height(), m_theme.height(designedRow)));
    paintWords(*painter, line, item);
    if (showsActual(item)) {
        const int left = line.left() + m_theme.width(designedMark) + 6;
        paintActual(*painter,
            QRect(left, line.bottom() - 1, option.rect.right() - padding - left, option.rect.bottom() - line.bottom()),
            item);
    }
    painter->restore();
}

void WhyDelegate::paintWords(QPainter& painter, const QRect& line, const ExplainModel::Item& item) const
{
    const bool holds = item.truth == match::Truth::True;
    const Mark mark = markOf(item);
    const QColor colour = m_isStale ? m_theme.text3
        : mark == Mark::Untested    ? m_theme.caveat
        : holds                     ? m_theme.text
                                    : m_theme.text3;
    const int side = m_theme.width(designedMark);
    paintMark(painter, mark, QRectF(line.left(), line.top() + (line.height() - side) / 2.0, side, side), colour);

    const QFont small = m_theme.font(Type::Caption);
    const int rightWidth = item.right.isEmpty() ? 0 : QFontMetrics(small).horizontalAdvance(item.right) + 8;
    painter.setFont(small);
    painter.setPen(m_theme.text3);
    painter.drawText(line.adjusted(0, 0, -padding, 0), Qt::AlignRight | Qt::AlignVCenter, item.right);

    int x = line.left() + side + 6;
    const int end = line.right() - padding - rightWidth;
    const auto word = [&](const QString& text, const QFont& font, const QColor& ink) {
        if (text.isEmpty() || x >= end)
            return;
        painter.setFont(font);
        painter.setPen(ink);
        const QString fitting = shortenedMiddle(text, font, end - x);
        painter.drawText(QRect(x, line.top(), end - x, line.height()),
            Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, fitting);
        x += QFontMetrics(font).horizontalAdvance(fitting) + 5;
    };
    const bool isQuiet = m_isStale || !holds;
    if (item.isNegated)
        word(tr("not"), m_theme.font(Type::Body), m_theme.text3);
    const QColor ink = isQuiet && mark != Mark::Untested ? m_theme.text3 : m_theme.text;
    word(item.name, m_theme.font(isQuiet ? Type::Body : Type::BodyStrong), ink);
    word(item.operatorText, small, m_theme.text3);
    QFont mono = m_theme.font(Type::Value);
    mono.setWeight(QFont::Normal);
    word(item.value, mono, ink);
}

void WhyDelegate::paintActual(QPainter& painter, const QRect& line, const ExplainModel::Item& item) const
{
    const ShownText shown = shownText(std::string_view(*item.node->actual).substr(0, 8'000), LineBreaks::AsSymbols);
    const QFont font = m_theme.font(Type::ValueSmall);
    const QFontMetrics metrics(font);
    const std::vector<ByteRange>& ranges = item.node->ranges;
    const int begin = ranges.empty() ? 0 : shown.place(ranges.front().begin);
    const int end = ranges.empty() ? 0 : shown.place(ranges.front().end);
    // Room is left for the "…" at the end.
    const int first = firstShown(shown.text, begin, end, metrics, line.width() - metrics.horizontalAdvance(u'…'));
    const QString text = (first > 0 ? QStringLiteral("…") : QString()) + shown.text.mid(first, 600);
    const int shift = first > 0 ? 1 - first : 0;

    QList<QTextLayout::FormatRange> marks;
    if (!m_isStale) {
        for (const ByteRange& range : ranges) {
            const int start = std::max(0, shown.place(range.begin) + shift);
            const int length = shown.place(range.end) + shift - start;
            if (length > 0)
                marks << matchFormat(start, length, m_theme);
        }
    }
    painter.setPen(m_isStale ? m_theme.text3 : m_theme.text2);
    paintMarkedLine(painter, line, text, marks, font);
}

} // namespace rulewright::ui
