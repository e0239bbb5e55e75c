// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>

class QAction;

namespace rulewright::ui {

struct Theme;

// A flat button that shows an icon of resources/icons. It always has a name: for tool tips and for
// those who cannot see it.
class IconButton : public QAbstractButton {
    Q_OBJECT
public:
    IconButton(const QString& icon, const QString& name, const Theme& theme, QWidget* parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_icon;
    const Theme& m_theme;
};

} // namespace rulewright::ui
