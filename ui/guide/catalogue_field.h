// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/guide/catalogue_results.h"
#include "ui/window/suggest_field.h"

#include <QAbstractListModel>

#include <optional>

namespace rulewright::ui {

// What can go in at the caret of a search: a part, or what a part can be.
class CatalogueSuggestions : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { NoteRole = Qt::UserRole + 1 };

    explicit CatalogueSuggestions(QObject* parent = nullptr);

    void setWords(std::shared_ptr<const CatalogueWords> words);
    void setText(const QString& text, qsizetype caret);

    // The text and the caret with a suggestion in place of the word that it completes.
    std::pair<QString, qsizetype> taken(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Suggestion {
        QString text; // goes in
        QString note; // quiet, behind it
    };

    void suggestParts(const QString& word);
    void suggestOf(const QString& part, const QString& word);

    std::shared_ptr<const CatalogueWords> m_words;
    QString m_text;
    qsizetype m_begin = 0; // of what is replaced
    qsizetype m_end = 0;
    bool m_areParts = true; // else they are what a part can be
    std::vector<Suggestion> m_rows;
};

// The field of the search over rules. Completes parts and what they can be; a part that cannot be read is underlined
// where it stands.
class CatalogueField : public SuggestField {
    Q_OBJECT
public:
    explicit CatalogueField(const Theme& theme, QWidget* parent = nullptr);

    CatalogueSuggestions& suggestions() { return *m_model; }

    // Underlined: in the colour of an error, or of a caveat.
    void setFaults(std::vector<TextPlace> places, bool areErrors);

    const std::vector<TextPlace>& faults() const { return m_faults; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    CatalogueField(CatalogueSuggestions* model, const Theme& theme, QWidget* parent);

    const Theme& m_theme;
    CatalogueSuggestions* m_model;
    std::vector<TextPlace> m_faults;
    bool m_areErrors = false;
};

} // namespace rulewright::ui
