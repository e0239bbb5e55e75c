// SPDX-License-Identifier: Apache-2.0
#include "core/attack/built_in.h"
#include "core/events/load.h"
#include "core/match/match.h"
#include "core/rule/walk.h"
#include "core/rulefile/rulefile.h"
#include "core/taxonomy/built_in.h"
#include "core/world/world.h"
#include "resources/data.h"
#include "tests/support/runner.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>

using namespace rulewright;

namespace {

/// Rules that find ordinary work too, so that there is something to tune. Every other rule finds attacks alone.
constexpr std::string_view broadRules[] = {
    "dns_query_win_remote_desktop_software_domains.yml",
    "net_connection_win_remote_access_tool_outbound.yml",
    "proc_creation_win_powershell_encoded_command.yml",
    "proc_creation_win_whoami_by_shell.yml",
};

/// The same of the rules in other vendors' languages.
constexpr std::string_view broadElasticRules[] = {
    "command_and_control_dev_tunnel_domains.toml",
    "command_and_control_remote_access_domains.toml",
    "discovery_whoami_by_shell.toml",
    "execution_powershell_download.toml",
    "execution_powershell_encoded_command.toml",
    "persistence_remote_access_tool_service_key.toml",
};

constexpr std::string_view broadSplunkRules[] = {
    "detections/powershell_encoded_command.yml",
    "detections/remote_desktop_software_domain_asked_for.yml",
};

/// Splunk's detections, which stand beside the macros and tables that they need.
const std::vector<data::File>& splunkDetections()
{
    static const std::vector<data::File> detections = [] {
        std::vector<data::File> files;
        std::ranges::copy_if(data::splunkRules(), std::back_inserter(files),
            [](const data::File& file) { return file.name.starts_with("detections/"); });
        return files;
    }();
    return detections;
}

/// Every built-in rule, whatever its language.
const std::vector<data::File>& allRules()
{
    static const std::vector<data::File> all = [] {
        std::vector<data::File> files(data::rules().begin(), data::rules().end());
        files.insert(files.end(), data::elasticRules().begin(), data::elasticRules().end());
        files.insert(files.end(), splunkDetections().begin(), splunkDetections().end());
        return files;
    }();
    return all;
}

const taxonomy::Taxonomy& builtInTaxonomy()
{
    static const Result<taxonomy::Taxonomy> taxonomy = taxonomy::builtInTaxonomy();
    return *taxonomy;
}

struct LabelledEvents {
    world::World world;
    events::EventSet events;
};

const LabelledEvents& eventsOf(std::uint64_t seed)
{
    static std::map<std::uint64_t, LabelledEvents> sets;
    LabelledEvents& set = sets[seed];
    if (set.world.text.empty()) {
        Task task;
        set.world = world::generateWorld(seed, world::builtInCount);
        set.events = events::loadText(
            world::builtInName, set.world.text, events::emptyEventSet(builtInTaxonomy()), events::Side::Unknown, task)
                         .events;
    }
    return set;
}

rule::Document parsed(const data::File& file)
{
    return rulefile::parse(SourceText(std::string(file.name), std::string(data::text(file.bytes)))).value.value();
}

bool testsUser(const rule::Rule& rule)
{
    bool tests = false;
    rule::forEachTest(rule, [&tests](const rule::Test& test) { tests = tests || test.field.raw == "User"; });
    return tests;
}

class TestBuiltInRules : public QObject {
    Q_OBJECT

private slots:

    void parsesWithoutComplaint()
    {
        QVERIFY(data::rules().size() >= 60);
        QVERIFY(data::elasticRules().size() >= 25);
        QVERIFY(splunkDetections().size() >= 25);
        for (const data::File& file : allRules()) {
            const auto result
                = rulefile::parse(SourceText(std::string(file.name), std::string(data::text(file.bytes))));
            QVERIFY2(
                result.diagnostics.empty(), result.diagnostics.empty() ? "" : result.diagnostics[0].message.c_str());
            QVERIFY(result.value.has_value());
            QCOMPARE(result.value->rules.size(), std::size_t{1});
        }
    }

    void hasIdsOfItsOwnAndTechniques()
    {
        std::set<std::string> ids;
        std::set<std::string> techniques;
        std::set<std::string> tactics;
        std::vector<std::string> knownTactics;
        const auto attack = attack::builtInAttack();
        for (const attack::Tactic& tactic : attack->tactics())
            knownTactics.push_back(tactic.shortName);
        int remoteAccess = 0;
        for (const data::File& file : allRules()) {
            const rule::RuleMetadata metadata = parsed(file).rules[0].metadata;
            QVERIFY2(metadata.id.has_value(), file.name.data());
            QVERIFY2(ids.insert(metadata.id->text).second, file.name.data());
            QCOMPARE(metadata.id->text.size(), std::size_t{36});
            QCOMPARE(metadata.id->text[14], '4');
            QVERIFY2(!metadata.techniques.empty(), file.name.data());
            for (const rule::Located& tag : metadata.tags) {
                if (std::ranges::contains(knownTactics, tag.text.substr(tag.text.find('.') + 1)))
                    tactics.insert(tag.text);
            }
            bool isRemoteAccess = false;
            for (const rule::Located& technique : metadata.techniques) {
                techniques.insert(technique.text);
                isRemoteAccess = isRemoteAccess || technique.text.starts_with("T1219");
            }
            remoteAccess += isRemoteAccess ? 1 : 0;
        }
        QVERIFY(techniques.size() >= 20);
        QVERIFY(tactics.size() >= 8);
        QVERIFY(remoteAccess >= 8);
        for (const char* const id : {"T1219", "T1219.001", "T1219.002", "T1219.003"})
            QVERIFY2(techniques.contains(id), id);
    }

    /// EQL, KQL, ES|QL and SPL are among them.
    void isInSeveralLanguages()
    {
        std::set<rule::Language> languages;
        for (const data::File& file : allRules())
            languages.insert(parsed(file).rules[0].language);
        for (const rule::Language language : {rule::Language::Sigma, rule::Language::Eql, rule::Language::Kql,
                 rule::Language::Esql, rule::Language::Spl})
            QVERIFY(languages.contains(language));
    }

    void findsItsAttacks_data()
    {
        QTest::addColumn<qsizetype>("file");
        QTest::addColumn<std::uint64_t>("seed");
        for (const std::uint64_t seed : {std::uint64_t{1}, std::uint64_t{2}, std::uint64_t{20}}) {
            for (std::size_t i = 0; i < allRules().size(); ++i)
                QTest::addRow("%d %s", static_cast<int>(seed), allRules()[i].name.data()) << qsizetype(i) << seed;
        }
    }

    void findsItsAttacks()
    {
        QFETCH(qsizetype, file);
        QFETCH(std::uint64_t, seed);
        const data::File& ruleFile = allRules()[static_cast<std::size_t>(file)];
        const rule::Document document = parsed(ruleFile);
        const LabelledEvents& set = eventsOf(seed);
        Task task;
        const auto report = match::match(document.rules[0], set.events, builtInTaxonomy(), {}, nullptr, task);
        QVERIFY(report.has_value());
        QCOMPARE(report->logSource, match::LogSourceUse::Mapped);
        // 4688 has no User, and SubjectUserName is near to it alone.
        const bool isSigma = document.language == rule::Language::Sigma;
        if (isSigma)
            QCOMPARE(report->approximate, testsUser(document.rules[0]));
        int attack = 0;
        int ofItsTechnique = 0;
        int benign = 0;
        for (const std::uint32_t event : report->definite.members()) {
            const events::Label& label = set.world.labels[event];
            const bool isItsTechnique
                = std::ranges::any_of(document.rules[0].metadata.techniques, [&](const rule::Located& technique) {
                      return std::ranges::contains(label.techniques, technique.text);
                  });
            ++(label.side == events::Side::Attack ? attack : benign);
            ofItsTechnique += isItsTechnique ? 1 : 0;
        }
        QVERIFY(attack > 0);
        QCOMPARE(ofItsTechnique, attack);
        QCOMPARE(benign > 0,
            std::ranges::contains(broadRules, ruleFile.name) || std::ranges::contains(broadElasticRules, ruleFile.name)
                || std::ranges::contains(broadSplunkRules, ruleFile.name));
        for (const match::UnknownField& field : report->unknownFields)
            QFAIL(field.field.c_str());
    }
};

} // namespace

RULEWRIGHT_TEST(TestBuiltInRules)

#include "test_built_in_rules.moc"
