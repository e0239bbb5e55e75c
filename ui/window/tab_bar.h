// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTabBar>

namespace rulewright::ui {

struct Theme;

// Tabs of 30: the chosen one on base with an accent line below. Documents can be closed and moved.
class TabBar : public QTabBar {
    Q_OBJECT
public:
    explicit TabBar(const Theme& theme, QWidget* parent = nullptr);

    // A cross in each tab that is added from now on.
    void setClosable(bool isClosable) { m_isClosable = isClosable; }

    // An icon of resources/icons before the text; empty for none.
    void setTabIconName(int index, const QString& icon);
    // A dot in place of the cross: there are changes that are not saved.
    void setTabDirty(int index, bool isDirty);

signals:
    void closeRequested(int index);

protected:
    QSize tabSizeHint(int index) const override;
    QSize minimumTabSizeHint(int index) const override;
    void paintEvent(QPaintEvent* event) override;
    void tabInserted(int index) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct TabLook {
        QString icon;
        bool isClosable = false;
        bool isDirty = false;
    };

    TabLook lookOf(int index) const;
    void setLook(int index, const TabLook& look);
    QRect crossBox(int index) const;
    void paintTab(QPainter& painter, int index) const;

    const Theme& m_theme;
    bool m_isClosable = false;
    int m_hovered = -1;
    int m_pressedCross = -1;
    QPoint m_pointer;
};

} // namespace rulewright::ui
