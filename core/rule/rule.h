// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/logsource.h"
#include "core/rule/pipeline.h"
#include "core/text/source.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rulewright::rule {

/// A text of the metadata and where it stands.
struct Located {
    std::string text;
    Span span;
    bool operator==(const Located &) const = default;
};

struct RuleMetadata {
    std::optional<Located> title;
    std::optional<Located> id;
    std::optional<Located> name; ///< Sigma's `name`, by which correlations refer to it
    std::optional<Located> status;
    std::optional<Located> level;
    std::optional<Located> description;
    std::optional<Located> author;
    std::optional<Located> date;
    std::optional<Located> modified;
    std::vector<Located> tags;       ///< as written: attack.t1219
    std::vector<Located> references;
    std::vector<Located> falsePositives;
    std::vector<Located> techniques; ///< ATT&CK ids in upper case, as tagged, not united: T1219.002
    std::optional<Located> regressionTestsPath;
    bool operator==(const RuleMetadata &) const = default;
};

/// A named part of a Sigma rule's detection.
struct Selection {
    std::string name;
    Span nameSpan;
    Predicate predicate;
    Span span; ///< the name and everything below it
    bool operator==(const Selection &) const = default;
};

enum class CorrelationType : std::uint8_t {
    EventCount, ValueCount, Temporal, TemporalOrdered, ValueSum, ValueAvg, ValuePercentile, ValueMedian,
};

/// A Sigma correlation (specification 2.1, "Correlation rules").
struct Correlation {
    struct Comparison {
        Op op = Op::Ge; ///< Eq, Gt, Ge, Lt, Le
        bool negated = false; ///< neq
        Number value;
        Span span;
        bool operator==(const Comparison &) const = default;
    };
    struct Alias {
        Located name;
        std::vector<std::pair<Located, Located>> fields; ///< rule reference, field
        bool operator==(const Alias &) const = default;
    };
    CorrelationType type = CorrelationType::EventCount;
    std::vector<Located> rules; ///< references by name or id
    std::vector<Located> groupBy;
    std::optional<Duration> timespan;
    std::vector<Comparison> condition;
    std::vector<Located> fields; ///< value_count and its kin
    std::optional<Number> percentile;
    std::vector<Alias> aliases;
    bool generate = false;
    Span span;
    bool operator==(const Correlation &) const = default;
};

/// A Sigma filter document: its condition is ANDed as written to the rules it names.
struct FilterDocument {
    std::vector<Located> rules; ///< empty when anyRule
    bool anyRule = false;
    Predicate predicate;
    Span span;
    bool operator==(const FilterDocument &) const = default;
};

/// Nothing to evaluate: machine learning, lookup only, or a rule without detection.
struct NoQuery {
    std::string reason;
    bool operator==(const NoQuery &) const = default;
};

using Body = std::variant<Pipeline, Correlation, FilterDocument, NoQuery>;

enum class Language : std::uint8_t { Sigma, Eql, Kql, Lucene, Esql, Spl };
[[nodiscard]] std::string_view languageName(Language language); ///< "sigma", "eql", "kuery", …
[[nodiscard]] std::string_view languageLabel(Language language); ///< for people: "Sigma", "EQL", "KQL", "ES|QL", …

struct Rule {
    Language language = Language::Sigma;
    RuleMetadata metadata;
    LogSource logSource;
    std::vector<Selection> selections; ///< of the detection, or of a filter document
    Body body = NoQuery{};
    Span conditionSpan;                ///< Sigma: the condition's text; empty where there is none
    MissingRule missingRule = MissingRule::IsFalse;
    std::uint32_t nodeCount = 0;       ///< NodeIds of this rule are below it
    std::uint32_t valueCount = 0;      ///< ValueIds of this rule are below it
    Span span;                         ///< the whole document
    bool operator==(const Rule &) const = default;
};

/// A file of rules as its author means it.
struct Document {
    SourceText text;
    Language language = Language::Sigma;
    std::vector<Rule> rules;
    bool operator==(const Document &) const = default;
};

/// The rule that a file of several documents means: its first correlation, else its first rule (cli.md).
/// Null where there is none.
[[nodiscard]] const Rule *mainRule(const Document &document);

/// The rule with this id or name; null where there is none.
[[nodiscard]] const Rule *findRule(const Document &document, std::string_view idOrName);

} // namespace rulewright::rule
