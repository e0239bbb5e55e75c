// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window/search_field.h"

class QAbstractItemModel;
class QListView;
class QModelIndex;
class QStyledItemDelegate;

namespace rulewright::ui {

// A search field with a list below it that follows each key. The keys stay in the field: Up, Down and
// Enter work the list.
class SuggestField : public SearchField {
    Q_OBJECT
public:
    // Takes the delegate over, not the model.
    SuggestField(
        QAbstractItemModel* model, QStyledItemDelegate* delegate, const Theme& theme, QWidget* parent = nullptr);

    // The list opens below the field, at least so wide.
    void setListWidth(int width) { m_listWidth = width; }

    // Whether the first row is chosen as the list opens, so that Enter takes it. Else Down chooses it or Tab takes it,
    // and Enter and Down are the field's own while nothing is chosen.
    void setFirstChosen(bool isChosen) { m_isFirstChosen = isChosen; }

    // Whether the list opens without a text, on Down or on focus by key.
    void openList();
    bool isListOpen() const;

signals:
    // The user changed the text: the model is to follow before the signal returns.
    void textWanted(const QString& text);
    void chosen(const QModelIndex& index);
    // Enter without a list.
    void textEntered(const QString& text);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void choose(const QModelIndex& index);

    QListView* m_list;
    int m_listWidth = 320;
    bool m_isFirstChosen = true;
};

} // namespace rulewright::ui
