// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace rulewright::ui {

struct Theme;

// The name of a technique with its id, and below it tactics, platforms and the legend of the prices.
class HeadLine : public QWidget {
    Q_OBJECT
public:
    explicit HeadLine(const Theme& theme, QWidget* parent = nullptr);

    void setTechnique(const QString& name, const QString& id, const QStringList& tactics, const QStringList& platforms);
    void setLegendShown(bool isShown);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int paintLegend(QPainter& painter, const QRect& line) const;

    const Theme& m_theme;
    QString m_name;
    QString m_id;
    QString m_tactics;
    QString m_platforms;
    bool m_isLegendShown = false;
};

} // namespace rulewright::ui
