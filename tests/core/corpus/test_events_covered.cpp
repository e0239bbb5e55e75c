// SPDX-License-Identifier: Apache-2.0
#include "tests/core/corpus/corpus_texts.h"
#include "tests/support/runner.h"

using namespace rulewright::tests;
using namespace rulewright;

class EventsCoveredTest : public QObject {
    Q_OBJECT
private slots:
    void aRuleNeedsTheEventsOfItsLogSource_data();
    void aRuleNeedsTheEventsOfItsLogSource();
};

void EventsCoveredTest::aRuleNeedsTheEventsOfItsLogSource_data()
{
    QTest::addColumn<QString>("logSource");
    QTest::addColumn<QString>("selection");
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("events");
    const auto row
        = [](const char* name, const char* logSource, const char* selection, const char* filter, const char* events) {
              QTest::newRow(name) << QString::fromUtf8(logSource) << QString::fromUtf8(selection)
                                  << QString::fromUtf8(filter) << QString::fromUtf8(events);
          };
    row("a category is all its events", "category: process_creation", "A: 1", "A: 2",
        "Microsoft-Windows-Security-Auditing 4688, Microsoft-Windows-Sysmon 1");
    row("EventID chooses among them", "category: registry_event", "EventID: [12, 14, 99]", "A: 2",
        "Microsoft-Windows-Sysmon 12, Microsoft-Windows-Sysmon 14");
    row("an excluded EventID does not", "category: registry_add", "A: 1", "EventID: 13", "Microsoft-Windows-Sysmon 12");
    row("a service needs an EventID", "service: security", "A: 1", "A: 2", "");
    row("a service with one", "service: security", "EventID: [4624, 1102]", "A: 2",
        "Microsoft-Windows-Eventlog 1102, Microsoft-Windows-Security-Auditing 4624");
    row("an id that is not in the catalogue", "service: security", "EventID: 1", "A: 2", "");
    row("system needs the provider too", "service: system", "EventID: 7045", "A: 2", "");
    row("system with it", "service: system", "{EventID: 7045, Provider_Name: Service Control Manager}", "A: 2",
        "Service Control Manager 7045");
    row("another provider's event", "service: system", "{EventID: 7045, Provider_Name: Elsewhere}", "A: 2", "");
    row("a provider by part of its name", "service: application", "{EventID: 33205, Provider_Name|contains: MSSQL}",
        "A: 2", "MSSQLSERVER 33205");
    row("a category beside its service", "category: process_creation, service: security", "A: 1", "A: 2",
        "Microsoft-Windows-Security-Auditing 4688");
    row("an unknown service has none", "service: lsa-server", "EventID: 300", "A: 2", "");
    row("file access has none", "category: file_access", "A: 1", "A: 2", "");
}

void EventsCoveredTest::aRuleNeedsTheEventsOfItsLogSource()
{
    QFETCH(QString, logSource);
    QFETCH(QString, selection);
    QFETCH(QString, filter);
    QFETCH(QString, events);
    const QString part
        = selection.startsWith(QLatin1Char('{')) ? selection : QStringLiteral("{") + selection + QStringLiteral("}");
    const auto rules = minedRules(
        sigmaRule("  s: " + part.toStdString() + "\n  f: {" + filter.toStdString() + "}\n  condition: s and not f\n",
            logSource.toStdString()));
    std::string covered;
    for (const corpus::CoveredEvent& event : rules.front().events)
        covered += std::format("{}{} {}", covered.empty() ? "" : ", ", event.provider, event.id);
    QCOMPARE(QString::fromStdString(covered), events);
}

RULEWRIGHT_TEST(EventsCoveredTest)
#include "test_events_covered.moc"
