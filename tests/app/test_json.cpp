// SPDX-License-Identifier: Apache-2.0
#include "app/cli/json.h"
#include "app/cli/visible_controls.h"
#include "tests/support/runner.h"

#include <ostream>
#include <sstream>
#include <string>

using rulewright::cli::Json;
using rulewright::cli::VisibleControls;

class JsonTest : public QObject {
    Q_OBJECT
private slots:
    void keysKeepTheirOrder();
    void everyKindOfValueIsWritten();
    void brokenUtf8IsReplaced();
    void charactersThatATerminalObeysAreEscaped();
    void controlCharactersAreShownAsPictures();
};

void JsonTest::keysKeepTheirOrder()
{
    Json object = Json::object();
    object.set("z", 1).set("a", 2).set("z", 3);
    QCOMPARE(object.text(), R"({"z":3,"a":2})");
}

void JsonTest::everyKindOfValueIsWritten()
{
    Json array = Json::array();
    array.push(nullptr).push(true).push(-1).push(std::uint64_t(18446744073709551615U)).push(0.5).push("text");
    array.push(Json::object()).push(Json::array());
    QCOMPARE(array.text(), R"([null,true,-1,18446744073709551615,0.5,"text",{},[]])");
}

void JsonTest::brokenUtf8IsReplaced() { QCOMPARE(Json("a\xff").text(), "\"a\xEF\xBF\xBD\""); }

void JsonTest::charactersThatATerminalObeysAreEscaped()
{
    QCOMPARE(Json("a\x1B[2J\x7F\u009B\u00A0").text(), "\"a\\u001b[2J\\u007f\\u009b\u00A0\"");
}

// What commands write as text goes through this.
void JsonTest::controlCharactersAreShownAsPictures()
{
    const std::string text = "\tkept\n\x1B[31mred\x7F\u009B \u00A0\u00E9\r\n";
    const std::string expected = "\tkept\n\u241B[31mred\u2421\uFFFD \u00A0\u00E9\u240D\n";
    for (const bool isFlushedOften : {false, true}) {
        std::stringbuf to;
        {
            VisibleControls controls(to);
            std::ostream out(&controls);
            for (const char c : text) {
                out << c;
                if (isFlushedOften)
                    out.flush();
            }
        }
        QCOMPARE(to.str(), expected);
    }
    std::stringbuf to;
    {
        VisibleControls controls(to);
        std::ostream out(&controls);
        out << std::string(10'000, 'a') << std::string(10'000, '\x1B');
    }
    QCOMPARE(to.str().size(), std::size_t{10'000 + 30'000});
}

RULEWRIGHT_TEST(JsonTest)
#include "test_json.moc"
