// SPDX-License-Identifier: Apache-2.0
#include "ui/test/near_miss_session.h"

#include "ui/test/background.h"

#include <utility>

namespace rulewright::ui {

namespace {

struct Input {
    MatchResultPtr result;
    NearMissResultPtr known; ///< null: the misses are not known yet
    std::shared_ptr<const taxonomy::Taxonomy> taxonomy;
    std::shared_ptr<match::LeafCache> cache;
};

NearMissResultPtr find(const Input& input, const Task& task)
{
    const MatchResult& result = *input.result;
    auto found = std::make_shared<NearMissResult>();
    found->of = input.result;
    const rule::Rule* rule = rule::mainRule(*result.document);
    const match::MatchOptions options{.document = result.document.get()};
    auto misses = match::nearMisses(*rule, *result.events, *result.report, *input.taxonomy, options,
        NearMissSession::eventsListed, input.cache.get(), task);
    if (misses)
        found->misses = std::move(*misses);
    return found;
}

NearMissResultPtr withAdvice(const Input& input, Task& task)
{
    const MatchResult& result = *input.result;
    auto found = std::make_shared<NearMissResult>(*input.known);
    const rule::Rule* rule = rule::mainRule(*result.document);
    const advise::PriceInput prices{result.document->text, result.document.get(), 0, *result.events, *result.facts,
        *input.taxonomy, {}, input.cache.get()};
    found->advice = advise::adviceFor(prices, *rule, *result.report, found->misses, {}, task);
    found->hasAdvice = true;
    return found;
}

} // namespace

NearMissSession::NearMissSession(
    std::shared_ptr<const taxonomy::Taxonomy> taxonomy, std::shared_ptr<match::LeafCache> cache, QObject* parent)
    : QObject(parent)
    , m_taxonomy(std::move(taxonomy))
    , m_cache(std::move(cache))
{
    m_pool.setMaxThreadCount(1);
}

NearMissSession::~NearMissSession()
{
    if (m_task)
        m_task->stop();
    m_pool.waitForDone();
}

void NearMissSession::setResult(const MatchResultPtr& result)
{
    MatchResultPtr next = usable(result);
    if (next && next == m_result)
        return;
    m_result = std::move(next);
    if (m_task)
        m_task->stop();
    if (!m_result) {
        m_found.reset();
        emit found(m_found);
        return;
    }
    start();
}

void NearMissSession::setLookedAt(bool isLookedAt)
{
    m_isLookedAt = isLookedAt;
    start();
}

void NearMissSession::start()
{
    if (m_task || !m_result)
        return;
    const bool isKnown = m_found && m_found->of == m_result;
    if (!isKnown)
        run(nullptr);
    else if (m_isLookedAt && !m_found->hasAdvice)
        run(m_found);
}

void NearMissSession::run(const NearMissResultPtr& known)
{
    m_task = std::make_shared<Task>();
    runInBackground(
        &m_pool, this,
        [input = Input{m_result, known, m_taxonomy, m_cache}, task = m_task] {
            return input.known ? withAdvice(input, *task) : find(input, *task);
        },
        [this, task = m_task](const NearMissResultPtr& result) {
            m_task.reset();
            if (!task->isStopped() && result->of == m_result) {
                m_found = result;
                emit found(m_found);
            }
            start();
            if (!m_task)
                emit settled();
        });
}

} // namespace rulewright::ui
