// SPDX-License-Identifier: Apache-2.0
#include "ui/window/palette.h"

#include "ui/window/icons.h"
#include "ui/window/marks.h"
#include "ui/window/suggestion_delegate.h"
#include "ui/window/theme.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <optional>

namespace rulewright::ui {

namespace {

constexpr int mostItems = 60;
constexpr int listWidth = 508;

std::optional<int> fitOf(const PaletteItem& item, const QString& text)
{
    if (item.title.startsWith(text, Qt::CaseInsensitive) || item.context.compare(text, Qt::CaseInsensitive) == 0)
        return 0;
    if (item.title.contains(u' ' + text, Qt::CaseInsensitive) || item.context.startsWith(text, Qt::CaseInsensitive))
        return 1;
    if (item.title.contains(text, Qt::CaseInsensitive))
        return 2;
    return std::nullopt;
}

class PaletteDelegate : public SuggestionDelegate {
public:
    PaletteDelegate(const PaletteModel& model, const Theme& theme)
        : SuggestionDelegate(theme)
        , m_model(model)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {listWidth, theme().height(28)};
    }

protected:
    void paintRow(QPainter& p, const QRect& row, const QModelIndex& index) const override
    {
        const PaletteItem& item = m_model.item(index.row());
        p.drawPixmap(row.left() + 12, row.center().y() - 7,
            iconPixmap(item.icon, theme().text2, 14, p.device()->devicePixelRatioF()));
        const QFont caption = theme().font(Type::Caption);
        const QFont body = theme().font(Type::Body);
        const int keyWidth = QFontMetrics(caption).horizontalAdvance(item.key);
        p.setFont(caption);
        p.setPen(theme().text2);
        p.drawText(row.adjusted(0, 0, -12, 0), Qt::AlignRight | Qt::AlignVCenter, item.key);
        const int left = row.left() + 36;
        const int right = row.right() - 12 - keyWidth - 8;
        const int contextWidth = QFontMetrics(caption).horizontalAdvance(item.context) + 8;
        const QString title = shortenedEnd(item.title, body, right - left - contextWidth);
        p.setFont(body);
        p.setPen(theme().text);
        p.drawText(QRect(left, row.top(), right - left, row.height()), Qt::AlignLeft | Qt::AlignVCenter, title);
        underline(p, row, left, title, QFontMetrics(body));
        p.setFont(caption);
        p.setPen(theme().text2);
        const int contextLeft = left + QFontMetrics(body).horizontalAdvance(title) + 8;
        p.drawText(QRect(contextLeft, row.top(), right - contextLeft, row.height()), Qt::AlignLeft | Qt::AlignVCenter,
            item.context);
    }

private:
    void underline(QPainter& p, const QRect& row, int left, const QString& title, const QFontMetrics& metrics) const
    {
        const QString text = m_model.text();
        const qsizetype at = text.isEmpty() ? -1 : title.indexOf(text, 0, Qt::CaseInsensitive);
        if (at < 0)
            return;
        const int from = left + metrics.horizontalAdvance(title.left(at));
        const int to = left + metrics.horizontalAdvance(title.left(at + text.size()));
        p.fillRect(QRect(from, row.center().y() + metrics.ascent() / 2 + 3, to - from, 2), theme().accent);
    }

    const PaletteModel& m_model;
};

} // namespace

PaletteModel::PaletteModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

void PaletteModel::setSource(std::function<std::vector<PaletteItem>()> items) { m_source = std::move(items); }

void PaletteModel::setLast(std::function<PaletteItem(const QString& text)> item) { m_last = std::move(item); }

void PaletteModel::setText(const QString& text)
{
    beginResetModel();
    // The items are those of the moment at which typing began.
    if (m_text.isEmpty() && m_source)
        m_items = m_source();
    m_text = text.trimmed();
    std::vector<std::pair<int, int>> fits;
    for (int i = 0; i < int(m_items.size()); ++i) {
        if (const auto fit = fitOf(m_items[std::size_t(i)], m_text))
            fits.emplace_back(*fit, i);
    }
    std::ranges::sort(fits);
    m_shown.clear();
    for (const auto& [fit, item] : fits) {
        if (int(m_shown.size()) < mostItems)
            m_shown.push_back(item);
    }
    m_lastItem.reset();
    if (m_last && !m_text.isEmpty())
        m_lastItem = m_last(m_text);
    endResetModel();
}

int PaletteModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size()) + (m_lastItem ? 1 : 0);
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const PaletteItem& own = item(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return own.title;
    case ContextRole:
        return own.context;
    case KeyRole:
        return own.key;
    case IconRole:
        return own.icon;
    case Qt::AccessibleTextRole:
        return QString(own.title + QStringLiteral(", ") + own.context);
    default:
        return {};
    }
}

PaletteField::PaletteField(const Theme& theme, QWidget* parent)
    : PaletteField(new PaletteModel, theme, parent)
{
}

PaletteField::PaletteField(PaletteModel* model, const Theme& theme, QWidget* parent)
    : SuggestField(model, new PaletteDelegate(*model, theme), theme, parent)
    , m_model(model)
{
    m_model->setParent(this);
    setListWidth(theme.width(listWidth));
    setPlaceholderText(tr("Go to rule, technique or command"));
    setAccessibleName(tr("Go to rule, technique or command"));
    setKeyHint(QStringLiteral("Ctrl+P"));
    connect(this, &SuggestField::textWanted, m_model, &PaletteModel::setText);
    connect(this, &SuggestField::chosen, this, [this](const QModelIndex& index) {
        const std::function<void()> go = m_model->item(index.row()).go; // the item goes with the text
        clear();
        m_model->setText(QString());
        clearFocus();
        go();
    });
}

void PaletteField::setLast(std::function<PaletteItem(const QString& text)> item) { m_model->setLast(std::move(item)); }

void PaletteField::setItems(std::function<std::vector<PaletteItem>()> items) { m_model->setSource(std::move(items)); }

} // namespace rulewright::ui
