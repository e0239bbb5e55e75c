// SPDX-License-Identifier: Apache-2.0
#include "ui/editor/author_service.h"

#include <QFuture>
#include <QPointer>
#include <QtConcurrentRun>

#include <format>
#include <mutex>
#include <optional>

namespace rulewright::ui {

/// The facts of the log source that was asked about last.
struct AuthorService::ScopeCache {
    std::mutex mutex;
    std::shared_ptr<const events::EventSet> events;
    std::string logSource;
    author::ScopeFacts facts;
};

struct AuthorService::Shared {
    std::shared_ptr<const attack::AttackData> attack;
    std::shared_ptr<const taxonomy::Taxonomy> taxonomy;
    std::shared_ptr<const std::vector<author::KnownField>> fields;
    std::shared_ptr<const corpus::Profile> corpus;
    std::shared_ptr<const events::EventSet> events;
    std::shared_ptr<ScopeCache> cache;

    /// Calls `use` with everything that is known at this place.
    template <class Use> auto with(const SourceText& source, std::uint32_t offset, const Task& task, Use&& use) const
    {
        author::Knowledge knowledge{*attack, *taxonomy, *fields, corpus.get(), events.get(), nullptr};
        if (!events)
            return use(knowledge);
        const rule::LogSource logSource = author::logSourceAt(source, offset);
        const auto text
            = [](const std::optional<rule::LogSourcePart>& part) { return part ? part->text : std::string(); };
        const std::string key
            = std::format("{}/{}/{}", text(logSource.product), text(logSource.category), text(logSource.service));
        const std::lock_guard lock(cache->mutex);
        if (cache->events != events || cache->logSource != key) {
            author::ScopeFacts facts = author::scopeFacts(logSource, *events, *taxonomy, task);
            if (task.isStopped())
                return decltype(use(knowledge)){};
            cache->events = events;
            cache->logSource = key;
            cache->facts = std::move(facts);
        }
        knowledge.scope = &cache->facts;
        return use(knowledge);
    }
};

AuthorService::AuthorService(std::shared_ptr<const attack::AttackData> attack,
    std::shared_ptr<const taxonomy::Taxonomy> taxonomy, QObject* parent)
    : QObject(parent)
    , m_attack(std::move(attack))
    , m_taxonomy(std::move(taxonomy))
    , m_cache(std::make_shared<ScopeCache>())
{
    auto fields = author::knownFields();
    m_fields = std::make_shared<const std::vector<author::KnownField>>(
        fields ? std::move(*fields) : std::vector<author::KnownField>());
    m_pool.setMaxThreadCount(1);
}

AuthorService::~AuthorService()
{
    for (const auto& task : {m_completing, m_hovering}) {
        if (task)
            task->stop();
    }
    m_pool.waitForDone();
}

std::shared_ptr<const AuthorService::Shared> AuthorService::shared() const
{
    return std::make_shared<const Shared>(Shared{m_attack, m_taxonomy, m_fields, m_corpus, m_events, m_cache});
}

void AuthorService::complete(
    const SourceText& source, std::uint32_t caret, QObject* context, std::function<void(Completions)> done)
{
    if (m_completing)
        m_completing->stop();
    auto task = std::make_shared<Task>();
    m_completing = task;
    QFuture<Completions> future = QtConcurrent::run(&m_pool, [shared = shared(), source, caret, task] {
        return shared->with(source, caret, *task,
            [&](const author::Knowledge& knowledge) { return author::complete(source, caret, knowledge, *task); });
    });
    future.then(
        this, [this, task, context = QPointer<QObject>(context), done = std::move(done)](const Completions& found) {
            if (m_completing != task)
                return;
            m_completing.reset();
            if (context)
                done(found);
        });
}

void AuthorService::hover(const SourceText& source, std::shared_ptr<const rule::Document> document,
    std::uint32_t offset, QObject* context, std::function<void(author::Hover)> done)
{
    if (m_hovering)
        m_hovering->stop();
    auto task = std::make_shared<Task>();
    m_hovering = task;
    using Found = std::optional<author::Hover>;
    QFuture<Found> future = QtConcurrent::run(&m_pool, [shared = shared(), source, document, offset, task] {
        return shared->with(source, offset, *task, [&](const author::Knowledge& knowledge) {
            return author::hoverAt(source, document.get(), offset, knowledge, *task);
        });
    });
    future.then(this, [this, task, context = QPointer<QObject>(context), done = std::move(done)](const Found& found) {
        if (m_hovering != task)
            return;
        m_hovering.reset();
        if (context && found)
            done(*found);
    });
}

} // namespace rulewright::ui
