// SPDX-License-Identifier: Apache-2.0
#include "core/corpus/built_in.h"
#include "tests/core/corpus/corpus_texts.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"

#include <QTemporaryDir>

#include <filesystem>
#include <fstream>

#include <sys/stat.h>

using namespace rulewright::tests;
using namespace rulewright::corpus;
using namespace rulewright;

namespace {

const std::string goodRule = sigmaRule("  s: {A: 1}\n  condition: s\n");

void write(const std::filesystem::path& path, std::string_view text)
{
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

std::string pathsOf(const Corpus& corpus)
{
    std::string paths;
    for (const MinedRule& rule : corpus.rules)
        paths += std::format("{}{}\n", rule.path, rule.ruleClass == RuleClass::Failed ? " failed" : "");
    return paths;
}

} // namespace

class LoadTest : public QObject {
    Q_OBJECT
private slots:
    void everyRuleFileBelowTheFolderIsRead();
    void aFileThatFailsStopsNoOther();
    void yamlThatIsNoRuleIsPassedOver();
    void whatIsNoFileIsPassedOver();
    void aFolderThatCannotBeReadIsNamed();
    void theTaskCountsFilesAndStops();
    void aRuleFileIsReadAgain();
    void theResultDoesNotDependOnTheThreads();
};

void LoadTest::everyRuleFileBelowTheFolderIsRead()
{
    const QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    write(root / "b/rule.yml", goodRule);
    write(root / "a.yaml", goodRule);
    write(root / "B/rule.yml", goodRule);
    write(root / "ä/rule.yml", goodRule);
    write(root / ".git/rule.yml", goodRule);
    write(root / "b/notes.md", "# notes\n");
    Task task;
    const auto corpus = loadCorpus(Vendor::Sigma, root, tables(), task);
    QVERIFY(corpus.has_value());
    QCOMPARE(pathsOf(*corpus), "B/rule.yml\na.yaml\nb/rule.yml\nä/rule.yml\n");
    QCOMPARE(corpus->folder, root);
}

void LoadTest::aFileThatFailsStopsNoOther()
{
    const QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    write(root / "a.yml", goodRule);
    write(root / "b.yml", "title: broken\ndetection: {\n");
    write(root / "c.yml", goodRule);
    Task task;
    const auto corpus = loadCorpus(Vendor::Sigma, root, tables(), task);
    QVERIFY(corpus.has_value());
    QCOMPARE(pathsOf(*corpus), "a.yml\nb.yml failed\nc.yml\n");
    QVERIFY(!corpus->rules[1].reasons.front().empty());
}

void LoadTest::yamlThatIsNoRuleIsPassedOver()
{
    const QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    write(root / "info.yml", "id: 1\nregression_tests_info: []\n");
    write(root / "list.yml", "- a\n- b\n");
    write(root / "empty.yml", "");
    write(root / "rule.yml", goodRule);
    Task task;
    QCOMPARE(pathsOf(*loadCorpus(Vendor::Sigma, root, tables(), task)), "rule.yml\n");
}

// Opening a pipe for reading would wait for a writer for ever.
void LoadTest::whatIsNoFileIsPassedOver()
{
    const QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    QCOMPARE(mkfifo((root / "pipe.yml").c_str(), 0600), 0);
    std::filesystem::create_directory(root / "folder.yml");
    write(root / "rule.yml", goodRule);
    Task task;
    QCOMPARE(pathsOf(*loadCorpus(Vendor::Sigma, root, tables(), task)), "rule.yml\n");
}

void LoadTest::aFolderThatCannotBeReadIsNamed()
{
    Task task;
    const auto corpus = loadCorpus(Vendor::Sigma, "/nowhere/at/all", tables(), task);
    QVERIFY(!corpus.has_value());
    QVERIFY(corpus.error().front().message.contains("/nowhere/at/all"));
}

void LoadTest::theTaskCountsFilesAndStops()
{
    const QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    write(root / "a.yml", goodRule);
    write(root / "b.yml", goodRule);
    Task task;
    QVERIFY(!loadCorpus(Vendor::Sigma, root, tables(), task)->isCancelled);
    QCOMPARE(task.total(), std::uint64_t(2));
    QCOMPARE(task.done(), std::uint64_t(2));
    Task stopped;
    stopped.stop();
    const auto none = loadCorpus(Vendor::Sigma, root, tables(), stopped);
    QVERIFY(none->isCancelled && none->rules.empty());
}

void LoadTest::aRuleFileIsReadAgain()
{
    const QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    write(root / "a.yml", goodRule);
    QCOMPARE(ruleText(root, "a.yml").value(), goodRule);
    QVERIFY(!ruleText(root, "b.yml").has_value());
    QVERIFY(!ruleText({}, "b.yml").has_value());
}

void LoadTest::theResultDoesNotDependOnTheThreads()
{
    const std::filesystem::path shared = sharedFolder();
    SKIP_WITHOUT_SHARED(shared);
    const std::filesystem::path folder = shared / "corpora/sigma/rules/windows/registry";
    Task task;
    const auto one = loadCorpus(Vendor::Sigma, folder, tables(), task, 1);
    const auto four = loadCorpus(Vendor::Sigma, folder, tables(), task, 4);
    QVERIFY(one->rules.size() > 100);
    QVERIFY(one->rules == four->rules);
}

RULEWRIGHT_TEST(LoadTest)
#include "test_load.moc"
