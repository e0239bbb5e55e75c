// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/vendor.h"
#include "core/rule/predicate.h"
#include "core/text/span.h"

#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::attack {
class AttackData;
}

namespace rulewright::corpus {

/// What one test of a rule must be: `field:Image operator:ends_with value:\cmd.exe`. What is empty asks for nothing.
struct TestTerm {
    std::string field; ///< folded; the whole canonical name or the vendor's; `*` stands for anything
    std::string value; ///< folded; a part of the test's value
    std::optional<rule::Op> op;
    bool operator==(const TestTerm&) const = default;
};

/// One condition of a search over rules. Of `words` any one is enough; they are folded, but for the ids of techniques.
struct CatalogueTerm {
    enum class Kind { Text, Title, Id, Path, Technique, LogSource, Level, Status, Vendor, Test };
    Kind kind = Kind::Text;
    bool isNegated = false;
    std::vector<std::string> words; ///< Technique: current ids, `T1059.*` with its sub-techniques as ids of their own
    std::vector<Vendor> vendors;
    TestTerm test;
    Span place; ///< in the text of the search, from its NOT on
    bool operator==(const CatalogueTerm&) const = default;
};

/// A sentence for people, without a full stop, about a part of the text of a search.
struct CatalogueRemark {
    std::string sentence;
    Span place;
    bool operator==(const CatalogueRemark&) const = default;
};

struct CatalogueQuery {
    std::vector<CatalogueTerm> terms; ///< a rule must satisfy each
    std::vector<CatalogueRemark> remarks; ///< about what was read, but hardly meant so
    bool operator==(const CatalogueQuery&) const = default;
};

/// The parts that a search can ask for, "technique" first; each is written with a colon behind it.
[[nodiscard]] std::span<const std::string_view> catalogueKeys();
/// The words of `level:`, the least grave first.
[[nodiscard]] std::span<const std::string_view> catalogueLevels();

/// Reads the text of a search. Words stand for any part of a rule: title, description, id, path, tags, techniques, the
/// fields and values of its tests. `"two words"` is one; the quote begins a word or stands behind its key. KEY:TEXT
/// asks for one part: technique (id in any case, revoked ids too, or a name; `T1059.*` with sub-techniques), field,
/// value, operator, logsource (`windows/process_creation`), level, status, vendor, title, id, path. technique, level,
/// status and vendor take several, split by commas. `field:`, `operator:` and `value:` side by side are of one test;
/// each of them again begins another. NOT before a term turns it round. A word such as `feild:Image` is looked for as
/// it stands, with a remark.
[[nodiscard]] std::expected<CatalogueQuery, CatalogueRemark> parseCatalogueQuery(
    std::string_view text, const attack::AttackData& attack);

} // namespace rulewright::corpus
