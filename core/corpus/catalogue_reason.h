// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/catalogue.h"
#include "core/text/fold.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::corpus {

/// The texts of a search that may stand in each part of a rule that is shown of a hit: what a list marks. Folded, as
/// markedPlaces() wants them; those of negated terms are left out.
struct CatalogueMarks {
    std::vector<std::string> title;
    std::vector<std::string> path;
    std::vector<std::string> technique;
    std::vector<std::string> logSource;
    std::vector<std::string> level;
    std::vector<std::string> vendor;
    std::vector<std::string> reason;
};

[[nodiscard]] CatalogueMarks marksOf(const CatalogueQuery& query);

/// Where any of the folded words stands in the text: bytes of it, in order, none touching another.
[[nodiscard]] std::vector<ByteRange> markedPlaces(std::string_view text, const std::vector<std::string>& words);

/// Why a rule was found, where title, path and techniques do not say it.
struct CatalogueReason {
    enum class Part { Test, Description, Id, Tag, Status };
    Part part = Part::Test;
    std::string text; ///< a test: "Image ends_with \cmd.exe"; of a description the words round the one that was found
    Role role = Role::Filter; ///< of a test
    bool operator==(const CatalogueReason&) const = default;
};

/// The tests of the hit first, in the order of its leaves, each text once; then what holds a word that stands nowhere
/// else. `most` bounds the list; `left`, where given, is how many more there are.
[[nodiscard]] std::vector<CatalogueReason> reasonsOf(
    const Profile& profile, const CatalogueQuery& query, const CatalogueHit& hit, std::size_t most, std::size_t* left);

} // namespace rulewright::corpus
