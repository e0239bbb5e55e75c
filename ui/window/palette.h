// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window/suggest_field.h"

#include <QAbstractListModel>

#include <functional>
#include <optional>
#include <vector>

namespace rulewright::ui {

// Something the palette leads to: a rule, a technique, a command.
struct PaletteItem {
    QString title;
    QString context; // "Rule", "T1219", a menu's name
    QString key;
    QString icon;
    std::function<void()> go;
};

// The items whose title or context contains what was typed; the best first.
class PaletteModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { ContextRole = Qt::UserRole + 1, KeyRole, IconRole };

    explicit PaletteModel(QObject* parent = nullptr);

    // `find` gives the items for a text; called with each key.
    void setSource(std::function<std::vector<PaletteItem>()> items);
    // What is offered behind all others for any text.
    void setLast(std::function<PaletteItem(const QString& text)> item);
    void setText(const QString& text);

    const QString& text() const { return m_text; }

    const PaletteItem& item(int row) const
    {
        return row < int(m_shown.size()) ? m_items[std::size_t(m_shown[std::size_t(row)])] : *m_lastItem;
    }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::function<std::vector<PaletteItem>()> m_source;
    std::vector<PaletteItem> m_items;
    std::vector<int> m_shown;
    QString m_text;
    std::function<PaletteItem(const QString&)> m_last;
    std::optional<PaletteItem> m_lastItem; // for m_text
};

// The field in the menu row: goes to rules and techniques by name, and does what the menus do.
class PaletteField : public SuggestField {
    Q_OBJECT
public:
    explicit PaletteField(const Theme& theme, QWidget* parent = nullptr);

    // Asked each time the field gets the focus.
    void setItems(std::function<std::vector<PaletteItem>()> items);

    // Offered last, whatever was typed.
    void setLast(std::function<PaletteItem(const QString& text)> item);

    PaletteModel& items() { return *m_model; }

private:
    PaletteField(PaletteModel* model, const Theme& theme, QWidget* parent);

    PaletteModel* m_model;
};

} // namespace rulewright::ui
