// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/technique_field.h"

#include "ui/window/marks.h"
#include "ui/window/suggestion_delegate.h"
#include "ui/window/theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace rulewright::ui {

namespace {

class TechniqueDelegate : public SuggestionDelegate {
public:
    using SuggestionDelegate::SuggestionDelegate;

protected:
    void paintRow(QPainter& p, const QRect& row, const QModelIndex& index) const override
    {
        const bool hasRules = index.data(TechniqueModel::HasRulesRole).toBool();
        const QString count = index.data(TechniqueModel::CountRole).toString();
        const QFont caption = theme().font(Type::Caption);
        const int countWidth = QFontMetrics(caption).horizontalAdvance(count);
        p.setFont(caption);
        p.setPen(theme().text2);
        p.drawText(row.adjusted(0, 0, -12, 0), Qt::AlignRight | Qt::AlignVCenter, count);
        const int nameLeft = row.left() + 12 + theme().width(78);
        p.setFont(theme().font(Type::ValueSmall));
        p.drawText(
            row.adjusted(12, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, index.data(TechniqueModel::IdRole).toString());
        const QFont body = theme().font(Type::Body);
        const int nameWidth = row.right() - 12 - countWidth - 8 - nameLeft;
        p.setFont(body);
        p.setPen(hasRules ? theme().text : theme().text3);
        p.drawText(QRect(nameLeft, row.top(), nameWidth, row.height()), Qt::AlignLeft | Qt::AlignVCenter,
            shortenedEnd(index.data(TechniqueModel::NameRole).toString(), body, nameWidth));
    }
};

} // namespace

TechniqueField::TechniqueField(const Theme& theme, QWidget* parent)
    : TechniqueField(new TechniqueModel, theme, parent)
{
}

TechniqueField::TechniqueField(TechniqueModel* model, const Theme& theme, QWidget* parent)
    : SuggestField(model, new TechniqueDelegate(theme), theme, parent)
    , m_model(model)
{
    m_model->setParent(this);
    setPlaceholderText(tr("Choose a technique by id or name"));
    setAccessibleName(tr("Technique"));
    connect(this, &SuggestField::textWanted, m_model, &TechniqueModel::setText);
    connect(this, &SuggestField::chosen, this,
        [this](const QModelIndex& index) { choose(index.data(TechniqueModel::IdRole).toString()); });
    connect(this, &SuggestField::textEntered, this, [this](const QString& text) { choose(m_model->idOf(text)); });
}

void TechniqueField::setTechniques(std::vector<TechniqueRow> rows) { m_model->setTechniques(std::move(rows)); }

void TechniqueField::choose(const QString& id)
{
    if (id.isEmpty())
        return;
    clear();
    m_model->setText(QString());
    emit techniqueChosen(id);
}

} // namespace rulewright::ui
