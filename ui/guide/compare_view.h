// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/guide/compare_contents.h"
#include "ui/window/plain_table.h"

#include <QWidget>

namespace rulewright::ui {

// The page of rules side by side. A test that not all rules make in the same way carries a mark in its first column,
// and its cells stand out.
class CompareView : public QWidget {
    Q_OBJECT
public:
    CompareView(const Comparison& comparison, const Theme& theme, QWidget* parent = nullptr);

    PlainTable& table() { return *m_table; }

signals:
    void ruleRequested(rulewright::corpus::RuleId rule);
    void saveWanted(const rulewright::exporting::Table& table);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitColumns();

    Comparison m_comparison;
    const Theme& m_theme;
    PlainTable* m_table = nullptr;
};

} // namespace rulewright::ui
