// SPDX-License-Identifier: Apache-2.0
// Where literals stand: each loop that a processor may be given says what looking at each place says.
#include "core/match/arena_scan.h"
#include "core/match/few_literals.h"
#include "core/match/leaf_cache.h"
#include "core/match/literal_set.h"
#include "core/match/match.h"
#include "core/rulefile/rulefile.h"
#include "core/events/builder.h"
#include "tests/support/runner.h"

#include <algorithm>
#include <array>
#include <format>
#include <random>
#include <set>

using namespace rulewright;

namespace {

std::vector<match::Simd> levels()
{
    std::vector<match::Simd> result;
    for (const match::Simd level :
        {match::Simd::Portable, match::Simd::Avx2, match::Simd::Avx512, match::Simd::Avx512Vbmi}) {
        if (level <= match::bestSimd())
            result.push_back(level);
    }
    return result;
}

class Random {
public:
    explicit Random(std::uint32_t seed)
        : m_random(seed)
    {
    }

    std::size_t below(std::size_t limit) { return m_random() % limit; }

    std::string text(std::string_view alphabet, std::size_t most)
    {
        std::string result;
        for (std::size_t i = below(most + 1); i > 0; --i)
            result += alphabet[below(alphabet.size())];
        return result;
    }

private:
    std::mt19937 m_random;
};

// Bytes that look alike to a table of half bytes or of seven bits.
constexpr std::string_view alikes = "aq1A\xE1\xB1";

match::Places naivePlaces(std::string_view buffer, std::size_t begin, std::size_t end, std::string_view literal)
{
    match::Places places;
    for (std::size_t at = begin; at < end && at + literal.size() <= buffer.size(); ++at) {
        if (buffer.substr(at, literal.size()) == literal)
            places.push_back(static_cast<std::uint32_t>(at));
    }
    return places;
}

match::TextNumbers naiveTexts(const events::Arena& arena, std::string_view literal)
{
    match::TextNumbers texts;
    for (std::uint32_t i = 0; i < arena.size(); ++i) {
        if (arena.at(i).contains(literal))
            texts.push_back(i);
    }
    return texts;
}

events::Arena arenaOf(std::initializer_list<std::string_view> texts)
{
    events::Arena arena;
    for (const std::string_view text : texts)
        arena.append(text);
    return arena;
}

rule::Rule ruleWith(const std::string& literal, std::string_view modifier)
{
    const std::string text = std::format("title: r\nlogsource:\n    product: test\ndetection:\n    a:\n        "
                                         "line|{}: '{}'\n    condition: a\n",
        modifier, literal);
    return rulefile::parse(SourceText("r.yml", text)).value->rules.front();
}

class TestLiterals : public QObject {
    Q_OBJECT

private slots:

    void placesOfOneLiteral()
    {
        std::size_t found = 0;
        for (const match::Simd level : levels()) {
            for (std::uint32_t seed = 1; seed <= 3'000; ++seed) {
                Random random(seed);
                const std::string buffer = random.text(alikes.substr(0, 1 + random.below(6)), 300);
                std::string literal = random.text(alikes, 5);
                literal += 'a';
                const std::size_t begin = random.below(buffer.size() + 2);
                const std::size_t end = begin + random.below(buffer.size() + 2);
                match::Places places;
                match::LiteralSearch(literal, level).addPlaces(buffer, begin, end, places);
                QVERIFY2(places == naivePlaces(buffer, begin, end, literal), std::format("seed {}", seed).c_str());
                found += places.size();
            }
        }
        QVERIFY(found > 1'000);
    }

    void placesOfAFew()
    {
        std::size_t found = 0;
        for (const match::Simd level : levels()) {
            for (std::uint32_t seed = 1; seed <= 2'000; ++seed) {
                Random random(seed);
                const std::string buffer = random.text(alikes.substr(0, 1 + random.below(6)), 400);
                std::set<std::string> different;
                for (std::size_t i = 1 + random.below(match::FewLiterals::mostLiterals); i > 0; --i)
                    different.insert(random.text(alikes, random.below(12)) + 'a');
                const std::vector<std::string> literals(different.begin(), different.end());
                const std::size_t begin = random.below(buffer.size() + 2);
                const std::size_t end = begin + random.below(buffer.size() + 2);
                const std::string_view sample = std::string_view(buffer).substr(0, random.below(buffer.size() + 1));
                std::vector<match::Places> places(literals.size());
                match::FewLiterals(literals, sample, level).addPlaces(buffer, begin, end, places);
                for (std::size_t i = 0; i < literals.size(); ++i) {
                    QVERIFY2(places[i] == naivePlaces(buffer, begin, end, literals[i]),
                        std::format("level {}, seed {}", static_cast<int>(level), seed).c_str());
                    found += places[i].size();
                }
            }
        }
        QVERIFY(found > 1'000);
    }

    void windowsLeaveNoGap()
    {
        const std::string buffer = std::string(1'000, '-') + "needle" + std::string(1'000, '-');
        const std::vector<std::string> literals{"needle", "-need", "le-"};
        for (const match::Simd level : levels()) {
            const match::FewLiterals few(literals, buffer, level);
            for (std::size_t window = 1; window < 40; ++window) {
                std::vector<match::Places> places(literals.size());
                for (std::size_t begin = 0; begin < buffer.size(); begin += window)
                    few.addPlaces(buffer, begin, begin + window, places);
                QCOMPARE(places[0], (match::Places{1'000}));
                QCOMPARE(places[1], (match::Places{999}));
                QCOMPARE(places[2], (match::Places{1'004}));
            }
        }
    }

    void hitsAreInTheirTexts()
    {
        const events::Arena arena = arenaOf({"status", "", "a status of status", "statu", "s"});
        const Task task;
        for (const auto way : {match::LiteralSet::Way::OneAfterOther, match::LiteralSet::Way::FewAtOnce}) {
            const match::LiteralSet set({"status", "tus ", "us\x01"}, way, arena.text);
            const std::vector<match::LiteralHits> hits = set.hits(arena, task);
            QCOMPARE(hits[0].texts, (match::TextNumbers{0, 2, 2}));
            QCOMPARE(hits[0].places, (match::Places{0, 10, 20}));
            QCOMPARE(hits[0].textCount(), 2u);
            QCOMPARE(hits[1].texts, (match::TextNumbers{2}));
            QVERIFY(hits[2].texts.empty());
        }
    }

    void aGrownLiteralStandsWhereTheShorterOneDid()
    {
        const events::Arena arena = arenaOf({"job-7", "job-77", "xjob-7 job-771", "job-7"});
        const Task task;
        const auto shorter = std::make_shared<const match::LiteralHits>(match::literalHits(arena, "job-7", task));
        QCOMPARE(shorter->texts.size(), 5u);
        QVERIFY(shorter->hasPlaces());
        for (const auto& [literal, before] :
            {std::pair{"job-77", 0U}, {"job-771", 0U}, {"xjob-7", 1U}, {" job-77", 1U}, {"job-72", 0U}}) {
            const auto grown = match::grownHits(shorter, 5, arena, literal, before);
            const match::LiteralHits anew = match::literalHits(arena, literal, task);
            QCOMPARE(grown->texts, anew.texts);
            QCOMPARE(grown->places, anew.places);
        }
        QVERIFY(match::grownHits(match::grownHits(shorter, 5, arena, "job-77", 0), 6, arena, "job-771", 0)->texts
            == match::TextNumbers{2});
    }

    // Further than the bytes that are kept beside each place, to the end of the last text.
    void growsLetterByLetter()
    {
        const std::string whole = "a long word at the end of the last text";
        const events::Arena arena = arenaOf({"a long word at the end", "a long word at the end of the", whole});
        const Task task;
        auto hits = std::make_shared<const match::LiteralHits>(match::literalHits(arena, "a", task));
        for (std::size_t size = 2; size <= whole.size(); ++size) {
            const std::string literal = whole.substr(0, size);
            hits = match::grownHits(hits, size - 1, arena, literal, 0);
            const match::LiteralHits anew = match::literalHits(arena, literal, task);
            QCOMPARE(hits->texts, anew.texts);
            QCOMPARE(hits->places, anew.places);
        }
        QCOMPARE(hits->texts, (match::TextNumbers{2}));
        QVERIFY(match::grownHits(hits, whole.size(), arena, whole + "s", 0)->texts.empty());
    }

    // Of a letter that stands everywhere only the texts are kept.
    void placesAreKeptWhileTheyAreFew()
    {
        events::Arena arena;
        for (int i = 0; i < 100; ++i)
            arena.append(i % 3 == 0 ? "aaaa" : "bbbb");
        const Task task;
        const match::LiteralHits hits = match::literalHits(arena, "a", task);
        QVERIFY(!hits.hasPlaces() && hits.places.empty());
        QCOMPARE(hits.texts, naiveTexts(arena, "a"));
    }

    void typingFindsWhatAFreshSearchFinds_data()
    {
        QTest::addColumn<std::string>("modifier");
        for (const char* modifier : {"contains", "startswith", "endswith", "contains|cased", "contains|windash"})
            QTest::newRow(modifier) << std::string(modifier);
    }

    // Letter by letter at the end and at the beginning, back again, and from a word to another.
    void typingFindsWhatAFreshSearchFinds()
    {
        QFETCH(const std::string, modifier);
        std::uint64_t matched = 0;
        for (std::uint32_t seed = 1; seed <= 60; ++seed) {
            Random random(seed);
            events::EventSetBuilder builder;
            builder.addSource({.path = "lines"});
            for (int i = 0; i < 400; ++i) {
                builder.beginEvent({}, events::SourceKind::Other);
                if (random.below(20) != 0)
                    builder.add("line", random.below(2) == 0 ? "Run -ab a" : random.text("aAb- ", 40));
                builder.endEvent();
            }
            const events::EventSet events = std::move(builder).build();
            const taxonomy::Taxonomy taxonomy;
            const match::MatchOptions options{.ignoreLogSource = true, .workers = 1};
            match::LeafCache cache;
            Task task;
            std::string literal = "a";
            for (int edit = 0; edit < 20; ++edit) {
                const std::string more = random.text("aAb-", 2) + "b";
                if (literal.size() > 6)
                    literal = "b";
                else
                    literal = random.below(3) == 0 ? more + literal : literal + more;
                const rule::Rule rule = ruleWith(literal, modifier);
                const auto typed = match::match(rule, events, taxonomy, options, &cache, task);
                const auto fresh = match::match(rule, events, taxonomy, options, nullptr, task);
                QVERIFY2(typed->definite == fresh->definite, std::format("seed {}, \"{}\"", seed, literal).c_str());
                matched += fresh->matched;
            }
        }
        QVERIFY(matched > 0);
    }

    // Where a literal stands is part of what the cache's budget is for.
    void hitsCountInTheCache()
    {
        const auto segment = std::make_shared<const events::Segment>();
        match::LeafCache cache(4'000);
        match::LiteralHits hits;
        hits.places.resize(100);
        hits.texts.resize(100);
        cache.insertHits(segment, "one", std::make_shared<const match::LiteralHits>(hits));
        QVERIFY(cache.findHits(segment, "one") != nullptr);
        QVERIFY(cache.findHits(segment, "two") == nullptr);
        QVERIFY(cache.bytes() > 800);
        for (int i = 0; i < 10; ++i)
            cache.insertHits(segment, std::to_string(i), std::make_shared<const match::LiteralHits>(hits));
        QVERIFY(cache.bytes() <= 4'000);
        QVERIFY(cache.findHits(segment, "one") == nullptr);
        QVERIFY(cache.findHits(segment, "9") != nullptr);
    }
};

} // namespace

RULEWRIGHT_TEST(TestLiterals)

#include "test_literals.moc"
