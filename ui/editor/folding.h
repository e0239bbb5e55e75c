// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/author/outline.h"

#include <QTextDocument>

#include <vector>

namespace rulewright::ui {

/// Hides the lines of the smallest fold that holds the line (1-based), or shows them again where they are hidden.
/// Returns the fold's first line, where a caret within belongs; 0 where there is no fold.
int toggleFold(QTextDocument& document, const std::vector<author::Fold>& folds, int line);

void unfoldAll(QTextDocument& document);

/// How many lines are hidden directly behind this block.
[[nodiscard]] int hiddenBehind(const QTextBlock& block);

} // namespace rulewright::ui
