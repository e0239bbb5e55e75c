// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QAction;
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
    // The layouts that exist; the checked one is in use.
    void setLayouts(const QList<QAction*>& layouts);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    void place();
    int layoutWidth(const QAction& layout) const;
    int layoutsWidth() const;
    int menusWidth() const;

    const Theme& m_theme;
    QMenuBar* m_menus;
    QWidget* m_field = nullptr;
    QList<QAction*> m_layouts;
};

} // namespace rulewright::ui
