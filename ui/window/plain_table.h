// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window/theme.h"

#include <QTableView>

class QStandardItem;

namespace rulewright::ui {

// A table of a page: captions of 11 in a header of 24, rows of 22, no grid, no frame. A cell says by its roles in which
// type and how loud it is written, so that it follows the theme.
class PlainTable : public QTableView {
    Q_OBJECT
public:
    static constexpr int TypeRole = Qt::UserRole + 40; // int(Type); body where there is none
    static constexpr int QuietRole = Qt::UserRole + 41; // bool: in text2

    PlainTable(QAbstractItemModel* model, const QString& name, const Theme& theme, QWidget* parent = nullptr);

    // Captions may take several lines: the header becomes as high as the widths need.
    void setCaptionsWrapped(bool areWrapped);
    void fitHeader();

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyTheme();

    const Theme& m_theme;
    bool m_isWrapped = false;
};

// A cell of text with itself as its tool tip.
QStandardItem* textCell(const QString& text, Type type = Type::Body, bool isQuiet = false);
// A number, grouped and at the right; a zero is quiet.
QStandardItem* numberCell(qint64 number);

} // namespace rulewright::ui
