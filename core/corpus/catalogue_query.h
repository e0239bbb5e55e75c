// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/vendor.h"
#include "core/rule/predicate.h"

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::attack {
class AttackData;
}

namespace rulewright::corpus {

/// What one test of a rule must be: `field:Image operator:ends_with value:\cmd.exe`. What is empty asks for nothing.
struct TestTerm {
    std::string field; ///< folded; canonical or the vendor's; `*` stands for anything
    std::string value; ///< folded; a part of the test's value
    std::optional<rule::Op> op;
    bool operator==(const TestTerm&) const = default;
};

/// One condition of a search over rules. All texts are folded; of `words` any one is enough.
struct CatalogueTerm {
    enum class Kind { Text, Title, Id, Path, Technique, LogSource, Level, Status, Vendor, Test };
    Kind kind = Kind::Text;
    bool isNegated = false;
    std::vector<std::string> words; ///< Technique: current ids, `T1059.*` with its sub-techniques as ids of their own
    std::vector<Vendor> vendors;
    TestTerm test;
    bool operator==(const CatalogueTerm&) const = default;
};

struct CatalogueQuery {
    std::vector<CatalogueTerm> terms; ///< a rule must satisfy each
    bool operator==(const CatalogueQuery&) const = default;
};

/// Reads the text of a search. Words stand for any part of a rule: title, description, id, path, tags, the fields and
/// values of its tests. `"two words"` is one. KEY:TEXT asks for a part of its own: technique (id in any case, revoked
/// ids too, or a name; `T1059.*` with sub-techniques), field, value, operator, logsource (`windows/process_creation`),
/// level, status, vendor, title, id, path. technique, level, status, vendor and operator take several, split by commas.
/// `field:`, `operator:` and `value:` side by side are of one test; each of them again begins another. NOT before a
/// term turns it round. The error is one sentence for people.
[[nodiscard]] std::expected<CatalogueQuery, std::string> parseCatalogueQuery(
    std::string_view text, const attack::AttackData& attack);

} // namespace rulewright::corpus
