// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/rule_model.h"

#include "ui/guide/guide_words.h"
#include "ui/window/words.h"

#include <algorithm>

namespace rulewright::ui {

namespace {

struct GroupSpec {
    std::vector<corpus::Role> roles;
    QString title;
    QString note;
};

std::vector<GroupSpec> groupSpecs()
{
    using corpus::Role;
    return {
        {{Role::Filter}, RuleModel::tr("Predicates"), RuleModel::tr("what the rule looks for")},
        {{Role::Exclusion}, RuleModel::tr("Exclusions"), RuleModel::tr("what the rule leaves out")},
        {{Role::NestedNegation}, RuleModel::tr("Nested negations"), RuleModel::tr("each inside one branch only")},
        {{Role::Exception}, RuleModel::tr("Exceptions"), RuleModel::tr("below two or more negations")},
        {{Role::Missing, Role::Until}, RuleModel::tr("Must not happen"),
            RuleModel::tr("events that end or rule out a sequence")},
    };
}

} // namespace

RuleModel::RuleModel(const RuleContents& contents, QObject* parent)
    : QAbstractItemModel(parent)
{
    for (const GroupSpec& spec : groupSpecs()) {
        Group group{spec.title, spec.note, {}};
        for (const RulePart& part : contents.parts) {
            if (std::ranges::find(spec.roles, part.role) != spec.roles.end())
                group.parts.push_back(part);
        }
        if (!group.parts.empty())
            m_groups.push_back(std::move(group));
    }
    m_hasOwnNames = std::ranges::any_of(
        contents.parts, [](const RulePart& part) { return !part.raw.isEmpty() && part.raw != text(part.key.field); });
}

const RuleModel::Group& RuleModel::group(const QModelIndex& index) const
{
    return m_groups[std::size_t(isGroup(index) ? index.row() : int(index.internalId()) - 1)];
}

const RulePart* RuleModel::part(const QModelIndex& index) const
{
    return index.isValid() && !isGroup(index) ? &group(index).parts[std::size_t(index.row())] : nullptr;
}

// The internal id of a group is 0, that of a part its group's place + 1.
QModelIndex RuleModel::index(int row, int column, const QModelIndex& parent) const
{
    if (column != 0 || row < 0 || row >= rowCount(parent))
        return {};
    return createIndex(row, 0, parent.isValid() ? quintptr(parent.row() + 1) : quintptr(0));
}

QModelIndex RuleModel::parent(const QModelIndex& child) const
{
    return child.isValid() && !isGroup(child) ? createIndex(int(child.internalId()) - 1, 0, quintptr(0))
                                              : QModelIndex();
}

int RuleModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return int(m_groups.size());
    return isGroup(parent) ? int(group(parent).parts.size()) : 0;
}

int RuleModel::columnCount(const QModelIndex&) const { return 1; }

QVariant RuleModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const RulePart* own = part(index);
    switch (role) {
    case Qt::DisplayRole:
        return own ? valueWords(own->key) : group(index).title;
    case Qt::ToolTipRole:
        return own ? keyWords(own->key).toHtmlEscaped() : QString();
    case Qt::AccessibleTextRole:
        return own ? tr("%1, reach %2").arg(keyWords(own->key), grouped(own->reach))
                   : tr("%1, %2").arg(group(index).title, grouped(qint64(group(index).parts.size())));
    default:
        return {};
    }
}

} // namespace rulewright::ui
