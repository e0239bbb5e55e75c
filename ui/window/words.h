// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace rulewright::ui {

// 41207 -> "41,207".
QString grouped(qint64 number);

// 3 -> "+3", -55 -> "−55" (U+2212), 0 -> "+0".
QString withSign(qint64 number);

// The price of an exclusion: 4 -> "−4", 0 -> "−0".
QString withMinus(qint64 number);

// What a change gains and loses: "+3", "−5", "+3 −1"; where it is nothing "+0".
QString gainAndLoss(qint64 added, qint64 removed);

// 0.431 -> "43%"; a share above nothing is never "0%" but "<1%".
QString percent(double share);

// A field, an operator's name in the guide's wording: "ends_with" -> "ends with", "eq" -> "is".
QString operatorWords(const QString& operatorName);

} // namespace rulewright::ui
