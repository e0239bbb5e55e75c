// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTabBar>

namespace rulewright::ui {

struct Theme;

/// Tabs whose names stand beside their counts: "Hits 14". Where they have little room they stand closer.
class CountTabs : public QTabBar {
    Q_OBJECT
public:
    explicit CountTabs(const Theme& theme, QWidget* parent = nullptr);

    void setCount(int index, const QString& count);
    [[nodiscard]] QString countOf(int index) const;

protected:
    [[nodiscard]] QSize tabSizeHint(int index) const override;
    [[nodiscard]] QSize minimumTabSizeHint(int index) const override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void tabLayoutChange() override;

private:
    [[nodiscard]] int bareWidth(int index) const;
    void fit();
    void layOut();

    const Theme& m_theme;
    int m_padding;
};

} // namespace rulewright::ui
