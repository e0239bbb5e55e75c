// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/advise/exclusion_curve.h"
#include "ui/test/match_session.h"

#include <QString>

#include <memory>

namespace rulewright::ui {

/// What the tab of exclusions shows of one result.
struct ExclusionResult {
    MatchResultPtr of;
    std::shared_ptr<const corpus::Guide> guide; ///< whose exclusions were looked at; null: none
    advise::Exclusions found; ///< with its curve measured
    quint64 attackEvents = 0; ///< loaded
    quint64 benignEvents = 0;
};

using ExclusionResultPtr = std::shared_ptr<const ExclusionResult>;

/// Looks for the exclusions of each result while they are looked at, after the match and away from the window's thread.
/// One run at a time; one that a newer result or guide makes useless is stopped.
class ExclusionSession : public QObject {
    Q_OBJECT
public:
    ExclusionSession(std::shared_ptr<const taxonomy::Taxonomy> taxonomy, std::shared_ptr<match::LeafCache> cache,
        QObject* parent = nullptr);
    ~ExclusionSession() override;

    /// Null: there is none.
    void setResult(const MatchResultPtr& result);
    /// Whose exclusions are tried beside the values of the events. Null: nobody's.
    void setGuide(std::shared_ptr<const corpus::Guide> guide);
    void setLookedAt(bool isLookedAt);

    [[nodiscard]] const ExclusionResultPtr& result() const { return m_found; }

    [[nodiscard]] bool isRunning() const { return m_task != nullptr; }

signals:
    /// Null: none are known. An earlier result stays until the next one is there.
    void found(const rulewright::ui::ExclusionResultPtr& result);
    void settled();

private:
    void start();
    [[nodiscard]] bool isKnown() const;

    std::shared_ptr<const taxonomy::Taxonomy> m_taxonomy;
    std::shared_ptr<match::LeafCache> m_cache;
    MatchResultPtr m_result;
    std::shared_ptr<const corpus::Guide> m_guide;
    ExclusionResultPtr m_found;
    QThreadPool m_pool;
    std::shared_ptr<Task> m_task;
    bool m_isLookedAt = false;
};

} // namespace rulewright::ui
