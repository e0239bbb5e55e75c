// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/load.h"
#include "ui/window/plain_table.h"

#include <QWidget>

namespace rulewright::ui {
class ThemedLabel;
} // namespace rulewright::ui

namespace rulewright::desk {

class ImportModel;

// What became of the files that were opened: one row a file with its format and counts, one row a reason for what was
// skipped, with its places.
class ImportPage : public QWidget {
    Q_OBJECT
public:
    explicit ImportPage(const ui::Theme& theme, QWidget* parent = nullptr);

    void setReport(const events::ImportReport& report);

    QTableView& table() { return *m_table; }

private:
    ImportModel* m_model;
    ui::ThemedLabel* m_sum;
    ui::PlainTable* m_table;
};

} // namespace rulewright::desk
