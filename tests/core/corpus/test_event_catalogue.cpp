// SPDX-License-Identifier: Apache-2.0
// The catalogue of events against what public rules name: no event, no title and no field of theirs is missing but
// what stands here.
#include "core/text/csv.h"
#include "resources/data.h"
#include "tests/core/corpus/corpus_texts.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"

#include <algorithm>
#include <format>
#include <set>
#include <utility>

using namespace rulewright::tests;
using namespace rulewright::corpus;
using namespace rulewright;

namespace {

using EventKey = std::pair<std::string, std::uint32_t>;

// Events of which we know a title, but not every field that they have.
const std::set<EventKey> withoutFields{{"Microsoft-Windows-Security-Auditing", 4766},
    {"Microsoft-Windows-Windows Defender", 1129}, {"Microsoft-Windows-Windows Defender", 1131},
    {"Microsoft-Windows-Windows Defender", 1132}, {"Microsoft-Windows-Windows Defender", 1133},
    {"Microsoft-Windows-Windows Defender", 1134}, {"Microsoft-Windows-Windows Defender", 5013},
    {"Microsoft-Windows-DNS-Server-Service", 771}, {"Microsoft-Windows-Windows Firewall With Advanced Security", 2097},
    {"Microsoft-Windows-AppXDeployment-Server", 603}, {"Microsoft-Windows-IIS-Configuration", 29},
    {"Microsoft-Windows-CAPI2", 81}, {"Microsoft-Windows-CertificateServicesClient-Lifecycle-System", 1007},
    {"Microsoft-Windows-PrintService", 4909}, {"Microsoft-Windows-Shell-Core", 28115},
    {"Microsoft-Windows-SMBClient", 30806}, {"Microsoft-Windows-Backup", 524}, {"Ntfs", 55}};

// Ids that a rule names without being one of Windows' own: Windows XP's, another program's, or a service that nobody
// maps to events.
const std::set<std::string> foreignIds{
    "517", "528", "529", "632", "633", "634", "675", "2027", "7053", "4000", "40300", "40301", "40302"};

// Names that rules use although none of the events of their log source has them: they come from other tools.
const std::set<std::string> fromOtherTools{"CommandLine", "FileName", "GrandParentImage", "IntegrityLevel", "Message",
    "ParentCommandLine", "ParentImage", "ProcessId", "SourceCommandLine", "SourceParentImage", "SubjectAccountName",
    "TargetParentProcessId", "Feature_Name"};

const std::set<std::string> ofSystem{"EventID", "Provider_Name", "Channel", "Computer", "ComputerName", "Level", "Task",
    "Opcode", "Keywords", "Version", "Hostname"};

const Corpus& sigma()
{
    static const Corpus corpus = [] {
        Task task;
        return std::move(*loadCorpus(Vendor::Sigma, sharedFolder() / "corpora/sigma", tables(), task));
    }();
    return corpus;
}

std::set<EventKey> keysOfFieldTable()
{
    const auto bytes = data::taxonomyEventFields();
    const std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    const auto table = readCsv(SourceText("event_fields.csv", text), {"provider", "id", "fields"});
    std::set<EventKey> keys;
    for (const CsvRow& row : table->rows)
        keys.emplace(row.cells[0], static_cast<std::uint32_t>(std::stoul(row.cells[1])));
    return keys;
}

// Whether the event has the field, under its own name or one of those that it is visible under as well.
bool hasField(const taxonomy::EventType& event, std::string_view name)
{
    const auto isOwn = [&](std::string_view own) {
        return std::ranges::any_of(event.fields,
            [&](const std::string& field) { return field == own || taxonomy::nameWithoutBlanks(field) == own; });
    };
    return isOwn(name) || std::ranges::any_of(tables().fieldAliases(), [&](const taxonomy::FieldAlias& alias) {
        return alias.name == name && (alias.provider.empty() || alias.provider == event.provider)
            && (alias.ids.empty() || std::ranges::contains(alias.ids, event.id)) && isOwn(alias.source);
    });
}

QString shown(const std::set<std::string>& names)
{
    QString text;
    for (const std::string& name : names)
        text += QString::fromStdString(name) + QLatin1Char('\n');
    return text;
}

QString shown(const std::set<EventKey>& keys)
{
    std::set<std::string> names;
    for (const auto& [provider, id] : keys)
        names.insert(std::format("{} {}", provider, id));
    return shown(names);
}

} // namespace

class EventCatalogueTest : public QObject {
    Q_OBJECT
private slots:
    void everyEventHasTitleDescriptionAndFields();
    void everyEventIdOfAWindowsRuleIsKnown();
    void everyFieldOfARuleIsAFieldOfItsEvents();
};

void EventCatalogueTest::everyEventHasTitleDescriptionAndFields()
{
    const std::set<EventKey> listed = keysOfFieldTable();
    std::set<EventKey> missing;
    for (const taxonomy::EventType& event : tables().events()) {
        QVERIFY(!event.title.empty() && !event.description.empty());
        const bool leadsSomewhere
            = !event.categories.empty() || !event.services.empty() || !event.elastic.empty() || !event.splunk.empty();
        if (leadsSomewhere && !listed.contains({event.provider, event.id}))
            missing.emplace(event.provider, event.id);
        std::set<std::string_view> distinct(event.fields.begin(), event.fields.end());
        QVERIFY2(distinct.size() == event.fields.size(), event.title.c_str());
    }
    QCOMPARE(shown(missing), shown(withoutFields));
}

void EventCatalogueTest::everyEventIdOfAWindowsRuleIsKnown()
{
    SKIP_WITHOUT_SHARED(sharedFolder());
    std::set<std::string> known;
    for (const taxonomy::EventType& event : tables().events())
        known.insert(std::to_string(event.id));
    std::set<std::string> missing;
    std::size_t looked = 0;
    for (const MinedRule& rule : sigma().rules) {
        if (!rule.path.contains("/windows/") && !rule.path.contains("/win_"))
            continue;
        for (const MinedLeaf& leaf : rule.leaves) {
            if (leaf.field != "EventID" || leaf.role != Role::Filter || leaf.op != rule::Op::Eq)
                continue;
            ++looked;
            if (!known.contains(*leaf.value))
                missing.insert(*leaf.value);
        }
    }
    QVERIFY(looked > 400);
    QCOMPARE(shown(missing), shown(foreignIds));
}

void EventCatalogueTest::everyFieldOfARuleIsAFieldOfItsEvents()
{
    SKIP_WITHOUT_SHARED(sharedFolder());
    std::set<std::string> missing;
    std::size_t looked = 0;
    for (const MinedRule& rule : sigma().rules) {
        std::vector<const taxonomy::EventType*> events;
        for (const CoveredEvent& covered : rule.events)
            events.push_back(tables().event(covered.provider, covered.id));
        if (events.empty() || std::ranges::any_of(events, [](const auto* event) {
                return event == nullptr || withoutFields.contains({event->provider, event->id});
            }))
            continue;
        for (const MinedLeaf& leaf : rule.leaves) {
            if (leaf.context != Context::Event || leaf.field == "(keyword)" || ofSystem.contains(leaf.raw))
                continue;
            ++looked;
            if (std::ranges::none_of(events, [&](const auto* event) { return hasField(*event, leaf.raw); }))
                missing.insert(leaf.raw);
        }
    }
    QVERIFY(looked > 10'000);
    QCOMPARE(shown(missing), shown(fromOtherTools));
}

RULEWRIGHT_TEST(EventCatalogueTest)
#include "test_event_catalogue.moc"
