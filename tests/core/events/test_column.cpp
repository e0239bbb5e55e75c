// SPDX-License-Identifier: Apache-2.0
#include "core/events/builder.h"
#include "core/events/time_text.h"
#include "tests/support/runner.h"

#include <format>
#include <functional>
#include <optional>
#include <random>
#include <string>
#include <vector>

using namespace rulewright::events;

namespace {

using Row = std::optional<std::vector<std::string>>; // none: absent; empty: null

Column built(const std::vector<Row>& rows)
{
    ColumnBuilder builder(FieldId{0});
    for (std::uint32_t row = 0; row < rows.size(); ++row) {
        if (rows[row] && rows[row]->empty())
            builder.addNull(RowId{row});
        for (const std::string& value : rows[row].value_or(std::vector<std::string>()))
            builder.add(RowId{row}, value);
    }
    return std::move(builder).build(static_cast<std::uint32_t>(rows.size()));
}

std::vector<Row> readBack(const Column& column, std::uint32_t rows)
{
    std::vector<Row> result(rows);
    std::string scratch;
    for (std::uint32_t row = 0; row < rows; ++row) {
        const auto rank = column.presence.rank(RowId{row});
        if (!rank)
            continue;
        result[row].emplace();
        const auto [begin, end] = column.elementsOf(*rank);
        for (std::uint32_t element = begin; element < end; ++element)
            result[row]->emplace_back(column.text(column.valueOf(element), scratch));
    }
    return result;
}

std::vector<Row> single(std::uint32_t rows, const std::function<std::string(std::uint32_t)>& value)
{
    std::vector<Row> result;
    for (std::uint32_t row = 0; row < rows; ++row)
        result.push_back(std::vector{value(row)});
    return result;
}

class TestColumn : public QObject {
    Q_OBJECT

private slots:

    void choosesTheKind_data()
    {
        using Value = std::function<std::string(std::uint32_t)>;
        QTest::addColumn<std::vector<Row>>("rows");
        QTest::addColumn<Column::Kind>("kind");
        const auto add = [](const char* name, std::uint32_t rows, const Value& value, Column::Kind kind) {
            QTest::newRow(name) << single(rows, value) << kind;
        };
        add("few values", 20'000, [](auto i) { return std::format("C:\\{}", i % 300); }, Column::Kind::Dictionary);
        add("many codes", 300'000, [](auto i) { return std::format("{}", i / 4); }, Column::Kind::Dictionary);
        add("few rows", 100, [](auto i) { return std::format("{}", i); }, Column::Kind::Dictionary);
        add("numbers", 20'000, [](auto i) { return std::format("{}", i * 7 - 500); }, Column::Kind::Integer);
        add("few numbers", 2'000, [](auto i) { return std::format("{}", i); }, Column::Kind::Integer);
        add("texts", 20'000, [](auto i) { return std::format("Cmd {}", i); }, Column::Kind::Text);
        add("leading zeros", 20'000, [](auto i) { return std::format("{:08}", i); }, Column::Kind::Text);
        add("a text late", 20'000, [](auto i) { return i == 19'999 ? "x" : std::format("{}", i); }, Column::Kind::Text);
        add(
            "seven digits", 20'000, [](auto i) { return std::format("2026-04-17T05:24:53.{:07}Z", i); },
            Column::Kind::Time);
        add(
            "sysmon's", 20'000, [](auto i) { return std::format("2026-04-17 05:{:02}:53.{:03}", i / 1000, i % 1000); },
            Column::Kind::Time);
        add("mixed times", 20'000, [](auto i) { return std::format("2026-04-17 05:24:53.{}", i); }, Column::Kind::Text);
    }

    void choosesTheKind()
    {
        QFETCH(std::vector<Row>, rows);
        QFETCH(Column::Kind, kind);
        const Column column = built(rows);
        QCOMPARE(column.kind, kind);
        QVERIFY(!column.list);
        QVERIFY(readBack(column, static_cast<std::uint32_t>(rows.size())) == rows);
    }

    void readsBackWhatWasWritten_data()
    {
        using Words = std::vector<std::string>;
        QTest::addColumn<Words>("words");
        QTest::newRow("any") << Words{"", "a", "A", "Straße", "ÀÉ", "4688", "\xFF", "K", "x\0y"};
        QTest::newRow("ASCII") << Words{"", "a", "A", "C:\\Windows\\System32", std::string(70, 'Z'),
            std::string(64, 'q') + "Q", "4688", "[@`{", "Aa", "x"};
        QTest::newRow("folds to itself") << Words{"", "straße", "Straße", "\xFF\xFE", "àA"};
        QTest::newRow("lower case") << Words{"", "a", "straße", "4688"};
    }

    void readsBackWhatWasWritten()
    {
        QFETCH(std::vector<std::string>, words);
        std::mt19937 random(7);
        for (int round = 0; round < 200; ++round) {
            std::vector<Row> rows(random() % 300);
            for (Row& row : rows) {
                const auto kind = random() % 10;
                if (kind < static_cast<unsigned>(round) % 10)
                    continue;
                row.emplace();
                for (auto n = kind == 9 ? random() % 4 : 1; n > 0; --n)
                    row->push_back(words[random() % words.size()]);
            }
            const Column column = built(rows);
            QVERIFY(readBack(column, static_cast<std::uint32_t>(rows.size())) == rows);
            for (std::uint32_t row = 0; row < rows.size(); ++row) {
                const Cell expected = !rows[row]                 ? Cell::Absent
                    : rows[row]->empty()                         ? Cell::Null
                    : *rows[row] == std::vector<std::string>{""} ? Cell::Empty
                                                                 : Cell::Present;
                QCOMPARE(column.cell(RowId{row}), expected);
            }
        }
    }

    void foldsTexts()
    {
        const Column column = built(single(3, [](auto i) { return std::vector<std::string>{"ÀB", "c", "\xFF X"}[i]; }));
        std::string scratch;
        QCOMPARE(column.foldedText(ValueIndex{0}, scratch), "àb");
        QCOMPARE(column.foldedText(ValueIndex{1}, scratch), "c");
        QCOMPARE(column.foldedText(ValueIndex{2}, scratch), "\xFF x");
        QCOMPARE(built(single(3, [](auto) { return "plain"; })).written, Column::Written::AsFolded);
        QCOMPARE(built(single(3, [](auto) { return "Plain"; })).written, Column::Written::Capitals);
    }

    void presenceHasThreeForms()
    {
        for (const std::uint32_t step : {1u, 2u, 100u}) {
            std::vector<std::uint32_t> present;
            for (std::uint32_t row = 0; row < 10'001; row += step)
                present.push_back(row);
            const Presence presence = Presence::of(present, 10'001);
            QCOMPARE(presence.form(),
                step == 1       ? Presence::Form::All
                    : step == 2 ? Presence::Form::Words
                                : Presence::Form::Rows);
            QCOMPARE(presence.count(), static_cast<std::uint32_t>(present.size()));
            std::vector<std::uint32_t> visited;
            presence.forEach([&](RowId row, std::uint32_t rank) {
                QCOMPARE(rank, static_cast<std::uint32_t>(visited.size()));
                visited.push_back(index(row));
            });
            QCOMPARE(visited, present);
            const auto bits = presence.bits();
            for (std::uint32_t row = 0; row < 10'001; ++row) {
                const bool isPresent = row % step == 0;
                QCOMPARE(presence.contains(RowId{row}), isPresent);
                QCOMPARE((bits[row / 64] >> (row % 64) & 1) != 0, isPresent);
                QCOMPARE(presence.rank(RowId{row}), isPresent ? std::optional(row / step) : std::nullopt);
            }
            QVERIFY(!presence.contains(RowId{10'001}));
        }
    }

    void readsTimes()
    {
        const auto iso = [](std::string_view text) {
            const auto time = parseTime(text);
            return time ? isoTime(*time) : std::string("none");
        };
        QCOMPARE(iso("2026-04-17T05:24:53.092051Z"), "2026-04-17T05:24:53.092051Z");
        QCOMPARE(iso("2026-04-17 05:24:53.079"), "2026-04-17T05:24:53.079Z");
        QCOMPARE(iso("2026-04-17T05:24:53+02:00"), "2026-04-17T03:24:53Z");
        QCOMPARE(iso("2026-04-17T05:24:53.123456789-0130"), "2026-04-17T06:54:53.1234567Z");
        QCOMPARE(iso("1601-01-01T00:00:00Z"), "1601-01-01T00:00:00Z");
        QCOMPARE(iso("1776403493"), "2026-04-17T05:24:53Z");
        QCOMPARE(iso("1776403493.5"), "2026-04-17T05:24:53.500Z");
        QCOMPARE(iso("1776403493092"), "2026-04-17T05:24:53.092Z");
        QCOMPARE(iso("1776403493092051000"), "2026-04-17T05:24:53.092051Z");
        for (const std::string_view text : {"", "4688", "2026-02-30T00:00:00Z", "2026-04-17", "2026-04-17T24:00:00Z",
                 "x", "2026-04-17T05:24:53.Z", "2026-04-17T05:24:53+2", "1e400", "nan"})
            QCOMPARE(iso(text), "none");
    }
};

} // namespace

RULEWRIGHT_TEST(TestColumn)

#include "test_column.moc"
