// SPDX-License-Identifier: Apache-2.0
#include "core/match/literal_windows.h"

#include "core/match/literals.h"

#include <algorithm>
#include <array>
#include <bitset>

namespace rulewright::match {

namespace {

// What a sample says of how often bytes and their neighbours stand in texts.
class Frequencies {
public:
    explicit Frequencies(std::string_view sample)
        : m_counts(std::size_t{1} << hashBits)
    {
        for (std::size_t byte = 0; byte < m_bytes.size(); ++byte)
            m_bytes[byte] = 1 + commonness(static_cast<char>(byte)) / 16.0;
        // Pieces from all over the sample.
        const std::size_t step = std::max(pieceBytes, sample.size() / pieces);
        for (std::size_t begin = 0; begin < sample.size(); begin += step) {
            const std::string_view piece = sample.substr(begin, pieceBytes);
            for (std::size_t at = 0; at < piece.size(); ++at) {
                m_bytes[static_cast<unsigned char>(piece[at])] += 1;
                if (at + 3 <= piece.size())
                    ++m_counts[hash(piece.substr(at, 3))];
            }
        }
        double sum = 0;
        for (const double count : m_bytes)
            sum += count;
        for (double& count : m_bytes)
            count /= sum;
    }

    [[nodiscard]] double of(unsigned char byte) const { return m_bytes[byte]; }

    // Of a window: how often its rarest three bytes in a row stand in the sample.
    [[nodiscard]] std::uint32_t count(std::string_view window) const
    {
        std::uint32_t least = UINT32_MAX;
        for (std::size_t at = 0; at + 3 <= window.size(); ++at)
            least = std::min(least, m_counts[hash(window.substr(at, 3))]);
        return least;
    }

private:
    static constexpr std::uint32_t hashBits = 14;
    static constexpr std::size_t pieces = 64;
    static constexpr std::size_t pieceBytes = 256;

    static std::uint32_t hash(std::string_view three)
    {
        const auto byte = [&](std::size_t i) { return std::uint32_t{static_cast<unsigned char>(three[i])}; };
        return (byte(0) | byte(1) << 8 | byte(2) << 16) * 2'654'435'761U >> (32 - hashBits);
    }

    std::array<double, 256> m_bytes{}; ///< their shares
    std::vector<std::uint32_t> m_counts; ///< of three bytes, by their hash
};

struct Group {
    std::vector<LiteralWindow> windows;
    std::vector<std::bitset<256>> bytes; ///< at each place
    double share = 0; ///< of places that it fits, about
};

class Grouping {
public:
    Grouping(std::span<const std::string> literals, std::string_view sample, std::size_t size)
        : m_frequencies(sample)
    {
        for (const std::string& literal : literals)
            add(literal, size);
    }

    std::vector<std::vector<LiteralWindow>> into(std::size_t buckets)
    {
        while (m_groups.size() > buckets)
            joinCheapest();
        std::vector<std::vector<LiteralWindow>> result;
        for (Group& group : m_groups)
            result.push_back(std::move(group.windows));
        return result;
    }

private:
    void add(const std::string& literal, std::size_t size)
    {
        const std::string_view text = literal;
        const auto cost = [&](std::size_t at) {
            double share = 1;
            for (const char c : text.substr(at, size))
                share *= m_frequencies.of(static_cast<unsigned char>(c));
            return std::pair(m_frequencies.count(text.substr(at, size)), share);
        };
        std::size_t best = 0;
        for (std::size_t at = 1; at + size <= text.size(); ++at) {
            if (cost(at) < cost(best))
                best = at;
        }
        Group group;
        group.windows.push_back({static_cast<std::uint32_t>(m_groups.size()), static_cast<std::uint32_t>(best)});
        group.bytes.resize(size);
        for (std::size_t i = 0; i < size; ++i) {
            if (best + i < text.size())
                group.bytes[i].set(static_cast<unsigned char>(text[best + i]));
            else
                group.bytes[i].set();
        }
        group.share = shareOf(group);
        m_groups.push_back(std::move(group));
    }

    [[nodiscard]] double shareOf(const Group& group) const
    {
        double share = 1;
        for (const std::bitset<256>& bytes : group.bytes) {
            double any = 0;
            for (std::size_t byte = 0; byte < bytes.size(); ++byte)
                any += bytes[byte] ? m_frequencies.of(static_cast<unsigned char>(byte)) : 0;
            share *= any;
        }
        return share;
    }

    [[nodiscard]] Group joined(const Group& a, const Group& b) const
    {
        Group result = a;
        result.windows.insert(result.windows.end(), b.windows.begin(), b.windows.end());
        for (std::size_t i = 0; i < result.bytes.size(); ++i)
            result.bytes[i] |= b.bytes[i];
        result.share = shareOf(result);
        return result;
    }

    void joinCheapest()
    {
        // The rarest group is joined to the one where that makes the least difference.
        const auto rarest = std::ranges::min_element(m_groups, {}, &Group::share);
        std::iter_swap(rarest, m_groups.end() - 1);
        const Group last = std::move(m_groups.back());
        m_groups.pop_back();
        double least = 0;
        Group* best = nullptr;
        Group bestJoined;
        for (Group& group : m_groups) {
            Group candidate = joined(group, last);
            const double more = candidate.share - group.share;
            if (best == nullptr || more < least) {
                least = more;
                best = &group;
                bestJoined = std::move(candidate);
            }
        }
        *best = std::move(bestJoined);
    }

    Frequencies m_frequencies;
    std::vector<Group> m_groups;
};

} // namespace

std::vector<std::vector<LiteralWindow>> rareWindows(
    std::span<const std::string> literals, std::string_view sample, std::size_t size, std::size_t buckets)
{
    return Grouping(literals, sample, size).into(buckets);
}

} // namespace rulewright::match
