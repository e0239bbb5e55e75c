// SPDX-License-Identifier: Apache-2.0
#include "core/match/bitmap.h"
#include "core/match/bitmap_builder.h"
#include "tests/support/runner.h"

#include <random>
#include <set>

using namespace rulewright::match;

namespace {

// Each block of its own form: empty, full, few, many, and a last one that is cut.
std::set<std::uint32_t> sample(std::uint32_t size, std::uint32_t seed)
{
    std::mt19937 random(seed);
    std::set<std::uint32_t> result;
    for (std::uint32_t begin = 0; begin < size; begin += Bitmap::blockSize) {
        const std::uint32_t length = std::min(Bitmap::blockSize, size - begin);
        const std::uint32_t kind = random() % 4;
        const std::uint32_t count = kind == 0 ? 0 : kind == 1 ? length : kind == 2 ? 50 : 30'000;
        for (std::uint32_t i = 0; i < count; ++i)
            result.insert(begin + (kind == 1 ? i : random() % length));
    }
    return result;
}

Bitmap bitmapOf(const std::set<std::uint32_t>& members, std::uint32_t size)
{
    std::vector<std::uint64_t> words((size + 63) / 64);
    for (const std::uint32_t i : members)
        words[i / 64] |= std::uint64_t{1} << (i % 64);
    return Bitmap::fromWords(size, words);
}

constexpr std::uint32_t size = 4 * Bitmap::blockSize + 1'000;

class TestBitmap : public QObject {
    Q_OBJECT

private slots:

    void agreesWithSets()
    {
        for (std::uint32_t seed = 1; seed <= 20; ++seed) {
            const std::set<std::uint32_t> a = sample(size, seed);
            const std::set<std::uint32_t> b = sample(size, seed + 100);
            const Bitmap x = bitmapOf(a, size);
            const Bitmap y = bitmapOf(b, size);
            std::vector<std::uint32_t> expected;
            std::ranges::set_intersection(a, b, std::back_inserter(expected));
            QCOMPARE((x & y).members(), expected);
            expected.clear();
            std::ranges::set_union(a, b, std::back_inserter(expected));
            QCOMPARE((x | y).members(), expected);
            expected.clear();
            std::ranges::set_difference(a, b, std::back_inserter(expected));
            QCOMPARE(x.andNot(y).members(), expected);
            QCOMPARE(x.count(), a.size());
            QCOMPARE((~x).count(), size - a.size());
            QCOMPARE(~~x, x);
            QCOMPARE(Bitmap::fromWords(size, x.toWords()), x);
            std::uint64_t rank = 0;
            for (const std::uint32_t member : a) {
                if (rank % 997 == 0)
                    QCOMPARE(x.select(rank), member);
                ++rank;
            }
            QCOMPARE(x.select(a.size()), size);
        }
    }

    // Parts that begin with a block, with a word, and anywhere, up to the end and not.
    void isCut()
    {
        for (std::uint32_t seed = 1; seed <= 12; ++seed) {
            const std::set<std::uint32_t> all = sample(size, seed);
            const Bitmap whole = bitmapOf(all, size);
            for (const std::uint32_t begin : {0U, Bitmap::blockSize, 2 * Bitmap::blockSize, 640U, 1'001U}) {
                for (const std::uint32_t length : {size - begin, Bitmap::blockSize, 70'000U, 900U}) {
                    std::set<std::uint32_t> part;
                    for (auto at = all.lower_bound(begin); at != all.end() && *at < begin + length; ++at)
                        part.insert(*at - begin);
                    QCOMPARE(slice(whole, begin, length), bitmapOf(part, length));
                }
            }
        }
    }

    void setsOneByOne()
    {
        Bitmap bitmap(100);
        bitmap.set(3);
        bitmap.set(99);
        QVERIFY(bitmap.contains(3) && bitmap.contains(99) && !bitmap.contains(4));
        QVERIFY(std::holds_alternative<Bitmap::Array>(bitmap.block(0)));
        QCOMPARE((~bitmap).count(), 98u);
        QVERIFY(std::holds_alternative<Bitmap::Full>((bitmap | ~bitmap).block(0)));
    }

    void isPutTogether()
    {
        BitmapBuilder builder(300);
        const std::vector<std::uint64_t> ones(3, ~std::uint64_t{0});
        builder.add(10, ones, 100);
        builder.add(250, ones, 50);
        const Bitmap bitmap = builder.build();
        QCOMPARE(bitmap.count(), 150u);
        QVERIFY(!bitmap.contains(9) && bitmap.contains(10) && bitmap.contains(109) && !bitmap.contains(110));
        QVERIFY(!bitmap.contains(249) && bitmap.contains(250) && bitmap.contains(299));
        BitmapBuilder whole(200);
        whole.add(64, ones, 100); // from a word on, and not to the end of one
        QCOMPARE(whole.build().count(), 100u);
        QVERIFY(whole.build().contains(64) && whole.build().contains(163) && !whole.build().contains(164));
    }
};

} // namespace

RULEWRIGHT_TEST(TestBitmap)

#include "test_bitmap.moc"
