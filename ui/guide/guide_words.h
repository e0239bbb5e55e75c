// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/guide.h"
#include "ui/guide/guide_model.h"

#include <QString>
#include <QUrl>

#include <string>
#include <string_view>

namespace rulewright::ui {

QString text(std::string_view utf8);

// "Microsoft-Windows-Sysmon" -> "Sysmon", "Microsoft-Windows-Security-Auditing" -> "Security".
QString providerWords(std::string_view provider);

// What the row says of its value: the value, or the operator where there is none ("exists").
QString valueWords(const corpus::RowKey& key);
// "CommandLine contains --service", as a sentence begins.
QString keyWords(const corpus::RowKey& key);
QString operatorWords(rule::Op op);

QString sectionTitle(GuideSection section);
// "162 more indicators".
QString moreWords(GuideSection section, int count);
// "· 3 in one clause" and the like; empty for rows that stand alone.
QString jointWords(Joint joint, int size);

// What a filter looks through.
QString filterText(const corpus::Guide& guide, RowKind kind, int index);

// One line for type-ahead and copying, a tool tip, and the sentence a screen reader says.
QString plainText(const GuideModel& model, const GuideModel::Node& node);
QString toolTip(const GuideModel& model, const GuideModel::Node& node);
QString sentence(const GuideModel& model, const GuideModel::Node& node);

// What a row would do at the caret, one line a side: "+3 atk", "−2 ben"; or why that side says nothing.
struct HereWords {
    QString attack;
    QString benign;
};

HereWords hereWords(const RowPrice& price, bool isExclusion);

// "1 rule", "4 rules".
QString rulesWords(qsizetype count);

// https://attack.mitre.org/techniques/T1219/002/
QUrl techniquePage(const QString& id);

} // namespace rulewright::ui
