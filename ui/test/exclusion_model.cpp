// SPDX-License-Identifier: Apache-2.0
#include "ui/test/exclusion_model.h"

#include "ui/test/event_text.h"
#include "ui/window/words.h"

#include <algorithm>

namespace rulewright::ui {

namespace {

QString words(std::string_view utf8) { return QString::fromUtf8(utf8.data(), qsizetype(utf8.size())); }

QString fieldWords(const corpus::RowKey& key)
{
    return words(key.field) + u' ' + operatorWords(words(rule::operatorName(key.op)));
}

/// Columns whose text stands at the right.
bool isNumber(int column)
{
    return column == ExclusionModel::Number || column == ExclusionModel::Benign || column == ExclusionModel::Kept;
}

} // namespace

void ExclusionModel::setResult(const ExclusionResultPtr& result)
{
    beginResetModel();
    m_result = result;
    m_step = 0;
    endResetModel();
}

const advise::Exclusion* ExclusionModel::exclusion(int row) const
{
    return row >= 0 && row < rowCount() ? &m_result->found.rows[static_cast<std::size_t>(row)] : nullptr;
}

std::size_t ExclusionModel::stepOf(int row) const
{
    if (!m_result)
        return 0;
    const auto& curve = m_result->found.curve;
    const auto found = std::ranges::find_if(curve, [row](const advise::ExclusionStep& step) {
        return std::ranges::contains(step.rows, static_cast<std::size_t>(row));
    });
    return found == curve.end() ? 0 : static_cast<std::size_t>(found - curve.begin()) + 1;
}

void ExclusionModel::setStep(std::size_t step)
{
    if (step == m_step)
        return;
    m_step = step;
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

bool ExclusionModel::isInStep(int row) const
{
    return m_step > 0 && m_step <= m_result->found.curve.size()
        && std::ranges::contains(m_result->found.curve[m_step - 1].rows, static_cast<std::size_t>(row));
}

int ExclusionModel::rowCount(const QModelIndex& parent) const
{
    return m_result && !parent.isValid() ? static_cast<int>(m_result->found.rows.size()) : 0;
}

int ExclusionModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant ExclusionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && isNumber(section))
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString captions[ColumnCount]{tr("#"), tr("Excluded value"), tr("Field"), tr("benign"), tr("TP kept"),
        QChar(u'\u2003') + tr("Learnt from")}; // apart from the number before
    return captions[section];
}

QString ExclusionModel::learntFrom(int row) const
{
    const advise::Exclusion& own = *exclusion(row);
    if (own.rules == 0)
        return tr("your events");
    if (own.rules > 1 || !m_result->guide)
        return tr("%1 rules").arg(grouped(qint64(own.rules)));
    const corpus::Guide& guide = *m_result->guide;
    const auto learnt = std::ranges::find(guide.exclusions, own.key, &corpus::GuideRow::key);
    if (learnt != guide.exclusions.end() && !learnt->rules.empty()) {
        const auto rule = std::ranges::find(guide.rules, learnt->rules.front(), &corpus::GuideRule::rule);
        if (rule != guide.rules.end())
            return tr("1 rule: %1").arg(words(rule->title));
    }
    return tr("1 rule");
}

QString ExclusionModel::kept() const
{
    const std::uint64_t all = m_result ? m_result->found.truePositives : 0;
    return all == 0 ? QStringLiteral("–") : tr("%1 of %1").arg(grouped(qint64(all)));
}

QString ExclusionModel::cell(int row, int column) const
{
    const advise::Exclusion& own = *exclusion(row);
    switch (column) {
    case Number:
        return QString::number(row + 1);
    case Value:
        return own.key.value ? shownLine(*own.key.value) : tr("no value");
    case Field:
        return fieldWords(own.key);
    case Benign:
        return withMinus(qint64(own.removes));
    case Kept:
        return kept();
    case LearntFrom:
        return learntFrom(row);
    default:
        return {};
    }
}

QString ExclusionModel::sentence(int row) const
{
    const advise::Exclusion& own = *exclusion(row);
    QString text = tr("%1: %2 %3 removes %4 of %5 benign hits")
                       .arg(row + 1)
                       .arg(fieldWords(own.key), cell(row, Value), grouped(qint64(own.removes)),
                           grouped(qint64(m_result->found.falsePositives)));
    if (own.others > 0)
        text += tr(" and %1 of neither side").arg(grouped(qint64(own.others)));
    text += m_result->found.truePositives > 0 ? tr(", keeps %1 TP").arg(kept()) : tr(", no TP is known");
    text += tr(", learnt from %1").arg(learntFrom(row));
    if (isInStep(row))
        text += tr(", in the chosen step");
    return text;
}

QVariant ExclusionModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_result)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return cell(index.row(), index.column());
    case Qt::ToolTipRole:
        return (index.column() == Value ? words(exclusion(index.row())->sigma) : cell(index.row(), index.column()))
            .toHtmlEscaped();
    case Qt::AccessibleTextRole:
        return index.column() == Number ? sentence(index.row()) : cell(index.row(), index.column());
    case Qt::TextAlignmentRole:
        return isNumber(index.column()) ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case IsInStepRole:
        return isInStep(index.row());
    case IsIdleRole:
        return exclusion(index.row())->removes == 0;
    default:
        return {};
    }
}

ExclusionNote exclusionNote(const ExclusionResult& result)
{
    using Kind = ExclusionNote::Kind;
    const auto tr = [](const char* text) { return ExclusionModel::tr(text); };
    const advise::Exclusions& found = result.found;
    const QString attack = grouped(qint64(result.attackEvents));
    const QString benign = grouped(qint64(result.benignEvents));
    if (result.of && result.of->report && result.of->report->timeline)
        return {Kind::Nothing,
            tr("A rule over time takes no exclusion of its own: look at those of the rules that it names.")};
    if (result.of && result.of->report && result.of->report->eventsInScope == 0)
        return {
            Kind::Nothing, tr("0 events looked at: nothing has been tested. Load events of the rule's log source.")};
    if (found.falsePositives == 0 && result.benignEvents == 0)
        return {Kind::Nothing,
            tr("No benign events are loaded, so no exclusion can be measured. Load benign events, or label hits as "
               "false positives with F.")};
    if (found.falsePositives == 0)
        return {Kind::Nothing,
            tr("0 of %1 benign events are hit: there is nothing to exclude. Load more benign events to be surer.")
                .arg(benign)};
    const QString some = found.falsePositives == 1 ? tr("1 benign hit")
                                                   : tr("%1 benign hits").arg(grouped(qint64(found.falsePositives)));
    if (found.rows.empty())
        return {Kind::Nothing,
            tr("No value sets the %1 apart without losing a true positive: narrow a selection instead, the "
               "events stand under Hits.")
                .arg(some)};
    if (found.truePositives == 0)
        return {Kind::Unproved,
            tr("No hit is an attack, so none of these is proved to keep one. Load attack events, or label hits as true "
               "positives with T. Measured on %1 benign events.")
                .arg(benign)};
    return {Kind::Measured,
        tr("Each keeps every TP among %1 attack events and is measured on %2 benign ones. Enter excludes, Space "
           "previews.")
            .arg(attack, benign)};
}

} // namespace rulewright::ui
