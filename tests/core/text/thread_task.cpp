// SPDX-License-Identifier: Apache-2.0
#include "core/text/task.h"
#include "tests/support/runner.h"

#include <thread>

using rulewright::Task;

class TaskThreadTest : public QObject {
    Q_OBJECT
private slots:
    void progressIsSeenWhileTheWorkRuns();
    void theWatcherStopsTheWork_data();
    void theWatcherStopsTheWork();
};

void TaskThreadTest::progressIsSeenWhileTheWorkRuns()
{
    constexpr std::uint64_t steps = 100'000;
    Task task;
    std::jthread worker([&task] {
        task.setTotal(steps);
        for (std::uint64_t i = 0; i < steps; ++i)
            task.advance(1);
    });
    std::uint64_t seen = 0;
    while (seen < steps) {
        const std::uint64_t done = task.done();
        QVERIFY(done >= seen);
        seen = done;
        std::this_thread::yield();
    }
    QCOMPARE(task.total(), steps);
}

void TaskThreadTest::theWatcherStopsTheWork_data()
{
    QTest::addColumn<bool>("byToken");
    QTest::newRow("by its token") << true;
    QTest::newRow("by the task") << false;
}

void TaskThreadTest::theWatcherStopsTheWork()
{
    QFETCH(bool, byToken);
    std::stop_source source;
    Task task(source.get_token());
    std::jthread worker([&task] {
        while (!task.isStopped())
            task.advance(1);
    });
    while (task.done() == 0)
        std::this_thread::yield();
    byToken ? void(source.request_stop()) : task.stop();
    worker.join();
    QVERIFY(task.isStopped());
}

RULEWRIGHT_TEST(TaskThreadTest)
#include "thread_task.moc"
