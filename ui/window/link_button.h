// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>

namespace rulewright::ui {

struct Theme;

// A text that acts, in the accent colour, with its key beside it: "Save  Ctrl+S" in a strip.
class LinkButton : public QAbstractButton {
    Q_OBJECT
public:
    LinkButton(const QString& text, const QString& key, bool isStrong, const Theme& theme, QWidget* parent = nullptr);

    QSize sizeHint() const override;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QFont textFont() const;

    QString m_key;
    bool m_isStrong;
    const Theme& m_theme;
};

} // namespace rulewright::ui
