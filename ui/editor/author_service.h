// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/author/complete.h"
#include "core/author/hover.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <vector>

namespace rulewright::ui {

/// Completions and hovers for the editors, computed beside the window's thread: they may look at every loaded event.
/// An answer is given once and only to the newest question of its kind.
class AuthorService : public QObject {
    Q_OBJECT
public:
    explicit AuthorService(std::shared_ptr<const attack::AttackData> attack,
        std::shared_ptr<const taxonomy::Taxonomy> taxonomy, QObject* parent = nullptr);
    ~AuthorService() override;

    void setCorpus(std::shared_ptr<const corpus::Profile> corpus) { m_corpus = std::move(corpus); }

    void setEvents(std::shared_ptr<const events::EventSet> events) { m_events = std::move(events); }

    using Completions = std::vector<author::Completion>;
    void complete(
        const SourceText& source, std::uint32_t caret, QObject* context, std::function<void(Completions)> done);
    /// No answer where nothing is known.
    void hover(const SourceText& source, std::shared_ptr<const rule::Document> document, std::uint32_t offset,
        QObject* context, std::function<void(author::Hover)> done);

    [[nodiscard]] bool isRunning() const { return m_completing || m_hovering; }

private:
    struct ScopeCache;
    /// What the worker takes along.
    struct Shared;
    [[nodiscard]] std::shared_ptr<const Shared> shared() const;

    std::shared_ptr<const attack::AttackData> m_attack;
    std::shared_ptr<const taxonomy::Taxonomy> m_taxonomy;
    std::shared_ptr<const std::vector<author::KnownField>> m_fields;
    std::shared_ptr<const corpus::Profile> m_corpus;
    std::shared_ptr<const events::EventSet> m_events;
    std::shared_ptr<ScopeCache> m_cache;
    std::shared_ptr<Task> m_completing;
    std::shared_ptr<Task> m_hovering;
    QThreadPool m_pool;
};

} // namespace rulewright::ui
