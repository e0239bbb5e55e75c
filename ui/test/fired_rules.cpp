// SPDX-License-Identifier: Apache-2.0
#include "ui/test/fired_rules.h"

#include "ui/window/marks.h"
#include "ui/window/theme.h"
#include "ui/window/words.h"

#include <QPainter>

namespace rulewright::ui {

namespace {

constexpr int padding = 12;
constexpr int designedVendor = 60;
constexpr int designedLevel = 84;
constexpr int designedTechniques = 150;
constexpr int designedHits = 64;

QString hitsWords(const FiredRule& rule)
{
    return (rule.isApproximate ? QStringLiteral("≤ ") : QString()) + grouped(qint64(rule.hits));
}

/// One row (22): title, techniques, vendor, level, hits.
class RuleRowDelegate : public QStyledItemDelegate {
public:
    RuleRowDelegate(const FiredRulesModel& model, const Theme& theme, QWidget* view)
        : QStyledItemDelegate(view)
        , m_model(model)
        , m_theme(theme)
        , m_view(view)
    {
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {100, m_theme.height(22)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const FiredRule& rule = *m_model.rule(index);
        painter->save();
        int right = m_view->width() - padding - m_theme.width(10);
        const auto column = [&](const QString& text, int width, Type type = Type::Caption) {
            const QFont font = m_theme.font(type);
            const QRect box(right - width, option.rect.top(), width, option.rect.height());
            painter->setFont(font);
            painter->setPen(type == Type::Caption ? m_theme.text2 : rule.isApproximate ? m_theme.caveat : m_theme.text);
            painter->drawText(box, Qt::AlignRight | Qt::AlignVCenter, shortenedEnd(text, font, width));
            right -= width + 8;
        };
        if (m_model.isOfAll())
            column(hitsWords(rule), m_theme.width(designedHits), Type::BodyMedium);
        column(rule.level, m_theme.width(designedLevel));
        column(rule.vendor, m_theme.width(designedVendor));
        if (m_view->width() > m_theme.width(600))
            column(rule.techniques, m_theme.width(designedTechniques));
        const QFont body = m_theme.font(Type::Body);
        painter->setFont(body);
        painter->setPen(m_theme.text);
        painter->drawText(QRect(padding, option.rect.top(), right - padding, option.rect.height()),
            Qt::AlignLeft | Qt::AlignVCenter, shortenedEnd(rule.title, body, right - padding));
        painter->restore();
    }

private:
    const FiredRulesModel& m_model;
    const Theme& m_theme;
    QWidget* m_view;
};

} // namespace

void FiredRulesModel::setRules(const FiredRulesPtr& rules)
{
    beginResetModel();
    m_rules = rules;
    endResetModel();
}

const FiredRule* FiredRulesModel::rule(const QModelIndex& index) const
{
    return m_rules && index.isValid() ? &m_rules->rules[static_cast<std::size_t>(index.row())] : nullptr;
}

int FiredRulesModel::rowCount(const QModelIndex& parent) const
{
    return m_rules && !parent.isValid() ? static_cast<int>(m_rules->rules.size()) : 0;
}

QVariant FiredRulesModel::data(const QModelIndex& index, int role) const
{
    const FiredRule* fired = rule(index);
    if (fired == nullptr)
        return {};
    if (role == Qt::DisplayRole)
        return fired->title;
    if (role == Qt::AccessibleTextRole) {
        QStringList words{fired->title, fired->level, fired->vendor, fired->techniques};
        if (isOfAll())
            words << tr("%1 hits").arg(hitsWords(*fired));
        words.removeAll(QString());
        return words.join(QStringLiteral(", "));
    }
    return {};
}

FiredRulesView::FiredRulesView(const Theme& theme, QWidget* parent)
    : QTreeView(parent)
    , m_theme(theme)
    , m_model(new FiredRulesModel(this))
{
    setModel(m_model);
    setItemDelegate(new RuleRowDelegate(*m_model, theme, this));
    setHeaderHidden(true);
    setFrameShape(NoFrame);
    setRootIsDecorated(false);
    setIndentation(0);
    setMouseTracking(true);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Also fires"));
    setObjectName(QStringLiteral("firedRules"));
    connect(this, &QTreeView::activated, this, [this](const QModelIndex& index) {
        if (const FiredRule* rule = m_model->rule(index))
            emit ruleRequested(rule->rule);
    });
}

void FiredRulesView::setRules(const FiredRulesPtr& rules)
{
    m_model->setRules(rules);
    // The list has the focus before its rules arrive.
    if (hasFocus() && m_model->rowCount() > 0)
        setCurrentIndex(m_model->index(0));
}

void FiredRulesView::drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    paintRowGround(*painter, QRect(0, option.rect.top(), viewport()->width(), option.rect.height()),
        selectionModel()->isSelected(index), hasFocus(), option.state.testFlag(QStyle::State_MouseOver), m_theme);
    QTreeView::drawRow(painter, option, index);
}

void FiredRulesView::focusInEvent(QFocusEvent* event)
{
    QTreeView::focusInEvent(event);
    if (!currentIndex().isValid() && m_model->rowCount() > 0)
        setCurrentIndex(m_model->index(0));
    viewport()->update();
}

void FiredRulesView::focusOutEvent(QFocusEvent* event)
{
    QTreeView::focusOutEvent(event);
    viewport()->update();
}

} // namespace rulewright::ui
