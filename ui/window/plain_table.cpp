// SPDX-License-Identifier: Apache-2.0
#include "ui/window/plain_table.h"

#include "ui/window/words.h"

#include <QEvent>
#include <QHeaderView>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

#include <algorithm>

namespace rulewright::ui {

namespace {

class CellDelegate : public QStyledItemDelegate {
public:
    CellDelegate(const Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    // Words end before the next column's begin; the ground does not.
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyleOptionViewItem cell(option);
        if (option.state.testFlag(QStyle::State_Selected))
            painter->fillRect(option.rect,
                option.palette.brush(
                    option.state.testFlag(QStyle::State_Active) ? QPalette::Active : QPalette::Inactive,
                    QPalette::Highlight));
        const QVariant alignment = index.data(Qt::TextAlignmentRole);
        if (!alignment.isValid() || !(alignment.toInt() & Qt::AlignRight))
            cell.rect.adjust(0, 0, -6, 0);
        QStyledItemDelegate::paint(painter, cell, index);
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const QVariant type = index.data(PlainTable::TypeRole);
        option->font = m_theme.font(type.isValid() ? Type(type.toInt()) : Type::Body);
        option->fontMetrics = QFontMetrics(option->font);
        const QColor ink = index.data(PlainTable::QuietRole).toBool() ? m_theme.text2 : m_theme.text;
        option->palette.setColor(QPalette::Text, ink);
        option->palette.setColor(QPalette::HighlightedText, ink);
    }

private:
    const Theme& m_theme;
};

} // namespace

PlainTable::PlainTable(QAbstractItemModel* model, const QString& name, const Theme& theme, QWidget* parent)
    : QTableView(parent)
    , m_theme(theme)
{
    setModel(model);
    setItemDelegate(new CellDelegate(theme, this));
    setAccessibleName(name);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setFrameShape(QFrame::NoFrame);
    setTextElideMode(Qt::ElideMiddle);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    applyTheme();
}

void PlainTable::setCaptionsWrapped(bool areWrapped)
{
    m_isWrapped = areWrapped;
    horizontalHeader()->setDefaultAlignment(areWrapped
            ? Qt::AlignLeft | Qt::AlignBottom | Qt::Alignment(Qt::TextWordWrap)
            : Qt::AlignLeft | Qt::AlignVCenter);
    fitHeader();
}

void PlainTable::fitHeader()
{
    constexpr int mostLines = 6;
    constexpr int sides = 12;
    const QFontMetrics metrics(horizontalHeader()->font());
    int height = m_theme.height(24);
    for (int i = 0; m_isWrapped && i < model()->columnCount(); ++i) {
        const QString caption = model()->headerData(i, Qt::Horizontal).toString();
        const QRect room(0, 0, std::max(20, columnWidth(i) - sides), 1000);
        height = std::max(height, metrics.boundingRect(room, Qt::AlignLeft | Qt::TextWordWrap, caption).height() + 8);
    }
    horizontalHeader()->setFixedHeight(std::min(height, mostLines * metrics.lineSpacing() + 8));
}

void PlainTable::applyTheme()
{
    horizontalHeader()->setFont(m_theme.font(Type::Caption));
    QPalette palette = horizontalHeader()->palette();
    palette.setColor(QPalette::ButtonText, m_theme.text2);
    palette.setColor(QPalette::WindowText, m_theme.text2);
    horizontalHeader()->setPalette(palette);
    verticalHeader()->setMinimumSectionSize(8);
    verticalHeader()->setDefaultSectionSize(m_theme.height(22));
    fitHeader();
}

void PlainTable::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange)
        applyTheme();
}

QStandardItem* textCell(const QString& text, Type type, bool isQuiet)
{
    auto* item = new QStandardItem(text);
    item->setToolTip(text.toHtmlEscaped());
    item->setEditable(false);
    item->setData(int(type), PlainTable::TypeRole);
    item->setData(isQuiet, PlainTable::QuietRole);
    return item;
}

QStandardItem* numberCell(qint64 number)
{
    auto* item = new QStandardItem(grouped(number));
    item->setEditable(false);
    item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    item->setData(number == 0, PlainTable::QuietRole);
    return item;
}

} // namespace rulewright::ui
