// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/pattern.h"
#include "core/text/box.h"
#include "core/text/span.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rulewright::rule {

/// Identifies a predicate node within its rule; dense from 0 in text order of creation.
enum class NodeId : std::uint32_t { None = 0xFFFFFFFF };
/// Identifies a value within its rule; dense from 0 in text order.
enum class ValueId : std::uint32_t { None = 0xFFFFFFFF };
/// Index into Rule::selections.
enum class SelectionId : std::uint32_t { None = 0xFFFFFFFF };

/// A canonical field name (corpora.md, section 5). Empty for keywords.
struct FieldName {
    std::string text;
    bool operator==(const FieldName&) const = default;
    auto operator<=>(const FieldName&) const = default;
};

/// How well a vendor's field corresponds to its canonical name (field-map.csv).
enum class Fit : std::uint8_t { Exact, Near, Scope };

/// Which part of the canonical field's value the raw name carries (field-map.csv).
enum class FieldPart : std::uint8_t { Whole, Path, Base, Argument, Extension, User };

struct FieldRef {
    enum class Kind : std::uint8_t { Named, NamePattern, AnyField, Derived };
    FieldName name;
    std::string raw; ///< as the author wrote it
    Fit fit = Fit::Exact;
    Kind kind = Kind::Named; ///< AnyField is a keyword's field
    FieldPart part = FieldPart::Whole;
    bool optional = false; ///< EQL `?field`
    Span span;
    bool operator==(const FieldRef&) const = default;
};

struct Null {
    bool operator==(const Null&) const = default;
};

/// A number as it was written: 4688, 1.0.
struct Number {
    std::string text;
    bool operator==(const Number&) const = default;
};

using Scalar = std::variant<Null, bool, Number, std::string>;

/// The scalar's text: "null", "true", "4688", or the string itself.
[[nodiscard]] std::string scalarText(const Scalar& scalar);

/// One value of a test.
struct Value {
    Scalar scalar; ///< after the file format's quoting, before the language's escapes
    Pattern pattern; ///< the language's escapes and wildcards decoded; of numbers and bools their text
    std::string source; ///< as the file has it, quotes included
    Span span; ///< of `source`
    ValueId id = ValueId::None;
    bool operator==(const Value&) const = default;
};

struct Expr;

/// A function call or an arithmetic operator: length(x), concat(a, b), a + b.
struct Call {
    std::string function;
    std::vector<Expr> arguments;
    bool operator==(const Call&) const;
};

struct Expr {
    std::variant<FieldRef, Scalar, Call> node;
    Span span;
    bool operator==(const Expr&) const = default;
};

inline bool Call::operator==(const Call&) const = default;

/// Operators as the author wrote them; the names are those of cli.md.
enum class Op : std::uint8_t {
    Eq,
    Contains,
    StartsWith,
    EndsWith,
    Wildcard,
    Regex,
    Cidr,
    Gt,
    Ge,
    Lt,
    Le,
    Exists,
    IsNull,
    FieldRef,
    FieldRefContains,
    FieldRefStartsWith,
    FieldRefEndsWith,
    Keyword,
    Computed,
};
[[nodiscard]] std::string_view operatorName(Op op); ///< "ends_with", …

enum class Join : std::uint8_t { Any, All };
enum class CaseRule : std::uint8_t { Insensitive, Sensitive };

/// How a missing field reads under a negation (docs/architecture.md, "Missing fields").
enum class MissingRule : std::uint8_t {
    IsFalse,    ///< a test of it is false, and its negation true: Sigma, EQL, KQL, Lucene; SPL's NOT f=v
    IsUnknown,  ///< neither a test of it nor its negation is true: ES|QL, SPL's where
    NotEqualNeedsField, ///< `f!=v` is false, and its negation true; `not f=v` is true: SPL's search
};

/// Modifiers that have no member of their own in Test, in the order written.
enum class Modifier : std::uint8_t {
    Windash,
    Wide,
    Utf16le,
    Utf16be,
    Utf16,
    Base64,
    Base64Offset,
    Expand,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
    RegexIgnoreCase,
    RegexMultiline,
    RegexDotAll,
};
[[nodiscard]] std::string_view modifierName(Modifier modifier); ///< Sigma's name: "base64offset", "i", …

struct Predicate;

/// One test of one field against a list of values: `CommandLine|contains|all: [a, b]`.
/// Sigma's `field.span` is the whole key, modifiers included: the place of the test in results and in the gutter
/// (of a list of keywords: the selection's name). A keyword test has a field of kind AnyField and the operator
/// Keyword, unless modifiers say otherwise (`'|re'` is Regex, `'|startswith'` StartsWith over any field).
/// With Modifier::Expand see placeholder.h.
/// `exists` keeps its bool as the one value; a fieldref has the other field's name as each value's text;
/// a test of null has values whose scalar is Null.
struct Test {
    FieldRef field;
    Op op = Op::Eq;
    std::vector<Value> values;
    Join join = Join::Any;
    bool negated = false; ///< `neq`, `!=`
    CaseRule caseRule = CaseRule::Insensitive;
    std::vector<Modifier> modifiers;
    std::optional<MissingRule> missingRule{}; ///< where it is not the rule's: SPL's `where`
    Span span; ///< key and values
    /// SPL: what made the field's name, where no event has it: "eval", "lookup:TABLE", "agg". Such a test is derived.
    std::string origin{};
    std::uint32_t cells = 0; ///< of a lookup: how many cells of the table the test stands for
    /// What a derived test says about the event, where that is known: one predicate, an Opaque where it is known
    /// that nothing can be said; none where the name was made by an aggregation or a computation.
    std::vector<Predicate> meaning;
    bool operator==(const Test&) const;
};

/// The operator of one value, by what the author wrote: a plain value with a wildcard is Wildcard, a null is
/// IsNull under any operator, a keyword with a pattern stays Keyword (cli.md, "What `match` counts").
[[nodiscard]] Op valueOperator(const Test& test, const Value& value);

/// A comparison of computed operands, which Test cannot hold.
struct Compare {
    Expr left;
    Op op = Op::Eq;
    Expr right;
    bool negated = false;
    Span span;
    CaseRule caseRule = CaseRule::Sensitive; ///< of texts
    std::string origin{}; ///< SPL: what made the name on its left, as in Test
    bool operator==(const Compare&) const = default;
};

struct And {
    std::vector<Predicate> children;
    Span span;
    bool operator==(const And&) const;
};

struct Or {
    std::vector<Predicate> children;
    Span span;
    bool operator==(const Or&) const;
};

struct Not {
    Box<Predicate> child;
    Span span;
    bool operator==(const Not&) const;
};

/// KQL `field:{ … }`: one element of the array satisfies all.
struct Nested {
    FieldRef array;
    Box<Predicate> inner;
    Span span;
    bool operator==(const Nested&) const;
};

/// A selection by name. Not a copy: a selection may be named twice.
struct Ref {
    SelectionId selection = SelectionId::None;
    Span span;
    bool operator==(const Ref&) const = default;
};

/// `1 of`, `3 of`, `all of`.
struct Quantifier {
    bool all = false;
    std::uint32_t count = 1; ///< unless all
    bool operator==(const Quantifier&) const = default;
};

/// A quantifier over the selections that fit a pattern. Members are in the order of the selections.
struct Of {
    Quantifier quantifier;
    std::string pattern; ///< `them`, `selection_*`, or one name
    std::vector<SelectionId> members;
    Span span;
    bool operator==(const Of&) const = default;
};

struct Constant {
    bool value = true;
    Span span;
    bool operator==(const Constant&) const = default;
};

/// What could not be expressed: visible, named, never a silent guess.
struct Opaque {
    std::string reason;
    Span span;
    bool operator==(const Opaque&) const = default;
};

/// The one intermediate representation of every rule language.
struct Predicate {
    using Node = std::variant<And, Or, Not, Of, Ref, Test, Compare, Nested, Constant, Opaque>;
    NodeId id = NodeId::None;
    Node node = Constant{};
    bool operator==(const Predicate&) const = default;
};

inline bool Test::operator==(const Test&) const = default;
inline bool And::operator==(const And&) const = default;
inline bool Or::operator==(const Or&) const = default;
inline bool Not::operator==(const Not&) const = default;
inline bool Nested::operator==(const Nested&) const = default;

[[nodiscard]] Span spanOf(const Predicate& predicate);

} // namespace rulewright::rule
