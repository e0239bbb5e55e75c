// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/guide.h"
#include "core/corpus/profile.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace rulewright::ui {

// One leaf of a rule as its document shows it.
struct RulePart {
    corpus::RowKey key;
    QString raw; // as the vendor names the field
    corpus::Role role = corpus::Role::Filter;
    quint32 reach = 0;
    std::optional<quint32> rules; // in the guide that is shown; none where the guide has no such row
};

// What the document of a corpus rule shows.
struct RuleContents {
    corpus::RuleId rule = corpus::RuleId::None;
    QString title;
    QStringList chips; // vendor, level, status, techniques
    QString path;
    QString note; // why it is read in part only; empty for whole ones
    std::vector<RulePart> parts; // in the order of the rule's text
};

RuleContents ruleContents(const corpus::Profile& profile, corpus::RuleId rule, const corpus::Guide& guide);

} // namespace rulewright::ui
