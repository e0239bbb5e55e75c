// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/advise/status_figures.h"
#include "core/events/event_set.h"
#include "core/match/explain.h"
#include "core/match/match.h"
#include "core/rule/rule.h"
#include "core/taxonomy/taxonomy.h"

#include <QElapsedTimer>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace rulewright::ui {

struct Replay;
using ReplayPtr = std::shared_ptr<const Replay>;
using EventSetPtr = std::shared_ptr<const events::EventSet>;

/// What one run is given. A value: it travels to the worker.
struct MatchInput {
    quint64 revision = 0; ///< of the text
    quint64 generation = 0; ///< of the events
    std::shared_ptr<const rule::Document> document;
    EventSetPtr events;
    std::shared_ptr<const advise::EventFacts> facts; ///< of these events; null: the run makes them
    std::shared_ptr<const taxonomy::Taxonomy> taxonomy;
    match::MatchOptions options;
    std::shared_ptr<match::LeafCache> cache;
};

/// What one run yields.
struct MatchResult {
    quint64 revision = 0;
    quint64 generation = 0;
    std::shared_ptr<const rule::Document> document;
    EventSetPtr events;
    std::shared_ptr<const advise::EventFacts> facts;
    std::shared_ptr<const match::MatchReport> report; ///< null where the rule cannot be matched
    Diagnostics diagnostics; ///< why it cannot
    advise::StatusFigures figures;
    ReplayPtr replay; ///< of a rule over time; else null
    double seconds = 0; ///< compiling and evaluating
    bool isCancelled = false;
};

using MatchResultPtr = std::shared_ptr<const MatchResult>;

/// The result where it can be looked into further: a rule that was matched, and what is known of the events. Else null.
[[nodiscard]] inline MatchResultPtr usable(const MatchResultPtr& result)
{
    return result && result->report && result->facts ? result : nullptr;
}

struct ExplainResult {
    quint64 revision = 0;
    events::EventId event = events::EventId::None;
    EventSetPtr events;
    std::shared_ptr<const match::Explanation> explanation; ///< null where there is none
    Diagnostics diagnostics;
};

using ExplainResultPtr = std::shared_ptr<const ExplainResult>;

using MatchFunction = std::function<MatchResult(const MatchInput&, Task&)>;
using ExplainFunction = std::function<ExplainResult(const MatchInput&, events::EventId)>;

/// Keeps the result of the rule over the loaded events up to date while both change. Runs on a pool; the newest
/// result wins, and the last good one stays, marked stale, while the text cannot be tested.
class MatchSession : public QObject {
    Q_OBJECT
public:
    static constexpr int delayMilliseconds = 15;
    static constexpr int patienceMilliseconds = 150; ///< a run gets so much time before a newer text cancels it

    explicit MatchSession(QThreadPool* pool = nullptr, QObject* parent = nullptr);
    /// For tests: other functions in the place of core's.
    MatchSession(MatchFunction match, ExplainFunction explain, QThreadPool* pool = nullptr, QObject* parent = nullptr);
    ~MatchSession() override;

    void setTaxonomy(std::shared_ptr<const taxonomy::Taxonomy> taxonomy);
    void setEvents(EventSetPtr events);
    void setOptions(match::MatchOptions options);
    /// The newest text. A null document is one that cannot be tested: the last good result becomes stale.
    void setRule(quint64 revision, std::shared_ptr<const rule::Document> document);
    /// Forgets rule and result: another document, or none.
    void clearRule();
    /// The event that Why explains; it is explained again after each run.
    void setEvent(events::EventId event);

    [[nodiscard]] events::EventId event() const { return m_event; } ///< None: none is chosen

    /// F5: at once, and again even if nothing changed.
    void runNow();

    [[nodiscard]] const MatchResultPtr& result() const { return m_result; } ///< the last good one; null before

    [[nodiscard]] const ExplainResultPtr& explanation() const { return m_explanation; }

    [[nodiscard]] const EventSetPtr& events() const { return m_events; }

    /// The leaves of these events, for what else is counted over them.
    [[nodiscard]] const std::shared_ptr<match::LeafCache>& cache() const { return m_cache; }

    [[nodiscard]] bool isStale() const { return m_isStale; }

    [[nodiscard]] bool isRunning() const { return m_task != nullptr || m_isPending; }

signals:
    void resultChanged(const rulewright::ui::MatchResultPtr& result);
    void explanationChanged(const rulewright::ui::ExplainResultPtr& explanation);
    /// Stale: what is shown is the last good result and not that of the text.
    void staleChanged(bool stale);
    /// The rule can be read but not matched (a correlation, a placeholder without values).
    void cannotMatch(const rulewright::Diagnostics& diagnostics);
    /// Nothing runs and nothing waits.
    void settled();

private:
    void schedule();
    void start();
    void finished(const MatchResultPtr& result);
    void explain();
    void setStale(bool stale);
    [[nodiscard]] MatchInput input() const;

    MatchFunction m_match;
    ExplainFunction m_explain;
    QThreadPool* m_pool;
    QTimer m_delay;
    QTimer m_patience;
    std::shared_ptr<Task> m_task; ///< of the run, while one runs
    quint64 m_revision = 0;
    quint64 m_generation = 0;
    quint64 m_rule = 0; ///< counts clearRule(): results of an earlier document are dropped
    std::shared_ptr<const rule::Document> m_document;
    EventSetPtr m_events;
    std::shared_ptr<const advise::EventFacts> m_facts;
    std::shared_ptr<const taxonomy::Taxonomy> m_taxonomy;
    match::MatchOptions m_options;
    std::shared_ptr<match::LeafCache> m_cache;
    events::EventId m_event = events::EventId::None;
    MatchResultPtr m_result;
    ExplainResultPtr m_explanation;
    quint64 m_explainRun = 0;
    bool m_isPending = false;
    bool m_isStale = false;
};

} // namespace rulewright::ui
