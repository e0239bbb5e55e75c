// SPDX-License-Identifier: Apache-2.0
#include "core/match/timeline_measure.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace rulewright::match {

namespace {

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::min();

// Adds a number to a pair of doubles, keeping what rounding would lose (Knuth's TwoSum).
void addReal(double& high, double& low, double number)
{
    const double sum = high + number;
    if (!std::isfinite(sum)) {
        high = sum;
        low = 0;
        return;
    }
    const double part = sum - high;
    low += (high - (sum - part)) + (number - part);
    high = sum;
}

bool isLess(const Decimal& a, const Decimal& b) { return compare(a, b) < 0; }

double realOf(const Decimal& number)
{
    const auto* integer = std::get_if<std::int64_t>(&number);
    return integer != nullptr ? static_cast<double>(*integer) : std::get<double>(number);
}

} // namespace

void ExactSum::add(const Decimal& number)
{
    if (const auto* integer = std::get_if<std::int64_t>(&number)) {
        integers += *integer;
        ++integerCount;
    } else {
        addReal(high, low, std::get<double>(number));
        ++realCount;
    }
}

void ExactSum::add(const ExactSum& other)
{
    integers += other.integers;
    integerCount += other.integerCount;
    realCount += other.realCount;
    addReal(high, low, other.high);
    addReal(high, low, other.low);
}

Decimal ExactSum::value() const
{
    constexpr Wide least = std::numeric_limits<std::int64_t>::min();
    constexpr Wide most = std::numeric_limits<std::int64_t>::max();
    if (realCount == 0 && integers >= least && integers <= most)
        return static_cast<std::int64_t>(integers);
    double sum = high;
    double rest = low;
    addReal(sum, rest, static_cast<double>(integers));
    return sum + rest;
}

Decimal ExactSum::average() const
{
    const auto numbers = static_cast<Wide>(count());
    if (realCount == 0 && integers % numbers == 0)
        return ExactSum{.integers = integers / numbers}.value();
    return realOf(value()) / static_cast<double>(count());
}

void SlidingSum::push(const Decimal& number)
{
    m_back.push_back(number);
    m_backSum.add(number);
}

void SlidingSum::pop()
{
    if (m_front.empty()) {
        ExactSum sum;
        for (auto number = m_back.rbegin(); number != m_back.rend(); ++number) {
            sum.add(*number);
            m_front.push_back(sum);
        }
        m_back.clear();
        m_backSum = {};
    }
    m_front.pop_back();
}

ExactSum SlidingSum::total() const
{
    ExactSum sum = m_front.empty() ? ExactSum{} : m_front.back();
    sum.add(m_backSum);
    return sum;
}

void DistinctCount::add(std::uint32_t what)
{
    if (what >= m_counts.size())
        m_counts.resize(std::max<std::size_t>(std::size_t{what} + 1, m_counts.size() * 2));
    if (m_counts[what]++ == 0) {
        ++m_distinct;
        m_touched.push_back(what);
    }
}

void DistinctCount::remove(std::uint32_t what)
{
    if (--m_counts[what] == 0)
        --m_distinct;
}

void DistinctCount::clear()
{
    for (const std::uint32_t what : m_touched)
        m_counts[what] = 0;
    m_touched.clear();
    m_distinct = 0;
}

RankedBag::RankedBag(std::vector<Decimal> numbers)
    : m_numbers(std::move(numbers))
{
    std::ranges::sort(m_numbers, isLess);
    const auto same = [](const Decimal& a, const Decimal& b) { return compare(a, b) == 0; };
    m_numbers.erase(std::ranges::unique(m_numbers, same).begin(), m_numbers.end());
    m_tree.resize(m_numbers.size() + 1);
}

void RankedBag::change(const Decimal& number, std::int64_t by)
{
    const auto place = std::ranges::lower_bound(m_numbers, number, isLess) - m_numbers.begin();
    for (auto i = static_cast<std::size_t>(place) + 1; i < m_tree.size(); i += i & (~i + 1))
        m_tree[i] += by;
    m_size = static_cast<std::uint64_t>(static_cast<std::int64_t>(m_size) + by);
}

const Decimal& RankedBag::at(std::uint64_t rank) const
{
    std::size_t at = 0;
    auto left = static_cast<std::int64_t>(rank);
    for (std::size_t step = std::bit_floor(std::max<std::size_t>(m_numbers.size(), 1)); step > 0; step /= 2) {
        if (at + step < m_tree.size() && m_tree[at + step] <= left) {
            at += step;
            left -= m_tree[at];
        }
    }
    return m_numbers[std::min(at, m_numbers.size() - 1)];
}

Decimal medianOf(const RankedBag& bag)
{
    const std::uint64_t middle = bag.size() / 2;
    if (bag.size() % 2 == 1)
        return bag.at(middle);
    ExactSum both;
    both.add(bag.at(middle - 1));
    both.add(bag.at(middle));
    return both.average();
}

std::uint64_t nearestRank(std::string_view percentile, std::uint64_t count)
{
    // In whole numbers: 99.9 of 1,000 is the 999th, which a double's rounding makes the 1,000th.
    const std::size_t dot = percentile.find('.');
    const bool isPlain = percentile.find_first_of("eE") == std::string_view::npos
        && (dot == std::string_view::npos || percentile.size() - dot <= 10);
    if (!isPlain) {
        const std::optional<Decimal> number = parseDecimal(percentile);
        const double share = number ? realOf(*number) : 50;
        const double rank = std::ceil(share / 100 * static_cast<double>(count));
        return std::clamp(static_cast<std::uint64_t>(std::max(rank, 1.0)), std::uint64_t{1}, count);
    }
    ExactSum::Wide scaled = 0;
    ExactSum::Wide scale = 100;
    for (std::size_t i = 0; i < percentile.size(); ++i) {
        if (percentile[i] < '0' || percentile[i] > '9')
            continue;
        scaled = scaled * 10 + (percentile[i] - '0');
        if (dot != std::string_view::npos && i > dot)
            scale *= 10;
    }
    const ExactSum::Wide rank = (scaled * static_cast<ExactSum::Wide>(count) + scale - 1) / scale;
    return static_cast<std::uint64_t>(
        std::clamp(rank, ExactSum::Wide{1}, static_cast<ExactSum::Wide>(std::max<std::uint64_t>(count, 1))));
}

RuleChain::RuleChain(std::uint32_t rules, bool onlyWhole)
    : m_rules(rules)
    , m_onlyWhole(onlyWhole)
    , m_latest(std::size_t{rules} * (onlyWhole ? 1 : rules), never)
{
}

std::int64_t& RuleChain::latest(std::uint32_t length, std::uint32_t place)
{
    return m_latest[m_onlyWhole ? place : std::size_t{length - 1} * m_rules + place];
}

std::int64_t RuleChain::latest(std::uint32_t length, std::uint32_t place) const
{
    return m_latest[m_onlyWhole ? place : std::size_t{length - 1} * m_rules + place];
}

void RuleChain::add(std::int64_t time, std::span<const std::uint32_t> places)
{
    // Ascending, so that rules of one moment make a chain too.
    for (const std::uint32_t place : places) {
        if (m_onlyWhole) {
            latest(place + 1, place) = place == 0 ? time : std::max(latest(place + 1, place), latest(place, place - 1));
            continue;
        }
        latest(1, place) = time;
        for (std::uint32_t length = 2; length <= place + 1; ++length) {
            std::int64_t begin = latest(length, place);
            for (std::uint32_t before = length - 2; before < place; ++before)
                begin = std::max(begin, latest(length - 1, before));
            latest(length, place) = begin;
        }
    }
}

std::uint64_t RuleChain::longest(std::int64_t from) const
{
    for (std::uint32_t length = m_rules; length >= 1; --length) {
        for (std::uint32_t place = length - 1; place < m_rules; ++place) {
            if (m_onlyWhole && place + 1 != length)
                continue;
            if (const std::int64_t begin = latest(length, place); begin != never && begin >= from)
                return length;
        }
    }
    return 0;
}

} // namespace rulewright::match
