// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractListModel>
#include <QListView>
#include <QString>

#include <functional>
#include <vector>

namespace rulewright::ui {

struct Theme;

/// A row of a list that opens at the caret.
struct Choice {
    QString label;
    QString detail;
    int depth = 0; ///< steps of indentation
};

class ChoiceModel : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void setChoices(std::vector<Choice> choices);

    [[nodiscard]] const Choice& choice(int row) const { return m_choices[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<Choice> m_choices;
};

/// Choices below a place of the editor: completions, parts of the rule, places of a name. In the mode Beside the
/// editor keeps the focus and hands keys on; in the mode Popup the list has it, and closes when it loses it.
class ChoiceList : public QListView {
    Q_OBJECT
public:
    enum class Mode { Beside, Popup };
    ChoiceList(Mode mode, const Theme& theme, QWidget* parent);

    /// Opens at a place of the screen, above it where there is no room below. Closes where there is no choice.
    void open(std::vector<Choice> choices, const QRect& place);
    /// Up, Down, Page Up, Page Down. True where the key was one of them.
    bool move(int key);

    [[nodiscard]] int current() const { return currentIndex().row(); }

    [[nodiscard]] int count() const { return m_model->rowCount(); }

    [[nodiscard]] const Choice& choice(int row) const { return m_model->choice(row); }

signals:
    void chosen(int row);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    ChoiceModel* m_model;
    const Theme& m_theme;
};

} // namespace rulewright::ui
