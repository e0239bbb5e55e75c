// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/guide/rule_contents.h"

#include <QAbstractItemModel>

#include <vector>

namespace rulewright::ui {

// The parts of one rule by what they do: predicates, exclusions, nested negations, exceptions.
class RuleModel : public QAbstractItemModel {
    Q_OBJECT
public:
    struct Group {
        QString title;
        QString note;
        std::vector<RulePart> parts;
    };

    explicit RuleModel(const RuleContents& contents, QObject* parent = nullptr);

    bool isGroup(const QModelIndex& index) const { return index.isValid() && index.internalId() == 0; }

    const Group& group(const QModelIndex& index) const;
    const RulePart* part(const QModelIndex& index) const;

    // Whether a vendor's own field names differ from the canonical ones somewhere.
    bool hasOwnNames() const { return m_hasOwnNames; }

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<Group> m_groups;
    bool m_hasOwnNames = false;
};

} // namespace rulewright::ui
