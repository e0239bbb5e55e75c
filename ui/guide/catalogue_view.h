// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/guide/catalogue_model.h"

#include <QWidget>

class QAction;
class QStackedWidget;
class QStandardItemModel;

namespace rulewright::ui {

class CatalogueField;
class EmptyState;
class PlainTable;
class ThemedLabel;
struct Theme;

// The page that searches the rules of all collections: a field, what it found while it is typed, and why the chosen
// rule is there.
class CatalogueView : public QWidget {
    Q_OBJECT
public:
    explicit CatalogueView(const Theme& theme, QWidget* parent = nullptr);

    // Null, or of no rule: there is nothing to search.
    void setProfile(const std::shared_ptr<const corpus::Profile>& profile);
    void setWords(const std::shared_ptr<const CatalogueWords>& words);
    // A search that cannot be read leaves what was found before, and says so.
    void setResults(const std::shared_ptr<const CatalogueResults>& results);
    void setHits(const std::shared_ptr<const RuleHitCounts>& hits);
    // What the empty page offers where no rules are loaded.
    void setCorpusActions(const std::vector<QAction*>& actions);
    // As if it was typed.
    void setText(const QString& text);

    CatalogueField& field() { return *m_field; }

    CatalogueModel& found() { return *m_model; }

    PlainTable& table() { return *m_table; }

    PlainTable& reasons() { return *m_reasons; }

    EmptyState& emptyState() { return *m_empty; }

    // The line below the field: "27 of 7,461 rules", or what is wrong with the search.
    QString summary() const;
    // Whether rules stand in the table; else the empty state says what to do.
    bool isListShown() const;

signals:
    void searchWanted(const QString& text);
    void ruleRequested(quint32 rule);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showState();
    void showSummary();
    void showReasons();
    void fitColumns();

    const Theme& m_theme;
    std::shared_ptr<const corpus::Profile> m_profile;
    std::shared_ptr<const CatalogueResults> m_latest; // also of a search that cannot be read
    std::vector<QAction*> m_corpusActions;
    CatalogueField* m_field;
    CatalogueModel* m_model;
    QStandardItemModel* m_reasonModel;
    ThemedLabel* m_summary;
    ThemedLabel* m_error;
    ThemedLabel* m_remark;
    QStackedWidget* m_pages;
    EmptyState* m_empty;
    PlainTable* m_table;
    PlainTable* m_reasons;
    QAction* m_shorten; // leaves the part out without which something would be found
};

} // namespace rulewright::ui
