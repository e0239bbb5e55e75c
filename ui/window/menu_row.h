// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QMenuBar;

namespace rulewright::ui {

struct Theme;

// The top row of 32: menus at the left, the palette's field in the middle, the name of the layout at the
// right.
class MenuRow : public QWidget {
    Q_OBJECT
public:
    explicit MenuRow(const Theme& theme, QWidget* parent = nullptr);

    QMenuBar& menus() { return *m_menus; }

    void setField(QWidget* field);
    // The layouts that exist; the first is the one in use.
    void setLayouts(const QStringList& names);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void place();
    int layoutsWidth() const;
    int menusWidth() const;

    const Theme& m_theme;
    QMenuBar* m_menus;
    QWidget* m_field = nullptr;
    QStringList m_layouts;
};

} // namespace rulewright::ui
