// SPDX-License-Identifier: Apache-2.0
#include "app/desk/desk.h"

#include "app/desk/questions.h"
#include "core/corpus/built_in.h"
#include "core/rulefile/rulefile.h"
#include "ui/editor/editor_pane.h"
#include "ui/guide/guide_tree.h"
#include "ui/guide/guide_view.h"
#include "ui/guide/rule_view.h"
#include "ui/window/document_area.h"
#include "ui/window/panel.h"
#include "ui/window/status_line.h"

#include <QtConcurrentRun>

namespace rulewright::desk {

namespace {

struct GuideNumbers {
    ui::LoadedFacts facts;
    ui::PriceTable prices;
    bool isStopped = false;
};

} // namespace

void Desk::connectGuide()
{
    connect(m_guide, &ui::GuideView::guideWanted, this, &Desk::showGuide);
    connect(m_guide, &ui::GuideView::subtitleChanged, &m_window->guidePanel(), &ui::Panel::setSubtitle);
    connect(m_guide, &ui::GuideView::ruleRequested, this, &Desk::showRule);
    connect(&m_guide->tree(), &ui::GuideTree::compareRequested, this, &Desk::showComparison);
    connect(&m_guide->tree(), &ui::GuideTree::saveTableRequested, this, &Desk::saveTable);
    connect(m_guide, &ui::GuideView::rowExplained, this,
        [this](const QString& sentence) { m_window->status().setSentence(sentence); });
    connect(m_guide, &ui::GuideView::insertRequested, this, [this](const corpus::RowKey& key) {
        ui::EditorPane* pane = m_documents->current();
        if (!pane) {
            m_questions->warn(tr("No rule open"), tr("Open a rule or start a new one: the value goes in at its caret"));
            return;
        }
        m_window->documents().showPage(pane);
        m_window->status().setSentence(pane->insertRow(key));
    });
    connect(m_guide, &ui::GuideView::previewWanted, this, [this](const std::optional<corpus::RowKey>& key) {
        ui::EditorPane* pane = m_documents->current();
        if (!pane)
            return;
        if (!key || !pane->previewRow(*key))
            pane->editor().clearGhost();
    });
    connect(m_corpusStore, &CorpusStore::readingStarted, this, [this] {
        if (!m_corpusStore->profile())
            m_guide->showReading();
    });
    connect(m_corpusStore, &CorpusStore::profileChanged, this, &Desk::onProfile);
    connect(m_corpusStore, &CorpusStore::failed, this,
        [this](const QString& sentence) { m_questions->complain(tr("Rules"), sentence); });
}

void Desk::onProfile()
{
    const ProfilePtr profile = m_corpusStore->profile();
    fillCorpora();
    m_guide->setTechniques(ui::techniqueRows(*m_facts.attack, *profile));
    if (profile->isEmpty()) {
        m_guide->showNoCorpus();
        return;
    }
    m_guide->showNoTechnique();
    if (!m_guideRequest.technique.empty())
        showGuide(m_guideRequest);
    else
        followTechnique();
}

void Desk::showGuide(const corpus::GuideRequest& request)
{
    m_guideRequest = request;
    const ProfilePtr profile = m_corpusStore->profile();
    if (!profile || profile->isEmpty())
        return;
    const quint64 run = ++m_guideRun;
    m_jobs->run<ui::GuideContents>(
        this, tr("Making the guide"),
        [profile, facts = m_facts, request](
            Task&) { return ui::guideContents(*profile, *facts.attack, *facts.taxonomy, request); },
        [this, run](ui::GuideContents contents) {
            if (run != m_guideRun)
                return;
            m_guide->setContents(contents);
            judgeScenario();
            m_prices = {};
            updateGuideNumbers();
        });
}

// The guide follows the rule's own tags until the user chooses another technique.
void Desk::followTechnique()
{
    const ui::EditorPane* pane = m_documents->current();
    if (!pane)
        return;
    const ui::ParsedTextPtr& parsed = const_cast<ui::EditorPane*>(pane)->document().parsed();
    const rule::Rule* rule = parsed && parsed->document ? rule::mainRule(*parsed->document) : nullptr;
    if (!rule || rule->metadata.techniques.empty())
        return;
    const QString technique = QString::fromStdString(rule->metadata.techniques.front().text);
    if (technique == m_ruleTechnique)
        return;
    m_ruleTechnique = technique;
    // A tag that is still being typed names nothing yet.
    if (m_facts.attack->lookup(technique.toStdString()).technique)
        showGuide({technique.toStdString(), m_guideRequest.mode, m_guideRequest.vendors});
}

void Desk::updateGuideNumbers()
{
    if (m_guide->isShowingGuide())
        m_numbersDelay.start();
}

void Desk::startGuideNumbers()
{
    if (m_numbersTask)
        m_numbersTask->stop();
    auto task = std::make_shared<Task>();
    m_numbersTask = task;
    AloneInput input{m_guide->guide(), m_eventStore->events(), m_facts.taxonomy, nullptr};
    if (ui::EditorPane* pane = m_documents->current(); pane && pane->document().parsed())
        input.document = pane->document().parsed()->document;
    QFuture<GuideNumbers> future = QtConcurrent::run(&m_numbersPool, [task, input = std::move(input)] {
        GuideNumbers numbers;
        numbers.facts = loadedFacts(input.guide, *input.events);
        numbers.prices = alonePrices(input, *task);
        numbers.isStopped = task->isStopped();
        return numbers;
    });
    future.then(this, [this, task](const GuideNumbers& numbers) {
        if (m_numbersTask != task)
            return; // a newer run is on its way
        m_numbersTask.reset();
        if (!numbers.isStopped) {
            m_guide->setLoaded(numbers.facts);
            m_prices = numbers.prices;
            applyInRule();
            startRuleHits(numbers.facts);
        }
        emit settled();
    });
}

// Slower than the rest, so it comes last and as a value of its own.
void Desk::startRuleHits(const ui::LoadedFacts& facts)
{
    const ProfilePtr profile = m_corpusStore->profile();
    if (!profile || facts.events == 0)
        return;
    auto task = std::make_shared<Task>();
    m_numbersTask = task;
    QFuture<std::vector<std::optional<std::uint64_t>>> future = QtConcurrent::run(&m_numbersPool,
        [task, profile, guide = m_guide->guide(), events = m_eventStore->events(), taxonomy = m_facts.taxonomy] {
            return guideRuleHits(guide, *profile, *events, *taxonomy, *task);
        });
    future.then(this, [this, task, facts](std::vector<std::optional<std::uint64_t>> hits) {
        if (m_numbersTask != task)
            return;
        m_numbersTask.reset();
        ui::LoadedFacts whole = facts;
        whole.ruleHits = std::move(hits);
        m_guide->setLoaded(whole);
        emit settled();
    });
}

void Desk::applyInRule()
{
    const ui::MatchResultPtr& result = m_session->result();
    markRowsInRule(m_prices, m_guide->guide(), result ? result->report.get() : nullptr);
    m_guide->setPrices(m_prices);
}

void Desk::showRule(corpus::RuleId id)
{
    const ProfilePtr profile = m_corpusStore->profile();
    if (!profile)
        return;
    ui::DocumentArea& area = m_window->documents();
    for (int i = 0; i < area.pageCount(); ++i) {
        if (auto* open = qobject_cast<ui::RuleView*>(area.page(i)); open && open->rule() == id) {
            area.showPage(open);
            return;
        }
    }
    const corpus::ProfileRule& rule = profile->rule(id);
    const auto source = corpus::ruleText(rule.folder, rule.path);
    if (!source) {
        m_questions->complain(tr("Not opened"), QString::fromStdString(source.error().front().message));
        return;
    }
    const ui::Theme& theme = m_appearance.theme();
    auto* view = new ui::RuleView(ui::ruleContents(*profile, id, m_guide->guide()), theme);
    view->setProperty(ui::DocumentArea::wholeHeightProperty, true);
    // The document outlives the editor that shows it: both are the view's, the editor as its later child.
    auto* document = new ui::RuleDocument(rulefile::parse, nullptr, view);
    document->setContents(QString::fromStdString(rule.path), *source);
    auto* editor = new ui::RuleEditor(*document, theme);
    editor->setReadOnly(true);
    editor->setFrameShape(QFrame::NoFrame);
    editor->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    const rule::Document* read = document->parsed() ? document->parsed()->document.get() : nullptr;
    view->setSource(
        editor, QString::fromUtf8(rule::languageLabel(read ? read->language : rule::Language::Sigma).data()));
    m_jobs->run<QString>(
        view, tr("Testing the rule"),
        [rule, events = m_eventStore->events(), taxonomy = m_facts.taxonomy](
            Task& task) { return hitsSentence(ruleHits(rule, *events, *taxonomy, nullptr, task), events->size()); },
        [view](const QString& sentence) { view->setHits(sentence); });
    area.addPage(view, QString::fromStdString(rule.title), QStringLiteral("document"), true);
    area.showPage(view);
    view->setFocus(Qt::OtherFocusReason);
}

} // namespace rulewright::desk
