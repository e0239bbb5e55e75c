// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/catalogue_query.h"
#include "core/corpus/profile.h"

#include <cstdint>
#include <string>
#include <vector>

namespace rulewright::corpus {

/// A rule that a search found.
struct CatalogueHit {
    RuleId rule = RuleId::None;
    std::vector<std::uint32_t> leaves; ///< of Profile::leaves(rule): the tests that were asked for, or hold a word
    bool operator==(const CatalogueHit&) const = default;
};

/// Searches over every rule of a profile, which must outlive it. Immutable once made; threads may share it. Making it
/// folds the texts of all rules (some megabytes); a search over 7,500 rules takes milliseconds.
class Catalogue {
public:
    explicit Catalogue(const Profile& profile);

    /// The rules that satisfy every term: first those with all words of the search in their title, then those with one,
    /// then the others; each by vendor, path and place in the file.
    [[nodiscard]] std::vector<CatalogueHit> find(const CatalogueQuery& query) const;

private:
    class Search;

    struct Texts {
        std::string title;
        std::string all; ///< title, description, id, path, tags, each a line; folded, as the title is
    };

    [[nodiscard]] std::vector<std::uint8_t> keysWith(const std::string& word) const;
    [[nodiscard]] std::vector<std::uint8_t> keysOf(const TestTerm& term) const;

    const Profile* m_profile;
    std::vector<Texts> m_texts; ///< by RuleId
    std::vector<std::string> m_values; ///< by KeyId: folded, also of regular expressions
    std::vector<std::vector<std::string>> m_rawNames; ///< by RuleId, then leaf: folded, without the vendor
};

} // namespace rulewright::corpus
