// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <vector>

class QAbstractButton;
class QButtonGroup;

namespace rulewright::ui {

struct Theme;

// One choice of a few, side by side: "Exact 27 | With sub-techniques 80". Left and Right move it.
class Switch : public QWidget {
    Q_OBJECT
public:
    explicit Switch(const Theme& theme, QWidget* parent = nullptr);

    // The names are fixed with the first call; the counts beside them may change.
    void setChoices(const QStringList& names);
    void setCount(int choice, const QString& count);
    void choose(int choice);
    int chosen() const;

signals:
    void choiceChanged(int choice); // by the user

private:
    const Theme& m_theme;
    QButtonGroup* m_group;
};

} // namespace rulewright::ui
