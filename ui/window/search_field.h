// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLineEdit>

namespace rulewright::ui {

struct Theme;

// A line edit with a lens at its left and, while it has text, a cross that clears it. Esc clears too.
class SearchField : public QLineEdit {
    Q_OBJECT
public:
    explicit SearchField(const Theme& theme, QWidget* parent = nullptr);

    // Shown at the right while the field is empty: "Ctrl+P".
    void setKeyHint(const QString& key);

signals:
    void cleared(); // Esc with text
    void leftByEscape(); // Esc without text
    void downPressed(); // to the list below

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void applyTheme();

    const Theme& m_theme;
    QAction* m_lens;
    QAction* m_clear;
    QString m_keyHint;
};

} // namespace rulewright::ui
