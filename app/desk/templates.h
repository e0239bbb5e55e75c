// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDate>
#include <QString>
#include <QUuid>

#include <string>
#include <vector>

namespace rulewright::desk {

// A kind of rule to start from.
struct RuleTemplate {
    QString name; // "Process creation"
    QString fileName; // of the new rule: "proc_creation_win_new.yml"
    QString product;
    QString category; // or service
    bool isService = false;
    QString field; // of the first selection
};

const std::vector<RuleTemplate>& ruleTemplates();

// The text of a new rule with its id, its date and, where one is known, the technique's tag.
std::string newRuleText(const RuleTemplate& kind, const QUuid& id, const QDate& date, const QString& technique);

} // namespace rulewright::desk
