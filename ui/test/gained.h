// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/test/near_miss_session.h"

#include <memory>
#include <optional>

namespace rulewright::ui {

/// The events that a widening lets in, as the engine finds them with the edited text.
struct GainedEvents {
    NearMissResultPtr of;
    advise::Widening widening;
    match::Bitmap events;
};

using GainedEventsPtr = std::shared_ptr<const GainedEvents>;

/// Writes the widening into the rule's text, matches what comes out, and says what is a match now and was none.
[[nodiscard]] GainedEventsPtr gainedEvents(const NearMissResultPtr& of, const advise::Widening& widening,
    const taxonomy::Taxonomy& taxonomy, match::LeafCache* cache, Task& task);

/// Looks for the events of the chosen widening, the newest only, away from the window's thread.
class GainSession : public QObject {
    Q_OBJECT
public:
    GainSession(std::shared_ptr<const taxonomy::Taxonomy> taxonomy, std::shared_ptr<match::LeafCache> cache,
        QObject* parent = nullptr);
    ~GainSession() override;

    /// Null: none is chosen.
    void setWidening(const NearMissResultPtr& of, const advise::Widening* widening);

    [[nodiscard]] const GainedEventsPtr& result() const { return m_found; }

    [[nodiscard]] bool isRunning() const { return m_task != nullptr; }

signals:
    /// Null: none are known. Those of the last widening stay until the next ones are there.
    void found(const rulewright::ui::GainedEventsPtr& events);
    void settled();

private:
    struct Wish {
        NearMissResultPtr of;
        advise::Widening widening;
    };

    void start();

    std::shared_ptr<const taxonomy::Taxonomy> m_taxonomy;
    std::shared_ptr<match::LeafCache> m_cache;
    std::optional<Wish> m_wish; ///< not yet begun
    GainedEventsPtr m_found;
    QThreadPool m_pool;
    std::shared_ptr<Task> m_task;
};

} // namespace rulewright::ui
