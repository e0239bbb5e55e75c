// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/corpus_contents.h"

#include <algorithm>
#include <map>

namespace rulewright::ui {

std::vector<CorpusRow> corpusRows(const corpus::Profile& profile)
{
    std::map<std::pair<corpus::Vendor, std::string>, CorpusRow> rows;
    for (const corpus::ProfileRule& rule : profile.rules()) {
        CorpusRow& row = rows[{rule.vendor, rule.folder.string()}];
        row.vendor = rule.vendor;
        row.folder = QString::fromStdString(rule.folder.string());
        ++row.rules;
        row.partial += rule.ruleClass == corpus::RuleClass::Partial ? 1 : 0;
        row.noQuery += rule.ruleClass == corpus::RuleClass::NoQuery ? 1 : 0;
        const bool isFailed = rule.ruleClass == corpus::RuleClass::Failed;
        row.failed += isFailed ? 1 : 0;
        if (!isFailed && rule.ruleClass != corpus::RuleClass::Partial)
            continue;
        QString reasons;
        for (const std::string& reason : rule.reasons)
            reasons += (reasons.isEmpty() ? QString() : QStringLiteral("; ")) + QString::fromStdString(reason);
        row.problems.push_back({QString::fromStdString(rule.path), isFailed, reasons});
    }
    std::vector<CorpusRow> result;
    for (auto& [key, row] : rows) {
        std::ranges::stable_sort(row.problems, [](const CorpusProblem& a, const CorpusProblem& b) {
            return a.isFailed != b.isFailed ? a.isFailed : a.path < b.path;
        });
        result.push_back(std::move(row));
    }
    return result;
}

} // namespace rulewright::ui
