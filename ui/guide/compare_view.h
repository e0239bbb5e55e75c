// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/guide/compare_contents.h"

#include <QWidget>

class QTableView;

namespace rulewright::ui {

struct Theme;

// The page of rules side by side. A test that not all rules make in the same way carries a mark in its first column,
// and its cells stand out.
class CompareView : public QWidget {
    Q_OBJECT
public:
    CompareView(const Comparison& comparison, const Theme& theme, QWidget* parent = nullptr);

    QTableView& table() { return *m_table; }

signals:
    void ruleRequested(rulewright::corpus::RuleId rule);
    void saveWanted(const rulewright::exporting::Table& table);

private:
    Comparison m_comparison;
    QTableView* m_table;
};

} // namespace rulewright::ui
