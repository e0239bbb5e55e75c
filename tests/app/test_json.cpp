// SPDX-License-Identifier: Apache-2.0
#include "app/cli/json.h"
#include "tests/support/runner.h"

using rulewright::cli::Json;

class JsonTest : public QObject {
    Q_OBJECT
private slots:
    void keysKeepTheirOrder();
    void everyKindOfValueIsWritten();
    void brokenUtf8IsReplaced();
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

void JsonTest::brokenUtf8IsReplaced()
{
    QCOMPARE(Json("a\xff").text(), "\"a\xEF\xBF\xBD\"");
}

RULEWRIGHT_TEST(JsonTest)
#include "test_json.moc"
