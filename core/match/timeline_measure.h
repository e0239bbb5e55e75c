// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/number.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

namespace rulewright::match {

/// A sum without the errors of taking away: integers exactly, other numbers to twice a double's digits.
struct ExactSum {
    __extension__ using Wide = __int128;
    Wide integers = 0;
    double high = 0; ///< of the others
    double low = 0;
    std::uint64_t integerCount = 0;
    std::uint64_t realCount = 0;

    void add(const Decimal& number);
    void add(const ExactSum& other);

    [[nodiscard]] std::uint64_t count() const { return integerCount + realCount; }

    [[nodiscard]] Decimal value() const; ///< an int64 where it is one, else the nearest double
    [[nodiscard]] Decimal average() const; ///< of at least one number
};

/// The sum of a queue of numbers, in constant time a step.
class SlidingSum {
public:
    void push(const Decimal& number);
    void pop(); ///< the number that was pushed first
    [[nodiscard]] ExactSum total() const;

private:
    std::vector<Decimal> m_back;
    ExactSum m_backSum;
    std::vector<ExactSum> m_front; ///< sums of a number and all behind it, the first one last
};

/// How often each of some numbered things is in a bag, and how many different ones are.
class DistinctCount {
public:
    void add(std::uint32_t what);
    void remove(std::uint32_t what);

    [[nodiscard]] std::uint64_t distinct() const { return m_distinct; }

    void clear();

private:
    std::vector<std::uint32_t> m_counts;
    std::vector<std::uint32_t> m_touched;
    std::uint64_t m_distinct = 0;
};

/// Numbers of a bag by rank. All that may be in it are known before (a Fenwick tree over their order).
class RankedBag {
public:
    explicit RankedBag(std::vector<Decimal> numbers);

    void add(const Decimal& number) { change(number, 1); }

    void remove(const Decimal& number) { change(number, -1); }

    [[nodiscard]] std::uint64_t size() const { return m_size; }

    [[nodiscard]] const Decimal& at(std::uint64_t rank) const; ///< 0-based, below size()

private:
    void change(const Decimal& number, std::int64_t by);

    std::vector<Decimal> m_numbers; ///< ascending, each once
    std::vector<std::int64_t> m_tree;
    std::uint64_t m_size = 0;
};

/// The middle number, of an even count the mean of the two in the middle. The bag is not empty.
[[nodiscard]] Decimal medianOf(const RankedBag& bag);

/// The rank, from 1, of a percentile among `count` numbers by the nearest-rank method: the smallest that is at least
/// percentile / 100 × count. The percentile is a decimal from 0 to 100 as written.
[[nodiscard]] std::uint64_t nearestRank(std::string_view percentile, std::uint64_t count);

/// The longest chain of a list of rules whose events stand in the list's order, at times that do not go back.
class RuleChain {
public:
    explicit RuleChain(std::uint32_t rules, bool onlyWhole);

    /// Adds all events of one moment: the places in the list of the rules that match them, ascending.
    void add(std::int64_t time, std::span<const std::uint32_t> places);
    /// The length of the longest chain that begins at or after `from`.
    [[nodiscard]] std::uint64_t longest(std::int64_t from) const;

private:
    // The latest begin of a chain of `length` rules that ends with the rule at this place.
    [[nodiscard]] std::int64_t& latest(std::uint32_t length, std::uint32_t place);
    [[nodiscard]] std::int64_t latest(std::uint32_t length, std::uint32_t place) const;

    std::uint32_t m_rules;
    bool m_onlyWhole; ///< chains that leave a rule out do not matter
    std::vector<std::int64_t> m_latest;
};

} // namespace rulewright::match
