// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace rulewright::ui {

class RuleEditor;
struct Theme;

/// Where the margin's columns end, in px from its left edge. The breadcrumb line shows their captions.
struct MarginColumns {
    int line = 0;
    int alone = 0;
    int effect = 0;
    int hairline = 0;
    int text = 0;
};
[[nodiscard]] MarginColumns marginColumns(const Theme& theme, int lineCount);
/// The same where nothing but the line's number stands in the margin.
[[nodiscard]] MarginColumns numberColumns(const Theme& theme, int lineCount);

/// Line number, alone, effect: beside the text of a RuleEditor.
class EditorMargin : public QWidget {
    Q_OBJECT
public:
    EditorMargin(RuleEditor& editor, const Theme& theme);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void selectLines(int from, int to);

    RuleEditor& m_editor;
    const Theme& m_theme;
    int m_pressedBlock = -1;
};

} // namespace rulewright::ui
