// SPDX-License-Identifier: Apache-2.0
#include "tests/support/runner.h"
#include "ui/window/jobs.h"

#include <QSignalSpy>

#include <atomic>
#include <semaphore>

using namespace rulewright;
using namespace rulewright::ui;

class JobsTest : public QObject {
    Q_OBJECT
private slots:
    void aValueIsDelivered();
    void aShortJobIsNeverShown();
    void aLongJobIsShownAndCancelled();
    void nothingIsDeliveredToWhatIsGone();
};

void JobsTest::aValueIsDelivered()
{
    Jobs jobs;
    int value = 0;
    jobs.run<int>(this, QStringLiteral("Counting"), [](Task&) { return 42; }, [&](int result) { value = result; });
    QVERIFY(jobs.isRunning());
    QTRY_COMPARE(value, 42);
    QVERIFY(!jobs.isRunning());
}

void JobsTest::aShortJobIsNeverShown()
{
    Jobs jobs;
    QSignalSpy shown(&jobs, &Jobs::stateChanged);
    QSignalSpy idle(&jobs, &Jobs::idle);
    jobs.run<int>(this, QStringLiteral("Counting"), [](Task&) { return 1; }, [](int) {});
    QTRY_COMPARE(idle.size(), 1);
    QCOMPARE(shown.size(), 0);
}

void JobsTest::aLongJobIsShownAndCancelled()
{
    Jobs jobs;
    JobState last;
    connect(&jobs, &Jobs::stateChanged, this, [&](const JobState& state) { last = state; });
    QSignalSpy shown(&jobs, &Jobs::stateChanged);
    bool wasStopped = false;
    jobs.run<bool>(
        this, QStringLiteral("Reading events"),
        [](Task& task) {
            task.setTotal(100);
            task.advance(41);
            std::binary_semaphore never(0);
            while (!task.isStopped())
                (void)never.try_acquire_for(std::chrono::milliseconds(5));
            return true;
        },
        [&](bool stopped) { wasStopped = stopped; });
    QTRY_VERIFY(!shown.isEmpty());
    QCOMPARE(last.title, QStringLiteral("Reading events"));
    QCOMPARE(last.share, 0.41);
    jobs.cancel();
    QVERIFY(last.isStopping);
    QTRY_VERIFY(wasStopped);
}

void JobsTest::nothingIsDeliveredToWhatIsGone()
{
    Jobs jobs;
    auto context = std::make_unique<QObject>();
    bool delivered = false;
    jobs.run<int>(context.get(), QStringLiteral("Counting"), [](Task&) { return 1; }, [&](int) { delivered = true; });
    context.reset();
    QTRY_VERIFY(!jobs.isRunning());
    QVERIFY(!delivered);
}

RULEWRIGHT_TEST(JobsTest)
#include "test_jobs.moc"
