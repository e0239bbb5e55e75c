// SPDX-License-Identifier: Apache-2.0
// Lines or stream, what goes on after a break, and hostile input.
#include "core/events/json_events.h"
#include "core/events/json_scan.h"
#include "tests/core/events/print_events.h"
#include "tests/support/runner.h"

#include <string>

using namespace rulewright;
using namespace rulewright::events;
using namespace rulewright::tests;

namespace {

std::string repeated(std::string_view text, std::size_t count)
{
    std::string result;
    for (std::size_t i = 0; i < count; ++i)
        result += text;
    return result;
}

class TestJsonLayout : public QObject {
    Q_OBJECT

private slots:

    void choosesTheLayout()
    {
        using enum JsonLayout;
        QCOMPARE(jsonLayout("{\"a\":1}\n{\"a\":2}"), Lines);
        QCOMPARE(jsonLayout("\n\r\n  {\"a\":1}  \r\n{"), Lines);
        QCOMPARE(jsonLayout("{\"a\":\n{\"a\":2}\n"), Lines);
        QCOMPARE(jsonLayout("garbage\n{\"a\":2}\n"), Lines);
        QCOMPARE(jsonLayout("[\n{\"a\":1}\n]"), Stream);
        QCOMPARE(jsonLayout("{\n\"a\":1}"), Stream);
        QCOMPARE(jsonLayout("{\"a\":1},\n{\"a\":2}"), Lines);
        QCOMPARE(jsonLayout("{\"a\":1} {\"a\":2}\n"), Stream);
        QCOMPARE(jsonLayout(""), Stream);
    }

    void reads_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("events");
        QTest::addColumn<std::string>("skips");
        const auto add = [](const char* name, std::string text, const char* events, const char* skips) {
            QTest::newRow(name) << std::move(text) << std::string(events) << std::string(skips);
        };
        add("lines", "{\"a\":1}\r\n\n {\"a\":2} \n{\"a\":3}", "a=1\na=2\na=3\n", "");
        add("byte-order mark", "\xEF\xBB\xBF{\"a\":1}\n{\"a\":2}\n", "a=1\na=2\n", "");
        add("utf-16",
            std::string("\xFF\xFE{\0\"\0\xE9\0\"\0:\0"
                        "1\0}\0\n\0",
                18),
            "é=1\n", "");
        add("utf-16 big-endian",
            std::string("\xFE\xFF\0{\0\"\0\xE9\0\"\0:\0"
                        "1\0}",
                16),
            "é=1\n", "");
        add("a broken line", "{\"a\":1}\n{\"a\" 2}\n{\"a\":3}\n", "a=1\na=3\n",
            "1 broken JSON at line 2: a colon is missing after a name\n");
        add("a record on two lines", "{\"a\":1}\n{\"a\":\"x\ny\"}\n{\"a\":3}\n", "a=1\na=3\n",
            "1 broken JSON at line 2: it ends too early\n");
        add("several broken lines", "{\"a\":1}\n{\"a\":}\nx\n{\"a\":3}}\n{\"a\":4}\n", "a=1\na=4\n",
            "3 broken JSON at lines 2, 3 and 4; the first: a value is missing\n");
        add("lines that are no objects", "{\"a\":1}\nx\n\"y\"\n42\n\n{\"a\":2}\n", "a=1\na=2\n",
            "3 broken JSON at lines 2, 3 and 4; the first: a line is no JSON object\n");
        add("an object among lines on several", "{\"a\":1}\n{\n \"a\": {\"b\":\n2}\n}\n{\"a\":3}\n",
            "a=1\na.b=2\na=3\n", "");
        add("one that does not end", "{\"a\":1}\n{\n \"a\": 2,\n{\"a\":3}\n", "a=1\na=3\n",
            "1 broken JSON at line 2: it ends too early\n");
        add("a broken first line", "{\"a\n{\"a\":2}\n", "a=2\n", "1 broken JSON at line 1: it ends too early\n");
        add("arrays on lines", "{\"a\":1}\n[{\"a\":2},{\"a\":3}]\n[]\n{\"a\":4}\n", "a=1\na=2\na=3\na=4\n", "");
        add("a broken array on a line", "{\"a\":1}\n[{\"a\":2},{\"a\"]\n{\"a\":4}\n", "a=1\na=2\na=4\n",
            "1 broken JSON at line 2: a colon is missing after a name\n");
        add("an array that does not end", "{\"a\":1}\n[{\"a\":2}\n{\"a\":4}\n", "a=1\na=2\na=4\n",
            "1 broken JSON at line 2: an array does not end\n");
        add("other values", "{\"a\":1}\n[1,\"x\",{\"a\":2}]\n", "a=1\na=2\n",
            "2 a value that is no object at lines 2 and 2\n");
        add("pretty", "{\n  \"a\": 1\n}\n{\n  \"a\": [\n    2\n  ]\n}\n", "a=1\na=2\n", "");
        add("on one line", "{\"a\":1}{\"a\":2} {\"a\":3}", "a=1\na=2\na=3\n", "");
        add("a top-level array", "[\n{\"a\":1},\n{\"a\":2}\n]\n", "a=1\na=2\n", "");
        add("arrays one after the other", "[{\"a\":1}]\n[{\"a\":2},{\"a\":3}][{\"a\":4}]", "a=1\na=2\na=3\na=4\n", "");
        add("an array behind an object", "{\n \"a\": 1\n}\n[\n {\"a\": 2}\n]\n{\"a\": 3}", "a=1\na=2\na=3\n", "");
        add("an array that begins with a number", "[1,{\"a\":1}]", "a=1\n", "1 a value that is no object at line 1\n");
        add("a line that begins with a number in brackets", "[1] started\n", "message=[1] started\n", "");
        add("arrays in an array", "[[{\"a\":1}],\n[[{\"a\":2}]]]", "a=1\na=2\n", "");
        add("a break in a stream", "{\n \"a\": 1\n}\n{\n \"a\": \n}\n{\n \"a\": 3\n}\n", "a=1\na=3\n",
            "1 broken JSON at line 6: a value is missing\n");
        add("a brace is missing", "{\n \"a\": 1\n\n{\n \"a\": 2\n}\n", "a=2\n",
            "1 broken JSON at line 4: a comma or } is missing\n");
        add("a quote is missing", "{\n \"a\": \"1\n}\n{\n \"a\": 2\n}\n", "a=2\n",
            "1 broken JSON at line 2: a text does not end on its line\n");
        add("a break in an array", "[\n{\"a\":1},\n{\"a\":,\n{\"a\":3}\n]", "a=1\na=3\n",
            "1 broken JSON at line 3: a value is missing\n");
        add("commas are missing", "[\n{\"a\":1}\n{\"a\":2},\n{\"a\":3}\n]", "a=1\na=2\na=3\n",
            "1 broken JSON at line 3: a comma or ] is missing\n");
        add("a stream that ends early", "{\n \"a\": 1\n}\n{\n \"a\": 2\n", "a=1\n",
            "1 broken JSON at line 6: it ends too early\n");
        add("invalid UTF-8", "{\"a\":\"x\xFFy\"}\n{\"a\":2}\n", "a=x\uFFFDy\na=2\n",
            "0 bytes that are no UTF-8 were replaced by U+FFFD at line 1\n");
        add("a NUL", std::string("{\"a\":1}\n{\"a\":\"\0\"}\n{\"a\":3}\n", 26), "a=1\na=3\n",
            "1 broken JSON at line 2: a control character stands in a text\n");
        add("an escaped NUL", "{\"a\":\"x\\u0000y\"}", "", "");
        add("bad numbers", "{\"a\":1}\n{\"a\":01}\n{\"a\":1.}\n{\"a\":+1}\n{\"a\":1e}\n{\"a\":nan}\n", "a=1\n",
            "5 broken JSON at lines 2, 3, 4, 5 and 6; the first: a comma or } is missing\n");
        add("trailing text", "{\"a\":1}\n{\"a\":2}x\n", "a=1\n",
            "1 broken JSON at line 2: something stands behind the object\n");
        add("bad words", "{\"a\":1}\n{\"a\":nul}\n{\"a\":truex}\n", "a=1\n",
            "2 broken JSON at lines 2 and 3; the first: a value is missing\n");
        add("no JSON", "Dear reader,\nthis is a letter.\n", "message=Dear reader,\nmessage=this is a letter.\n", "");
        add("nothing", "", "", "0 not an event file\n");
    }

    void reads()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, events);
        QFETCH(std::string, skips);
        const LoadResult result = loaded(text);
        QCOMPARE(printedSkips(result.report), skips);
        if (std::string_view(QTest::currentDataTag()) == "an escaped NUL")
            events = std::string("a=x\0y\n", 6);
        QCOMPARE(printedEvents(result.events), events);
        QCOMPARE(result.report.records, result.events.size());
    }

    void boundsDepth()
    {
        const std::string deep = repeated("{\"a\":", 10'000) + "1" + repeated("}", 10'000);
        const std::string arrays = "{\"a\":" + repeated("[", 10'000) + repeated("]", 10'000) + "}";
        const std::string fits = repeated("{\"a\":", 512) + "1" + repeated("}", 512);
        QCOMPARE(printedSkips(loaded(deep + "\n" + arrays + "\n" + fits + "\n").report),
            "2 objects nested deeper than 512 levels at lines 1 and 2\n");
        QCOMPARE(printedSkips(loaded("[" + deep + ",\n" + arrays + ",\n" + fits + "]").report),
            "2 objects nested deeper than 512 levels at lines 1 and 2\n");
        QCOMPARE(loaded(repeated("[", 1'000'000)).report.skipped[0].count, 1u);
        QCOMPARE(loaded(repeated("{\n", 1'000'000)).report.records, 0u);
        QCOMPARE(loaded(repeated("{\"a\":[\n", 100'000)).report.records, 0u);
    }

    void boundsNames()
    {
        const std::string name(2'000, 'n');
        const std::string record = "{\"" + name + "\":{\"" + name + "\":{\"" + name + "\":1}}}\n";
        QCOMPARE(printedSkips(loaded("{\"a\":1}\n" + record).report),
            "1 a field's name of more than 4,096 bytes at line 2\n");

        std::string wide = "{";
        for (int i = 0; i < 1'000'000; ++i)
            wide += std::format("{}\"name{}\":{}", i > 0 ? "," : "", i, i);
        const LoadResult result = loaded(wide + "}\n{\"a\":1}\n");
        QCOMPARE(result.report.records, 2u);
        QCOMPARE(result.events.segments[0]->columns.size(), std::size_t{Segment::maximumNames});
        QCOMPARE(result.events.values(EventId{0}, "name999999"), (std::vector<std::string>{"999999"}));
        QCOMPARE(result.events.values(EventId{0}, "name5"), (std::vector<std::string>{"5"}));
    }

    void readsAHundredMegabytes()
    {
        const std::string text = repeated("{\"a\":\"" + std::string(980, 'x') + "\",\"b\":1}\n", 100'000);
        const LoadResult result = loaded(text);
        QCOMPARE(result.report.records, 100'000u);
        QVERIFY(result.events.bytes() < 8'000'000);
        QCOMPARE(*rawText(result.events, EventId{99'999}),
            text.substr(text.size() - text.size() / 100'000, text.size() / 100'000 - 1));
    }

    void stops()
    {
        Task task;
        task.stop();
        const std::string text = repeated("{\"a\":\"" + std::string(980, 'x') + "\"}\n", 10'000);
        const LoadResult result = loadText("t", text, {}, Side::Unknown, task);
        QVERIFY(result.report.isCancelled);
        QVERIFY(result.report.records < 2'000);
        QCOMPARE(result.events.size(), result.report.records);
    }

    void scans()
    {
        QCOMPARE(scanJson(" {\"a\":[1,{}]} x", 0).end, 13u);
        QCOMPARE(scanJson(" {\"a\":[1,{}]} x", 0).depth, 3u);
        QVERIFY(scanJson("{\"a\":[1,}", 0).isBroken());
        QVERIFY(scanJson("[1}", 0).isBroken());
        QVERIFY(isJsonNumber("-0.5e+10"));
        QVERIFY(!isJsonNumber("-"));
        QVERIFY(!isJsonNumber(".5"));
    }
};

} // namespace

RULEWRIGHT_TEST(TestJsonLayout)

#include "test_json_layout.moc"
