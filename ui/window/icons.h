// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

namespace rulewright::ui {

// The SVG templates of resources/icons on a 16 grid, filled in with one colour and cached by
// name, colour, size and device pixel ratio. An unknown name is a programming error.
QPixmap iconPixmap(const QString& name, const QColor& colour, int size, qreal devicePixelRatio);

// An icon that draws itself sharply at any size and ratio; its disabled state is the second colour.
QIcon themedIcon(const QString& name, const QColor& colour, const QColor& disabled);

} // namespace rulewright::ui
