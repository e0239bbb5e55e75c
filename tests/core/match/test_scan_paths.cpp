// SPDX-License-Identifier: Apache-2.0
// Every quick way to find values says what looking at one after the other says.
#include "core/events/builder.h"
#include "core/match/column_rows.h"
#include "core/match/column_scan.h"
#include "core/match/compile.h"
#include "core/match/leaf_cache.h"
#include "core/match/literal_set.h"
#include "core/match/match.h"
#include "core/match/row_set.h"
#include "core/match/rule_set.h"
#include "core/match/text_tests.h"
#include "core/text/fold.h"
#include "tests/core/match/random_rules.h"
#include "tests/support/runner.h"

#include <algorithm>
#include <array>
#include <format>
#include <iterator>
#include <map>

using namespace rulewright;
using namespace rulewright::tests;

namespace {

constexpr std::array<std::string_view, 14> pieces{
    "", "a", "A", "aa", "b", "ab", "Ba", " ", "-", "\u00e9", "\u00c9", "\u212a", "\xC3", "abababab"};

constexpr std::array ways{
    match::LiteralSet::Way::OneAfterOther, match::LiteralSet::Way::FewAtOnce, match::LiteralSet::Way::Vectorscan};

std::string randomText(RandomRules& random, std::uint32_t most)
{
    std::string text;
    for (std::uint32_t i = random.below(most + 1); i > 0; --i)
        text += pieces[random.below(pieces.size())];
    return text;
}

events::Arena randomArena(RandomRules& random)
{
    events::Arena arena;
    for (std::uint32_t i = random.chance(10) ? random.below(3) : random.below(200); i > 0; --i)
        arena.append(random.chance(10) ? std::string() : randomText(random, 8));
    return arena;
}

match::TextNumbers naiveTexts(const events::Arena& arena, const std::string& literal)
{
    match::TextNumbers texts;
    for (std::uint32_t i = 0; i < arena.size(); ++i) {
        if (arena.at(i).contains(literal))
            texts.push_back(i);
    }
    return texts;
}

// Values of which some are ASCII, some fold to other lengths, some fold to themselves.
events::Column randomColumn(RandomRules& random, std::string_view alphabet)
{
    events::ColumnBuilder builder(events::FieldId{0});
    const std::uint32_t rows = random.below(120);
    for (std::uint32_t row = 0; row < rows; ++row) {
        std::string text;
        for (std::uint32_t i = random.below(9); i > 0; --i) {
            if (alphabet.empty())
                text += pieces[random.below(pieces.size())];
            else
                text += alphabet[random.below(static_cast<std::uint32_t>(alphabet.size()))];
        }
        builder.add(events::RowId{row}, text);
    }
    return std::move(builder).build(rows);
}

// The leaves of random rules, which are of all kinds.
std::vector<match::Leaf> randomLeaves(RandomRules& random)
{
    const rule::Rule rule = random.rule();
    auto program = match::compile(rule, taxonomy::Taxonomy());
    return program ? std::move(program->leaves) : std::vector<match::Leaf>();
}

bool isOfOneValue(const match::Leaf& leaf)
{
    return std::holds_alternative<match::TextMatcher>(leaf.matcher)
        || std::holds_alternative<match::RegexMatcher>(leaf.matcher)
        || std::holds_alternative<match::NumberMatcher>(leaf.matcher)
        || std::holds_alternative<match::CidrMatcher>(leaf.matcher);
}

std::vector<bool> oneByOne(const match::Leaf& leaf, const events::Column& column)
{
    std::vector<bool> accepted;
    std::string scratch;
    for (std::uint32_t value = 0; value < column.valueCount(); ++value) {
        const std::string text(column.text(events::ValueIndex{value}, scratch));
        accepted.push_back(match::matchesValue(leaf.matcher, text, folded(text)));
    }
    return accepted;
}

std::vector<bool> bitsOf(const match::ValueBits& bits, std::uint32_t count)
{
    std::vector<bool> result;
    for (std::uint32_t i = 0; i < count; ++i)
        result.push_back((bits[i / 64] >> (i % 64) & 1) != 0);
    return result;
}

// Many segments, as several files that are read at once make them.
events::EventSet inSegments(const std::vector<ReferenceEvent>& events, RandomRules& random)
{
    events::EventSetBuilder all;
    for (std::size_t begin = 0; begin < events.size();) {
        const std::size_t end = std::min(events.size(), begin + 1 + random.below(40));
        events::EventSetBuilder part;
        part.addSource({.path = "part"});
        for (std::size_t i = begin; i < end; ++i) {
            part.beginEvent({}, events::SourceKind::Other);
            for (const auto& [field, values] : events[i]) {
                if (values.empty())
                    part.addNull(field);
                for (const std::string& value : values)
                    part.add(field, value);
            }
            part.endEvent();
        }
        all.absorb(std::move(part));
        begin = end;
    }
    return std::move(all).build();
}

class TestScanPaths : public QObject {
    Q_OBJECT

private slots:

    void manyLiteralsAtOnce()
    {
        for (std::uint32_t seed = 1; seed <= 1'500; ++seed) {
            RandomRules random(seed);
            const events::Arena arena = randomArena(random);
            std::map<std::string, bool> wanted;
            for (std::uint32_t i = 1 + random.below(12); i > 0; --i) {
                std::string literal = randomText(random, 4);
                if (random.chance(3))
                    literal = std::string(3'000, 'a'); // longer than all texts together
                if (!literal.empty())
                    wanted.emplace(std::move(literal), true);
            }
            std::vector<std::string> literals;
            for (const auto& [literal, is] : wanted)
                literals.push_back(literal);
            const Task task;
            for (const auto way : ways) {
                const auto found = match::LiteralSet(literals, way, arena.text).textsContaining(arena, task);
                for (std::size_t i = 0; i < literals.size(); ++i) {
                    QVERIFY2(found[i] == naiveTexts(arena, literals[i]),
                        std::format("seed {}, way {}, \"{}\"", seed, static_cast<int>(way), literals[i]).c_str());
                }
            }
        }
    }

    // More texts than one window of a pass holds.
    void windowsEndWithTexts()
    {
        events::Arena arena;
        for (int i = 0; i < 100'000; ++i)
            arena.append(std::format("{:0100}{}", i, i % 7 == 0 ? "needle" : "noodle"));
        const std::vector<std::string> literals{"needle", "noodle", "00007need", "absent"};
        const Task task;
        for (const auto way : ways) {
            const auto found = match::LiteralSet(literals, way).textsContaining(arena, task);
            for (std::size_t i = 0; i < literals.size(); ++i)
                QVERIFY(found[i] == naiveTexts(arena, literals[i]));
        }
    }

    void aThousandLiterals()
    {
        RandomRules random(5);
        const events::Arena arena = randomArena(random);
        std::vector<std::string> literals;
        for (std::uint32_t i = 0; i < 1'000; ++i)
            literals.push_back(std::format("\U0001F600{}", i));
        const Task task;
        const match::LiteralSet set(literals, match::LiteralSet::Way::Vectorscan);
        for (const match::TextNumbers& texts : set.textsContaining(arena, task))
            QVERIFY(texts.empty());
    }

    void columns_data()
    {
        QTest::addColumn<std::string>("alphabet");
        QTest::addColumn<int>("written");
        QTest::newRow("lower case") << std::string("ab19-. ") << static_cast<int>(events::Column::Written::AsFolded);
        QTest::newRow("ASCII") << std::string("aAbB19-. ") << static_cast<int>(events::Column::Written::Capitals);
        QTest::newRow("any") << std::string() << static_cast<int>(events::Column::Written::Apart);
    }

    void columns()
    {
        QFETCH(std::string, alphabet);
        QFETCH(int, written);
        bool wasSeen = false;
        for (std::uint32_t seed = 1; seed <= 1'500; ++seed) {
            RandomRules random(seed);
            const events::Column column = randomColumn(random, alphabet);
            wasSeen |= static_cast<int>(column.written) == written;
            const Task task;
            for (const match::Leaf& leaf : randomLeaves(random)) {
                if (!isOfOneValue(leaf))
                    continue;
                const std::vector<bool> expected = oneByOne(leaf, column);
                const auto alone = match::matchingValues(leaf.matcher, column, nullptr, task);
                QVERIFY2(bitsOf(alone, column.valueCount()) == expected, std::format("seed {}", seed).c_str());
                match::ContainedLiterals known;
                for (const std::string& literal : match::soughtLiterals(leaf.matcher, column)) {
                    match::LiteralHits hits;
                    hits.texts = naiveTexts(column.folded, literal);
                    known.add(column.folded, literal, {std::make_shared<const match::LiteralHits>(std::move(hits))});
                }
                const auto informed = match::matchingValues(leaf.matcher, column, &known, task);
                QVERIFY2(bitsOf(informed, column.valueCount()) == expected, std::format("seed {}", seed).c_str());
            }
        }
        QVERIFY(wasSeen);
    }

    // A literal is typed letter by letter, some letters are taken away again, at both ends.
    void literalsGrow()
    {
        for (std::uint32_t seed = 1; seed <= 60; ++seed) {
            RandomRules random(seed);
            std::vector<ReferenceEvent> events;
            for (int i = 0; i < 2'000; ++i)
                events.push_back({{"f0", {random.chance(90) ? "x" : randomText(random, 8)}}});
            const events::EventSet set = inSegments(events, random);
            match::LeafCache cache;
            std::string literal = "a";
            for (int step = 0; step < 25; ++step) {
                const std::string piece(pieces[1 + random.below(pieces.size() - 1)]);
                if (random.chance(70))
                    literal += piece;
                else if (random.chance(50))
                    literal.insert(0, piece);
                else if (literal.size() > 1)
                    literal.pop_back();
                constexpr std::array ops{rule::Op::Contains, rule::Op::StartsWith, rule::Op::EndsWith, rule::Op::Eq};
                rule::Predicate test = testOf("f0", ops[random.below(ops.size())], {literal});
                if (random.chance(30))
                    std::get<rule::Test>(test.node).caseRule = rule::CaseRule::Sensitive;
                const rule::Rule rule = ruleOf(
                    {{"selection", std::move(test)}}, {rule::NodeId::None, rule::Ref{rule::SelectionId{0}, {}}});
                const taxonomy::Taxonomy taxonomy;
                Task task;
                const auto with = match::match(rule, set, taxonomy, {}, &cache, task);
                const auto without = match::match(rule, set, taxonomy, {}, nullptr, task);
                QVERIFY2(with->definite == without->definite, std::format("seed {}, \"{}\"", seed, literal).c_str());
            }
        }
    }

    // Rows in either form, and what is made of them.
    void rowSets()
    {
        const auto membersOf = [](const match::RowSet& set) {
            std::vector<std::uint32_t> members;
            set.forEach([&](std::uint32_t row) { members.push_back(row); });
            return members;
        };
        for (std::uint32_t seed = 1; seed <= 2'000; ++seed) {
            RandomRules random(seed);
            const std::uint32_t rows = 1 + random.below(300);
            const auto randomRows = [&] {
                std::vector<std::uint32_t> members;
                const int percent = random.chance(50) ? 2 : 60;
                for (std::uint32_t row = 0; row < rows; ++row) {
                    if (random.chance(percent))
                        members.push_back(row);
                }
                return members;
            };
            const std::vector<std::uint32_t> a = randomRows();
            const std::vector<std::uint32_t> b = randomRows();
            const auto setA = match::RowSet::of(rows, a);
            const auto setB = match::RowSet::of(rows, match::RowSet::of(rows, b).toWords());
            QCOMPARE(membersOf(setA), a);
            QCOMPARE(membersOf(setB), b);
            QCOMPARE(setA.count(), a.size());
            std::vector<std::uint32_t> both;
            std::ranges::set_intersection(a, b, std::back_inserter(both));
            std::vector<std::uint32_t> first;
            std::ranges::set_difference(a, b, std::back_inserter(first));
            std::vector<std::uint32_t> any;
            std::ranges::set_union(a, b, std::back_inserter(any));
            QCOMPARE(membersOf(setA & setB), both);
            QCOMPARE(membersOf(setA.andNot(setB)), first);
            QCOMPARE(setA.meetsWords(setB.toWords()), !both.empty());
            match::RowCollector collector(rows);
            for (auto row = b.rbegin(); row != b.rend(); ++row)
                collector.add(*row);
            collector.add(setA);
            QCOMPARE(membersOf(std::move(collector).build()), any);
            for (std::uint32_t row = 0; row < rows; ++row)
                QCOMPARE(setA.contains(row), std::ranges::contains(a, row));
            QCOMPARE(membersOf(match::RowSet::of(match::Bitmap(rows, true))).size(), rows);
        }
    }

    // All tests of a field in one pass say of each text what each says by itself.
    void manyTestsAtOnce()
    {
        std::size_t told = 0;
        for (std::uint32_t seed = 1; seed <= 400; ++seed) {
            RandomRules random(seed);
            const events::Column column = randomColumn(random, seed % 2 == 0 ? "ab19-. " : "");
            const match::ColumnRows rows(column);
            std::vector<match::Leaf> leaves;
            match::TextTests tests;
            for (int i = 0; i < 8; ++i) {
                for (match::Leaf& leaf : randomLeaves(random)) {
                    const auto* text = std::get_if<match::TextMatcher>(&leaf.matcher);
                    if (text == nullptr || text->cased || !match::TextTests::isTold(leaf.matcher))
                        continue;
                    tests.add(static_cast<std::uint32_t>(leaves.size()), *text);
                    leaves.push_back(std::move(leaf));
                }
            }
            tests.prepare();
            const Task task;
            match::TextTests::Found found = tests.find(rows.folded(), task);
            std::string scratch;
            for (std::uint32_t test = 0; test < leaves.size(); ++test) {
                const bool isEverywhere = std::ranges::contains(found.everywhere, test);
                const match::TextNumbers& texts = found.texts[test];
                for (std::uint32_t value = 0; value < rows.valueCount(); ++value) {
                    const std::string text(rows.text(value, scratch));
                    const bool expected = match::matchesValue(leaves[test].matcher, text, folded(text));
                    told += expected ? 1 : 0;
                    QVERIFY2((isEverywhere || std::ranges::binary_search(texts, value)) == expected,
                        std::format("seed {}, \"{}\"", seed, text).c_str());
                }
            }
        }
        QVERIFY(told > 0);
    }

    // Literals within literals, at either end.
    void prefixes()
    {
        for (std::uint32_t seed = 1; seed <= 2'000; ++seed) {
            RandomRules random(seed);
            std::vector<std::pair<std::string, std::uint32_t>> literals;
            for (std::uint32_t i = random.below(30); i > 0; --i)
                literals.emplace_back(randomText(random, 4), i);
            for (const bool fromEnd : {false, true}) {
                const match::PrefixSet set(literals, fromEnd);
                const std::string text = randomText(random, 6);
                std::map<std::uint32_t, bool> found;
                set.forEach(text, [&](std::uint32_t id, bool isWhole) { found.emplace(id, isWhole); });
                std::map<std::uint32_t, bool> expected;
                for (const auto& [literal, id] : literals) {
                    if (fromEnd ? text.ends_with(literal) : text.starts_with(literal))
                        expected.emplace(id, literal == text);
                }
                QVERIFY2(found == expected, std::format("seed {}, \"{}\"", seed, text).c_str());
            }
        }
    }

    // Many rules at once say what each says by itself.
    void ruleSets()
    {
        const int asked = qEnvironmentVariableIntValue("RULEWRIGHT_RANDOM_CASES");
        const std::uint32_t seeds = asked > 0 ? static_cast<std::uint32_t>(asked) / 12 : 120;
        for (std::uint32_t seed = 1; seed <= seeds; ++seed) {
            RandomRules random(seed);
            std::vector<rule::Rule> rules;
            for (int i = 0; i < 12; ++i)
                rules.push_back(random.rule());
            std::vector<const rule::Rule*> pointers;
            for (const rule::Rule& rule : rules)
                pointers.push_back(&rule);
            const std::vector<ReferenceEvent> all = random.events(200);
            const events::EventSet set = seed % 2 == 0 ? inSegments(all, random) : eventSet(all);
            const taxonomy::Taxonomy taxonomy;
            const match::RuleSet together(pointers, taxonomy);
            for (const unsigned workers : {1U, 3U}) {
                Task task;
                const auto matches = together.matches(set, task, workers);
                QCOMPARE(matches.size(), rules.size());
                for (std::size_t i = 0; i < rules.size(); ++i) {
                    const auto alone = match::match(rules[i], set, taxonomy, {}, nullptr, task);
                    QCOMPARE(together.error(i).empty(), alone.has_value());
                    QVERIFY2(matches[i].definite == (alone ? alone->definite : match::Bitmap(set.size())),
                        std::format("seed {}, rule {}", seed, i).c_str());
                    QCOMPARE(matches[i].inScope, alone ? alone->eventsInScope : 0);
                }
            }
        }
    }

    void segmentsAndThreadsDoNotShow()
    {
        for (std::uint32_t seed = 1; seed <= 300; ++seed) {
            RandomRules random(seed);
            const rule::Rule rule = random.rule();
            const std::vector<ReferenceEvent> events = random.events(150);
            const events::EventSet one = eventSet(events);
            const events::EventSet many = inSegments(events, random);
            const taxonomy::Taxonomy taxonomy;
            Task task;
            match::LeafCache cache;
            const auto expected = match::match(rule, one, taxonomy, {.workers = 1}, nullptr, task);
            for (const unsigned workers : {1U, 4U}) {
                const auto report = match::match(rule, many, taxonomy, {.workers = workers}, &cache, task);
                QCOMPARE(report->definite.members(), expected->definite.members());
                QCOMPARE(report->possibleEvents.members(), expected->possibleEvents.members());
                for (std::size_t i = 0; i < report->predicates.size(); ++i) {
                    QCOMPARE(report->predicates[i].matched, expected->predicates[i].matched);
                    QCOMPARE(report->predicates[i].removes, expected->predicates[i].removes);
                    QCOMPARE(report->predicates[i].adds, expected->predicates[i].adds);
                }
            }
        }
    }
};

} // namespace

RULEWRIGHT_TEST(TestScanPaths)

#include "test_scan_paths.moc"
