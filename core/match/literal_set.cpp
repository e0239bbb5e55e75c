// SPDX-License-Identifier: Apache-2.0
#include "core/match/literal_set.h"

#include "core/match/arena_scan.h"
#include "core/match/few_literals.h"

#include <algorithm>
#include <mutex>

#ifdef RULEWRIGHT_VECTORSCAN
#include <hs/hs.h>
#endif

namespace rulewright::match {

namespace {

#ifdef RULEWRIGHT_VECTORSCAN

// A literal of fewer bytes is in most texts, many times, and every time is told.
constexpr std::size_t smallestTold = 3;
// So many bytes are looked through between two looks at the task.
constexpr std::size_t pollBytes = std::size_t{4} << 20;

struct FreeScratch {
    void operator()(hs_scratch_t* scratch) const { hs_free_scratch(scratch); }
};

using Scratch = std::unique_ptr<hs_scratch_t, FreeScratch>;

// Where a pass over an arena is.
struct Pass {
    const events::Arena& arena;
    const std::vector<std::string>& literals;
    std::vector<TextNumbers>& texts;
    std::size_t base; ///< byte of the arena at which the window begins
    std::uint32_t text = 0;
    bool isDisordered = false;
};

int tell(unsigned literal, unsigned long long, unsigned long long end, unsigned, void* context)
{
    Pass& pass = *static_cast<Pass*>(context);
    const std::size_t place = pass.base + static_cast<std::size_t>(end) - pass.literals[literal].size();
    if (place < pass.arena.offsets[pass.text])
        pass.text = 0; // ends come in order, beginnings need not
    pass.text = textAt(pass.arena, place, pass.text);
    TextNumbers& texts = pass.texts[literal];
    if (!texts.empty() && texts.back() >= pass.text) {
        pass.isDisordered |= texts.back() > pass.text;
        if (texts.back() == pass.text)
            return 0;
    }
    texts.push_back(pass.text);
    return 0;
}

#endif

} // namespace

#ifdef RULEWRIGHT_VECTORSCAN

struct LiteralSet::Database {
    explicit Database(const std::vector<std::string>& literals)
    {
        std::vector<const char*> texts;
        std::vector<std::size_t> lengths;
        std::vector<unsigned> ids;
        for (std::size_t i = 0; i < literals.size(); ++i) {
            if (literals[i].size() < smallestTold)
                continue;
            texts.push_back(literals[i].data());
            lengths.push_back(literals[i].size());
            ids.push_back(static_cast<unsigned>(i));
        }
        const std::vector<unsigned> flags(texts.size(), 0);
        hs_compile_error_t* error = nullptr;
        if (texts.empty()
            || hs_compile_lit_multi(texts.data(), flags.data(), ids.data(), lengths.data(),
                   static_cast<unsigned>(texts.size()), HS_MODE_BLOCK, nullptr, &database, &error)
                != HS_SUCCESS)
            database = nullptr;
        hs_free_compile_error(error);
    }

    ~Database() { hs_free_database(database); }

    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    // Scratches are used again: to make one takes as long as a pass over a small arena.
    Scratch takeScratch()
    {
        {
            const std::lock_guard lock(mutex);
            if (!scratches.empty()) {
                Scratch scratch = std::move(scratches.back());
                scratches.pop_back();
                return scratch;
            }
        }
        hs_scratch_t* made = nullptr;
        return hs_alloc_scratch(database, &made) == HS_SUCCESS ? Scratch(made) : nullptr;
    }

    void giveBack(Scratch scratch)
    {
        const std::lock_guard lock(mutex);
        scratches.push_back(std::move(scratch));
    }

    // False: nothing was found out.
    bool scan(const events::Arena& arena, const std::vector<std::string>& literals, std::vector<TextNumbers>& texts,
        const Task& task)
    {
        Scratch scratch = takeScratch();
        if (!scratch)
            return false;
        Pass pass{arena, literals, texts, 0};
        bool isSound = true;
        for (std::uint32_t text = 0; text < arena.size() && isSound && !task.isStopped();) {
            // A window ends where a text does.
            std::uint32_t end = textAt(arena, arena.offsets[text] + pollBytes, text);
            end = std::max(end, text + 1);
            pass.base = arena.offsets[text];
            isSound = hs_scan(database, arena.text.data() + pass.base,
                          static_cast<unsigned>(arena.offsets[end] - pass.base), 0, scratch.get(), tell, &pass)
                == HS_SUCCESS;
            text = end;
        }
        giveBack(std::move(scratch));
        if (pass.isDisordered) {
            for (TextNumbers& numbers : texts) {
                std::ranges::sort(numbers);
                const auto repeated = std::ranges::unique(numbers);
                numbers.erase(repeated.begin(), repeated.end());
            }
        }
        return isSound;
    }

    hs_database_t* database = nullptr;
    std::mutex mutex;
    std::vector<Scratch> scratches;
};

#else

struct LiteralSet::Database { };

#endif

LiteralSet::LiteralSet(std::vector<std::string> literals, Way way, std::string_view sample)
    : m_literals(std::move(literals))
{
    if (way == Way::FewAtOnce)
        m_few = std::make_unique<FewLiterals>(m_literals, sample);
#ifdef RULEWRIGHT_VECTORSCAN
    if (way == Way::Vectorscan && hs_valid_platform() == HS_SUCCESS) {
        m_database = std::make_unique<Database>(m_literals);
        if (m_database->database == nullptr)
            m_database.reset();
    }
#endif
}

LiteralSet::~LiteralSet() = default;

std::vector<LiteralHits> LiteralSet::hits(const events::Arena& arena, const Task& task) const
{
    if (m_few)
        return hitsOfFew(arena, task);
    std::vector<LiteralHits> hits(m_literals.size());
    std::size_t smallest = 0;
#ifdef RULEWRIGHT_VECTORSCAN
    if (m_database) {
        std::vector<TextNumbers> texts(m_literals.size());
        if (m_database->scan(arena, m_literals, texts, task)) {
            smallest = smallestTold;
            for (std::size_t i = 0; i < texts.size(); ++i)
                hits[i].texts = std::move(texts[i]);
        }
    }
#endif
    for (std::size_t i = 0; i < m_literals.size(); ++i) {
        if (smallest == 0 || m_literals[i].size() < smallest)
            hits[i] = literalHits(arena, m_literals[i], task);
    }
    return hits;
}

std::vector<LiteralHits> LiteralSet::hitsOfFew(const events::Arena& arena, const Task& task) const
{
    std::vector<HitCollector> collectors;
    for (const std::string& literal : m_literals)
        collectors.emplace_back(arena, literal.size());
    std::vector<Places> places(m_literals.size());
    for (std::size_t begin = 0; begin < arena.text.size() && !task.isStopped(); begin += windowBytes) {
        m_few->addPlaces(arena.text, begin, begin + windowBytes, places);
        for (std::size_t i = 0; i < places.size(); ++i) {
            collectors[i].add(places[i]);
            places[i].clear();
        }
    }
    std::vector<LiteralHits> hits;
    for (HitCollector& collector : collectors)
        hits.push_back(std::move(collector).finish());
    return hits;
}

std::vector<TextNumbers> LiteralSet::textsContaining(const events::Arena& arena, const Task& task) const
{
    std::vector<TextNumbers> result;
    result.reserve(m_literals.size());
    for (LiteralHits& one : hits(arena, task)) {
        const auto repeated = std::ranges::unique(one.texts);
        one.texts.erase(repeated.begin(), repeated.end());
        result.push_back(std::move(one.texts));
    }
    return result;
}

LiteralSet::Way LiteralSet::fastestWay(std::size_t literals, std::uint64_t bytes)
{
    // Measured: nanoseconds to make a set and bytes a nanosecond of a pass (docs/performance.md).
    const auto n = static_cast<double>(literals);
    const auto b = static_cast<double>(bytes);
    double least = n * (500 + b / 20);
    Way way = Way::OneAfterOther;
    const auto consider = [&](Way other, double nanoseconds) {
        if (nanoseconds < least) {
            least = nanoseconds;
            way = other;
        }
    };
    if (literals <= FewLiterals::mostLiterals && bestSimd() != Simd::Portable)
        consider(Way::FewAtOnce, 40'000 + n * 3'000 + b / 9 * (1 + n / 24));
#ifdef RULEWRIGHT_VECTORSCAN
    consider(Way::Vectorscan, 400'000 + n * 25'000 + b / 5 * (1 + n / 400));
#endif
    return way;
}

} // namespace rulewright::match
