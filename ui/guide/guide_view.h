// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/guide/guide_contents.h"
#include "ui/guide/prices.h"

#include <QWidget>

class QAction;
class QStackedLayout;

namespace rulewright::ui {

class EmptyState;
class GuideHeader;
class GuideModel;
class GuideTree;
class TechniqueField;
struct Theme;

// The guide panel: the field that chooses a technique, and below it the technique's guide or what to do
// to get one.
class GuideView : public QWidget {
    Q_OBJECT
public:
    explicit GuideView(const Theme& theme, QWidget* parent = nullptr);

    void setTechniques(std::vector<TechniqueRow> rows);
    // Buttons of the empty state without a corpus.
    void setCorpusActions(const std::vector<QAction*>& actions);
    void showNoCorpus();
    void showReading(); // a corpus is being read
    void showNoTechnique();
    void setContents(const GuideContents& contents);
    // Prices and facts belong to the guide that is shown; the lists run parallel to its own.
    void setPrices(const PriceTable& prices);
    void setLoaded(const LoadedFacts& facts);

    const corpus::Guide& guide() const;

    // The indicators and exclusions that can be seen, as places in the guide's lists.
    struct RowsInView {
        std::vector<std::size_t> indicators;
        std::vector<std::size_t> exclusions;
    };

    RowsInView rowsInView() const;

    GuideTree& tree() { return *m_tree; }

    TechniqueField& field() { return *m_field; }

    GuideHeader& header() { return *m_header; }

    bool isShowingGuide() const;

signals:
    void guideWanted(const rulewright::corpus::GuideRequest& request);
    void insertRequested(const rulewright::corpus::RowKey& key);
    void excludeRequested(const rulewright::corpus::RowKey& key);
    void previewWanted(const std::optional<rulewright::corpus::RowKey>& key, bool isExclusion = false);
    void ruleRequested(rulewright::corpus::RuleId rule);
    void rowExplained(const QString& sentence);
    void subtitleChanged(const QString& subtitle); // "mined from 7,461 public rules"

private:
    void wantGuide(const QString& technique);
    void makeHeaderButtons();
    void showNoRules(const GuideContents& contents);

    const Theme& m_theme;
    GuideModel* m_model;
    TechniqueField* m_field;
    GuideHeader* m_header;
    GuideTree* m_tree;
    EmptyState* m_empty;
    QWidget* m_page;
    QStackedLayout* m_body;
    QAction* m_showParent;
    QAction* m_showSubtechniques;
    std::vector<QAction*> m_corpusActions;
    QString m_technique;
    QString m_parent;
    bool m_isChoosing = false; // a technique was chosen in the field: the keys go to its guide
};

} // namespace rulewright::ui
