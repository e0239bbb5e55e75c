// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/profile.h"

#include <QString>

#include <vector>

namespace rulewright::ui {

// A rule that was read in part, or not at all.
struct CorpusProblem {
    QString path;
    bool isFailed = false; // else partial
    QString reason;
    bool operator==(const CorpusProblem&) const = default;
};

// One loaded collection of rules, as the manager lists it.
struct CorpusRow {
    QString folder; // empty: the built-in rules
    corpus::Vendor vendor = corpus::Vendor::Sigma;
    quint32 rules = 0;
    quint32 partial = 0;
    quint32 noQuery = 0;
    quint32 failed = 0;
    QString origin; // of a clone: its address
    QString state; // of a clone: the newest commit's day
    std::vector<CorpusProblem> problems; // failed first, then by path
};

// The collections of a profile, by vendor and folder; problems included.
std::vector<CorpusRow> corpusRows(const corpus::Profile& profile);

} // namespace rulewright::ui
