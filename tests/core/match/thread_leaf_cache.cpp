// SPDX-License-Identifier: Apache-2.0
#include "core/match/leaf_cache.h"
#include "core/match/match.h"
#include "tests/core/match/random_rules.h"
#include "tests/support/runner.h"

#include <atomic>
#include <thread>

using namespace rulewright;
using namespace rulewright::tests;

namespace {

std::uint64_t matched(const rule::Rule& rule, const events::EventSet& events, match::LeafCache* cache)
{
    Task task;
    const taxonomy::Taxonomy taxonomy;
    const auto report = match::match(rule, events, taxonomy, {}, cache, task);
    return report ? report->matched : 0;
}

class ThreadLeafCache : public QObject {
    Q_OBJECT

private slots:

    // Threads that match the same rules over one set, with so little room that entries come and go.
    void isShared()
    {
        RandomRules random(11);
        const events::EventSet events = eventSet(random.events(500));
        std::vector<rule::Rule> rules;
        std::vector<std::uint64_t> expected;
        for (int i = 0; i < 30; ++i) {
            rules.push_back(random.rule());
            expected.push_back(matched(rules.back(), events, nullptr));
        }
        match::LeafCache cache(20'000);
        std::atomic<int> wrong = 0;
        std::vector<std::jthread> threads;
        for (std::size_t t = 0; t < 4; ++t) {
            threads.emplace_back([&, t] {
                for (std::size_t i = 0; i < 3 * rules.size(); ++i) {
                    const std::size_t at = (i * (2 * t + 1)) % rules.size();
                    if (matched(rules[at], events, &cache) != expected[at])
                        ++wrong;
                }
            });
        }
        threads.clear();
        QCOMPARE(wrong.load(), 0);
        QVERIFY(cache.bytes() <= 20'000);
    }

    // A segment that is gone is never found again, and costs nothing once its address is used again or room is needed.
    void forgetsSegments()
    {
        match::LeafCache cache;
        const auto bitmap = std::make_shared<const match::Bitmap>(10, true);
        auto segment = std::make_shared<const events::Segment>();
        cache.insert(segment, "key", bitmap);
        QVERIFY(cache.find(segment, "key") != nullptr);
        for (int i = 0; i < 100; ++i) {
            segment.reset();
            segment = std::make_shared<const events::Segment>();
            QVERIFY(cache.find(segment, "key") == nullptr);
        }
    }

    void dropsTheOldest()
    {
        match::LeafCache cache(2'000);
        const auto segment = std::make_shared<const events::Segment>();
        const auto bitmap = std::make_shared<const match::Bitmap>(10, true);
        for (int i = 0; i < 100; ++i) {
            cache.insert(segment, "key" + std::to_string(i), bitmap);
            QVERIFY(i == 0 || cache.find(segment, "key0") != nullptr);
        }
        QVERIFY(cache.bytes() <= 2'000);
        QVERIFY(cache.find(segment, "key99") != nullptr);
        QVERIFY(cache.find(segment, "key1") == nullptr);
    }

    // Another thread stops the work.
    void isStopped()
    {
        RandomRules random(5);
        const events::EventSet events = eventSet(random.events(2'000));
        const rule::Rule rule = random.rule();
        const taxonomy::Taxonomy taxonomy;
        Task task;
        task.stop();
        match::LeafCache cache;
        const auto report = match::match(rule, events, taxonomy, {}, &cache, task);
        QVERIFY(report.has_value());
        QVERIFY(report->isCancelled);
        QCOMPARE(cache.size(), 0u);
    }
};

} // namespace

RULEWRIGHT_TEST(ThreadLeafCache)

#include "thread_leaf_cache.moc"
