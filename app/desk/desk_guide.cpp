// SPDX-License-Identifier: Apache-2.0
#include "app/desk/desk.h"

#include "app/desk/questions.h"
#include "core/author/templates.h"
#include "core/corpus/built_in.h"
#include "core/rulefile/rulefile.h"
#include "ui/editor/editor_pane.h"
#include "ui/guide/guide_tree.h"
#include "ui/guide/guide_view.h"
#include "ui/test/exclusion_session.h"
#include "ui/guide/guide_words.h"
#include "ui/guide/rule_view.h"
#include "ui/window/document_area.h"
#include "ui/window/panel.h"
#include "ui/window/status_line.h"

#include <QtConcurrentRun>

#include <algorithm>

namespace rulewright::desk {

namespace {

struct GuideNumbers {
    ui::LoadedFacts facts;
    bool isStopped = false;
};

// The first one that begins with the row's field: its log source has that field.
const author::Template& templateFor(const corpus::RowKey& key)
{
    const std::span<const author::Template> all = author::templates();
    const auto found = std::ranges::find_if(
        all, [&key](const author::Template& kind) { return kind.field.substr(0, kind.field.find('|')) == key.field; });
    return found != all.end() && found->kind == author::Template::Kind::Detection ? *found : all.front();
}

} // namespace

void Desk::connectGuide()
{
    connect(m_guide, &ui::GuideView::guideWanted, this, &Desk::showGuide);
    connect(m_guide, &ui::GuideView::subtitleChanged, this, [this](const QString& subtitle) {
        m_guideSubtitle = subtitle;
        updateLeftTitle();
    });
    connect(m_guide, &ui::GuideView::ruleRequested, this, &Desk::showRule);
    connect(&m_guide->tree(), &ui::GuideTree::compareRequested, this, &Desk::showComparison);
    connect(&m_guide->tree(), &ui::GuideTree::saveTableRequested, this, &Desk::saveTable);
    connect(m_guide, &ui::GuideView::rowExplained, this,
        [this](const QString& sentence) { m_window->status().setSentence(sentence); });
    connect(m_guide, &ui::GuideView::insertRequested, this, &Desk::insertRow);
    connect(m_guide, &ui::GuideView::excludeRequested, this, &Desk::excludeGuideRow);
    connect(m_guide, &ui::GuideView::previewWanted, this, &Desk::preview);
    m_prices->setRowsInView([this] {
        const ui::GuideView::RowsInView rows = m_guide->rowsInView();
        return PriceSession::Rows{rows.indicators, rows.exclusions};
    });
    connect(m_prices, &PriceSession::pricesChanged, this, &Desk::onPrices);
    connect(m_prices, &PriceSession::settled, this, &Desk::settled);
    connect(m_corpusStore, &CorpusStore::readingStarted, this, [this] {
        if (!m_corpusStore->profile())
            m_guide->showReading();
    });
    connect(m_corpusStore, &CorpusStore::profileChanged, this, &Desk::onProfile);
    connect(m_corpusStore, &CorpusStore::folderAdded, this, &Desk::sayAdded);
    connect(m_corpusStore, &CorpusStore::failed, this,
        [this](const QString& sentence) { m_questions->complain(tr("Rules"), sentence); });
}

void Desk::insertRow(const corpus::RowKey& key)
{
    ui::EditorPane* pane = m_documents->current();
    if (!pane) {
        m_documents->newRule(templateFor(key), newRuleTechnique());
        pane = m_documents->current();
        m_guide->tree().setFocus(Qt::OtherFocusReason); // where the next row is chosen
    }
    m_window->documents().showPage(pane);
    m_window->status().setSentence(pane->insertRow(key));
}

// In a selection that the condition excludes it goes to the caret, as part of that exclusion.
void Desk::excludeGuideRow(const corpus::RowKey& key)
{
    ui::EditorPane* pane = m_documents->current();
    if (!pane) {
        m_window->status().setSentence(tr("Open a rule or start a new one: an exclusion is a part of a rule"));
        return;
    }
    m_window->documents().showPage(pane);
    m_window->status().setSentence(pane->isExcludingAtCaret() ? pane->insertRow(key) : pane->excludeRow(key));
}

void Desk::onProfile()
{
    const ProfilePtr profile = m_corpusStore->profile();
    fillCorpora();
    m_guide->setTechniques(ui::techniqueRows(*m_facts.attack, *profile));
    m_prices->setGuide(nullptr);
    m_exclusions->setGuide(nullptr);
    m_alsoFires->setProfile(profile);
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
            const auto guide = std::make_shared<const corpus::Guide>(contents.guide);
            m_prices->setGuide(guide);
            m_exclusions->setGuide(guide);
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
    // A rule that was begun from the guide leaves it as it is.
    if (m_guide->isShowingGuide() && technique.toStdString() == m_guide->guide().technique)
        return;
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
    QFuture<GuideNumbers> future
        = QtConcurrent::run(&m_numbersPool, [task, guide = m_guide->guide(), events = m_eventStore->events()] {
              return GuideNumbers{loadedFacts(guide, *events), task->isStopped()};
          });
    future.then(this, [this, task](const GuideNumbers& numbers) {
        if (m_numbersTask != task)
            return; // a newer run is on its way
        m_numbersTask.reset();
        if (!numbers.isStopped) {
            m_guide->setLoaded(numbers.facts);
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
    QFuture<std::vector<std::optional<ui::RuleCount>>> future = QtConcurrent::run(&m_numbersPool,
        [task, profile, guide = m_guide->guide(), events = m_eventStore->events(), taxonomy = m_facts.taxonomy] {
            return guideRuleHits(guide, *profile, *events, *taxonomy, *task);
        });
    future.then(this, [this, task, facts](std::vector<std::optional<ui::RuleCount>> hits) {
        if (m_numbersTask != task)
            return;
        m_numbersTask.reset();
        ui::LoadedFacts whole = facts;
        whole.ruleHits = std::move(hits);
        m_guide->setLoaded(whole);
        emit settled();
    });
}

// Against what the guide's rows are priced: the rule that was last tested, else the text as far as it can be read.
void Desk::updatePrices()
{
    PriceContext context;
    context.events = m_eventStore->events();
    if (ui::EditorPane* pane = m_documents->current()) {
        context.caret = pane->editor().caretOffset();
        const ui::MatchResultPtr& result = m_session->result();
        if (result && result->report && result->events == context.events) {
            context.document = result->document;
            context.facts = result->facts;
            context.report = result->report;
            context.isTested = true;
        } else if (pane->document().parsed()) {
            context.document = pane->document().parsed()->document;
        }
    }
    m_prices->setContext(std::move(context));
}

void Desk::onPrices(const ui::PriceTable& prices)
{
    m_guide->setPrices(prices);
    if (ui::EditorPane* pane = m_documents->current(); pane && !pane->editor().ghost().text.isEmpty())
        preview(m_previewed, m_isExclusionPreviewed);
}

// The row as ghost in the rule, with its price where that is known.
void Desk::preview(const std::optional<corpus::RowKey>& key, bool isExclusion)
{
    m_previewed = key;
    m_isExclusionPreviewed = isExclusion;
    ui::EditorPane* pane = m_documents->current();
    if (!pane)
        return;
    if (!key) {
        previewExclusion();
        return;
    }
    ui::Ghost ghost;
    const corpus::Guide& guide = m_guide->guide();
    const ui::PriceTable& prices = m_prices->prices();
    const auto priced = [&](const std::vector<corpus::GuideRow>& rows, const std::vector<ui::RowPrice>& of,
                            bool excludes) {
        const auto found = std::ranges::find(rows, *key, &corpus::GuideRow::key);
        const auto at = std::size_t(found - rows.begin());
        if (found == rows.end() || at >= of.size() || !of[at].hasHere() || !of[at].reason.isEmpty() || prices.isStale)
            return false;
        const ui::HereWords words = ui::hereWords(of[at], excludes);
        ghost.attackPrice = words.attack;
        ghost.benignPrice = words.benign;
        ghost.attackCounts = of[at].attackReason.isEmpty() && of[at].added->attack + of[at].removed->attack > 0;
        ghost.benignCounts = of[at].benignReason.isEmpty() && of[at].added->benign + of[at].removed->benign > 0;
        return true;
    };
    if (isExclusion)
        priced(guide.exclusions, prices.exclusions, true);
    else
        priced(guide.indicators, prices.indicators, false);
    const bool isOfItsOwn = isExclusion && !pane->isExcludingAtCaret();
    if (!(isOfItsOwn ? pane->previewExclusion(*key, ghost) : pane->previewRow(*key, ghost)))
        pane->editor().clearGhost();
    else if (isOfItsOwn)
        pane->editor().showGhost();
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
    auto* document = new ui::RuleDocument(
        [folder = rule.folder](const SourceText& text) { return rulefile::parseBeside(text, folder); }, nullptr, view);
    document->setContents(QString::fromStdString(rule.path), *source);
    auto* editor = new ui::RuleEditor(*document, theme);
    editor->setReadOnly(true);
    editor->setFiguresShown(false);
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
