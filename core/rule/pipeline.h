// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/predicate.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace rulewright::rule {

using Duration = std::chrono::milliseconds;

/// Keeps the events for which the predicate is true.
struct Filter {
    Predicate predicate;
    Span span;
    bool operator==(const Filter &) const = default;
};

/// Gives names to computed values: EVAL, eval, rex, GROK. A predicate on such a name is derived.
struct Let {
    std::string command; ///< as written: "eval", "grok"
    struct Assignment {
        std::string name;
        std::optional<Expr> value; ///< none where it could not be read
        Span span;
        bool operator==(const Assignment &) const = default;
    };
    std::vector<Assignment> assignments;
    Span span;
    bool operator==(const Let &) const = default;
};

/// Keeps, drops or renames columns.
struct Select {
    std::string command;
    std::vector<FieldRef> kept;
    std::vector<FieldRef> dropped;
    std::vector<std::pair<FieldRef, std::string>> renamed;
    Span span;
    bool operator==(const Select &) const = default;
};

/// stats, STATS … BY, threshold rules.
struct Aggregate {
    struct Output {
        std::string name;
        Call call;
        Span span;
        bool operator==(const Output &) const = default;
    };
    std::vector<Output> outputs;
    std::vector<Expr> by;
    bool keepsEvents = false; ///< INLINE STATS: every event goes on, with what was computed beside it
    Span span;
    bool operator==(const Aggregate &) const = default;
};

/// EQL sequences and samples.
struct Sequence {
    struct Step {
        Predicate where;
        std::vector<Expr> by;
        std::uint32_t runs = 1;
        bool missing = false; ///< `![ … ]`
        Span span;
        bool operator==(const Step &) const = default;
    };
    bool sample = false;
    std::vector<Expr> by;
    std::optional<Duration> maxspan;
    std::vector<Step> steps;
    std::optional<Step> until;
    Span span;
    bool operator==(const Sequence &) const = default;
};

struct Pipeline;
/// join, append, map: a search within a search.
struct SubPipeline {
    std::string command;
    Box<Pipeline> pipeline;
    Span span;
    bool operator==(const SubPipeline &) const;
};

/// A lookup in a table: `lookup T key AS field OUTPUT flag`.
struct Lookup {
    std::string table;
    std::vector<std::pair<std::string, FieldRef>> keys;       ///< table column, event field
    std::vector<std::pair<std::string, std::string>> outputs; ///< table column, new name
    Span span;
    bool operator==(const Lookup &) const = default;
};

struct OpaqueStage {
    std::string command;
    std::string reason;
    Span span;
    bool operator==(const OpaqueStage &) const = default;
};

using Stage = std::variant<Filter, Let, Select, Aggregate, Sequence, SubPipeline, Lookup, OpaqueStage>;

/// The stages of a query in their order. In which context a predicate stands (event, after an aggregate,
/// derived) is the position of its stage. A Sigma rule has the one stage Filter.
struct Pipeline {
    std::vector<Stage> stages;
    bool operator==(const Pipeline &) const = default;
};
inline bool SubPipeline::operator==(const SubPipeline &) const = default;

} // namespace rulewright::rule
