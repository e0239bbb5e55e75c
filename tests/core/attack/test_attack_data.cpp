// SPDX-License-Identifier: Apache-2.0
#include "core/attack/attack_data.h"
#include "core/attack/built_in.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"

#include <algorithm>
#include <string>
#include <vector>

using namespace rulewright::attack;
using rulewright::Result;

namespace {

constexpr std::string_view tactics = "id,shortname,name\n"
                                     "TA0011,command-and-control,Command and Control\n"
                                     "TA0112,defense-impairment,Defense Impairment\n";
constexpr std::string_view techniques = "id,name,tactics,platforms\n"
                                        "T1219,Remote Access Tools,command-and-control,Linux;Windows\n"
                                        "T1219.002,Remote Desktop Software,command-and-control,Windows\n"
                                        "T1219.001,IDE Tunneling,command-and-control,Windows\n"
                                        "T1685,Disable or Modify Tools,defense-impairment,\n"
                                        "T1685.001,Server,defense-impairment,\n"
                                        "T1690,\"Server, other\",defense-impairment,\n"
                                        "T1691,Server,defense-impairment,\n";
constexpr std::string_view redirects = "revoked_id,replaced_by\n"
                                       "T1089,T1562\n"
                                       "T1562,T1562.001\n"
                                       "T1562.001,T1685\n"
                                       "T2003,T2002\n"
                                       "T2002,T2001\n"
                                       "T2001,T2003\n"
                                       "T2004,T2003\n";

Result<AttackData> load(std::string_view techniqueTable = techniques, std::string_view redirectTable = redirects)
{
    return AttackData::fromFiles({tactics, techniqueTable, redirectTable, "0", "notice"});
}

std::vector<std::string> ids(const std::vector<const Technique*>& found)
{
    std::vector<std::string> result;
    for (const Technique* technique : found)
        result.push_back(technique->id);
    return result;
}

using Texts = std::vector<std::string>;

} // namespace

class AttackDataTest : public QObject {
    Q_OBJECT
private slots:
    void aTechniqueKnowsItsTacticsPlatformsParentAndSubtechniques();
    void anIdIsFoundInAnyCase();
    void aRevokedIdStandsForItsSuccessorAtTheEndOfTheChain();
    void redirectsInACircleEndAtTheSmallestId();
    void aUniqueNameIsFoundInAnyCase();
    void anAmbiguousNameComesWithItsCandidates();
    void anUnknownTextComesWithTheNearestThree();
    void brokenTablesAreNamedWithFileAndLine_data();
    void brokenTablesAreNamedWithFileAndLine();
    void theBuiltInVersionIsWhole();
    void theBuiltInFactsAreThoseOfTheSharedFolder();
};

void AttackDataTest::aTechniqueKnowsItsTacticsPlatformsParentAndSubtechniques()
{
    const auto data = load();
    QVERIFY(data.has_value());
    const Technique* technique = data->technique("T1219");
    QVERIFY(technique != nullptr);
    QCOMPARE(technique->name, "Remote Access Tools");
    QCOMPARE(technique->platforms, (Texts{"Linux", "Windows"}));
    QCOMPARE(technique->subtechniques, (Texts{"T1219.001", "T1219.002"}));
    QCOMPARE(technique->parent, "");
    QCOMPARE(data->technique("T1219.001")->parent, "T1219");
    QCOMPARE(data->tactic(technique->tactics.front())->name, "Command and Control");
    QCOMPARE(data->technique("T1690")->name, "Server, other");
}

void AttackDataTest::anIdIsFoundInAnyCase()
{
    const auto data = load();
    const Lookup lookup = data->lookup(" t1219.002 ");
    QCOMPARE(lookup.kind, Lookup::Kind::Found);
    QCOMPARE(lookup.technique->id, "T1219.002");
}

void AttackDataTest::aRevokedIdStandsForItsSuccessorAtTheEndOfTheChain()
{
    const auto data = load();
    QCOMPARE(data->current("t1089"), "T1685");
    QVERIFY(data->isRevoked("T1089"));
    QVERIFY(!data->isRevoked("T1685"));
    QCOMPARE(data->lookup("T1089").technique->id, "T1685");
    QCOMPARE(data->united("T1562"), (Texts{"T1685", "T1089", "T1562", "T1562.001"}));
    QCOMPARE(data->united("T1219"), (Texts{"T1219"}));
    QCOMPARE(data->current("T9999"), "T9999");
}

void AttackDataTest::redirectsInACircleEndAtTheSmallestId()
{
    const auto data = load();
    for (const std::string id : {"T2001", "T2002", "T2003", "T2004"})
        QCOMPARE(data->current(id), "T2001");
    QCOMPARE(data->united("T2003"), (Texts{"T2001", "T2002", "T2003", "T2004"}));
    QVERIFY(!data->isRevoked("T2001"));
}

void AttackDataTest::aUniqueNameIsFoundInAnyCase()
{
    const auto data = load();
    QCOMPARE(data->lookup("remote access TOOLS").technique->id, "T1219");
}

void AttackDataTest::anAmbiguousNameComesWithItsCandidates()
{
    const auto data = load();
    const Lookup lookup = data->lookup("server");
    QCOMPARE(lookup.kind, Lookup::Kind::Ambiguous);
    QCOMPARE(lookup.technique, nullptr);
    QCOMPARE(ids(lookup.candidates), (Texts{"T1685.001", "T1691"}));
}

void AttackDataTest::anUnknownTextComesWithTheNearestThree()
{
    const auto data = load();
    const Lookup id = data->lookup("T1692");
    QCOMPARE(id.kind, Lookup::Kind::Unknown);
    QCOMPARE(ids(id.candidates), (Texts{"T1690", "T1691", "T1685"}));
    const Lookup name = data->lookup("Remote Acess Tool");
    QCOMPARE(name.candidates.size(), std::size_t(3));
    QCOMPARE(name.candidates.front()->id, "T1219");
}

void AttackDataTest::brokenTablesAreNamedWithFileAndLine_data()
{
    QTest::addColumn<QByteArray>("techniques");
    QTest::addColumn<QByteArray>("redirects");
    QTest::addColumn<QString>("message");
    const QByteArray head = "id,name,tactics,platforms\n";
    QTest::newRow("columns") << QByteArray("id,name\n") << QByteArray("revoked_id,replaced_by\n")
                             << "techniques.csv, line 1: the columns must be id,name,tactics,platforms";
    QTest::newRow("tactic") << head + "T1,One,persistence,\n"
                            << QByteArray("revoked_id,replaced_by\n")
                            << "techniques.csv, line 2: the tactic 'persistence' is not known";
    QTest::newRow("twice") << head + "T1,One,,\nt1,One,,\n"
                           << QByteArray("revoked_id,replaced_by\n") << "techniques.csv: 'T1' stands twice";
    QTest::newRow("orphan") << head + "T1.001,One,,\n"
                            << QByteArray("revoked_id,replaced_by\n") << "techniques.csv: 'T1.001' has no parent 'T1'";
    QTest::newRow("cells") << head + "T1,One\n"
                           << QByteArray("revoked_id,replaced_by\n")
                           << "techniques.csv, line 2: 2 cells where 4 are needed";
    QTest::newRow("quote") << head + "T1,\"One,,\n"
                           << QByteArray("revoked_id,replaced_by\n")
                           << "techniques.csv, line 2: a quoted cell is not closed";
    QTest::newRow("redirect twice") << head << QByteArray("revoked_id,replaced_by\nT1,T2\n\nT1,T3\n")
                                    << "redirects.csv, line 4: 'T1' stands twice";
}

void AttackDataTest::brokenTablesAreNamedWithFileAndLine()
{
    QFETCH(QByteArray, techniques);
    QFETCH(QByteArray, redirects);
    QFETCH(QString, message);
    const auto data = load(techniques.toStdString(), redirects.toStdString());
    QVERIFY(!data.has_value());
    QCOMPARE(QString::fromStdString(data.error().front().message), message);
}

void AttackDataTest::theBuiltInVersionIsWhole()
{
    const auto data = builtInAttack();
    QVERIFY2(data.has_value(), data ? "" : data.error().front().message.c_str());
    QCOMPARE(data->version(), "19.1");
    QVERIFY(data->notice().contains("reproduced with permission of The MITRE Corporation"));
    QCOMPARE(data->tactics().size(), std::size_t(15));
    QCOMPARE(data->techniques().size(), std::size_t(697));
    QCOMPARE(data->united("T1562.001"), (Texts{"T1685", "T1054", "T1089", "T1562", "T1562.001", "T1562.006"}));
    QCOMPARE(data->lookup("PowerShell").technique->id, "T1059.001");
    QCOMPARE(data->lookup("Steganography").kind, Lookup::Kind::Ambiguous);
}

void AttackDataTest::theBuiltInFactsAreThoseOfTheSharedFolder()
{
    const std::filesystem::path shared = rulewright::tests::sharedFolder();
    SKIP_WITHOUT_SHARED(shared);
    for (const char* name : {"tactics.csv", "techniques.csv", "redirects.csv"}) {
        std::string theirs = rulewright::tests::readFile(shared / "attack" / name);
        std::erase(theirs, '\r');
        QCOMPARE(rulewright::tests::readFile(rulewright::tests::sourcePath(std::string("resources/attack/") + name)),
            theirs);
    }
}

RULEWRIGHT_TEST(AttackDataTest)
#include "test_attack_data.moc"
