// SPDX-License-Identifier: Apache-2.0
// Every name of a vendor that stands for a whole value: an event that has it has the name that Sigma's rules use as
// well.
#include "core/events/load.h"
#include "core/taxonomy/built_in.h"
#include "tests/support/runner.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

using namespace rulewright;
using namespace rulewright::events;

namespace {

using taxonomy::FieldNameRow;

// Names that mean one thing in one of Splunk's data models and another in the next, ECS' hashes, which Sysmon has in
// one list, and a name of another id's event.
const std::set<std::string> notAlone{"dest", "src", "status", "user", "app", "process_hash", "process.hash.sha256",
    "dll.hash.sha256", "winlog.event_data.ServiceFileName"};

bool isWholeValue(const FieldNameRow& row)
{
    constexpr std::array<std::string_view, 4> parts{"", "path", "user", "bool"};
    return (row.vendor == "elastic" || row.vendor == "splunk") && row.fit != "scope" && row.raw != "*"
        && row.canonical != "*" && std::ranges::contains(parts, row.part) && !notAlone.contains(row.raw);
}

// A record of the vendor's with this one field. ECS names are nested or flat.
std::string record(const FieldNameRow& row, bool isNested)
{
    if (row.vendor == "splunk")
        return R"({"preview":false,"result":{"sourcetype":"x",")" + row.raw + R"(":"value"}})";
    const std::string beside
        = row.raw.starts_with("winlog.") ? R"("winlog.channel":"c","ecs.version":"8",)" : R"("ecs.version":"8",)";
    if (!isNested)
        return "{" + beside + "\"" + row.raw + "\":\"value\"}";
    std::string text = "{" + beside;
    std::size_t depth = 1;
    std::string_view rest = row.raw;
    for (std::size_t dot = rest.find('.'); dot != std::string_view::npos; dot = rest.find('.'), ++depth) {
        text += "\"" + std::string(rest.substr(0, dot)) + "\":{";
        rest.remove_prefix(dot + 1);
    }
    return text + "\"" + std::string(rest) + "\":\"value\"" + std::string(depth, '}');
}

EventSet loaded(const std::string& text)
{
    static const taxonomy::Taxonomy taxonomy = *taxonomy::builtInTaxonomy();
    Task task;
    return loadText("a.json", text, emptyEventSet(taxonomy), Side::Unknown, task).events;
}

} // namespace

class VendorNamesTest : public QObject {
    Q_OBJECT
private slots:
    void anEventHasBothNames();
    void aScriptBlockIsAWholeValue();
    void anIdOfEcsIsAnEventId();
};

void VendorNamesTest::anEventHasBothNames()
{
    const auto taxonomy = taxonomy::builtInTaxonomy();
    std::size_t looked = 0;
    for (const FieldNameRow& row : taxonomy->fieldNames()) {
        if (!isWholeValue(row))
            continue;
        for (const bool isNested : {false, true}) {
            const EventSet events = loaded(record(row, isNested));
            const std::vector<std::string> value{"value"};
            const std::string what = row.vendor + " " + row.raw + " " + row.context;
            QVERIFY2(events.values(EventId{0}, row.raw) == value, what.c_str());
            QVERIFY2(events.values(EventId{0}, row.canonical) == value, what.c_str());
        }
        ++looked;
    }
    QVERIFY(looked > 100);
}

void VendorNamesTest::aScriptBlockIsAWholeValue()
{
    const EventSet events = loaded(R"({"powershell":{"file":{"script_block_text":"iex"}}})");
    QCOMPARE(events.values(EventId{0}, "ScriptBlockText"), std::vector<std::string>{"iex"});
}

void VendorNamesTest::anIdOfEcsIsAnEventId()
{
    const EventSet events = loaded(R"({"event":{"code":"4688","provider":"Microsoft-Windows-Security-Auditing"}})");
    QCOMPARE(events.values(EventId{0}, "EventID"), std::vector<std::string>{"4688"});
}

RULEWRIGHT_TEST(VendorNamesTest)
#include "test_vendor_names.moc"
