// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/export/tables.h"

#include <QObject>

#include <functional>

class QMenu;

namespace rulewright::ui {

// Adds to a menu: the table on the clipboard as CSV, JSON or Markdown, and into a file. `save` is called with the
// table when a file is wanted.
void addTableActions(QMenu& menu, const exporting::Table& table, QObject* context,
    const std::function<void(const exporting::Table&)>& save);

} // namespace rulewright::ui
