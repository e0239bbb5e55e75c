// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <vector>

namespace rulewright::ui {

struct Theme;

// The name of a technique with its id, and below it tactics, platforms and the legend of the prices.
class HeadLine : public QWidget {
    Q_OBJECT
public:
    explicit HeadLine(const Theme& theme, QWidget* parent = nullptr);

    void setTechnique(const QString& name, const QString& id, const QStringList& tactics, const QStringList& platforms);
    void setLegendShown(bool isShown);
    // Stands at the right of the name, the first one outermost.
    void addButton(QWidget* button);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    int paintLegend(QPainter& painter, const QRect& line) const;

    void placeButtons();

    const Theme& m_theme;
    std::vector<QWidget*> m_buttons;
    QString m_name;
    QString m_id;
    QString m_tactics;
    QString m_platforms;
    bool m_isLegendShown = false;
};

} // namespace rulewright::ui
