// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/computed_functions.h"
#include "core/match/computed_value.h"
#include "core/match/field_readings.h"
#include "core/match/leaf_bitmap.h"
#include "core/rule/rule.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rulewright::match {

enum class Computed : std::uint8_t { False, True, Unknown };

/// A field that a computation reads, and under which names.
struct ComputedField {
    std::string raw;
    std::vector<FieldReading> otherwise;
};

/// An operand whose names are resolved.
struct ComputedOperand {
    struct Call {
        FunctionName function;
        std::vector<ComputedOperand> arguments;
    };

    std::variant<ComputedValue, std::size_t, Call> node; ///< a number: the place in the computation's fields
};

/// A comparison of computed operands, ready to be evaluated for an event. Functions are those of the language.
struct Computation {
    ComputedOperand left;
    ComputedOperand right;
    rule::Op op = rule::Op::Eq;
    rule::CaseRule caseRule = rule::CaseRule::Sensitive;
    bool negated = false;
    rule::Language language = rule::Language::Eql;
    std::vector<ComputedField> fields; ///< each once
    std::string key; ///< equal for equal computations
};

/// Nothing where an operand calls what is not evaluated: then its name stands in `unknown`.
[[nodiscard]] std::shared_ptr<const Computation> makeComputation(
    const rule::Compare& compare, rule::Language language, const FieldReadings& readings, std::string& unknown);

/// Reads a field's values by the name that the rule uses; empty where the event has none.
using FieldReader = std::function<ComputedValue(const ComputedField& field)>;

[[nodiscard]] Computed evaluate(const Computation& computation, const FieldReader& read);

/// The part of a value that a reading takes: the base name of a path, the extension, the name without its domain.
[[nodiscard]] std::string_view partOf(std::string_view value, std::string_view part);

/// The rows for which the comparison is true, and those for which it is true or false.
[[nodiscard]] BitmapPointer computedRows(const Computation& computation, const LeafContext& context);
[[nodiscard]] BitmapPointer computedKnownRows(const Computation& computation, const LeafContext& context);

/// The values of the left operand in an event, as texts.
[[nodiscard]] std::vector<std::string> leftTexts(
    const Computation& computation, const events::EventSet& events, events::EventId event);

/// For one event.
[[nodiscard]] Computed evaluate(const Computation& computation, const events::EventSet& events, events::EventId event);

} // namespace rulewright::match
