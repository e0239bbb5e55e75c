// SPDX-License-Identifier: Apache-2.0
#include "core/attack/stix.h"
#include "tests/support/runner.h"

#include <string>

using namespace rulewright;

namespace {

std::string technique(const char* stixId, const char* id, const char* name, const char* more = "")
{
    return std::string("{\"type\":\"attack-pattern\",\"id\":\"") + stixId + "\",\"name\":\"" + name
        + "\",\"description\":\"About " + name
        + "\",\"external_references\":[{\"source_name\":\"other\",\"external_id\":\"X1\"},"
          "{\"source_name\":\"mitre-attack\",\"external_id\":\""
        + id
        + "\"}],\"kill_chain_phases\":[{\"kill_chain_name\":\"mitre-attack\",\"phase_name\":\"execution\"}],"
          "\"x_mitre_platforms\":[\"Windows\",\"Linux\"]"
        + more + "}";
}

std::string bundle()
{
    return "{\"type\":\"bundle\",\"objects\":["
           "{\"type\":\"x-mitre-collection\",\"x_mitre_version\":\"20.0\"},"
           "{\"type\":\"x-mitre-tactic\",\"name\":\"Execution\",\"x_mitre_shortname\":\"execution\","
           "\"external_references\":[{\"source_name\":\"mitre-attack\",\"external_id\":\"TA0002\"}]},"
        + technique("a--1", "T1059", "Interpreters, \\\"all\\\"") + "," + technique("a--2", "T1059.001", "PowerShell")
        + "," + technique("a--3", "T1086", "Old PowerShell", ",\"revoked\":true") + ","
        + technique("a--4", "T9999", "Gone", ",\"x_mitre_deprecated\":true") + ","
        + technique("a--5", "T9999.001", "Its part")
        + ",{\"type\":\"relationship\",\"relationship_type\":\"revoked-by\",\"source_ref\":\"a--3\",\"target_ref\":\"a-"
          "-2\"}"
          "]}";
}

class TestStix : public QObject {
    Q_OBJECT

private slots:

    void readsABundle()
    {
        const auto data = attack::readStix(bundle());
        QVERIFY2(data.has_value(), data ? "" : data.error().front().message.c_str());
        QCOMPARE(data->version(), std::string_view("20.0"));
        QCOMPARE(data->techniques().size(), std::size_t{2});
        const attack::Technique* powershell = data->technique("t1059.001");
        QVERIFY(powershell != nullptr);
        QCOMPARE(powershell->parent, std::string("T1059"));
        QCOMPARE(powershell->description, std::string("About PowerShell"));
        QCOMPARE(powershell->platforms, (std::vector<std::string>{"Windows", "Linux"}));
        QCOMPARE(data->technique("T1059")->name, std::string("Interpreters, \"all\""));
    }

    void followsWhatWasRevoked()
    {
        const auto data = attack::readStix(bundle());
        QVERIFY(data.has_value());
        QVERIFY(data->isRevoked("T1086"));
        QCOMPARE(data->current("T1086"), std::string("T1059.001"));
        QCOMPARE(data->united("T1059.001"), (std::vector<std::string>{"T1059.001", "T1086"}));
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<std::string>("json");
        QTest::addColumn<std::string>("words");
        QTest::newRow("no JSON") << std::string("id,name") << std::string("is no JSON");
        QTest::newRow("other JSON") << std::string("{\"type\":\"report\"}") << std::string("is no STIX bundle");
        QTest::newRow("an empty bundle") << std::string("{\"type\":\"bundle\",\"objects\":[]}")
                                         << std::string("no bundle of ATT&CK");
    }

    void saysWhatIsWrong()
    {
        QFETCH(std::string, json);
        QFETCH(std::string, words);
        const auto data = attack::readStix(json);
        QVERIFY(!data.has_value());
        QVERIFY2(data.error().front().message.contains(words), data.error().front().message.c_str());
    }
};

} // namespace

RULEWRIGHT_TEST(TestStix)

#include "test_stix.moc"
