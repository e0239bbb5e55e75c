// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

namespace rulewright::ui {

struct Theme;

// Rows of a list that follows what is typed elsewhere: suggestions, completions, commands. The chosen row looks as in
// a list with the focus, which stays where the typing is. What stands in a row is the subclass's.
class SuggestionDelegate : public QStyledItemDelegate {
public:
    explicit SuggestionDelegate(const Theme& theme, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const final;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    virtual void paintRow(QPainter& painter, const QRect& row, const QModelIndex& index) const = 0;

    const Theme& theme() const { return m_theme; }

private:
    const Theme& m_theme;
};

} // namespace rulewright::ui
