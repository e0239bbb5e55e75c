// SPDX-License-Identifier: Apache-2.0
#include "core/corpus/catalogue.h"

#include "core/text/fold.h"
#include "core/text/stars.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <map>
#include <string_view>
#include <utility>

namespace rulewright::corpus {

namespace {

using Kind = CatalogueTerm::Kind;

/// Looks for one word in many texts.
class WordFinder {
public:
    explicit WordFinder(const std::string& word)
        : m_searcher(word.begin(), word.end())
    {
    }

    bool isIn(std::string_view text) const { return std::search(text.begin(), text.end(), m_searcher) != text.end(); }

private:
    std::boyer_moore_horspool_searcher<std::string::const_iterator> m_searcher;
};

/// Whether a word of a log source, or a part of it between blanks, dots and colons, fits the pattern.
bool fitsLogSourceWord(std::string_view pattern, std::string_view text)
{
    static constexpr std::string_view separators = " .:/*,";
    if (fitsStars(text, pattern))
        return true;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of(separators, at), text.size());
        std::string_view part = text.substr(at, end - at);
        while (part.ends_with('-'))
            part.remove_suffix(1);
        if (!part.empty() && fitsStars(part, pattern))
            return true;
        at = end + 1;
    }
    return false;
}

/// `windows/process_creation`: every part must be there.
bool fitsLogSource(std::string_view wanted, const std::vector<std::string>& words)
{
    while (!wanted.empty()) {
        const std::size_t slash = std::min(wanted.find('/'), wanted.size());
        const std::string_view part = wanted.substr(0, slash);
        if (!part.empty()
            && std::ranges::none_of(words, [&](const std::string& word) { return fitsLogSourceWord(part, word); }))
            return false;
        wanted.remove_prefix(std::min(slash + 1, wanted.size()));
    }
    return true;
}

} // namespace

Catalogue::Catalogue(const Profile& profile)
    : m_profile(&profile)
{
    for (const ProfileKey& key : profile.keys()) {
        const bool isFolded = key.op != rule::Op::Regex;
        const std::string_view value = key.value == TextId::None ? std::string_view() : profile.text(key.value);
        m_values.push_back(isFolded ? std::string(value) : folded(value));
    }
    std::map<TextId, std::string> rawNames;
    for (std::size_t i = 0; i < profile.rules().size(); ++i) {
        const ProfileRule& rule = profile.rules()[i];
        Texts& texts = m_texts.emplace_back();
        const auto add = [&texts](std::string_view text) {
            appendFolded(texts.all, text);
            texts.all += '\n';
            return static_cast<std::uint32_t>(texts.all.size() - 1);
        };
        texts.titleEnd = add(rule.title);
        texts.idEnd = add(rule.id);
        texts.pathEnd = add(rule.path);
        add(rule.description);
        std::ranges::for_each(rule.tags, add);
        std::ranges::for_each(rule.techniques, add);
        texts.level = folded(rule.level.value_or(""));
        texts.status = folded(rule.status.value_or(""));
        for (const std::string& word : rule.logSource)
            texts.logSource.push_back(folded(word));
        std::vector<std::string>& names = m_rawNames.emplace_back();
        for (const ProfileLeaf& leaf : profile.leaves(RuleId(i))) {
            const auto [name, isNew] = rawNames.try_emplace(leaf.raw);
            if (isNew) {
                const std::string_view raw = profile.text(leaf.raw);
                name->second = folded(raw.substr(raw.find(':') + 1));
            }
            names.push_back(name->second);
        }
    }
}

std::string_view Catalogue::Texts::id() const
{
    return std::string_view(all).substr(titleEnd + 1, idEnd - titleEnd - 1);
}

std::string_view Catalogue::Texts::path() const { return std::string_view(all).substr(idEnd + 1, pathEnd - idEnd - 1); }

std::vector<std::uint8_t> Catalogue::keysWith(const std::string& word) const
{
    const WordFinder finder(word);
    std::vector<std::uint8_t> keys(m_values.size());
    for (std::size_t i = 0; i < keys.size(); ++i)
        keys[i] = finder.isIn(m_values[i]) || finder.isIn(m_profile->text(m_profile->keys()[i].field)) ? 1 : 0;
    return keys;
}

std::vector<std::uint8_t> Catalogue::keysOf(const TestTerm& term) const
{
    const WordFinder finder(term.value);
    std::vector<std::uint8_t> keys(m_values.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const bool hasOperator = !term.op || m_profile->keys()[i].op == *term.op;
        keys[i] = hasOperator && (term.value.empty() || finder.isIn(m_values[i])) ? 1 : 0;
    }
    return keys;
}

/// A search made ready: what is the same for every rule is looked up once.
class Catalogue::Search {
public:
    Search(const Catalogue& catalogue, const CatalogueQuery& query)
        : m_catalogue(catalogue)
    {
        for (const CatalogueTerm& term : query.terms) {
            Prepared prepared{.term = &term, .finders = {}, .keys = {}};
            if (term.kind == Kind::Text)
                prepared.keys = catalogue.keysWith(term.words.front());
            if (term.kind == Kind::Test)
                prepared.keys = catalogue.keysOf(term.test);
            for (const std::string& word : term.words)
                prepared.finders.emplace_back(word);
            m_terms.push_back(std::move(prepared));
        }
    }

    /// Whether the rule is wanted; then `hit` has its leaves and `rank` how well its title fits, 0 best.
    bool finds(RuleId rule, CatalogueHit& hit, int& rank) const
    {
        int words = 0;
        int inTitle = 0;
        for (const Prepared& prepared : m_terms) {
            const std::size_t before = hit.leaves.size();
            if (satisfies(prepared, rule, hit.leaves) == prepared.term->isNegated)
                return false;
            if (prepared.term->isNegated) {
                hit.leaves.resize(before);
            } else if (prepared.term->kind == Kind::Text) {
                ++words;
                inTitle += prepared.finders.front().isIn(textsOf(rule).title()) ? 1 : 0;
            }
        }
        std::ranges::sort(hit.leaves);
        const auto repeated = std::ranges::unique(hit.leaves);
        hit.leaves.erase(repeated.begin(), repeated.end());
        hit.rule = rule;
        rank = inTitle == words ? 0 : inTitle > 0 ? 1 : 2;
        return true;
    }

private:
    struct Prepared {
        const CatalogueTerm* term = nullptr;
        std::vector<WordFinder> finders; ///< one a word
        std::vector<std::uint8_t> keys; ///< by KeyId: whether operator and value are wanted
    };

    const Texts& textsOf(RuleId rule) const { return m_catalogue.m_texts[static_cast<std::size_t>(rule)]; }

    bool satisfies(const Prepared& prepared, RuleId id, std::vector<std::uint32_t>& leaves) const
    {
        const CatalogueTerm& term = *prepared.term;
        const ProfileRule& rule = m_catalogue.m_profile->rule(id);
        switch (term.kind) {
        case Kind::Text: {
            const bool isInTests = addLeaves(prepared, id, leaves);
            return isInTests || prepared.finders.front().isIn(textsOf(id).all);
        }
        case Kind::Test:
            return addLeaves(prepared, id, leaves);
        case Kind::Title:
            return prepared.finders.front().isIn(textsOf(id).title());
        case Kind::Id:
            return prepared.finders.front().isIn(textsOf(id).id());
        case Kind::Path:
            return prepared.finders.front().isIn(textsOf(id).path());
        case Kind::Technique:
            return std::ranges::any_of(
                term.words, [&](const std::string& word) { return std::ranges::contains(rule.techniques, word); });
        case Kind::LogSource:
            return fitsLogSource(term.words.front(), textsOf(id).logSource);
        case Kind::Level:
            return std::ranges::contains(term.words, textsOf(id).level);
        case Kind::Status:
            return std::ranges::contains(term.words, textsOf(id).status);
        case Kind::Vendor:
            return std::ranges::contains(term.vendors, rule.vendor);
        }
        return false;
    }

    bool addLeaves(const Prepared& prepared, RuleId id, std::vector<std::uint32_t>& leaves) const
    {
        const std::size_t before = leaves.size();
        const std::span<const ProfileLeaf> all = m_catalogue.m_profile->leaves(id);
        const std::string& field = prepared.term->test.field;
        for (std::size_t i = 0; i < all.size(); ++i) {
            const auto key = static_cast<std::size_t>(all[i].key);
            if (prepared.keys[key] == 0)
                continue;
            if (field.empty() || fitsStars(m_catalogue.m_profile->text(m_catalogue.m_profile->keys()[key].field), field)
                || fitsStars(m_catalogue.m_rawNames[static_cast<std::size_t>(id)][i], field))
                leaves.push_back(static_cast<std::uint32_t>(i));
        }
        return leaves.size() > before;
    }

    const Catalogue& m_catalogue;
    std::vector<Prepared> m_terms;
};

std::vector<CatalogueHit> Catalogue::find(const CatalogueQuery& query) const
{
    const Search search(*this, query);
    // The profile's rules are in the order that is wanted within a rank.
    std::array<std::vector<CatalogueHit>, 3> ranked;
    for (std::size_t i = 0; i < m_texts.size(); ++i) {
        CatalogueHit hit;
        int rank = 0;
        if (search.finds(RuleId(i), hit, rank))
            ranked[static_cast<std::size_t>(rank)].push_back(std::move(hit));
    }
    std::vector<CatalogueHit> hits;
    for (std::vector<CatalogueHit>& some : ranked)
        hits.insert(hits.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
    return hits;
}

} // namespace rulewright::corpus
