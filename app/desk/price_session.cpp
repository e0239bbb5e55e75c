// SPDX-License-Identifier: Apache-2.0
#include "app/desk/price_session.h"

#include <QCoreApplication>
#include <QtConcurrentRun>

#include <algorithm>

namespace rulewright::desk {

namespace {

std::vector<advise::RowTest> chosen(const std::vector<advise::RowTest>& rows, const std::vector<std::size_t>& which)
{
    std::vector<advise::RowTest> result;
    for (const std::size_t i : which) {
        if (i < rows.size())
            result.push_back(rows[i]);
    }
    return result;
}

// A place of a selection's name for the caption: where the first row with a place goes.
QString placeOf(const std::vector<advise::Price>& prices)
{
    for (const advise::Price& price : prices) {
        if (price.hasPlace)
            return QString::fromStdString(price.selection);
    }
    return {};
}

} // namespace

PriceSession::PriceSession(
    std::shared_ptr<const taxonomy::Taxonomy> taxonomy, std::shared_ptr<match::LeafCache> cache, QObject* parent)
    : QObject(parent)
    , m_taxonomy(std::move(taxonomy))
    , m_cache(std::move(cache))
{
    m_pool.setMaxThreadCount(1);
    m_delay.setSingleShot(true);
    connect(&m_delay, &QTimer::timeout, this, &PriceSession::start);
}

PriceSession::~PriceSession()
{
    if (m_task)
        m_task->stop();
    m_pool.waitForDone();
}

void PriceSession::setGuide(std::shared_ptr<const corpus::Guide> guide)
{
    m_guide = std::move(guide);
    m_rows.reset();
    clear();
    m_hasIndicator.assign(m_guide ? m_guide->indicators.size() : 0, false);
    m_hasExclusion.assign(m_guide ? m_guide->exclusions.size() : 0, false);
    schedule(0);
}

void PriceSession::setContext(PriceContext context)
{
    if (context == m_context)
        return;
    m_context = std::move(context);
    schedule(0);
}

void PriceSession::setCaret(std::uint32_t caret)
{
    if (caret == m_context.caret)
        return;
    m_context.caret = caret;
    schedule(delayMilliseconds);
}

void PriceSession::setStale(bool isStale)
{
    if (isStale == m_prices.isStale)
        return;
    m_prices.isStale = isStale;
    show();
}

void PriceSession::schedule(int milliseconds)
{
    if (!m_guide || !m_context.events || m_context.events->size() == 0) {
        if (m_task)
            m_task->stop();
        m_delay.stop();
        m_isWanted = false;
        clear();
        show();
        return;
    }
    m_isWanted = true;
    // Rows in view are done soon, and their prices are newer than those that are shown; the others are let go.
    if (m_task && !m_isInView)
        m_task->stop();
    if (!m_delay.isActive() || milliseconds == 0)
        m_delay.start(milliseconds);
}

void PriceSession::start()
{
    if (m_task || !m_isWanted)
        return; // finished() starts it
    m_isWanted = false;
    m_running = m_context;
    m_hasIndicator.assign(m_guide->indicators.size(), false);
    m_hasExclusion.assign(m_guide->exclusions.size(), false);
    const bool isFirst = m_prices.indicators.size() != m_guide->indicators.size();
    m_prices.indicators.resize(m_guide->indicators.size());
    m_prices.exclusions.resize(m_guide->exclusions.size());
    if (isFirst) {
        m_prices.isCounting = true;
        show();
    }
    Rows rows = m_rowsInView ? m_rowsInView() : Rows();
    const bool isAll = m_guide->indicators.size() + m_guide->exclusions.size() <= rowsAtOnce;
    if (isAll || (rows.indicators.empty() && rows.exclusions.empty()))
        rows = restOf(m_hasIndicator, m_hasExclusion);
    startBatch(std::move(rows), true);
}

// As many of the rows without a price as are priced at once.
PriceSession::Rows PriceSession::restOf(const std::vector<bool>& indicators, const std::vector<bool>& exclusions) const
{
    Rows rest;
    const auto add = [](std::vector<std::size_t>& rows, const std::vector<bool>& have, std::size_t room) {
        for (std::size_t i = 0; i < have.size() && rows.size() < room; ++i) {
            if (!have[i])
                rows.push_back(i);
        }
    };
    add(rest.indicators, indicators, rowsAtOnce);
    add(rest.exclusions, exclusions, rowsAtOnce - rest.indicators.size());
    return rest;
}

void PriceSession::startBatch(Rows which, bool isInView)
{
    m_task = std::make_shared<Task>();
    m_isInView = isInView;
    auto run = [context = m_running, guide = m_guide, rows = m_rows, taxonomy = m_taxonomy, cache = m_cache,
                   which = std::move(which), task = m_task] {
        Batch batch;
        batch.which = which;
        batch.rows = rows ? rows : std::make_shared<const GuideRows>(guideRows(guide));
        batch.facts = context.facts
            ? context.facts
            : std::make_shared<const advise::EventFacts>(advise::eventFacts(*context.events, *task));
        const SourceText source = context.document ? context.document->text : SourceText();
        advise::PriceInput input{
            source, context.document.get(), context.caret, *context.events, *batch.facts, *taxonomy, {}, cache.get()};
        batch.indicators = advise::prices(input, chosen(batch.rows->indicators, which.indicators), *task);
        input.excludes = true;
        batch.exclusions = advise::prices(input, chosen(batch.rows->exclusions, which.exclusions), *task);
        for (std::vector<advise::Price>* prices : {&batch.indicators, &batch.exclusions}) {
            for (advise::Price& price : *prices) {
                price.hasPlace = price.hasPlace && context.isTested;
                batch.benignLookedAt = std::max(batch.benignLookedAt, price.benign.lookedAt);
            }
        }
        batch.benignEvents = batch.facts->benign.count();
        batch.isStopped = task->isStopped();
        return batch;
    };
    QtConcurrent::run(&m_pool, std::move(run)).then(this, [this, guide = m_guide](const Batch& batch) {
        m_task.reset();
        if (guide == m_guide) {
            m_rows = batch.rows;
            if (!batch.isStopped)
                finished(batch);
        }
        if (m_isWanted) {
            if (!m_delay.isActive())
                start();
            return;
        }
        Rows rest = restOf(m_hasIndicator, m_hasExclusion);
        if (guide == m_guide && !batch.isStopped && !(rest.indicators.empty() && rest.exclusions.empty())) {
            startBatch(std::move(rest), false);
            return;
        }
        emit settled();
    });
}

void PriceSession::finished(const Batch& batch)
{
    if (!m_context.facts && m_context.events == m_running.events)
        m_context.facts = batch.facts;
    const auto put = [](std::vector<ui::RowPrice>& rows, std::vector<bool>& have, const std::vector<std::size_t>& which,
                         const std::vector<advise::Price>& prices) {
        for (std::size_t i = 0; i < prices.size(); ++i) {
            rows[which[i]] = rowPrice(prices[i]);
            have[which[i]] = true;
        }
        // Of the others nothing is known of this text yet.
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (!have[i]) {
                rows[i] = {};
                rows[i].reason = QCoreApplication::translate("Guide", "counting");
            }
        }
    };
    put(m_prices.indicators, m_hasIndicator, batch.which.indicators, batch.indicators);
    put(m_prices.exclusions, m_hasExclusion, batch.which.exclusions, batch.exclusions);
    m_prices.isCounting = false;
    m_prices.benignEvents = batch.benignEvents;
    m_prices.benignLookedAt = batch.benignLookedAt;
    const QString place = placeOf(batch.indicators);
    m_prices.place = place.isEmpty() ? placeOf(batch.exclusions) : place;
    m_prices.widest = widestPrice(m_prices);
    markRowsInRule(m_prices, *m_guide, m_running.report.get());
    show();
}

void PriceSession::clear()
{
    const bool isStale = m_prices.isStale;
    m_prices = {};
    m_prices.isStale = isStale;
}

void PriceSession::show() { emit pricesChanged(m_prices); }

} // namespace rulewright::desk
