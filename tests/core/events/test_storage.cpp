// SPDX-License-Identifier: Apache-2.0
// What lies under the columns: where events stand, values that stay in place, mapped files, checksums, tables of texts.
#include "core/events/builder.h"
#include "core/events/evtx/file.h"
#include "core/events/padded_text.h"
#include "core/events/source_rows.h"
#include "core/events/text_table.h"
#include "tests/support/runner.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <format>
#include <fstream>
#include <random>

using namespace rulewright;
using namespace rulewright::events;

namespace {

bool isSame(const SourceRef& a, const SourceRef& b)
{
    return a.source == b.source && a.record == b.record && a.offset == b.offset && a.length == b.length;
}

std::uint32_t crcBitByBit(const std::string& bytes, std::uint32_t seed)
{
    std::uint32_t crc = ~seed;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 1U) != 0 ? (crc >> 1U) ^ 0xEDB88320U : crc >> 1U;
    }
    return ~crc;
}

class TestStorage : public QObject {
    Q_OBJECT

private slots:

    void tellsWhereEventsStand()
    {
        std::mt19937_64 random(3);
        for (int round = 0; round < 100; ++round) {
            SourceRows rows;
            std::vector<SourceRef> written;
            SourceRef ref{.source = SourceId{0}, .record = 1, .offset = 0, .length = 10};
            for (int i = 0; i < 200; ++i) {
                const auto jump = random() % 20;
                if (jump == 0) {
                    ref = {.source = SourceId{index(ref.source) + 1}, .record = 1, .offset = 0, .length = 7};
                } else {
                    ref.record += jump == 1 ? 5 : 1;
                    ref.offset = jump == 2 ? ref.offset / 2 : jump == 3 ? random() : ref.offset + ref.length + 1;
                    ref.length = static_cast<std::uint32_t>(random() % 1'000);
                }
                rows.push_back(ref);
                written.push_back(ref);
            }
            rows.shrink_to_fit();
            QCOMPARE(rows.size(), 200u);
            for (std::uint32_t row = 0; row < 200; ++row)
                QVERIFY(isSame(rows[row], written[row]));
            for (std::uint32_t source = 0; source <= index(ref.source) + 1; ++source) {
                const auto expected = std::ranges::equal_range(written, SourceId{source}, {}, &SourceRef::source);
                const auto [first, last] = rows.rowsOf(SourceId{source});
                QCOMPARE(last - first, static_cast<std::uint32_t>(expected.size()));
                if (!expected.empty())
                    QCOMPARE(first, static_cast<std::uint32_t>(expected.begin() - written.begin()));
            }
            rows.renumber(1'000);
            QCOMPARE(index(rows[0].source), index(written[0].source) + 1'000);
        }
    }

    void takesValuesThatStayInPlace()
    {
        EventSetBuilder builder;
        const SourceId source = builder.addSource({.path = "a"});
        QCOMPARE(builder.field("Image"), FieldId::None);
        const std::string value = "first";
        builder.beginEvent({.source = source, .record = 1});
        builder.addStable("Image", value);
        builder.endEvent();
        const FieldId image = builder.field("Image");
        QVERIFY(image != FieldId::None);
        builder.beginEvent({.source = source, .record = 2});
        for (int i = 0; i < 5'000; ++i) { // more than one block of the pool
            const std::string text = std::format("{:0300}", i);
            char* const room = builder.room(2 * text.size());
            std::memcpy(room, text.data(), text.size());
            builder.keepRoom(text.size());
            builder.addStable(image, {room, text.size()});
        }
        builder.endEvent();
        builder.beginEvent({.source = source, .record = 3});
        builder.addNull(image, false);
        builder.addStable("Channel", value, true);
        builder.endEvent();
        const EventSet events = std::move(builder).build();
        QCOMPARE(events.values(EventId{0}, "Image"), std::vector<std::string>{"first"});
        const std::vector<std::string> many = events.values(EventId{1}, "Image");
        QCOMPARE(many.size(), 5'000u);
        for (std::size_t i = 0; i < many.size(); ++i)
            QCOMPARE(many[i], std::format("{:0300}", i));
        QCOMPARE(events.cell(EventId{2}, "Image"), Cell::Null);
        QCOMPARE(events.systemText(EventId{2}, SystemField::Channel), "first");
    }

    void buildersAreToldApart()
    {
        const EventSetBuilder first;
        const EventSetBuilder second;
        QVERIFY(first.serial() != second.serial());
    }

    void filesReadAsTheyAre()
    {
        const QTemporaryDir folder;
        const std::filesystem::path path = (folder.path() + "/file").toStdString();
        for (const std::size_t size : {0, 1, 4'095, 4'096, 32'768, 32'769, 65'535, 65'536, 65'537, 200'000}) {
            std::string text(size, 'x');
            for (std::size_t i = 0; i < size; ++i)
                text[i] = static_cast<char>('a' + i % 23);
            std::ofstream(path, std::ios::binary) << text;
            const auto read = readWhole(path);
            QVERIFY(read.has_value());
            QVERIFY(read->text() == text);
            const char* const end = read->text().data() + size;
            QVERIFY(std::all_of(end, end + PaddedText::padding, [](char c) { return c == '\0'; }));
        }
        QVERIFY(!readWhole(folder.path().toStdString() + "/none").has_value());
    }

    void checksumsOfAnyLength()
    {
        std::mt19937 random(9);
        std::string bytes;
        for (int i = 0; i < 1'100; ++i) {
            const auto* const data = reinterpret_cast<const std::uint8_t*>(bytes.data());
            const std::uint32_t seed = i % 3 == 0 ? 0 : static_cast<std::uint32_t>(random());
            QCOMPARE(evtx::crc32(data, bytes.size(), seed), crcBitByBit(bytes, seed));
            bytes += static_cast<char>(random());
        }
    }

    void internsTexts()
    {
        TextTable table;
        for (int round = 0; round < 3; ++round) {
            for (std::uint32_t i = 0; i < 20'000; ++i) {
                const std::string text = std::format("text {}", i);
                QCOMPARE(table.intern(text, hashOf(text, 77)), i);
                QVERIFY(table.isLast(text));
                QVERIFY(!table.isLast(text + "x"));
            }
        }
        QCOMPARE(table.texts().size(), 20'000u);
    }
};

} // namespace

RULEWRIGHT_TEST(TestStorage)

#include "test_storage.moc"
