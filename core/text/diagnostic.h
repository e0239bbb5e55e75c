// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/span.h"

#include <algorithm>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright {

/// As in the Language Server Protocol; a hint is a note that asks for nothing.
enum class Severity : std::uint8_t { Error, Warning, Information, Hint };

[[nodiscard]] std::string_view severityName(Severity severity); ///< "error", "warning", "information", "hint"

/// A stable dotted name of a kind of diagnostic, such as `sigma.modifier.unknown`. Constants of this type
/// are declared in diagnostic_codes.h, which is the whole list.
struct DiagnosticCode {
    std::string_view text;
    bool operator==(const DiagnosticCode &) const = default;
};

/// Replaces the bytes of `span` by `replacement`; an empty span inserts.
struct TextEdit {
    Span span;
    std::string replacement;
    bool operator==(const TextEdit &) const = default;
};

/// A change that mends what a diagnostic complains of. The edits do not overlap and are in text order.
struct Fix {
    std::string title;            ///< an imperative sentence without full stop: "Remove the asterisks"
    std::vector<TextEdit> edits;
    bool isSafe = false;          ///< does not change what the rule matches: `check --fix` applies it
    bool operator==(const Fix &) const = default;
};

/// One finding. The message is one sentence on what is wrong with the word quoted, then what to do.
struct Diagnostic {
    Severity severity = Severity::Error;
    DiagnosticCode code;
    Span span;
    std::string message;
    std::vector<Fix> fixes;
    bool operator==(const Diagnostic &) const = default;
};

using Diagnostics = std::vector<Diagnostic>;

[[nodiscard]] inline bool hasErrors(const Diagnostics &diagnostics)
{
    return std::ranges::any_of(diagnostics, [](const Diagnostic &d) { return d.severity == Severity::Error; });
}

/// What reading, loading and exporting return: a value, or why there is none.
template <class T> using Result = std::expected<T, Diagnostics>;

/// What front ends return: a value and warnings, or a value despite errors, or errors alone.
template <class T> struct Parsed {
    std::optional<T> value;
    Diagnostics diagnostics;
};

/// The text after the edits, which must not overlap. Order does not matter.
[[nodiscard]] std::string applyEdits(std::string_view text, std::vector<TextEdit> edits);

} // namespace rulewright
