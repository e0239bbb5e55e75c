// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/desk/price_table.h"
#include "core/match/leaf_cache.h"
#include "core/text/task.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <memory>

namespace rulewright::desk {

// What the rows of the guide are priced against. Values: they travel to the worker.
struct PriceContext {
    std::shared_ptr<const rule::Document> document; // null: no rule is open
    bool isTested = false; // else the rows' own hits alone are told
    std::uint32_t caret = 0; // a byte offset
    std::shared_ptr<const events::EventSet> events;
    std::shared_ptr<const advise::EventFacts> facts; // of these events; null: the run makes them
    std::shared_ptr<const match::MatchReport> report; // of the document; for the rows that stand in it

    bool operator==(const PriceContext& other) const = default;
};

// Keeps the prices of the guide's rows up to date while rule, caret, events and guide change. They come after the
// match, the rows in view first; a run that is no longer wanted is stopped.
class PriceSession : public QObject {
    Q_OBJECT
public:
    // Which rows are in view: places in the guide's lists.
    struct Rows {
        std::vector<std::size_t> indicators;
        std::vector<std::size_t> exclusions;
    };

    static constexpr int delayMilliseconds = 40;
    // So many rows are priced at once, whether in view or not.
    static constexpr std::size_t rowsAtOnce = 200;

    PriceSession(std::shared_ptr<const taxonomy::Taxonomy> taxonomy, std::shared_ptr<match::LeafCache> cache,
        QObject* parent = nullptr);
    ~PriceSession() override;

    // Called on this object's thread when a run begins.
    void setRowsInView(std::function<Rows()> rows) { m_rowsInView = std::move(rows); }

    // Null: there is none.
    void setGuide(std::shared_ptr<const corpus::Guide> guide);
    void setContext(PriceContext context);
    // Moves the caret alone; waits for it to rest.
    void setCaret(std::uint32_t caret);
    // The text cannot be tested: the prices are of the last good one.
    void setStale(bool isStale);

    const ui::PriceTable& prices() const { return m_prices; }

    bool isRunning() const { return m_task != nullptr || m_isWanted; }

signals:
    void pricesChanged(const rulewright::ui::PriceTable& prices);
    void settled();

private:
    struct Batch {
        std::shared_ptr<const GuideRows> rows;
        std::shared_ptr<const advise::EventFacts> facts;
        Rows which;
        std::vector<advise::Price> indicators;
        std::vector<advise::Price> exclusions;
        std::uint64_t benignEvents = 0;
        std::uint64_t benignLookedAt = 0;
        bool isStopped = false;
    };

    void schedule(int milliseconds);
    void start();
    void startBatch(Rows which, bool isInView);
    void finished(const Batch& batch);
    Rows restOf(const std::vector<bool>& indicators, const std::vector<bool>& exclusions) const;
    void clear();
    void show();

    std::shared_ptr<const taxonomy::Taxonomy> m_taxonomy;
    std::shared_ptr<match::LeafCache> m_cache;
    std::function<Rows()> m_rowsInView;
    std::shared_ptr<const corpus::Guide> m_guide;
    std::shared_ptr<const GuideRows> m_rows; // of m_guide, once read
    PriceContext m_context;
    PriceContext m_running; // what the present run is about
    ui::PriceTable m_prices;
    std::vector<bool> m_hasIndicator; // priced in this run
    std::vector<bool> m_hasExclusion;
    QTimer m_delay;
    QThreadPool m_pool;
    std::shared_ptr<Task> m_task;
    bool m_isInView = false; // the batch that runs is of rows in view
    bool m_isWanted = false; // another run is
};

} // namespace rulewright::desk
