// SPDX-License-Identifier: Apache-2.0
// The times that logs have: all become one instant, or none.
#include "core/events/event_set.h"
#include "core/events/time_text.h"
#include "tests/support/runner.h"

using namespace rulewright::events;

class TimesTest : public QObject {
    Q_OBJECT
private slots:
    void oneInstantInManyForms_data();
    void oneInstantInManyForms();
    void othersAreRead_data();
    void othersAreRead();
    void whatIsNoTimeIsNone_data();
    void whatIsNoTimeIsNone();
};

void TimesTest::oneInstantInManyForms_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : {"2026-03-01T08:00:02Z", "2026-03-01 08:00:02", "2026-03-01T08:00:02.000Z",
             "2026-03-01 08:00:02,000", "2026-03-01T09:00:02+01:00", "2026-03-01T09:30:02+0130",
             "2026-03-01T07:00:02-01", "2026-03-01 08:00:02 UTC", "1772352002", "1772352002000", "1772352002000000",
             "/Date(1772352002000)/", "/Date(1772352002000+0100)/", "Mar 1, 2026 @ 08:00:02.000",
             "Mar  1 2026 08:00:02", "Sun Mar  1 08:00:02 2026", "Sun, 01 Mar 2026 08:00:02 GMT",
             "Sun, 01 Mar 2026 09:00:02 +0100", "01/Mar/2026:08:00:02 +0000", "1 March 2026 08:00:02",
             "3/1/2026 8:00:02 AM", "3/1/2026, 8:00:02.000 AM", "01/03/2026 08:00:02", "01.03.2026 08:00:02",
             "01-03-2026 08:00:02", "2026/03/01 8:00:02", "20260301T080002Z"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void TimesTest::oneInstantInManyForms()
{
    QFETCH(QString, text);
    const auto time = parseTime(text.toStdString());
    QVERIFY(time.has_value());
    QCOMPARE(isoTime(*time), std::string("2026-03-01T08:00:02Z"));
}

void TimesTest::othersAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("iso");
    QTest::newRow("afternoon") << "12/31/2026 11:59:59 PM" << "2026-12-31T23:59:59Z";
    QTest::newRow("midnight") << "1/2/2026 12:00:00 AM" << "2026-01-02T00:00:00Z";
    QTest::newRow("noon") << "1/2/2026 12:00:00 PM" << "2026-01-02T12:00:00Z";
    QTest::newRow("no month") << "13/02/2026 1:00:00 PM" << "2026-02-13T13:00:00Z";
    QTest::newRow("no day first") << "02/13/2026 13:00:00" << "2026-02-13T13:00:00Z";
    QTest::newRow("no seconds") << "2026/03/01 08:00" << "2026-03-01T08:00:00Z";
    QTest::newRow("seven digits") << "3/1/2026 8:00:02.1234567 AM" << "2026-03-01T08:00:02.1234567Z";
    QTest::newRow("before 1970") << "/Date(-1000)/" << "1969-12-31T23:59:59Z";
}

void TimesTest::othersAreRead()
{
    QFETCH(QString, text);
    QFETCH(QString, iso);
    const auto time = parseTime(text.toStdString());
    QVERIFY(time.has_value());
    QCOMPARE(isoTime(*time), iso.toStdString());
}

void TimesTest::whatIsNoTimeIsNone_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : {"", "soon", "31.02.2026 08:00:00", "2026-03-01", "08:00:02", "1/2/26 08:00:00",
             "Mar 1 08:00:02", "Mar 1 2026 25:00:00", "1/2/2026 13:00:00 PM", "01.03.2026 08:61:00", "/Date(x)/",
             "/Date(99999999999999999)/", "Mar 1 2026 08:00:02 CEST", "Sun", "1.2.3.4 08:00:00", "20261301T080002Z",
             "00/00/2026 00:00:00"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void TimesTest::whatIsNoTimeIsNone()
{
    QFETCH(QString, text);
    QCOMPARE(parseTime(text.toStdString()), std::nullopt);
}

RULEWRIGHT_TEST(TimesTest)
#include "test_times.moc"
