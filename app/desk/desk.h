// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/desk/also_fires.h"
#include "app/desk/corpus_store.h"
#include "app/desk/documents.h"
#include "app/desk/event_store.h"
#include "app/desk/facts.h"
#include "app/desk/guide_numbers.h"
#include "core/export/tables.h"
#include "core/teach/scenario.h"
#include "app/desk/price_session.h"
#include "ui/guide/catalogue_model.h"
#include "ui/test/match_session.h"
#include "ui/test/near_miss_session.h"
#include "ui/test/value_action.h"
#include "ui/window/appearance.h"
#include "ui/window/jobs.h"
#include "ui/window/mainwindow.h"

#include <QObject>
#include <QPointer>
#include <QTimeZone>
#include <QTimer>

class QStackedWidget;

namespace rulewright::advise {
struct Exclusion;
} // namespace rulewright::advise

namespace rulewright::ui {
class AuthorService;
class CatalogueView;
class CorpusManager;
class CoverageView;
class EventDetail;
class ExclusionSession;
class GainSession;
class GuideView;
class NearMissBoard;
class RemovedView;
class ScenarioPanel;
class TabBar;
class TestPane;
class TradeOff;
class WhyView;
} // namespace rulewright::ui

namespace rulewright::desk {

class CatalogueSession;
class Labelling;
class Questions;
class SwapFiles;
struct SwappedRule;
enum class LabelKind;

// What a desk is made with. Tests give their own; nothing is read from the user's settings here.
struct DeskOptions {
    ui::Settings settings;
    SampleEvents samples;
    std::function<Dialogs(QWidget*)> dialogs = systemDialogs;
    QString swapFolder; // for copies of rules with changes; empty: none are written
    QString labelFolder; // see EventStore::setLabelFolder()
    std::function<void(const ui::Settings&)> keepSettings; // called when the window closes
    QTimeZone localZone = QTimeZone::systemTimeZone(); // tests give their own
    QString clonesFolder; // where clones of rule repositories go; empty: below the user's data
};

// The desk put together: window, panes, stores, and the signals between them.
class Desk : public QObject {
    Q_OBJECT
public:
    Desk(Facts facts, ui::Appearance& appearance, DeskOptions options, QObject* parent = nullptr);
    ~Desk() override;

    ui::MainWindow& window() { return *m_window; }

    ui::GuideView& guide() { return *m_guide; }

    ui::TestPane& events() { return *m_events; }

    ui::WhyView& why() { return *m_why; }

    ui::EventDetail& detail() { return *m_detail; }

    ui::MatchSession& session() { return *m_session; }

    Documents& documents() { return *m_documents; }

    EventStore& eventStore() { return *m_eventStore; }

    PriceSession& prices() { return *m_prices; }

    ui::NearMissSession& nearMisses() { return *m_nearMisses; }

    ui::ExclusionSession& exclusions() { return *m_exclusions; }

    ui::TradeOff& tradeOff() { return *m_tradeOff; }

    ui::RemovedView& removed() { return *m_removed; }

    ui::NearMissBoard& nearMissBoard() { return *m_board; }

    AlsoFires& alsoFires() { return *m_alsoFires; }

    CorpusStore& corpusStore() { return *m_corpusStore; }

    // Shows the window as it was left.
    void show();
    // The first start: built-in rules and events.
    void openBuiltInWorld();
    // The rules and the files of events that were open at the last close.
    void restoreSession();
    // Asks what is to become of rules that were not saved when the program ended without closing.
    void offerRecovery();
    // A trainer's scenario: its panel stands at the left, and the engine ticks its goals.
    void startScenario(std::shared_ptr<const teach::Scenario> scenario);
    void startTour();

    ui::ScenarioPanel* scenario() { return m_scenario; } // null while none is played

    SwapFiles& swapFiles() { return *m_swap; }

    ui::AuthorService& author() { return *m_author; }

    // Opens what was given: rules, event files, folders of rules.
    void openPaths(const QStringList& paths, events::Side side = events::Side::Attack);
    void showGuide(const corpus::GuideRequest& request);
    // A rule of the corpus as a read-only document.
    void showRule(corpus::RuleId rule);
    // Rules of the corpus side by side.
    void showComparison(const corpus::RuleIds& rules);
    // The coverage matrix.
    void showCoverage();

    // The search over the rules of all collections; a text is searched for at once.
    ui::CatalogueView* showCatalogue(const QString& text = QString());

    QWidget* coverage() const { return m_coverage; } // null while it is not open

    // Rules and events that another program has changed: what has no changes here is read again, else it asks.
    void checkFiles();
    // The page of the loaded rule collections.
    ui::CorpusManager* showCorpusManager();
    // Nothing runs and nothing waits: for screenshots and tests.
    bool isSettled() const;

signals:
    void settled();

private:
    void connectActions();
    void connectDocuments();
    void connectGuide();
    void connectEvents();
    void connectSession();
    void connectJobs();
    void connectAppearance();
    void connectEditing();
    void saveIntoRepository();
    // The technique in the guide and its first tactic, for the tags of a new rule.
    NewRuleTags newRuleTechnique() const;
    // Into the rule in front; without one, into a new rule of the technique.
    void insertRow(const corpus::RowKey& key);
    void showPreferences();
    void showStart();
    void recover(const std::vector<SwappedRule>& rules);
    void judgeScenario();
    void onStepChanged();
    void endScenario();
    void arrangeLeft();
    void showLeft(QWidget* page);
    void updateLeftTitle();
    void fillMenus();
    void fillRecent();
    void fillPalette();

    void fillCorpora();
    void connectCatalogue();
    void fillCatalogue();
    void sayAdded(const QString& folder);
    void importAttack(const QString& path);
    void saveTable(const exporting::Table& table);

    void keepSession();
    void onPaneOpened(ui::EditorPane* pane);
    void onPaneChanged(ui::EditorPane* pane);
    static QString noRuleNote();
    void onParsed(ui::EditorPane* pane);
    void onResult();
    void onProfile();
    void onPageChanged(QWidget* page);
    void followTechnique();
    void updateStatus();
    void updateNotes();
    void updateActions();
    void updateGuideNumbers();
    void startGuideNumbers();
    void startRuleHits(const ui::LoadedFacts& facts);
    void connectNearMisses();
    void connectTuning();
    // Trade-off and removed events stand in place of Why and the event while exclusions are looked at.
    void showTuning();
    [[nodiscard]] bool isTuning() const;
    void titleTuning();
    // The chosen exclusion as ghost in the rule while exclusions are tuned.
    void previewExclusion();
    [[nodiscard]] const advise::Exclusion* chosenExclusion() const;
    void connectGains();
    void excludeGuideRow(const corpus::RowKey& key);
    void exclude(const std::vector<corpus::RowKey>& rows);
    void widen(const TextEdit& edit, quint64 revision, const QString& title);
    void updatePrices();
    void onPrices(const ui::PriceTable& prices);
    void preview(const std::optional<corpus::RowKey>& key, bool isExclusion);
    void showSingle(QWidget*& page, const QString& title, const QString& icon, const std::function<QWidget*()>& make);
    void changeTextSize(int step);
    void showImport();
    void goToRecord();
    void connectLabels();
    void connectValues();
    void connectLayouts();
    // Another of the named layouts: its panes as they were left.
    void useLayout(ui::Command layout);
    QString stateOf(ui::Command layout) const;
    void keepLayout();
    void markLayout();
    void countCoverage(ui::CoverageView& view);
    void saidWritten(const QString& path, bool isWritten);
    void openExample();
    void useValue(ui::ValueAction action, const ui::EventValue& value);
    void priceValue(const ui::EventValue& value, QWidget* context, const ui::PriceWords& words);
    void labelEvent(LabelKind kind);
    void askForSide(const QStringList& paths);

    Facts m_facts;
    ui::Appearance& m_appearance;
    DeskOptions m_options;
    ui::Settings m_settings;
    ui::Jobs* m_jobs;
    std::unique_ptr<ui::MainWindow> m_window;
    CorpusStore* m_corpusStore;
    EventStore* m_eventStore;
    ui::MatchSession* m_session;
    ui::GuideView* m_guide;
    ui::TestPane* m_events;
    ui::WhyView* m_why;
    ui::EventDetail* m_detail;
    Questions* m_questions;
    Labelling* m_labelling;
    Documents* m_documents;
    ui::AuthorService* m_author;
    SwapFiles* m_swap;
    QWidget* m_left; // scenario and guide, with tabs while a scenario is played
    ui::TabBar* m_leftTabs;
    QStackedWidget* m_leftStack;
    ui::ScenarioPanel* m_scenario = nullptr;
    std::shared_ptr<Task> m_judging;
    bool m_judgesAgain = false;
    QWidget* m_start = nullptr;
    QWidget* m_preferences = nullptr;
    QWidget* m_keys = nullptr;
    QWidget* m_about = nullptr;
    QWidget* m_corpora = nullptr;
    QWidget* m_import = nullptr;
    QWidget* m_coverage = nullptr;
    QWidget* m_catalogue = nullptr;
    CatalogueSession* m_catalogueSession;
    std::shared_ptr<const ui::RuleHitCounts> m_ruleHits; // of the loaded events; null while not known
    ui::Command m_layout = ui::Command::LayoutAuthor;
    ui::Command m_layoutBefore = ui::Command::LayoutAuthor; // the one that a scenario was started in
    QPointer<QWidget> m_lastList; // of the events pane or the event's fields, that had the focus last

    corpus::GuideRequest m_guideRequest;
    QString m_guideSubtitle; // "mined from 120 rules"
    QString m_ruleTechnique; // the first of the rule's own tags
    quint64 m_guideRun = 0;
    PriceSession* m_prices;
    ui::NearMissSession* m_nearMisses;
    ui::ExclusionSession* m_exclusions;
    ui::TradeOff* m_tradeOff;
    ui::RemovedView* m_removed;
    ui::NearMissBoard* m_board; // at the left while a rule is tuned
    ui::GainSession* m_gains;
    QStackedWidget* m_whyStack; // Why, the trade-off
    QStackedWidget* m_eventStack; // the event, what an exclusion removes
    bool m_isPreviewing = false; // what the chosen exclusion removes, in another layout than Tune
    AlsoFires* m_alsoFires;
    std::optional<corpus::RowKey> m_previewed; // the guide's row whose ghost stands in the rule
    bool m_isExclusionPreviewed = false;
    QTimer m_numbersDelay;
    std::shared_ptr<Task> m_numbersTask;
    QThreadPool m_numbersPool;
    bool m_showsLoaded = false; // All is in front only because no rule was open
    QString m_cannotMatch;
    QString m_problems; // "1 warning"
    QString m_place; // of the chosen event: "event 3 of 14"
    QString m_verdict; // "matches"
    QString m_eventTitle; // "Sysmon 1, record 27,066"
};

} // namespace rulewright::desk
