// SPDX-License-Identifier: Apache-2.0
// Clones of repositories that lie on this machine: no network.
#include "core/git/clone.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"

#include <QTemporaryDir>

#include <filesystem>
#include <fstream>
#include <string>

using namespace rulewright;

namespace {

namespace fs = std::filesystem;

void write(const fs::path& path, const std::string& text)
{
    fs::create_directories(path.parent_path());
    std::ofstream(path) << text;
}

std::string message(const auto& result) { return result ? std::string() : result.error().front().message; }

class TestClone : public QObject {
    Q_OBJECT

private slots:

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_origin = fs::path(m_folder->path().toStdString()) / "origin";
        m_clone = fs::path(m_folder->path().toStdString()) / "clones/rules";
        write(m_origin / "rules/a.yml", "title: A\n");
        const auto made = git::commitAll(m_origin, "One rule", "Somebody", "somebody@example.org");
        QVERIFY2(made.has_value(), message(made).c_str());
    }

    void clonesAndSaysWhatItIsAt()
    {
        Task task;
        const auto clone = git::clone(m_origin.string(), m_clone, task);
        QVERIFY2(clone.has_value(), message(clone).c_str());
        QCOMPARE(clone->commit.size(), std::size_t{40});
        QCOMPARE(clone->url, m_origin.string());
        QCOMPARE(clone->commit, git::describe(m_origin)->commit);
        QCOMPARE(tests::readFile(m_clone / "rules/a.yml"), std::string("title: A\n"));
        QVERIFY(git::isRepository(m_clone));
        QVERIFY(!git::isRepository(m_clone / "rules"));
        QVERIFY(!fs::exists(m_clone.string() + ".part"));
    }

    void updatesToTheNewestState()
    {
        Task task;
        QVERIFY(git::clone(m_origin.string(), m_clone, task).has_value());
        write(m_origin / "rules/a.yml", "title: B\n");
        write(m_origin / "rules/b.yml", "title: C\n");
        const auto second = git::commitAll(m_origin, "More", "Somebody", "somebody@example.org");
        QVERIFY(second.has_value());
        const auto updated = git::update(m_clone, task);
        QVERIFY2(updated.has_value(), message(updated).c_str());
        QCOMPARE(updated->commit, second->commit);
        QCOMPARE(tests::readFile(m_clone / "rules/a.yml"), std::string("title: B\n"));
        QCOMPARE(tests::readFile(m_clone / "rules/b.yml"), std::string("title: C\n"));
    }

    void overwritesNobodysWork()
    {
        Task task;
        QVERIFY(git::clone(m_origin.string(), m_clone, task).has_value());
        QCOMPARE(git::isChanged(m_clone).value(), false);
        write(m_clone / "rules/a.yml", "title: mine\n");
        QCOMPARE(git::isChanged(m_clone).value(), true);
        const auto updated = git::update(m_clone, task);
        QVERIFY(!updated.has_value());
        QVERIFY2(message(updated).contains("were changed"), message(updated).c_str());
        QCOMPARE(tests::readFile(m_clone / "rules/a.yml"), std::string("title: mine\n"));
    }

    void leavesNothingBehindWhenStopped()
    {
        Task task;
        task.stop();
        const auto clone = git::clone(m_origin.string(), m_clone, task);
        QVERIFY(!clone.has_value());
        QVERIFY2(message(clone).contains("stopped"), message(clone).c_str());
        QVERIFY(!fs::exists(m_clone));
        QVERIFY(!fs::exists(m_clone.string() + ".part"));
    }

    void saysWhatIsWrong()
    {
        Task task;
        const auto nowhere = git::clone((m_origin / "nothing").string(), m_clone, task);
        QVERIFY(!nowhere.has_value());
        QVERIFY2(message(nowhere).starts_with("Cloning"), message(nowhere).c_str());
        QVERIFY(!fs::exists(m_clone));
        const auto there = git::clone(m_origin.string(), m_origin, task);
        QVERIFY2(message(there).contains("is there already"), message(there).c_str());
        const auto plain = git::update(m_origin / "rules", task);
        QVERIFY2(message(plain).contains("no clone"), message(plain).c_str());
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_origin;
    fs::path m_clone;
};

} // namespace

RULEWRIGHT_TEST(TestClone)

#include "test_clone.moc"
