// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/catalogue_query.h"
#include "core/corpus/profile.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::corpus {

/// A rule that a search found.
struct CatalogueHit {
    RuleId rule = RuleId::None;
    std::vector<std::uint32_t> leaves; ///< of Profile::leaves(rule): the tests that were asked for, or hold a word
    bool operator==(const CatalogueHit&) const = default;
};

/// Searches over every rule of a profile, which must outlive it. Immutable once made; threads may share it. Making it
/// folds the texts of all rules, once (some megabytes); a search over 7,500 rules takes milliseconds.
class Catalogue {
public:
    explicit Catalogue(const Profile& profile);

    /// The rules that satisfy every term: first those with all words of the search in their title, then those with one,
    /// then the others; each by vendor, path and place in the file.
    [[nodiscard]] std::vector<CatalogueHit> find(const CatalogueQuery& query) const;

private:
    class Search;

    /// What is searched of a rule, folded.
    struct Texts {
        std::string all; ///< title, id, path, description, tags, techniques, each a line
        std::uint32_t titleEnd = 0;
        std::uint32_t idEnd = 0; ///< the id begins behind the title's line end, the path behind the id's
        std::uint32_t pathEnd = 0;
        std::string level;
        std::string status;
        std::vector<std::string> logSource;

        [[nodiscard]] std::string_view title() const { return std::string_view(all).substr(0, titleEnd); }

        [[nodiscard]] std::string_view id() const;
        [[nodiscard]] std::string_view path() const;
    };

    [[nodiscard]] std::vector<std::uint8_t> keysWith(const std::string& word) const;
    [[nodiscard]] std::vector<std::uint8_t> keysOf(const TestTerm& term) const;

    const Profile* m_profile;
    std::vector<Texts> m_texts; ///< by RuleId
    std::vector<std::string> m_values; ///< by KeyId: folded, also of regular expressions
    std::vector<std::vector<std::string>> m_rawNames; ///< by RuleId, then leaf: folded, without the vendor
};

} // namespace rulewright::corpus
