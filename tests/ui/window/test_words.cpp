// SPDX-License-Identifier: Apache-2.0
#include "tests/support/runner.h"
#include "ui/window/settings.h"
#include "ui/window/words.h"

using namespace rulewright::ui;

class WordsTest : public QObject {
    Q_OBJECT
private slots:
    void numbersAreGroupedAndSigned();
    void percentIsNeverMoreThanItIs();
    void operatorsReadAsWords();
    void recentFilesStandOnceAndNewestFirst();
};

void WordsTest::numbersAreGroupedAndSigned()
{
    QCOMPARE(grouped(0), QStringLiteral("0"));
    QCOMPARE(grouped(41207), QStringLiteral("41,207"));
    QCOMPARE(grouped(-1234567), QStringLiteral("−1,234,567"));
    QCOMPARE(withSign(3), QStringLiteral("+3"));
    QCOMPARE(withSign(0), QStringLiteral("+0"));
    QCOMPARE(withSign(-55), QStringLiteral("−55"));
    QCOMPARE(withMinus(4), QStringLiteral("−4"));
    QCOMPARE(withMinus(0), QStringLiteral("−0"));
}

void WordsTest::percentIsNeverMoreThanItIs()
{
    QCOMPARE(percent(0), QStringLiteral("0%"));
    QCOMPARE(percent(0.0001), QStringLiteral("<1%"));
    QCOMPARE(percent(0.43), QStringLiteral("43%"));
    QCOMPARE(percent(0.9999), QStringLiteral("99%"));
    QCOMPARE(percent(1), QStringLiteral("100%"));
}

void WordsTest::operatorsReadAsWords()
{
    QCOMPARE(operatorWords(QStringLiteral("eq")), QStringLiteral("is"));
    QCOMPARE(operatorWords(QStringLiteral("ends_with")), QStringLiteral("ends with"));
    QCOMPARE(operatorWords(QStringLiteral("ge")), QStringLiteral("≥"));
    QCOMPARE(operatorWords(QStringLiteral("fieldref_contains")), QStringLiteral("contains the value of"));
}

void WordsTest::recentFilesStandOnceAndNewestFirst()
{
    QStringList recent;
    for (int i = 0; i < 12; ++i)
        recent = withRecent(recent, QString::number(i));
    QCOMPARE(recent.size(), mostRecentRules);
    QCOMPARE(recent.first(), QStringLiteral("11"));
    recent = withRecent(recent, QStringLiteral("5"));
    QCOMPARE(recent.first(), QStringLiteral("5"));
    QCOMPARE(recent.count(QStringLiteral("5")), 1);
}

RULEWRIGHT_TEST(WordsTest)
#include "test_words.moc"
