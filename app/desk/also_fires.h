// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/desk/corpus_store.h"
#include "app/desk/event_store.h"
#include "core/match/scan.h"
#include "core/rule/rule_set.h"
#include "ui/test/fired_rules.h"

#include <QThreadPool>
#include <QTimer>

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace rulewright::rulefile {
class SplunkContent;
}

namespace rulewright::desk {

// The rules of a profile, read from their files when they are first asked for. For one thread at a time.
class RuleShelf {
public:
    explicit RuleShelf(ProfilePtr profile)
        : m_profile(std::move(profile))
    {
    }

    // The rules that match an event of the set, the gravest first, then by title. Stopped, it returns what it has.
    ui::FiredRules firing(
        const events::EventSet& events, events::EventId event, const taxonomy::Taxonomy& taxonomy, Task& task);

    // The rules that match some event of the set, the gravest first, then by their hits. Stopped, it returns what it
    // has.
    ui::FiredRules scan(const events::EventSet& events, const taxonomy::Taxonomy& taxonomy, Task& task);

    struct Scan {
        match::ScanReport report; // of rules by their places in `ids`
        std::vector<corpus::RuleId> ids;
        std::uint64_t untested = 0; // rules that were not read, or cannot be matched
    };

    // What each rule matches among the events. Stopped, the report says so.
    Scan scanAll(const events::EventSet& events, const taxonomy::Taxonomy& taxonomy, Task& task);

private:
    const rule::Document& read(const corpus::ProfileRule& rule);
    const rulefile::SplunkContent* splunkOf(const corpus::ProfileRule& rule);

    ProfilePtr m_profile;
    std::map<std::filesystem::path, std::shared_ptr<const rulefile::SplunkContent>> m_splunk; // by folder
    std::map<std::string, std::shared_ptr<const rule::Document>> m_documents; // by folder and path
};

// Which rules of the loaded corpora fire on the chosen event (product.md, N11), or on all loaded events, while that is
// looked at.
class AlsoFires : public QObject {
    Q_OBJECT
public:
    explicit AlsoFires(std::shared_ptr<const taxonomy::Taxonomy> taxonomy, QObject* parent = nullptr);
    ~AlsoFires() override;

    void setProfile(const ProfilePtr& profile);
    void setEvent(const EventSetPtr& events, events::EventId event);
    void setLookedAt(bool isLookedAt);
    // On all loaded events instead of the chosen one.
    void setOfAll(bool isOfAll);

    bool isRunning() const { return m_task != nullptr; }

signals:
    // Null: no event is chosen, or it is not known yet.
    void found(const rulewright::ui::FiredRulesPtr& rules);
    void settled();

private:
    void restart();
    void start();

    std::shared_ptr<const taxonomy::Taxonomy> m_taxonomy;
    std::shared_ptr<RuleShelf> m_shelf;
    EventSetPtr m_events;
    events::EventId m_event = events::EventId::None;
    QThreadPool m_pool;
    std::shared_ptr<Task> m_task;
    bool m_isLookedAt = false;
    bool m_isOfAll = false;
    bool m_isKnown = false; // of what is asked for
};

} // namespace rulewright::desk
