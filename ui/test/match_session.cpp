// SPDX-License-Identifier: Apache-2.0
#include "ui/test/match_session.h"

#include "ui/test/background.h"
#include "ui/test/match_job.h"

#include <utility>

namespace rulewright::ui {

MatchSession::MatchSession(QThreadPool* pool, QObject* parent)
    : MatchSession(runMatch, runExplain, pool, parent)
{
}

MatchSession::MatchSession(MatchFunction match, ExplainFunction explain, QThreadPool* pool, QObject* parent)
    : QObject(parent)
    , m_match(std::move(match))
    , m_explain(std::move(explain))
    , m_pool(pool != nullptr ? pool : QThreadPool::globalInstance())
    , m_cache(makeLeafCache())
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(delayMilliseconds);
    connect(&m_delay, &QTimer::timeout, this, &MatchSession::start);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (m_task && m_isPending)
            m_task->stop();
    });
}

MatchSession::~MatchSession()
{
    if (m_task)
        m_task->stop();
}

void MatchSession::setTaxonomy(std::shared_ptr<const taxonomy::Taxonomy> taxonomy)
{
    m_taxonomy = std::move(taxonomy);
    schedule();
}

void MatchSession::setEvents(EventSetPtr events)
{
    if (events == m_events)
        return;
    m_events = std::move(events);
    m_facts.reset();
    ++m_generation;
    if (!m_events || m_events->size() == 0) {
        m_result.reset();
        m_explanation.reset();
    }
    schedule();
}

void MatchSession::setOptions(match::MatchOptions options)
{
    m_options = options;
    schedule();
}

void MatchSession::setRule(quint64 revision, std::shared_ptr<const rule::Document> document)
{
    m_revision = revision;
    m_document = std::move(document);
    if (!m_document) {
        m_isPending = false;
        m_delay.stop();
        setStale(m_result != nullptr);
        if (!m_task)
            emit settled();
        return;
    }
    schedule();
}

void MatchSession::clearRule()
{
    ++m_rule;
    m_document.reset();
    m_result.reset();
    m_explanation.reset();
    m_isPending = false;
    m_delay.stop();
    if (m_task)
        m_task->stop();
    setStale(false);
    emit resultChanged(m_result);
    emit explanationChanged(m_explanation);
}

void MatchSession::setEvent(events::EventId event)
{
    if (event == m_event)
        return;
    m_event = event;
    explain();
}

void MatchSession::runNow()
{
    schedule();
    m_delay.stop();
    start();
}

void MatchSession::schedule()
{
    if (!m_document || !m_taxonomy || !m_events || m_events->size() == 0)
        return;
    m_isPending = true;
    if (m_task) {
        if (!m_patience.isActive())
            m_task->stop(); // it had its time
        return; // finished() starts the next
    }
    if (!m_delay.isActive())
        m_delay.start();
}

MatchInput MatchSession::input() const
{
    return {.revision = m_revision,
        .generation = m_generation,
        .document = m_document,
        .events = m_events,
        .facts = m_facts,
        .taxonomy = m_taxonomy,
        .options = m_options,
        .cache = m_cache};
}

void MatchSession::start()
{
    if (m_task || !m_isPending || !m_document)
        return;
    m_isPending = false;
    m_task = std::make_shared<Task>();
    m_patience.start(patienceMilliseconds);
    // The worker gets values only; should the session go, the task is stopped and the result dropped.
    runInBackground(
        m_pool, this,
        [match = m_match, input = input(), task = m_task] { return releasedInBackground(match(input, *task)); },
        [this, rule = m_rule](const MatchResultPtr& result) {
            m_task.reset();
            m_patience.stop();
            if (rule == m_rule)
                finished(result);
            if (m_isPending)
                start();
            else
                emit settled();
        });
}

void MatchSession::finished(const MatchResultPtr& result)
{
    if (result->generation == m_generation && result->facts && !result->isCancelled)
        m_facts = result->facts;
    const bool isOld = m_result && (result->revision < m_result->revision || result->generation < m_result->generation);
    if (result->isCancelled || isOld || !m_events)
        return;
    if (!result->report) {
        if (!result->diagnostics.empty() && result->revision == m_revision) {
            setStale(m_result != nullptr);
            emit cannotMatch(result->diagnostics);
        }
        return;
    }
    m_result = result;
    // A text that cannot be tested may have come while this ran.
    setStale(m_document == nullptr);
    emit resultChanged(m_result);
    explain();
}

void MatchSession::explain()
{
    const quint64 run = ++m_explainRun;
    if (!m_result || m_event == events::EventId::None || events::index(m_event) >= m_result->events->size()) {
        m_explanation.reset();
        emit explanationChanged(m_explanation);
        return;
    }
    MatchInput explained = input();
    explained.revision = m_result->revision;
    explained.document = m_result->document;
    explained.events = m_result->events;
    runInBackground(
        m_pool, this,
        [explain = m_explain, explained, event = m_event] {
            return std::make_shared<const ExplainResult>(explain(explained, event));
        },
        [this, run, rule = m_rule](const ExplainResultPtr& explanation) {
            if (run != m_explainRun || rule != m_rule)
                return;
            m_explanation = explanation;
            emit explanationChanged(m_explanation);
        });
}

void MatchSession::setStale(bool stale)
{
    if (stale == m_isStale)
        return;
    m_isStale = stale;
    emit staleChanged(stale);
}

} // namespace rulewright::ui
