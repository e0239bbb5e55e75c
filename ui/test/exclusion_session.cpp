// SPDX-License-Identifier: Apache-2.0
#include "ui/test/exclusion_session.h"

#include "ui/test/background.h"

#include <utility>

namespace rulewright::ui {

namespace {

struct Input {
    MatchResultPtr result;
    std::shared_ptr<const corpus::Guide> guide;
    std::shared_ptr<const taxonomy::Taxonomy> taxonomy;
    std::shared_ptr<match::LeafCache> cache;
};

ExclusionResultPtr find(const Input& input, Task& task)
{
    const MatchResult& result = *input.result;
    auto found = std::make_shared<ExclusionResult>();
    found->of = input.result;
    found->guide = input.guide;
    found->attackEvents = result.facts->attack.count();
    found->benignEvents = result.facts->benign.count();
    const rule::Rule* rule = rule::mainRule(*result.document);
    if (rule == nullptr || result.report->timeline)
        return found;
    static const std::vector<corpus::GuideRow> none;
    found->found = advise::exclusions(
        {*rule, *result.report, *result.events, *result.facts, input.guide ? input.guide->exclusions : none,
            advise::exclusionsListed, input.cache.get()},
        task);
    advise::measureCurve(found->found,
        {result.document->text, *result.document, rule->span.begin, *result.events, *input.taxonomy, {},
            input.cache.get()},
        task);
    return found;
}

} // namespace

ExclusionSession::ExclusionSession(
    std::shared_ptr<const taxonomy::Taxonomy> taxonomy, std::shared_ptr<match::LeafCache> cache, QObject* parent)
    : QObject(parent)
    , m_taxonomy(std::move(taxonomy))
    , m_cache(std::move(cache))
{
    m_pool.setMaxThreadCount(1);
}

ExclusionSession::~ExclusionSession()
{
    if (m_task)
        m_task->stop();
    m_pool.waitForDone();
}

bool ExclusionSession::isKnown() const { return m_found && m_found->of == m_result && m_found->guide == m_guide; }

void ExclusionSession::setResult(const MatchResultPtr& result)
{
    MatchResultPtr next = usable(result);
    if (next == m_result)
        return;
    m_result = std::move(next);
    if (m_task)
        m_task->stop();
    if (!m_result && m_found) {
        m_found.reset();
        emit found(nullptr);
    }
    start();
}

void ExclusionSession::setGuide(std::shared_ptr<const corpus::Guide> guide)
{
    if (guide == m_guide)
        return;
    m_guide = std::move(guide);
    if (m_task)
        m_task->stop();
    start();
}

void ExclusionSession::setLookedAt(bool isLookedAt)
{
    m_isLookedAt = isLookedAt;
    if (m_task && !isLookedAt)
        m_task->stop();
    start();
}

void ExclusionSession::start()
{
    if (m_task || !m_result || !m_isLookedAt || isKnown())
        return;
    m_task = std::make_shared<Task>();
    runInBackground(
        &m_pool, this,
        [input = Input{m_result, m_guide, m_taxonomy, m_cache}, task = m_task] { return find(input, *task); },
        [this, task = m_task](const ExclusionResultPtr& result) {
            m_task.reset();
            if (!task->isStopped() && result->of == m_result && result->guide == m_guide) {
                m_found = result;
                emit found(m_found);
            }
            start();
            if (!m_task)
                emit settled();
        });
}

} // namespace rulewright::ui
