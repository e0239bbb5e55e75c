// SPDX-License-Identifier: Apache-2.0
// Run under ThreadSanitizer: loading on several threads, one watching and stopping.
#include "tests/core/corpus/corpus_texts.h"
#include "tests/support/runner.h"

#include <QTemporaryDir>

#include <filesystem>
#include <fstream>
#include <thread>

using namespace rulewright::tests;
using namespace rulewright::corpus;
using namespace rulewright;

class CorpusThreadTest : public QObject {
    Q_OBJECT
private slots:
    void severalThreadsReadOneFolder();
    void loadingStopsWhenToldTo();

private:
    static void fill(const std::filesystem::path& folder);
};

void CorpusThreadTest::fill(const std::filesystem::path& folder)
{
    for (int i = 0; i < 200; ++i)
        std::ofstream(folder / std::format("{:03}.yml", i)) << sigmaRule("  s: {A: [x, y]}\n  condition: s\n");
}

void CorpusThreadTest::severalThreadsReadOneFolder()
{
    const QTemporaryDir folder;
    fill(folder.path().toStdString());
    Task task;
    const auto corpus = loadCorpus(Vendor::Sigma, folder.path().toStdString(), tables(), task, 4);
    QCOMPARE(corpus->rules.size(), std::size_t(200));
    QCOMPARE(task.done(), std::uint64_t(200));
    QVERIFY(std::ranges::is_sorted(corpus->rules, {}, &MinedRule::path));
}

void CorpusThreadTest::loadingStopsWhenToldTo()
{
    const QTemporaryDir folder;
    fill(folder.path().toStdString());
    Task task;
    const std::jthread stopper([&task] {
        while (task.done() < 5)
            std::this_thread::yield();
        task.stop();
    });
    const auto corpus = loadCorpus(Vendor::Sigma, folder.path().toStdString(), tables(), task, 4);
    QVERIFY(corpus->isCancelled);
    QVERIFY(corpus->rules.size() >= 5);
}

RULEWRIGHT_TEST(CorpusThreadTest)
#include "thread_corpus.moc"
