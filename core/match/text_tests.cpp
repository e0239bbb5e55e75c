// SPDX-License-Identifier: Apache-2.0
#include "core/match/text_tests.h"

#include "core/match/arena_scan.h"
#include "core/match/column_scan.h"

#include <algorithm>

namespace rulewright::match {

namespace {

// What of a field's texts will be looked through, where that is not known yet.
constexpr std::uint64_t expectedBytes = std::uint64_t{16} << 20;
// So many texts between two looks at the task.
constexpr std::uint32_t pollTexts = 4'096;

// Compares from the texts' beginnings, or from their ends.
bool isBelow(std::string_view a, std::string_view b, bool fromEnd)
{
    if (!fromEnd)
        return a < b;
    return std::lexicographical_compare(a.rbegin(), a.rend(), b.rbegin(), b.rend(),
        [](char x, char y) { return static_cast<unsigned char>(x) < static_cast<unsigned char>(y); });
}

// A literal with a NUL could stand across two texts.
bool isSought(const std::string& literal) { return !literal.empty() && !literal.contains('\0'); }

bool isAnchored(const Glob& glob) { return glob.anchoredStart || glob.anchoredEnd; }

void sortOnce(TextNumbers& texts)
{
    std::ranges::sort(texts);
    const auto repeated = std::ranges::unique(texts);
    texts.erase(repeated.begin(), repeated.end());
}

} // namespace

PrefixSet::PrefixSet(std::vector<std::pair<std::string, std::uint32_t>> literals, bool fromEnd)
    : m_fromEnd(fromEnd)
{
    std::ranges::sort(literals, [&](const auto& a, const auto& b) { return isBelow(a.first, b.first, fromEnd); });
    std::vector<std::uint32_t> open; // the literals that the next may begin with
    for (auto& [literal, id] : literals) {
        if (!m_literals.empty() && m_literals.back() == literal) {
            m_ids.back().push_back(id);
            continue;
        }
        const auto isOutside = [&](const std::string& prefix) {
            return fromEnd ? !literal.ends_with(prefix) : !literal.starts_with(prefix);
        };
        while (!open.empty() && isOutside(m_literals[open.back()]))
            open.pop_back();
        m_parents.push_back(open.empty() ? none : open.back());
        open.push_back(static_cast<std::uint32_t>(m_literals.size()));
        m_literals.push_back(std::move(literal));
        m_ids.push_back({id});
    }
}

std::uint32_t PrefixSet::nearest(std::string_view text) const
{
    const auto above = std::ranges::upper_bound(
        m_literals, text, [&](std::string_view a, std::string_view b) { return isBelow(a, b, m_fromEnd); },
        [](const std::string& literal) { return std::string_view(literal); });
    return above == m_literals.begin() ? none : static_cast<std::uint32_t>(above - m_literals.begin()) - 1;
}

bool TextTests::isTold(const Matcher& matcher)
{
    if (const auto* regex = std::get_if<RegexMatcher>(&matcher))
        return std::ranges::all_of(regex->regex.requiredTexts(), isSought) && !regex->regex.requiredTexts().empty();
    const auto* text = std::get_if<TextMatcher>(&matcher);
    return text != nullptr && std::ranges::all_of(foldedPatterns(*text), [](const Glob& glob) {
        const bool isWhole = glob.matchesEverything() || glob.chunks.empty();
        return isWhole || (glob.plainLiteral() != nullptr && isAnchored(glob)) || isSought(soughtLiteral(glob));
    });
}

void TextTests::addContained(std::string literal, Use use) { m_contained[std::move(literal)].push_back(use); }

void TextTests::add(std::uint32_t test, const TextMatcher& matcher)
{
    for (Glob& pattern : foldedPatterns(matcher)) {
        const std::string* literal = pattern.plainLiteral();
        if (pattern.matchesEverything()) {
            m_everywhere.push_back(test);
        } else if (pattern.chunks.empty()) {
            m_starts.emplace_back(std::string(), 2 * test + 1);
        } else if (literal != nullptr && pattern.anchoredStart) {
            m_starts.emplace_back(*literal, 2 * test + (pattern.anchoredEnd ? 1 : 0));
        } else if (literal != nullptr && pattern.anchoredEnd) {
            m_ends.emplace_back(*literal, test);
        } else if (literal != nullptr) {
            addContained(*literal, {.test = test});
        } else {
            std::string sought = soughtLiteral(pattern);
            m_globs.push_back(std::make_unique<const Glob>(std::move(pattern)));
            addContained(std::move(sought), {.test = test, .glob = m_globs.back().get()});
        }
    }
}

void TextTests::add(std::uint32_t test, const Regex& regex)
{
    m_regexes.push_back(std::make_unique<const Regex>(regex));
    std::uint32_t number = 0;
    for (const std::string& required : regex.requiredTexts())
        addContained(required, {.test = test, .regex = m_regexes.back().get(), .required = number++});
}

void TextTests::prepare()
{
    m_startSet = std::make_unique<PrefixSet>(std::exchange(m_starts, {}), false);
    m_endSet = std::make_unique<PrefixSet>(std::exchange(m_ends, {}), true);
    std::vector<std::string> literals;
    for (const auto& [literal, uses] : m_contained)
        literals.push_back(literal);
    std::ranges::sort(literals);
    for (const std::string& literal : literals)
        m_uses.push_back(std::move(m_contained[literal]));
    m_contained.clear();
    if (!literals.empty()) {
        const LiteralSet::Way way = LiteralSet::fastestWay(literals.size(), expectedBytes);
        m_literals = std::make_unique<LiteralSet>(std::move(literals), way);
    }
}

TextTests::Found TextTests::find(const events::Arena& folded, const Task& task) const
{
    Found found;
    found.everywhere = m_everywhere;
    std::unordered_map<std::uint32_t, std::vector<std::pair<std::uint32_t, std::uint32_t>>> required; // text, which
    std::unordered_map<std::uint32_t, const Regex*> regexes;
    if (m_literals) {
        std::vector<TextNumbers> containing = m_literals->textsContaining(folded, task);
        for (std::size_t i = 0; i < containing.size(); ++i) {
            if (containing[i].empty())
                continue;
            for (const Use& use : m_uses[i]) {
                if (use.regex != nullptr) {
                    regexes[use.test] = use.regex;
                    for (const std::uint32_t text : containing[i])
                        required[use.test].emplace_back(text, use.required);
                    continue;
                }
                TextNumbers& texts = found.texts[use.test];
                std::ranges::copy_if(containing[i], std::back_inserter(texts),
                    [&](std::uint32_t text) { return use.glob == nullptr || fits(*use.glob, folded.at(text)); });
            }
        }
    }
    for (std::uint32_t text = 0; text < folded.size(); ++text) {
        if (text % pollTexts == 0 && task.isStopped())
            break;
        const std::string_view value = folded.at(text);
        if (!m_startSet->isEmpty()) {
            m_startSet->forEach(value, [&](std::uint32_t id, bool isWhole) {
                if (isWhole || id % 2 == 0)
                    found.texts[id / 2].push_back(text);
            });
        }
        if (!m_endSet->isEmpty())
            m_endSet->forEach(value, [&](std::uint32_t id, bool) { found.texts[id].push_back(text); });
    }
    for (auto& [test, pairs] : required) {
        std::ranges::sort(pairs);
        TextNumbers& texts = found.texts[test];
        std::unordered_map<std::uint64_t, bool> mayMatch;
        for (std::size_t begin = 0, end = 0; begin < pairs.size(); begin = end) {
            std::uint64_t set = 0;
            for (; end < pairs.size() && pairs[end].first == pairs[begin].first; ++end)
                set |= std::uint64_t{1} << pairs[end].second;
            const auto [known, isNew] = mayMatch.try_emplace(set, false);
            if (isNew)
                known->second = regexes[test]->mayMatch(set);
            if (known->second)
                texts.push_back(pairs[begin].first);
        }
    }
    for (auto& [test, texts] : found.texts) {
        if (!std::ranges::is_sorted(texts, std::less_equal<>()))
            sortOnce(texts);
    }
    return found;
}

} // namespace rulewright::match
