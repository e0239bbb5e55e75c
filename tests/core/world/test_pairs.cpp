// SPDX-License-Identifier: Apache-2.0
// Ten techniques, each with a careless and a careful rule. Both find the attack; only the careless one finds
// ordinary work too, for the built-in events hold work that resembles each attack.
#include "core/events/load.h"
#include "core/match/match.h"
#include "core/rulefile/rulefile.h"
#include "core/taxonomy/built_in.h"
#include "core/world/built_in.h"
#include "resources/data.h"
#include "tests/support/runner.h"

#include <algorithm>
#include <format>
#include <string>

using namespace rulewright;

namespace {

struct Pair {
    const char* technique;
    const char* logSource;
    const char* careless; ///< the lines of its one selection
    const char* careful; ///< a built-in rule
    int carelessAttack;
    int carelessBenign;
    int carefulAttack;
};

constexpr Pair pairs[] = {
    {"T1003.001", "category: process_access",
        "TargetImage|endswith: '\\lsass.exe'\n        GrantedAccess: ['0x1010', '0x1410', '0x1fffff']",
        "proc_access_win_lsass_memory.yml", 2, 425, 2},
    {"T1219.002", "category: process_creation", "Image|endswith: '\\AnyDesk.exe'",
        "proc_creation_win_anydesk_unusual_folder.yml", 3, 1, 3},
    {"T1219.002 as a service", "service: system",
        "EventID: 7045\n        ServiceName: ['AnyDesk', 'RustDesk', 'ScreenConnect', 'TeamViewer']",
        "win_system_service_install_remote_desktop_software.yml", 2, 37, 2},
    {"T1105", "category: process_creation", "Image|endswith: '\\certutil.exe'\n        CommandLine|contains: 'url'",
        "proc_creation_win_certutil_download.yml", 1, 155, 1},
    {"T1218.011", "category: process_creation",
        "Image|endswith: '\\rundll32.exe'\n        CommandLine|contains: ['\\Temp\\', '\\Users\\Public\\', "
        "':\\PerfLogs\\']",
        "proc_creation_win_rundll32_writable_folder.yml", 4, 126, 4},
    {"T1053.005", "category: process_creation",
        "Image|endswith: '\\schtasks.exe'\n        CommandLine|contains: ['\\AppData\\', '\\Users\\Public\\', "
        "':\\ProgramData\\']",
        "proc_creation_win_schtasks_writable_folder.yml", 2, 36, 2},
    {"T1547.001", "category: registry_set",
        "TargetObject|contains: '\\CurrentVersion\\Run\\'\n        Details|contains: ['\\AppData\\', "
        "'\\Users\\Public\\']",
        "registry_set_run_key_writable_folder.yml", 1, 10, 1},
    {"T1021.001", "service: security", "EventID: 4624\n        LogonType: 10",
        "win_security_remote_interactive_logon_public_address.yml", 1, 6, 1},
    {"T1490", "category: process_creation", "Image|endswith: '\\vssadmin.exe'\n        CommandLine|contains: 'shadows'",
        "proc_creation_win_vssadmin_delete_shadows.yml", 2, 664, 2},
    {"T1136.002", "service: security", "EventID: 4720", "win_security_account_created_outside_help_desk.yml", 1, 6, 1},
    {"T1560.001", "category: ps_script", "ScriptBlockText|contains: 'Compress-Archive'",
        "posh_ps_archive_in_writable_folder.yml", 1, 26, 1},
    {"T1078.002", "service: security", "EventID: 4672\n        SubjectUserName|startswith: 'svc_'",
        "win_security_service_account_debug_privilege.yml", 1, 332, 1},
};

struct Counts {
    int attack = 0;
    int benign = 0;
};

class TestPairs : public QObject {
    Q_OBJECT

private slots:

    void initTestCase()
    {
        m_taxonomy = *taxonomy::builtInTaxonomy();
        Task task;
        m_events = world::builtInEvents(events::emptyEventSet(m_taxonomy), task).events;
        QVERIFY(m_events.size() >= 40'000);
    }

    void theCarefulRuleFindsNoOrdinaryWork_data()
    {
        QTest::addColumn<qsizetype>("pair");
        for (std::size_t i = 0; i < std::size(pairs); ++i)
            QTest::newRow(pairs[i].technique) << qsizetype(i);
    }

    void theCarefulRuleFindsNoOrdinaryWork()
    {
        QFETCH(qsizetype, pair);
        const Pair& p = pairs[pair];
        const Counts careless
            = count(std::format("title: Careless\nlogsource:\n    product: windows\n    {}\ndetection:\n"
                                "    selection:\n        {}\n    condition: selection\n",
                p.logSource, p.careless));
        const auto file = std::ranges::find(data::rules(), std::string_view(p.careful), &data::File::name);
        QVERIFY(file != data::rules().end());
        const Counts careful = count(std::string(data::text(file->bytes)));
        QCOMPARE(careless.attack, p.carelessAttack);
        QCOMPARE(careless.benign, p.carelessBenign);
        QCOMPARE(careful.attack, p.carefulAttack);
        QCOMPARE(careful.benign, 0);
        QVERIFY(careful.attack > 0 && careless.benign > 0);
    }

private:
    Counts count(const std::string& text) const
    {
        const auto parsed = rulefile::parse(SourceText("rule.yml", text));
        Task task;
        const auto report = match::match(parsed.value->rules[0], m_events, m_taxonomy, {}, nullptr, task);
        Counts counts;
        for (const std::uint32_t event : report->definite.members())
            ++(m_events.side(events::EventId{event}) == events::Side::Attack ? counts.attack : counts.benign);
        return counts;
    }

    taxonomy::Taxonomy m_taxonomy;
    events::EventSet m_events;
};

} // namespace

RULEWRIGHT_TEST(TestPairs)

#include "test_pairs.moc"
