// SPDX-License-Identifier: Apache-2.0
#include "tests/support/runner.h"
#include "ui/editor/line_ends.h"
#include "ui/editor/text_position.h"

#include <random>

using namespace rulewright::ui;

namespace {

// Bytes that trip a conversion: two, three and four bytes long, broken, and what QTextDocument claims for itself.
const std::string hostile
    = "a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x99\x82\n\xFF\xC0\xAF\xED\xA0\x80\xE2\x80\xA9\xEF\xB7\x90\xC2\xA0z\n\xE2\x80";

class TestTextPosition : public QObject {
    Q_OBJECT

private slots:

    void bytesSurvive()
    {
        QVERIFY(toUtf8(toEditorText(hostile)) == hostile);
        std::string all;
        for (int i = 0; i < 256; ++i)
            all += static_cast<char>(i);
        QVERIFY(toUtf8(toEditorText(all)) == all);
    }

    void placesOfSurrogates()
    {
        const TextPositions positions(toEditorText("a\xF0\x9F\x99\x82z"));
        QCOMPARE(positions.byteOffset(0), 0U);
        QCOMPARE(positions.byteOffset(1), 1U);
        QCOMPARE(positions.byteOffset(2), 1U); // inside the pair
        QCOMPARE(positions.byteOffset(3), 5U);
        QCOMPARE(positions.byteOffset(9), 6U);
        QCOMPARE(positions.position(5), 3);
        QCOMPARE(positions.position(3), 1);
        QCOMPARE(positions.position(99), 4);
    }

    // A thousand random changes, each as if the whole text were read again.
    void changesEqualReset()
    {
        std::mt19937 random(7);
        const QString pieces[] = {QStringLiteral("ä"), QStringLiteral("\n"), toEditorText("\xF0\x9F\x99\x82"),
            QStringLiteral("abc"), toEditorText("\xFF"), QStringLiteral("€\n€")};
        QString text;
        TextPositions positions;
        for (int i = 0; i < 1'000; ++i) {
            int at = static_cast<int>(random() % static_cast<unsigned>(text.size() + 1));
            int removed = static_cast<int>(random() % 4);
            // A cursor never stands inside a pair.
            if (at > 0 && at < text.size() && text[at].isLowSurrogate() && text[at - 1].isHighSurrogate())
                --at;
            removed = std::min(removed, static_cast<int>(text.size()) - at);
            const int end = at + removed;
            if (end > 0 && end < text.size() && text[end].isLowSurrogate() && text[end - 1].isHighSurrogate())
                ++removed;
            const QString& added = pieces[random() % 6];
            text.replace(at, removed, added);
            positions.change(at, removed, added);
            const TextPositions fresh(text);
            QVERIFY(positions.utf8() == fresh.utf8());
            QCOMPARE(positions.length(), fresh.length());
            for (int place = 0; place <= text.size(); place += 3)
                QCOMPARE(positions.byteOffset(place), fresh.byteOffset(place));
            for (std::uint32_t byte = 0; byte <= fresh.utf8().size(); byte += 3)
                QCOMPARE(positions.position(byte), fresh.position(byte));
            if (text.size() > 200) {
                text.clear();
                positions.reset(text);
            }
        }
    }

    void lineEnds_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("lf") << QByteArray("a\nb\n");
        QTest::newRow("crlf") << QByteArray("a\r\nb\r\n");
        QTest::newRow("cr") << QByteArray("a\rb");
        QTest::newRow("mixed") << QByteArray("a\r\nb\nc\r\n\rd");
        QTest::newRow("mark") << QByteArray("\xEF\xBB\xBF"
                                            "a\r\n");
        QTest::newRow("empty") << QByteArray();
    }

    void lineEnds()
    {
        QFETCH(QByteArray, bytes);
        LineEnds ends;
        const std::string text = ends.take({bytes.constData(), static_cast<std::size_t>(bytes.size())});
        QVERIFY(text.find('\r') == std::string::npos);
        QCOMPARE(QByteArray::fromStdString(ends.restore(text)), bytes);
    }

    void lineEndsOfAChange()
    {
        LineEnds ends;
        std::string text = ends.take("a\r\nb\nc\r\nd\r\n");
        QVERIFY(text == "a\nb\nc\nd\n");
        text.insert(4, "new\n");
        QVERIFY(ends.restore(text) == "a\r\nb\nnew\r\nc\r\nd\r\n");
    }
};

} // namespace

RULEWRIGHT_TEST(TestTextPosition)

#include "test_text_position.moc"
