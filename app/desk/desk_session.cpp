// SPDX-License-Identifier: Apache-2.0
#include "app/desk/desk.h"

#include "app/desk/pages.h"
#include "app/desk/swap_files.h"
#include "app/desk/status_words.h"
#include "ui/editor/editor_pane.h"
#include "ui/editor/figures.h"
#include "ui/editor/problem_model.h"
#include "ui/guide/guide_view.h"
#include "ui/test/event_detail.h"
#include "ui/test/exclusion_session.h"
#include "ui/test/exclusion_view.h"
#include "ui/test/near_miss_view.h"
#include "ui/test/test_pane.h"
#include "ui/test/why_view.h"
#include "ui/window/document_area.h"
#include "ui/window/empty_state.h"
#include "ui/window/panel.h"
#include "ui/window/status_line.h"
#include "ui/window/words.h"

#include <QAction>
#include <QRegularExpression>

#include <algorithm>
#include <span>

namespace rulewright::desk {

void Desk::connectDocuments()
{
    connect(m_documents, &Documents::opened, this, &Desk::onPaneOpened);
    connect(m_documents, &Documents::currentChanged, this, &Desk::onPaneChanged);
    connect(m_documents, &Documents::said, this,
        [this](const QString& sentence) { m_window->status().setSentence(sentence); });
    connect(m_documents, &Documents::closed, this, [this] {
        if (m_window->documents().pageCount() == 0) {
            m_start = startPage(m_window->actions(), m_appearance.theme());
            m_window->documents().addPage(m_start, tr("Start"), QString(), false);
        }
        updateActions();
    });
    connect(&m_window->documents(), &ui::DocumentArea::currentPageChanged, this, &Desk::onPageChanged);
}

void Desk::onPageChanged(QWidget* page)
{
    const bool needsAll = page && page->property(ui::DocumentArea::wholeHeightProperty).toBool();
    m_window->workspace().setEventsShown(!needsAll);
    markLayout();
    updateActions();
    updateNotes();
}

void Desk::onPaneOpened(ui::EditorPane* pane)
{
    connect(&pane->document(), &ui::RuleDocument::parsedChanged, pane, [this, pane] { onParsed(pane); });
    connect(pane, &ui::EditorPane::problemSummaryChanged, this, [this, pane](const QString& summary) {
        if (pane == m_documents->current()) {
            m_problems = summary;
            updateNotes();
        }
    });
    connect(&pane->editor(), &ui::RuleEditor::caretMoved, this, [this, pane](quint32 offset) {
        updateNotes();
        if (pane == m_documents->current())
            m_prices->setCaret(offset);
    });
    connect(&pane->editor(), &ui::RuleEditor::tabIndentsChanged, this, [this](bool indents) {
        m_window->actions()[ui::Command::TabMovesFocus].setChecked(!indents);
        updateNotes();
    });
    connect(&pane->editor(), &ui::RuleEditor::placeChosen, m_why, &ui::WhyView::chooseAt);
    if (std::exchange(m_showsLoaded, false) && m_events->currentTab() == ui::TestPane::Tab::All)
        m_events->showTab(ui::TestPane::Tab::Hits);
    pane->setAuthorService(*m_author);
    m_swap->watch(pane->document());
    connect(pane, &ui::EditorPane::said, this,
        [this](const QString& sentence) { m_window->status().setSentence(sentence); });
    // These keys work in the whole window; two actions with one key would both be silent.
    for (const char* name : {"nextProblem", "previousProblem", "quickFix", "tabMovesFocus"}) {
        if (auto* action = pane->editor().findChild<QAction*>(QString::fromLatin1(name)))
            action->setShortcuts(QList<QKeySequence>());
    }
    // The page without a rule has done its work.
    if (m_start) {
        QWidget* start = std::exchange(m_start, nullptr);
        QMetaObject::invokeMethod(
            this, [this, start] { m_window->documents().removePage(start); }, Qt::QueuedConnection);
    }
}

QString Desk::noRuleNote() { return tr("No rule is open, so there are no hits yet. All lists every loaded event."); }

void Desk::onPaneChanged(ui::EditorPane* pane)
{
    m_session->clearRule();
    m_events->setResult(nullptr);
    m_nearMisses->setResult(nullptr);
    m_exclusions->setResult(nullptr);
    m_events->setNote(pane ? QString() : noRuleNote());
    m_why->setExplanation(nullptr);
    m_cannotMatch.clear();
    m_problems.clear();
    if (pane) {
        m_problems = pane->problemSummary();
        onParsed(pane);
    }
    updatePrices();
    updateActions();
    updateStatus();
    updateNotes();
}

void Desk::onParsed(ui::EditorPane* pane)
{
    if (pane != m_documents->current())
        return;
    const ui::ParsedTextPtr& parsed = pane->document().parsed();
    if (!parsed)
        return;
    m_cannotMatch.clear();
    if (pane->editor().ghost().line >= 0)
        pane->editor().clearGhost(); // it is of another text
    m_session->setRule(parsed->revision, parsed->isTestable() ? parsed->document : nullptr);
    m_window->status().setSentence(QString());
    followTechnique();
    judgeScenario();
    updateStatus();
    updateNotes();
}

void Desk::connectSession()
{
    connect(m_session, &ui::MatchSession::resultChanged, this, [this] { onResult(); });
    connect(m_session, &ui::MatchSession::staleChanged, this, [this](bool isStale) {
        if (ui::EditorPane* pane = m_documents->current())
            pane->editor().setStale(isStale);
        m_events->setStale(isStale);
        m_why->setStale(isStale);
        m_detail->setStale(isStale);
        m_prices->setStale(isStale);
        updateStatus();
        updateNotes();
    });
    connect(m_session, &ui::MatchSession::explanationChanged, this, [this](const ui::ExplainResultPtr& explanation) {
        m_why->setExplanation(explanation);
        m_detail->setExplanation(explanation);
    });
    connect(m_session, &ui::MatchSession::cannotMatch, this, [this](const Diagnostics& diagnostics) {
        m_cannotMatch = diagnostics.empty() ? QString() : QString::fromStdString(diagnostics.front().message);
        m_events->setNote(m_cannotMatch);
        updateStatus();
    });
    connect(m_session, &ui::MatchSession::settled, this, &Desk::settled);
    connect(m_why, &ui::WhyView::spanActivated, this, [this](Span span) {
        if (ui::EditorPane* pane = m_documents->current())
            pane->editor().selectSpan(span);
    });
    connect(m_why, &ui::WhyView::valueChosen, m_detail, &ui::EventDetail::setChosenValue);
    connect(m_why, &ui::WhyView::subtitleChanged, this, [this](const QString& verdict) {
        m_verdict = verdict;
        updateNotes();
    });
    connect(m_detail, &ui::EventDetail::titleChanged, this, [this](const QString& title) {
        m_eventTitle = title;
        titleTuning();
    });
}

void Desk::connectNearMisses()
{
    connect(m_nearMisses, &ui::NearMissSession::found, m_events, &ui::TestPane::setNearMisses);
    connect(m_nearMisses, &ui::NearMissSession::settled, this, &Desk::settled);
    connect(m_events, &ui::TestPane::nearMissesLookedAt, m_nearMisses, &ui::NearMissSession::setLookedAt);
    connect(m_alsoFires, &AlsoFires::found, m_events, &ui::TestPane::setFiredRules);
    connect(m_alsoFires, &AlsoFires::settled, this, &Desk::settled);
    connect(m_events, &ui::TestPane::firedRulesLookedAt, m_alsoFires, &AlsoFires::setLookedAt);
    connect(m_events, &ui::TestPane::firedOfAllWanted, m_alsoFires, &AlsoFires::setOfAll);
    connect(m_events, &ui::TestPane::ruleRequested, this, [this](quint32 rule) { showRule(corpus::RuleId(rule)); });
    ui::NearMissView& view = m_events->nearMisses();
    connect(&view, &ui::NearMissView::widenRequested, this, &Desk::widen);
    connect(&view, &ui::NearMissView::rowExplained, this,
        [this](const QString& sentence) { m_window->status().setSentence(sentence); });
    connect(&view, &ui::NearMissView::spanActivated, this, [this](Span span) {
        if (ui::EditorPane* pane = m_documents->current())
            pane->editor().selectSpan(span);
    });
}

// A near miss' edit, if the text is still the one that it was made for.
void Desk::widen(const TextEdit& edit, quint64 revision, const QString& title)
{
    ui::EditorPane* pane = m_documents->current();
    if (!pane || pane->editor().isReadOnly() || pane->document().revision() != revision) {
        m_window->status().setSentence(tr("The text has changed: the near misses are being looked for again"));
        return;
    }
    m_window->documents().showPage(pane);
    pane->editor().applyEdits(std::span(&edit, 1));
    m_window->status().setSentence(title);
}

void Desk::onResult()
{
    const ui::MatchResultPtr& result = m_session->result();
    ui::EditorPane* pane = m_documents->current();
    if (!result || !pane)
        return;
    m_cannotMatch.clear();
    m_events->setNote(QString());
    m_events->setResult(result);
    m_nearMisses->setResult(result);
    m_exclusions->setResult(result);
    if (result->report) {
        std::vector<ui::LineFigures> figures = ui::lineFigures(*result->document, *result->report);
        if (m_eventStore->isLoading())
            figures = ui::withoutEffects(std::move(figures));
        pane->editor().setFigures(figures);
    }
    updatePrices();
    updateStatus();
    updateNotes();
}

void Desk::updateStatus()
{
    StatusFacts facts;
    ui::EditorPane* pane = m_documents->current();
    facts.hasRule = pane != nullptr;
    facts.loadedEvents = m_eventStore->events()->size();
    facts.isLoading = m_eventStore->isLoading();
    facts.cannotMatch = m_cannotMatch;
    if (pane)
        facts.errors = pane->problems().count(Severity::Error);
    if (const ui::MatchResultPtr& result = m_session->result(); result && result->report)
        facts.figures = result->figures;
    if (const advise::Exclusion* chosen = chosenExclusion(); chosen && facts.figures) {
        // A false positive may be an attack event that was labelled so: then the two do not add up.
        const advise::Exclusions& found = m_exclusions->result()->found;
        if (found.falsePositives == facts.figures->benign.matched)
            facts.exclusion = tr("%1 after exclusion %2")
                                  .arg(ui::grouped(qint64(found.falsePositives - chosen->removes)))
                                  .arg(m_events->exclusions().currentIndex().row() + 1);
    }
    m_window->status().setSummary(statusParts(facts));
}

void Desk::updateNotes()
{
    QStringList notes;
    ui::EditorPane* pane = m_documents->current();
    const bool isEditing = pane && m_window->documents().currentPage() == pane;
    if (isEditing) {
        // That the text is not tested stands at the left.
        notes << m_problems.section(u':', 0, 0);
        if (const ui::MatchResultPtr& result = m_session->result(); result && !m_session->isStale())
            notes << tr("tested in %1 ms").arg(ui::grouped(std::max(1, int(result->seconds * 1000 + 0.5))));
        notes << (pane->editor().tabIndents() ? tr("Tab indents") : tr("Tab moves"));
        const QTextCursor caret = pane->editor().textCursor();
        notes << tr("Ln %1, Col %2").arg(caret.blockNumber() + 1).arg(caret.positionInBlock() + 1);
    } else if (pane || m_window->documents().currentPage() != m_start) {
        notes << tr("read-only");
    }
    if (!m_corpusStore->profile() || m_corpusStore->profile()->isEmpty())
        notes << tr("No corpus");
    notes << tr("ATT&CK v%1")
                 .arg(QString::fromUtf8(m_facts.attack->version().data(), qsizetype(m_facts.attack->version().size())));
    m_window->status().setNotes(notes);
    m_why->setLack(m_session->event() == events::EventId::None ? ui::WhyView::Lack::Event
            : !pane                                            ? ui::WhyView::Lack::Rule
                                                               : ui::WhyView::Lack::Test);
    // An explanation of the text before it broke says so.
    titleTuning();
    const QString name = pane ? pane->document().name() : QString();
    m_window->setWindowTitle(name.isEmpty() ? tr("Rulewright") : tr("%1[*] – Rulewright").arg(name));
    m_window->setWindowModified(pane && pane->document().isDirty());
}

} // namespace rulewright::desk
