// SPDX-License-Identifier: Apache-2.0
#include "ui/test/near_miss_model.h"

#include "ui/window/words.h"

#include <algorithm>

namespace rulewright::ui {

namespace {

QString utf8(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

} // namespace

QString nearMissWords(const match::NearMissGroup& group)
{
    if (group.isExclusion)
        return group.events == 1 ? NearMissModel::tr("is excluded only by") : NearMissModel::tr("are excluded only by");
    return group.events == 1 ? NearMissModel::tr("fails only on") : NearMissModel::tr("fail only on");
}

QString nearMissOperator(const match::NearMissGroup& group)
{
    QString words = operatorWords(utf8(rule::operatorName(group.op)));
    if (group.value != rule::ValueId::None && !group.wanted.empty())
        words += u' ' + utf8(group.wanted.front());
    return words;
}

NearMissModel::NearMissModel(QObject* parent)
    : QAbstractItemModel(parent)
{
}

void NearMissModel::setResult(const NearMissResultPtr& result)
{
    beginResetModel();
    m_result = result;
    endResetModel();
}

// Children carry their group's row + 1, groups 0.
std::size_t NearMissModel::groupRow(const QModelIndex& index) const
{
    return isGroup(index) ? static_cast<std::size_t>(index.row()) : static_cast<std::size_t>(index.internalId() - 1);
}

const match::NearMissGroup* NearMissModel::group(const QModelIndex& index) const
{
    return index.isValid() && m_result ? &m_result->misses.groups[groupRow(index)] : nullptr;
}

const advise::GroupAdvice* NearMissModel::advice(const QModelIndex& index) const
{
    const bool isThere = index.isValid() && m_result && groupRow(index) < m_result->advice.size();
    return isThere ? &m_result->advice[groupRow(index)] : nullptr;
}

const advise::FailingValue* NearMissModel::value(const QModelIndex& index) const
{
    const advise::GroupAdvice* of = advice(index);
    if (of == nullptr || isGroup(index) || static_cast<std::size_t>(index.row()) >= of->values.size())
        return nullptr;
    return &of->values[static_cast<std::size_t>(index.row())];
}

const advise::Widening* NearMissModel::widening(const QModelIndex& index) const
{
    const advise::GroupAdvice* of = advice(index);
    if (of == nullptr)
        return nullptr;
    const advise::FailingValue* failing = value(index);
    const std::optional<advise::Widening>* found = failing != nullptr ? &failing->widening
        : isGroup(index)                                              ? &of->drop
                                                                      : nullptr;
    return found != nullptr && *found ? &**found : nullptr;
}

events::EventId NearMissModel::example(const QModelIndex& index) const
{
    if (const advise::FailingValue* failing = value(index))
        return failing->actual.first;
    const match::NearMissGroup* of = group(index);
    if (of == nullptr || of->members.isEmpty())
        return events::EventId::None;
    return events::EventId{of->members.select(0)};
}

QString NearMissModel::sentence(const QModelIndex& index) const
{
    const match::NearMissGroup* of = group(index);
    if (of == nullptr)
        return {};
    const auto count = static_cast<qint64>(of->events);
    const auto effect = [](const advise::Widening& change) {
        return tr("%1: the rule gains %2 attack and %3 benign events")
            .arg(utf8(change.title), grouped(static_cast<qint64>(change.attack.added)),
                grouped(static_cast<qint64>(change.benign.added)));
    };
    if (const advise::FailingValue* failing = value(index)) {
        const auto events = static_cast<qint64>(failing->actual.events);
        QString text = tr("%1: %2").arg(failing->actual.text ? utf8(*failing->actual.text) : tr("no value"),
            events == 1 ? tr("1 event") : tr("%1 events").arg(grouped(events)));
        return failing->widening ? text + QStringLiteral(". ") + effect(*failing->widening) : text;
    }
    QString text = tr("%1 %2 %3 %4")
                       .arg(count == 1 ? tr("1 event") : tr("%1 events").arg(grouped(count)), nearMissWords(*of),
                           utf8(of->field), nearMissOperator(*of));
    if (!of->selection.empty())
        text += tr(", in %1").arg(utf8(of->selection));
    if (const advise::Widening* drop = widening(index))
        text += QStringLiteral(". ") + effect(*drop);
    return text;
}

QModelIndex NearMissModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : 0);
}

QModelIndex NearMissModel::parent(const QModelIndex& child) const
{
    return child.isValid() && !isGroup(child) ? createIndex(static_cast<int>(groupRow(child)), 0, quintptr{0})
                                              : QModelIndex();
}

int NearMissModel::rowCount(const QModelIndex& parent) const
{
    if (!m_result)
        return 0;
    if (!parent.isValid())
        return static_cast<int>(m_result->misses.groups.size());
    const advise::GroupAdvice* of = isGroup(parent) ? advice(parent) : nullptr;
    if (of == nullptr)
        return 0;
    return static_cast<int>(of->values.size()) + (of->valueCount > of->values.size() ? 1 : 0);
}

int NearMissModel::columnCount(const QModelIndex&) const { return 1; }

QVariant NearMissModel::data(const QModelIndex& index, int role) const
{
    const match::NearMissGroup* of = group(index);
    if (of == nullptr)
        return {};
    if (role == Qt::AccessibleTextRole)
        return sentence(index);
    if (role != Qt::DisplayRole)
        return {};
    if (isGroup(index))
        return utf8(of->field);
    if (const advise::FailingValue* failing = value(index))
        return failing->actual.text ? utf8(*failing->actual.text) : tr("no value");
    const advise::GroupAdvice& whole = *advice(index);
    const auto more = static_cast<qint64>(whole.valueCount - whole.values.size());
    return more == 1 ? tr("1 more value") : tr("%1 more values").arg(grouped(more));
}

} // namespace rulewright::ui
