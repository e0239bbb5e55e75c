// SPDX-License-Identifier: Apache-2.0
#include "ui/test/gained.h"

#include "core/rulefile/rulefile.h"
#include "ui/test/background.h"

#include <utility>

namespace rulewright::ui {

GainedEventsPtr gainedEvents(const NearMissResultPtr& of, const advise::Widening& widening,
    const taxonomy::Taxonomy& taxonomy, match::LeafCache* cache, Task& task)
{
    auto gained = std::make_shared<GainedEvents>();
    gained->of = of;
    gained->widening = widening;
    const MatchResult& before = *of->of;
    gained->events = match::Bitmap(before.events->size());
    const SourceText& source = before.document->text;
    const Parsed<rule::Document> parsed
        = rulefile::parse(SourceText(std::string(source.name()), applyEdits(source.text(), {widening.edit})));
    const rule::Rule* rule = parsed.value ? rule::mainRule(*parsed.value) : nullptr;
    if (rule == nullptr || hasErrors(parsed.diagnostics))
        return gained;
    const match::MatchOptions options{.document = &*parsed.value};
    const auto after = match::match(*rule, *before.events, taxonomy, options, cache, task);
    if (after && !after->isCancelled)
        gained->events = after->possibleEvents.andNot(before.report->possibleEvents);
    return gained;
}

GainSession::GainSession(
    std::shared_ptr<const taxonomy::Taxonomy> taxonomy, std::shared_ptr<match::LeafCache> cache, QObject* parent)
    : QObject(parent)
    , m_taxonomy(std::move(taxonomy))
    , m_cache(std::move(cache))
{
    m_pool.setMaxThreadCount(1);
}

GainSession::~GainSession()
{
    if (m_task)
        m_task->stop();
    m_pool.waitForDone();
}

void GainSession::setWidening(const NearMissResultPtr& of, const advise::Widening* widening)
{
    m_wish.reset();
    if (m_task)
        m_task->stop();
    if (!of || widening == nullptr || !of->of || !of->of->report) {
        m_found.reset();
        emit found(m_found);
        return;
    }
    m_wish = Wish{of, *widening};
    start();
}

void GainSession::start()
{
    if (m_task || !m_wish)
        return;
    m_task = std::make_shared<Task>();
    runInBackground(
        &m_pool, this,
        [wish = *std::exchange(m_wish, std::nullopt), taxonomy = m_taxonomy, cache = m_cache, task = m_task] {
            return gainedEvents(wish.of, wish.widening, *taxonomy, cache.get(), *task);
        },
        [this, task = m_task](const GainedEventsPtr& gained) {
            m_task.reset();
            if (!task->isStopped()) {
                m_found = gained;
                emit found(m_found);
            }
            start();
            if (!m_task)
                emit settled();
        });
}

} // namespace rulewright::ui
