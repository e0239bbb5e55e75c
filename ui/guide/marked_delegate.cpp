// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/marked_delegate.h"

#include "core/corpus/catalogue_reason.h"
#include "ui/guide/catalogue_model.h"
#include "ui/window/marks.h"
#include "ui/window/plain_table.h"
#include "ui/window/theme.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QTextLayout>

namespace rulewright::ui {

namespace {

constexpr int padding = 4;

QList<QTextLayout::FormatRange> marksIn(const QString& text, const std::vector<std::string>& words, const Theme& theme)
{
    QList<QTextLayout::FormatRange> marks;
    for (const ByteRange place : corpus::markedPlaces(text.toStdString(), words)) {
        const TextPlace here = placeIn(text, {place.begin, place.end});
        QTextLayout::FormatRange mark;
        mark.start = int(here.begin);
        mark.length = int(here.length);
        mark.format.setBackground(theme.match);
        mark.format.setFontWeight(QFont::DemiBold);
        mark.format.setFontUnderline(true);
        mark.format.setUnderlineColor(theme.matchLine);
        marks << mark;
    }
    return marks;
}

qreal laidOut(QTextLayout& layout)
{
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(1e6);
    line.setPosition({0, 0});
    layout.endLayout();
    return line.naturalTextWidth();
}

} // namespace

MarkedDelegate::MarkedDelegate(const Theme& theme, QAbstractItemView& view)
    : QStyledItemDelegate(&view)
    , m_theme(theme)
    , m_view(view)
{
}

QSize MarkedDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {100, m_theme.height(22)};
}

void MarkedDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const bool isChosen = option.state.testFlag(QStyle::State_Selected);
    paintRowGround(*painter, option.rect, isChosen && index.column() == 0, m_view.hasFocus(), false, m_theme);
    if (isChosen && index.column() != 0)
        painter->fillRect(option.rect, m_view.hasFocus() ? m_theme.accentSoft : m_theme.idleSoft);
    const QVariant type = index.data(PlainTable::TypeRole);
    const QFont font = m_theme.font(type.isValid() ? Type(type.toInt()) : Type::Body);
    const bool isRight = index.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight;
    const QRect box = option.rect.adjusted(padding, 0, isRight ? -padding : -2 * padding, 0);
    const auto words = index.data(CatalogueModel::WordsRole).value<std::vector<std::string>>();
    const QString whole = index.data().toString();
    // Marked letters are heavier and so wider: what does not fit then is shortened once more.
    QString text;
    QTextLayout layout;
    for (int room = box.width();; room -= 8) {
        text = index.data(CatalogueModel::IsPathRole).toBool() ? shortenedMiddle(whole, font, room)
                                                               : shortenedEnd(whole, font, room);
        layout.setFont(font);
        layout.setText(text);
        layout.setFormats(marksIn(text, words, m_theme));
        if (laidOut(layout) <= box.width() || room < 24)
            break;
    }
    painter->save();
    painter->setClipRect(box);
    painter->setPen(index.data(PlainTable::QuietRole).toBool() ? m_theme.text2 : m_theme.text);
    const qreal width = layout.lineAt(0).naturalTextWidth();
    const qreal height = layout.lineAt(0).height();
    layout.draw(painter, {isRight ? box.right() - width : box.left(), box.top() + (box.height() - height) / 2});
    painter->restore();
}

} // namespace rulewright::ui
