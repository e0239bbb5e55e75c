// SPDX-License-Identifier: Apache-2.0
// The collections of rules that a window has: folders, clones, what could not be read of them.
#include "core/git/clone.h"
#include "tests/app/author.h"
#include "tests/app/files.h"
#include "tests/support/runner.h"
#include "ui/guide/compare_view.h"
#include "ui/guide/corpus_manager.h"
#include "ui/window/document_area.h"

#include <QAction>
#include <QTableView>
#include <QTemporaryDir>

#include <algorithm>
#include <filesystem>

using namespace rulewright;
using namespace rulewright::desk;
using namespace rulewright::tests;
using ui::Command;

class DeskCollectionsTest : public QObject {
    Q_OBJECT
private slots:
    void ruleCollectionsComeAndGo();
    void rulesThatCannotBeReadAreOneAnswerAway();
};

// A folder of rules, a clone of a repository on this machine, an update, and another version of ATT&CK.
void DeskCollectionsTest::ruleCollectionsComeAndGo()
{
    const QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    const auto write = [&root](const char* name, const char* text) {
        writeFile(QString::fromStdString((root / name).string()), text);
    };
    const char* elastic = "[rule]\nname = \"A\"\nlanguage = \"kuery\"\nquery = 'process.name:a.exe'\n";
    write("origin/rules/a.toml", elastic);
    QVERIFY(git::commitAll(root / "origin", "One", "Somebody", "somebody@example.org").has_value());

    Author author;
    author.openWorld();
    ui::CorpusManager* page = author.desk->showCorpusManager();
    QVERIFY(page != nullptr);
    const std::size_t builtIn = page->rows().size();
    QVERIFY(builtIn >= 2); // Sigma's and Elastic's

    CorpusStore& store = author.desk->corpusStore();
    store.clone(QString::fromStdString((root / "origin").string()), folder.path() + QStringLiteral("/clones"));
    QTRY_VERIFY_WITH_TIMEOUT(store.folders().size() == 1 && !store.isReading(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(page->rows().size(), builtIn + 1, patience);
    const auto clone
        = std::ranges::find_if(page->rows(), [](const ui::CorpusRow& row) { return !row.origin.isEmpty(); });
    QVERIFY(clone != page->rows().end());
    QCOMPARE(clone->vendor, corpus::Vendor::Elastic);
    QCOMPARE(clone->rules, 1U);
    const QString cloneFolder = clone->folder;

    write("origin/rules/b.toml", elastic);
    QVERIFY(git::commitAll(root / "origin", "Two", "Somebody", "somebody@example.org").has_value());
    store.update(cloneFolder);
    const auto rulesOfClone = [&] {
        const auto row = std::ranges::find(page->rows(), cloneFolder, &ui::CorpusRow::folder);
        return row == page->rows().end() ? 0U : row->rules;
    };
    QTRY_COMPARE_WITH_TIMEOUT(rulesOfClone(), 2U, patience);

    author.answerFolder(folder.path() + QStringLiteral("/nothing"));
    page->findChild<QAction*>(QStringLiteral("addFolder"))->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(store.folders() == QStringList{cloneFolder} && !store.isReading(), patience);
    store.removeFolder(cloneFolder);
    QTRY_COMPARE_WITH_TIMEOUT(page->rows().size(), builtIn, patience);

    author.desk->showComparison({corpus::RuleId{0}, corpus::RuleId{1}});
    QVERIFY(qobject_cast<ui::CompareView*>(author.desk->window().documents().currentPage()) != nullptr);
}

void DeskCollectionsTest::rulesThatCannotBeReadAreOneAnswerAway()
{
    const QTemporaryDir folder;
    writeFile(folder, QStringLiteral("good.yml"), powershellRule);
    writeFile(folder, QStringLiteral("broken.yml"), "title: B\nlogsource:\n    product: windows\ndetection: [\n");
    Author author;
    author.openWorld();
    author.answerFolder(folder.path());
    author.trigger(Command::AddRulesFolder);
    ui::DocumentArea& area = author.desk->window().documents();
    QTRY_VERIFY_WITH_TIMEOUT(area.isAsking(), patience);
    author.answer(QStringLiteral("Show why"));
    QTRY_VERIFY(qobject_cast<ui::CorpusManager*>(area.currentPage()) != nullptr);
    auto* page = qobject_cast<ui::CorpusManager*>(area.currentPage());
    QCOMPARE(page->problems().model()->rowCount(), 1);
    QCOMPARE(page->problems().model()->index(0, 0).data().toString(), QStringLiteral("broken.yml"));
}

RULEWRIGHT_TEST(DeskCollectionsTest)
#include "test_desk_collections.moc"
