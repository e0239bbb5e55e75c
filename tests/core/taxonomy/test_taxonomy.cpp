// SPDX-License-Identifier: Apache-2.0
#include "core/taxonomy/built_in.h"
#include "core/taxonomy/taxonomy.h"
#include "core/text/csv.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"

#include <algorithm>
#include <set>
#include <string>

using namespace rulewright::taxonomy;
using namespace rulewright;

namespace {

constexpr std::string_view eventHead = "provider,id,title,description,categories,services,elastic,splunk\n";
constexpr std::string_view sourceHead = "part,product,name,provider,channel,ids,source\n";
constexpr std::string_view aliasHead = "name,source,provider,ids,fit,part\n";
constexpr std::string_view nameHead = "vendor,raw,node_or_context,canonical,part,fit,note\n";

} // namespace

class TaxonomyTest : public QObject {
    Q_OBJECT
private slots:
    void anEventIsFoundByProviderAndId();
    void brokenTablesAreNamedWithFileAndLine_data();
    void brokenTablesAreNamedWithFileAndLine();
    void aNameWithBlanksIsVisibleWithoutThem();
    void theBuiltInTablesAreWhole();
    void titlesAreThePublishers();
    void theCatalogueHasTheFactsOfTheEventMap();
};

void TaxonomyTest::anEventIsFoundByProviderAndId()
{
    const std::string events
        = std::string(eventHead) + "Sysmon,11,FileCreate,File created,windows/file_event,sysmon,,\n";
    const auto taxonomy = Taxonomy::fromFiles({events, sourceHead, aliasHead, nameHead});
    QVERIFY(taxonomy.has_value());
    QVERIFY(taxonomy->event("SYSMON", 11) != nullptr);
    QCOMPARE(taxonomy->event("sysmon", 11)->title, "FileCreate");
    QCOMPARE(taxonomy->event("sysmon", 1), nullptr);
}

void TaxonomyTest::brokenTablesAreNamedWithFileAndLine_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("rows");
    QTest::addColumn<QString>("message");
    QTest::newRow("id") << "events" << "Sysmon,one,,,,,,\n" << "events.csv, line 2: 'one' is no event id";
    QTest::newRow("pair twice") << "events" << "Sysmon,1,,,,,,\nSYSMON,1,,,,,,\n"
                                << "events.csv, line 3: SYSMON 1 stands twice";
    QTest::newRow("category") << "events" << "Sysmon,1,,,process_creation,,,\n"
                              << "events.csv, line 2: the category 'process_creation' has no product";
    QTest::newRow("part") << "sources" << "channel,windows,x,,C,,\n"
                          << "log_sources.csv, line 2: 'channel' is not product, category or service";
    QTest::newRow("source ids") << "sources" << "service,windows,x,,C,1;a,\n"
                                << "log_sources.csv, line 2: '1;a' is no list of event ids";
    QTest::newRow("nothing") << "sources" << "service,windows,x,,,,\n"
                             << "log_sources.csv, line 2: a provider, a channel or a source is needed";
    QTest::newRow("source") << "sources" << "service,aws,x,,,,aws\n"
                            << "log_sources.csv, line 2: 'aws' is no kind of log in source_kinds.csv";
    QTest::newRow("fields") << "fields" << "Sysmon,2,a;b\n"
                            << "event_fields.csv, line 2: Sysmon 2 is not in the catalogue";
    QTest::newRow("fit") << "aliases" << "Image,NewProcessName,,4688,close,\n"
                         << "field_aliases.csv, line 2: 'close' is not exact or near";
    QTest::newRow("itself") << "aliases" << "Image,Image,,4688,exact,\n"
                            << "field_aliases.csv, line 2: 'Image' is an alias of itself";
    QTest::newRow("field fit") << "names" << "elastic,a,any,B,,good,\n"
                               << "field_names.csv, line 2: 'good' is not exact, near or scope";
}

void TaxonomyTest::brokenTablesAreNamedWithFileAndLine()
{
    QFETCH(QString, table);
    QFETCH(QString, rows);
    QFETCH(QString, message);
    const auto with = [&](const char* name, std::string_view head) {
        return std::string(head) + (table == QLatin1String(name) ? rows.toStdString() : std::string());
    };
    const std::string events = with("events", eventHead);
    const std::string sources = with("sources", sourceHead);
    const std::string aliases = with("aliases", aliasHead);
    const std::string names = with("names", nameHead);
    const std::string fields = with("fields", "provider,id,fields\n");
    const auto taxonomy = Taxonomy::fromFiles(
        {.events = events, .logSources = sources, .fieldAliases = aliases, .fieldNames = names, .eventFields = fields});
    QVERIFY(!taxonomy.has_value());
    QCOMPARE(QString::fromStdString(taxonomy.error().front().message), message);
}

void TaxonomyTest::aNameWithBlanksIsVisibleWithoutThem()
{
    QCOMPARE(nameWithoutBlanks("Threat Name"), "ThreatName");
    QCOMPARE(nameWithoutBlanks("Image"), std::nullopt);
    QCOMPARE(nameWithoutBlanks("  "), std::nullopt);
}

void TaxonomyTest::theBuiltInTablesAreWhole()
{
    const auto taxonomy = builtInTaxonomy();
    QVERIFY2(taxonomy.has_value(), taxonomy ? "" : taxonomy.error().front().message.c_str());
    QCOMPARE(taxonomy->events().size(), std::size_t(326));
    for (const EventType& event : taxonomy->events())
        QVERIFY(!event.title.empty() && !event.description.empty());
    for (std::uint32_t id = 1; id <= 29; ++id)
        QVERIFY(!taxonomy->event("Microsoft-Windows-Sysmon", id)->fields.empty());
    QVERIFY(
        std::ranges::contains(taxonomy->event("Microsoft-Windows-Security-Auditing", 4688)->fields, "NewProcessName"));
    const auto hasAlias = [&](std::string_view name, std::string_view source, std::uint32_t id) {
        return std::ranges::any_of(taxonomy->fieldAliases(), [&](const FieldAlias& alias) {
            return alias.name == name && alias.source == source && std::ranges::contains(alias.ids, id);
        });
    };
    QVERIFY(hasAlias("Image", "NewProcessName", 4688));
    QVERIFY(hasAlias("ParentImage", "ParentProcessName", 4688));
    QVERIFY(hasAlias("TargetObject", "ObjectName", 4657));
    QVERIFY(hasAlias("TargetFilename", "ObjectName", 4663));
    QVERIFY(hasAlias("DestinationIp", "DestAddress", 5156));
}

void TaxonomyTest::titlesAreThePublishers()
{
    const auto taxonomy = builtInTaxonomy();
    QCOMPARE(taxonomy->event("Microsoft-Windows-Sysmon", 11)->title, "FileCreate");
    QCOMPARE(taxonomy->event("Microsoft-Windows-Security-Auditing", 4688)->title, "A new process has been created.");
}

void TaxonomyTest::theCatalogueHasTheFactsOfTheEventMap()
{
    const std::filesystem::path shared = tests::sharedFolder();
    SKIP_WITHOUT_SHARED(shared);
    const auto taxonomy = builtInTaxonomy();
    const auto map = readCsv(SourceText("event-map.csv", tests::readFile(shared / "spec/event-map.csv")),
        {"provider", "id", "title", "sigma", "elastic", "splunk"});
    QVERIFY(map.has_value());
    // What stands beyond the map leads nowhere: the guide counts the events of the map alone.
    const std::size_t leading
        = static_cast<std::size_t>(std::ranges::count_if(taxonomy->events(), [](const EventType& event) {
              return !event.categories.empty() || !event.services.empty() || !event.elastic.empty()
                  || !event.splunk.empty();
          }));
    QCOMPARE(leading, map->rows.size());
    for (const CsvRow& row : map->rows) {
        const EventType* event = taxonomy->event(row.cells[0], static_cast<std::uint32_t>(std::stoul(row.cells[1])));
        QVERIFY2(event != nullptr, (row.cells[0] + " " + row.cells[1]).c_str());
        QCOMPARE(event->description, row.cells[2]);
        QCOMPARE(event->elastic, splitList(row.cells[4]));
        QCOMPARE(event->splunk, splitList(row.cells[5]));
        std::set<std::string> expected;
        for (const std::string& way : splitList(row.cells[3])) {
            if (way.starts_with("service ")) {
                expected.insert(way.substr(8, way.find(" + EventID") - 8));
            } else {
                const std::string product = way.substr(0, way.find(' '));
                for (const std::string& category : splitList(way.substr(product.size()), '/'))
                    expected.insert(product + "/" + category);
            }
        }
        std::set<std::string> ours(event->categories.begin(), event->categories.end());
        ours.insert(event->services.begin(), event->services.end());
        QCOMPARE(ours, expected);
    }
}

RULEWRIGHT_TEST(TaxonomyTest)
#include "test_taxonomy.moc"
