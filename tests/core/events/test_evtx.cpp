// SPDX-License-Identifier: Apache-2.0
// EVTX: what records say, which records count, and what damage does.
#include "core/events/load.h"
#include "core/events/time_text.h"
#include "tests/core/events/evtx_writer.h"
#include "tests/core/events/print_events.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <random>
#include <set>
#include <string>
#include <vector>

using namespace rulewright;
using namespace rulewright::events;
using namespace rulewright::tests;

namespace {

std::string number(std::uint64_t value, int bytes)
{
    std::string text;
    for (int i = 0; i < bytes; ++i)
        text += static_cast<char>(value >> (8 * i) & 0xFF);
    return text;
}

// An event with a provider, an id, and data by name from the values 0, 1, …
void sysmonLike(BinXml& xml)
{
    xml.open(u"Event");
    xml.open(u"System");
    xml.open(u"Provider", true);
    xml.attribute(u"Name", u"Microsoft-Windows-Sysmon");
    xml.endAttributes();
    xml.close();
    xml.open(u"EventID");
    xml.text(u"1");
    xml.close();
    xml.open(u"Correlation");
    xml.close();
    xml.close();
    xml.open(u"EventData");
    xml.open(u"Data", true);
    xml.attribute(u"Name", u"Image");
    xml.endAttributes();
    xml.value(0);
    xml.close();
    xml.open(u"Data", true);
    xml.attribute(u"Name", u"Value");
    xml.endAttributes();
    xml.value(1);
    xml.close();
    xml.close();
    xml.close();
}

LoadResult loadedEvtx(const std::string& bytes)
{
    Task task;
    return loadText("a.evtx", bytes, {}, Side::Unknown, task);
}

// One line an event, whatever the order in which its fields first came.
std::multiset<std::string> sortedEvents(const EventSet& events)
{
    std::multiset<std::string> lines;
    for (std::uint32_t i = 0; i < events.size(); ++i) {
        std::set<std::string> fields;
        for (const EventField& field : events.event(EventId{i})) {
            std::string text = field.name + "=";
            for (const std::string& value : field.values)
                text += value + "|";
            fields.insert(std::move(text));
        }
        std::string line;
        for (const std::string& field : fields)
            line += field + " ";
        lines.insert(std::move(line));
    }
    return lines;
}

// What the field Value reads where the record has this value.
std::string valueOf(const EvtxValue& value)
{
    const EvtxFile file(sysmonLike, {{utf16Value(u"x"), value}});
    const LoadResult result = loadedEvtx(file.bytes());
    std::string text;
    for (const std::string& one : result.events.values(EventId{0}, "Value"))
        text += (text.empty() ? "" : "|") + one;
    return text;
}

class TestEvtx : public QObject {
    Q_OBJECT

private slots:

    void namesSystemAndData()
    {
        const EvtxFile file(sysmonLike, {{utf16Value(u"C:\\a.exe"), utf16Value(u"ü😀")}, {utf16Value(u"b"), {}}});
        const LoadResult result = loadedEvtx(file.bytes());
        QCOMPARE(printedSkips(result.report), std::string());
        QCOMPARE(printedEvents(result.events),
            std::string("Provider_Name=Microsoft-Windows-Sysmon EventID=1 Correlation=null Image=C:\\a.exe Value=ü😀 "
                        "EventRecordID=1\n"
                        "Provider_Name=Microsoft-Windows-Sysmon EventID=1 Correlation=null Image=b Value= "
                        "EventRecordID=2\n"));
        QCOMPARE(isoTime(result.events.time(EventId{0})), std::string("2020-12-04T00:00:00Z"));
    }

    void readsEveryType_data()
    {
        QTest::addColumn<unsigned>("type");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, unsigned type, const std::string& bytes, const char* text) {
            QTest::newRow(name) << type << QByteArray::fromStdString(bytes) << QString::fromUtf8(text);
        };
        row("null", 0x00, "", "");
        row("ansi", 0x02, "caf\xE9", "café");
        row("int8", 0x03, "\xFF", "-1");
        row("uint8", 0x04, "\xFF", "255");
        row("int16", 0x05, number(0xFFFE, 2), "-2");
        row("uint16", 0x06, number(0xFFFE, 2), "65534");
        row("int32", 0x07, number(0xFFFFFFFF, 4), "-1");
        row("uint32", 0x08, number(0xFFFFFFFF, 4), "4294967295");
        row("int64", 0x09, number(~0ULL, 8), "-1");
        row("uint64", 0x0A, number(~0ULL, 8), "18446744073709551615");
        row("real32", 0x0B, number(0x3FC00000, 4), "1.5");
        row("real64", 0x0C, number(0x3FF8000000000000, 8), "1.5");
        row("bool", 0x0D, number(1, 4), "true");
        row("binary", 0x0E, std::string("\x00\xAB", 2), "00AB");
        row("guid", 0x0F, "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0A\x0B\x0C\x0D\x0E\x0F\x10",
            "{04030201-0605-0807-090A-0B0C0D0E0F10}");
        row("size", 0x10, number(0x1F0FFF, 8), "0x1f0fff");
        row("filetime", 0x11, number(132'515'136'000'000'001, 8), "2020-12-04T00:00:00.0000001Z");
        row("systemtime", 0x12,
            number(2020, 2) + number(12, 2) + number(5, 2) + number(4, 2) + number(1, 2) + number(2, 2) + number(3, 2)
                + number(45, 2),
            "2020-12-04T01:02:03.0450000Z");
        row("sid", 0x13, std::string("\x01\x02\x00\x00\x00\x00\x00\x05", 8) + number(21, 4) + number(500, 4),
            "S-1-5-21-500");
        row("hex32", 0x14, number(0x10, 4), "0x10");
        row("hex64", 0x15, number(0x3E7, 8), "0x3e7");
        row("strings", 0x81, std::string("a\0\0\0b\0\0\0", 8), "a|b");
        row("numbers", 0x88, number(1, 4) + number(2, 4), "1|2");
        row("too short for its type", 0x0F, "ab", "");
    }

    void readsEveryType()
    {
        QFETCH(unsigned, type);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, text);
        QCOMPARE(QString::fromStdString(valueOf({type, bytes.toStdString()})), text);
    }

    void namesUserDataWithoutItsWrapper()
    {
        const EvtxFile file(
            [](BinXml& xml) {
                xml.open(u"Event");
                xml.open(u"UserData");
                xml.open(u"LogFileCleared", true);
                xml.attribute(u"xmlns", u"http://example.org");
                xml.endAttributes();
                xml.open(u"SubjectUserName");
                xml.value(0);
                xml.close();
                xml.open(u"Inner", true);
                xml.attributeValue(u"Kind", 1);
                xml.endAttributes();
                xml.open(u"Deep");
                xml.text(u"d");
                xml.close();
                xml.close();
                xml.close();
                xml.close();
                xml.close();
            },
            {{utf16Value(u"u"), utf16Value(u"k")}, {utf16Value(u"v"), {}}});
        QCOMPARE(printedEvents(loadedEvtx(file.bytes()).events),
            std::string("SubjectUserName=u Inner_Kind=k Inner.Deep=d EventRecordID=1\n"
                        "SubjectUserName=v Inner.Deep=d EventRecordID=2\n"));
    }

    // Records with their whole XML share plans by their structure; a text in two parts is read without one.
    void wholeXmlReadsTheSameInOneTextAsInTwo()
    {
        constexpr std::array<std::u16string_view, 9> texts{
            u"", u" ", u"\r\n", u"a", u"Value 1", u"\u00e9\U0001F600", u"7", u"Name", u"2020-12-04T00:00:00.5Z"};
        std::set<std::string> seen;
        for (std::uint32_t seed = 1; seed <= 200; ++seed) {
            const auto body = [&](bool inTwo) {
                return [seed, inTwo, &texts](BinXml& xml, std::size_t record) {
                    std::mt19937 random(1'000 * seed + static_cast<std::uint32_t>(record));
                    const auto write = [&](std::u16string_view text) {
                        if (inTwo)
                            xml.text(text.substr(0, text.size() / 2));
                        xml.text(inTwo ? text.substr(text.size() / 2) : text);
                    };
                    const auto writeAny = [&] { write(texts[random() % texts.size()]); };
                    const auto element = [&](std::u16string_view name, std::u16string_view attribute) {
                        xml.open(name, !attribute.empty());
                        if (!attribute.empty()) {
                            xml.u8(0x06);
                            xml.name(attribute);
                            writeAny();
                            xml.endAttributes();
                        }
                        if (random() % 3 != 0)
                            writeAny();
                        xml.close();
                    };
                    xml.open(u"Event", true);
                    xml.attribute(u"xmlns", u"urn:x");
                    xml.endAttributes();
                    xml.open(u"System");
                    element(u"Provider", u"Name");
                    element(u"EventID", random() % 2 == 0 ? u"Qualifiers" : u"");
                    element(u"TimeCreated", u"SystemTime");
                    element(random() % 2 == 0 ? u"EventRecordID" : u"Channel", u"");
                    xml.close();
                    xml.open(random() % 2 == 0 ? u"EventData" : u"UserData");
                    for (std::uint32_t i = random() % 4; i > 0; --i)
                        element(random() % 3 == 0 ? u"Other" : u"Data", random() % 2 == 0 ? u"Name" : u"");
                    xml.open(u"Deep");
                    element(u"Inner", random() % 2 == 0 ? u"At" : u"");
                    if (random() % 2 == 0)
                        writeAny();
                    xml.close();
                    xml.close();
                    xml.close();
                };
            };
            const std::size_t records = 6;
            const LoadResult one = loadedEvtx(EvtxFile(body(false), records).bytes());
            const LoadResult two = loadedEvtx(EvtxFile(body(true), records).bytes());
            QCOMPARE(printedSkips(one.report), std::string());
            QCOMPARE(one.events.size(), static_cast<std::uint32_t>(records));
            QCOMPARE(printedEvents(one.events), printedEvents(two.events));
            for (std::uint32_t i = 0; i < records; ++i)
                QCOMPARE(one.events.time(EventId{i}), two.events.time(EventId{i}));
            seen.insert(printedEvents(one.events));
        }
        QVERIFY(seen.size() > 100);
    }

    // Forwarded records may have the time as text and none in their header.
    void aTimeWrittenAsTextIsTheEventsTime()
    {
        const auto withTime = [](std::u16string_view time) {
            return [time](BinXml& xml, std::size_t) {
                xml.open(u"Event");
                xml.open(u"System");
                xml.open(u"TimeCreated", true);
                xml.u8(0x06);
                xml.name(u"SystemTime");
                xml.text(time);
                xml.endAttributes();
                xml.close();
                xml.close();
                xml.close();
            };
        };
        const std::int64_t header = loadedEvtx(EvtxFile(withTime(u"no time"), 1).bytes()).events.time(EventId{0});
        const LoadResult text = loadedEvtx(EvtxFile(withTime(u"2020-12-04T00:00:00.0000001Z"), 1).bytes());
        QCOMPARE(text.events.time(EventId{0}), parseTime("2020-12-04T00:00:00.0000001Z").value());
        QVERIFY(text.events.time(EventId{0}) != header);
    }

    void unnamedDataAreAList()
    {
        const EvtxFile file(
            [](BinXml& xml) {
                xml.open(u"Event");
                xml.open(u"EventData");
                xml.open(u"Data");
                xml.value(0);
                xml.close();
                xml.open(u"Data");
                xml.text(u"second");
                xml.close();
                xml.close();
                xml.close();
            },
            {{utf16Value(u"first")}});
        QCOMPARE(printedEvents(loadedEvtx(file.bytes()).events), std::string("Data=first|second EventRecordID=1\n"));
    }

    void recordsBehindTheFreeSpaceDoNotCount()
    {
        const EvtxFile file(sysmonLike, {{utf16Value(u"a"), {}}, {utf16Value(u"b"), {}}, {utf16Value(u"c"), {}}});
        QCOMPARE(loadedEvtx(file.bytes(file.record(2))).report.records, 2u);
    }

    void aWrongChecksumIsToldAndStopsNothing()
    {
        const EvtxFile file(sysmonLike, {{utf16Value(u"a"), {}}});
        std::string bytes = file.bytes();
        bytes[evtx::fileHeaderSize + 52] ^= 1;
        const LoadResult result = loadedEvtx(bytes);
        QCOMPARE(result.report.records, 1u);
        QCOMPARE(printedSkips(result.report),
            std::string("0 the checksum of a chunk header is wrong at byte 4096\n"
                        "0 the checksum of a chunk's records is wrong at byte 4096\n"));
    }

    void aChunkThatIsGoneIsTold()
    {
        const EvtxFile file(sysmonLike, {{utf16Value(u"a"), {}}});
        std::string bytes = file.bytes() + file.bytes().substr(evtx::fileHeaderSize);
        bytes.replace(42, 2, std::string("\x02\0", 2)); // how many chunks the file header counts
        bytes[evtx::fileHeaderSize + evtx::chunkSize] = 'X';
        const LoadResult result = loadedEvtx(bytes);
        QCOMPARE(result.report.records, 1u);
        QVERIFY(printedSkips(result.report).contains("0 no chunk where the file header counts one at byte 69632\n"));
    }

    void aBrokenRecordIsCountedAndTheNextIsRead()
    {
        const EvtxFile file(sysmonLike, {{utf16Value(u"a"), {}}, {utf16Value(u"b"), {}}, {utf16Value(u"c"), {}}});
        std::string bytes = file.bytes();
        bytes[evtx::fileHeaderSize + file.record(1)] = 'X';
        const LoadResult result = loadedEvtx(bytes);
        QCOMPARE(result.report.records, 2u);
        QVERIFY(printedSkips(result.report)
                .contains(std::format("1 no record header where a record should begin at byte {}\n",
                    evtx::fileHeaderSize + file.record(1))));
    }

    void theRawTextIsXml()
    {
        const EvtxFile file(sysmonLike, {{utf16Value(u"a & b"), {}}});
        const LoadResult result = loadedEvtx(file.bytes());
        const auto xml = rawText(result.events, EventId{0});
        QVERIFY(xml.has_value());
        QCOMPARE(*xml,
            std::string("<Event>\n"
                        "  <System>\n"
                        "    <Provider Name=\"Microsoft-Windows-Sysmon\"/>\n"
                        "    <EventID>1</EventID>\n"
                        "    <Correlation/>\n"
                        "  </System>\n"
                        "  <EventData>\n"
                        "    <Data Name=\"Image\">a &amp; b</Data>\n"
                        "    <Data Name=\"Value\"></Data>\n"
                        "  </EventData>\n"
                        "</Event>"));
    }

    // Whatever is done to a file: no crash, no hang, and records of untouched bytes are still there.
    void survivesMutations()
    {
        std::vector<std::vector<EvtxValue>> records(40, {utf16Value(u"some text"), {0x08, number(7, 4)}});
        const std::string whole = EvtxFile(sysmonLike, records).bytes();
        std::uint64_t seed = 1;
        const auto random = [&seed](std::uint64_t below) {
            seed = seed * 6'364'136'223'846'793'005 + 1'442'695'040'888'963'407;
            return (seed >> 33) % below;
        };
        for (int round = 0; round < 1'000; ++round) {
            std::string bytes = whole;
            for (std::uint64_t i = random(8); i < 8; ++i) {
                const std::uint64_t at = evtx::fileHeaderSize + random(8'000);
                bytes[at] = static_cast<char>(random(4) == 0 ? 0xFF : random(256));
            }
            if (random(10) == 0)
                bytes.resize(random(bytes.size()));
            const LoadResult result = loadedEvtx(bytes);
            QVERIFY(result.report.records <= 60);
        }
        std::string last = whole; // a byte of the last record's value
        const EvtxFile file(sysmonLike, records);
        last[evtx::fileHeaderSize + file.end() - 12] ^= 0x55;
        QCOMPARE(loadedEvtx(last).report.records, 40u);
    }

    // A mutation in one chunk, a piece cut off or put in, a file header gone: every record of the others is still
    // there.
    void aMutatedChunkLeavesTheOthersWhole()
    {
        constexpr std::size_t chunks = 4;
        constexpr std::uint32_t perChunk = 25;
        std::string whole;
        std::vector<std::multiset<std::string>> expected(chunks);
        for (std::size_t c = 0; c < chunks; ++c) {
            std::vector<std::vector<EvtxValue>> records;
            for (std::uint32_t i = 0; i < perChunk; ++i) {
                const std::u16string text = u"chunk" + std::u16string(1, static_cast<char16_t>(u'A' + c)) + u"record"
                    + std::u16string(1, static_cast<char16_t>(u'a' + i));
                records.push_back({utf16Value(text), {0x08, number(i, 4)}});
            }
            const std::string bytes = EvtxFile(sysmonLike, records).bytes();
            whole += c == 0 ? bytes : bytes.substr(evtx::fileHeaderSize);
            expected[c] = sortedEvents(loadedEvtx(bytes).events);
            QCOMPARE(expected[c].size(), perChunk);
        }
        std::uint64_t seed = 7;
        const auto random = [&seed](std::uint64_t below) {
            seed = seed * 6'364'136'223'846'793'005 + 1'442'695'040'888'963'407;
            return (seed >> 33) % below;
        };
        for (int round = 0; round < 1'000; ++round) {
            std::string bytes = whole;
            const std::size_t hit = random(chunks);
            const std::size_t begin = evtx::fileHeaderSize + hit * evtx::chunkSize;
            for (std::uint64_t i = random(12); i < 12; ++i) {
                const std::uint64_t kind = random(4);
                const std::size_t at = begin + random(random(2) == 0 ? evtx::chunkHeaderSize : 9'000);
                if (kind == 0)
                    bytes[at] = static_cast<char>(bytes[at] ^ (1 << random(8)));
                else if (kind == 1)
                    bytes[at] = static_cast<char>(random(256));
                else if (kind == 2)
                    bytes.replace(at, 64, std::string(64, random(2) == 0 ? '\0' : '\xFF'));
                else
                    bytes.replace(at, 4, "\xFF\xFF\xFF\x7F");
            }
            if (random(8) == 0) // the file's own header is in no chunk
                bytes.replace(random(evtx::fileHeaderSize - 16), 16, std::string(16, '\0'));
            const LoadResult result = loadedEvtx(bytes);
            const std::multiset<std::string> read = sortedEvents(result.events);
            for (std::size_t c = 0; c < chunks; ++c)
                QVERIFY2(c == hit || std::ranges::includes(read, expected[c]), qPrintable(QString::number(round)));
            std::uint64_t skipped = 0;
            for (const Skipped& entry : result.report.skipped)
                skipped += entry.count;
            QVERIFY(result.report.records + skipped >= (chunks - 1) * perChunk);
        }
    }

    void readsEveryRecordOfAPublicCollection()
    {
        const std::filesystem::path shared = sharedFolder();
        SKIP_WITHOUT_SHARED(shared);
        Task task;
        const std::vector<EventInput> inputs{{shared / "events/evtx-to-mitre", Side::Unknown}};
        const auto result = load(inputs, {}, task);
        QVERIFY(result.has_value());
        QCOMPARE(result->report.records, 10'015u);
        std::uint64_t lost = 0;
        for (const Skipped& skipped : result->report.skipped)
            lost += skipped.count;
        QCOMPARE(lost, 0u);
    }
};

} // namespace

RULEWRIGHT_TEST(TestEvtx)

#include "test_evtx.moc"
