// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>
#include <QStringList>

class QLineEdit;
class QListWidget;
class QListWidgetItem;

namespace rulewright::ui {

struct Theme;

/// A list of fields to choose the table's columns from: typing narrows it, Space or Enter takes a field or leaves it
/// out, Esc closes.
class ColumnChooser : public QFrame {
    Q_OBJECT
public:
    /// `fields`: names to choose from; `shown`: those that are columns now, in their order.
    ColumnChooser(const QStringList& fields, const QStringList& shown, const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] QLineEdit& field() { return *m_field; }

    [[nodiscard]] QListWidget& list() { return *m_list; }

signals:
    void chosen(const QStringList& fields); ///< at each change
    void resetRequested(); ///< back to what the log source has

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void narrow(const QString& text);
    void toggle(QListWidgetItem* item);
    void onChanged(QListWidgetItem* item);

    QLineEdit* m_field;
    QListWidget* m_list;
    QStringList m_shown;
};

} // namespace rulewright::ui
