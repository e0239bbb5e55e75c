// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/advise/widen.h"
#include "core/match/near_miss.h"
#include "ui/test/match_session.h"

#include <memory>
#include <vector>

namespace rulewright::ui {

/// What the near-miss tab shows of one result.
struct NearMissResult {
    MatchResultPtr of;
    match::NearMisses misses;
    std::vector<advise::GroupAdvice> advice; ///< of the first groups; empty until it is there
    bool hasAdvice = false;
};

using NearMissResultPtr = std::shared_ptr<const NearMissResult>;

/// Looks for the near misses of each result, after the match: first groups and counts, and then, if they are
/// looked at, what the fields hold and what would let the events in.
class NearMissSession : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t eventsListed = 1'000;

    NearMissSession(std::shared_ptr<const taxonomy::Taxonomy> taxonomy, std::shared_ptr<match::LeafCache> cache,
        QObject* parent = nullptr);
    ~NearMissSession() override;

    /// Null: there is none.
    void setResult(const MatchResultPtr& result);
    /// Whether the values and their widenings are wanted.
    void setLookedAt(bool isLookedAt);

    [[nodiscard]] const NearMissResultPtr& result() const { return m_found; }

    [[nodiscard]] bool isRunning() const { return m_task != nullptr; }

signals:
    void found(const rulewright::ui::NearMissResultPtr& result);
    void settled();

private:
    void start();
    void run(const NearMissResultPtr& known);

    std::shared_ptr<const taxonomy::Taxonomy> m_taxonomy;
    std::shared_ptr<match::LeafCache> m_cache;
    MatchResultPtr m_result;
    NearMissResultPtr m_found; ///< of m_result, or an earlier one while a run goes on
    QThreadPool m_pool;
    std::shared_ptr<Task> m_task;
    bool m_isLookedAt = false;
};

} // namespace rulewright::ui
