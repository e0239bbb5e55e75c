// SPDX-License-Identifier: Apache-2.0
// How soon a reader hears that it should stop, without a clock: what it still reads of a slice after the request.
#include "core/events/formats.h"
#include "core/events/load.h"
#include "tests/core/events/print_events.h"
#include "tests/support/runner.h"

#include <format>
#include <string>

using namespace rulewright;
using namespace rulewright::events;
using namespace rulewright::tests;

namespace {

std::string repeated(std::string_view head, std::string_view record, int count)
{
    std::string text(head);
    for (int i = 0; i < count; ++i)
        text += record;
    return text;
}

} // namespace

class CancelTest : public QObject {
    Q_OBJECT
private slots:
    void aReaderLooksAtTheTaskOften_data();
    void aReaderLooksAtTheTaskOften();
    void aFileThatIsHeldWholeIsNotReadToItsEnd();
    void whatWasReadStays();
};

void CancelTest::aReaderLooksAtTheTaskOften_data()
{
    QTest::addColumn<std::string>("text");
    constexpr int count = 40'000;
    const auto row = [](const char* name, std::string_view head, std::string_view record) {
        QTest::newRow(name) << repeated(head, record, count);
    };
    const std::string filler(60, 'x');
    row("JSON lines", "", "{\"a\":1,\"b\":\"" + filler + "\"}\n");
    row("JSON array", "[", "\n{\"a\":1,\n\"b\":\"" + filler + "\"},");
    row("JSON records", "{\"Records\":[", "\n{\"a\":1,\n\"b\":\"" + filler + "\"},");
    row("XML", "<Events>", "<Event><System><EventID>1</EventID></System></Event>");
    row("CSV", "a,b,c\n", "1,2," + filler + "\n");
    row("syslog", "", "<34>1 2026-03-01T08:00:01Z h app - - - text\n");
    row("CEF", "", "CEF:0|V|P|1|2|n|5|k=v\n");
    row("audit log", "", "type=CWD msg=audit(1772352001.123:45): cwd=\"/\"\n");
    row("logfmt", "", "level=info msg=text a=b\n");
    row("access log", "", "1.2.3.4 - - [01/Mar/2026:08:00:01 +0000] \"GET / HTTP/1.1\" 200 1\n");
    row("W3C", "#Fields: date time c-ip cs-method\n", "2026-03-01 08:00:01 1.2.3.4 GET\n");
    row("Zeek", "#separator \\x09\n#fields\tts\tuid\n#types\ttime\tstring\n", "1772352001.0\tC1\n");
}

void CancelTest::aReaderLooksAtTheTaskOften()
{
    QFETCH(std::string, text);
    Task task;
    EventSetBuilder builder;
    ImportLog log("a");
    ReadContext context{.source = builder.addSource({.path = "a"}), .builder = builder, .log = log, .task = task};
    const PaddedText padded(text);
    const Format* format = formatOf({.text = padded.text().substr(0, FileHead::length), .isNamed = true});
    QVERIFY(format != nullptr && format->open != nullptr);
    const SliceReader read = format->open(context);
    task.stop();
    (void)read({.text = padded.text(), .offset = 0, .line = 1, .isLast = true});
    // A MiB of JSON at most, or 1,024 lines: less than 10 ms.
    QVERIFY2(context.records <= 16'000, format->name.data());
    QVERIFY(context.records < 40'000);
}

void CancelTest::aFileThatIsHeldWholeIsNotReadToItsEnd()
{
    Task task;
    std::size_t asked = 0;
    ByteSource source = stoppable(
        [&](char*, std::size_t size) -> std::expected<std::size_t, std::string> {
            ++asked;
            if (asked == 3)
                task.stop();
            return size;
        },
        task);
    const auto text = readAll(source, std::uint64_t{64} << 20, std::uint64_t{4} << 30);
    QVERIFY(text.has_value());
    QCOMPARE(asked, 3u);
    QVERIFY(text->size() <= std::size_t{12} << 20);
}

void CancelTest::whatWasReadStays()
{
    const std::string text = repeated("", "{\"a\":1}\n", 10);
    Task first;
    LoadResult result = loadText("a", text, {}, Side::Unknown, first);
    Task second;
    second.stop();
    result = loadText("b", text, std::move(result.events), Side::Unknown, second);
    QVERIFY(result.report.isCancelled);
    QCOMPARE(result.events.size(), 10u);
    QCOMPARE(printedSkips(result.report), std::string());
}

RULEWRIGHT_TEST(CancelTest)
#include "test_cancel.moc"
