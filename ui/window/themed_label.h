// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window/theme.h"

#include <QLabel>

namespace rulewright::ui {

// A label whose font and colour follow the theme. Its text is plain text, never markup.
class ThemedLabel : public QLabel {
    Q_OBJECT
public:
    ThemedLabel(const Theme& theme, Type type, QColor Theme::* colour, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyTheme();

    const Theme& m_theme;
    Type m_type;
    QColor Theme::* m_colour;
};

} // namespace rulewright::ui
