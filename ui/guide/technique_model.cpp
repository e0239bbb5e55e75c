// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/technique_model.h"

#include "ui/guide/guide_words.h"
#include "ui/window/words.h"

#include <algorithm>

namespace rulewright::ui {

namespace {

// How well a technique fits a text; smaller is better, none does not fit.
std::optional<int> fitOf(const TechniqueRow& row, const QString& text)
{
    if (row.id.startsWith(text, Qt::CaseInsensitive))
        return 0;
    if (row.name.startsWith(text, Qt::CaseInsensitive))
        return 1;
    if (row.name.contains(u' ' + text, Qt::CaseInsensitive))
        return 2;
    if (row.name.contains(text, Qt::CaseInsensitive) || row.id.contains(text, Qt::CaseInsensitive))
        return 3;
    return std::nullopt;
}

} // namespace

TechniqueModel::TechniqueModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

void TechniqueModel::setTechniques(std::vector<TechniqueRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    narrow();
    endResetModel();
}

void TechniqueModel::setText(const QString& text)
{
    if (text == m_text)
        return;
    beginResetModel();
    m_text = text;
    narrow();
    endResetModel();
}

void TechniqueModel::narrow()
{
    // Equal fits: those that have a rule first, then those whose sub-techniques do, then by id.
    std::vector<std::pair<int, int>> fits;
    for (int i = 0; i < int(m_rows.size()); ++i) {
        const TechniqueRow& row = m_rows[std::size_t(i)];
        if (const auto fit = fitOf(row, m_text.trimmed()))
            fits.emplace_back(3 * *fit + (row.rules > 0 ? 0 : row.below > 0 ? 1 : 2), i);
    }
    std::ranges::sort(fits);
    m_shown.clear();
    for (const auto& [fit, row] : fits)
        m_shown.push_back(row);
}

QString TechniqueModel::idOf(const QString& text) const
{
    const QString wanted = text.trimmed();
    QString byName;
    int named = 0;
    for (const TechniqueRow& row : m_rows) {
        if (row.id.compare(wanted, Qt::CaseInsensitive) == 0)
            return row.id;
        if (row.name.compare(wanted, Qt::CaseInsensitive) == 0) {
            byName = row.id;
            ++named;
        }
    }
    return named == 1 ? byName : QString();
}

int TechniqueModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(m_shown.size()); }

QVariant TechniqueModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const TechniqueRow& row = m_rows[std::size_t(m_shown[std::size_t(index.row())])];
    switch (role) {
    case IdRole:
        return row.id;
    case NameRole:
        return row.name;
    case HasRulesRole:
        return row.rules + row.below > 0;
    case CountRole:
        return row.rules > 0 ? rulesWords(row.rules)
            : row.below > 0  ? tr("%1 in sub-techniques").arg(grouped(row.below))
                             : tr("no rule");
    case Qt::DisplayRole:
    case Qt::EditRole:
        return QString(row.id + u' ' + row.name);
    case Qt::AccessibleTextRole:
        return QString(
            row.name + QStringLiteral(", ") + row.id + QStringLiteral(", ") + data(index, CountRole).toString());
    default:
        return {};
    }
}

} // namespace rulewright::ui
