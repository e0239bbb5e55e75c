// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/diagnostic.h"
#include "core/text/source.h"

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::author {

/// A part of a rule's text that has a name.
struct Symbol {
    enum class Kind : std::uint8_t { Rule, Section, Selection, Condition, Test };
    Kind kind = Kind::Section;
    std::string name; ///< of a rule its title; of a test its key
    Span nameSpan;
    Span span; ///< the lines of the part, without blank ones at its end
    std::uint32_t depth = 0; ///< 0 for a rule
    bool operator==(const Symbol&) const = default;
};

/// The parts of all documents in text order, parents before children. Reads lines and indentation, so that a
/// broken text has an outline too.
[[nodiscard]] std::vector<Symbol> outline(const SourceText& source);

/// Lines that can be folded away behind their first, 1-based, both included.
struct Fold {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    bool operator==(const Fold&) const = default;
};

[[nodiscard]] std::vector<Fold> folds(const SourceText& source);

/// A name in a condition, or a reference of a correlation to a rule.
struct NameUse {
    std::string text; ///< "selection", "filter_*", "them"
    Span span;
    bool operator==(const NameUse&) const = default;
};

/// The names and patterns in the conditions of the document around an offset.
[[nodiscard]] std::vector<NameUse> conditionNames(const SourceText& source, std::uint32_t offset);

/// The names of the selections of the document around an offset, in text order.
[[nodiscard]] std::vector<NameUse> selectionNames(const SourceText& source, std::uint32_t offset);

/// Where what stands at the offset is defined: a selection named by a condition (the first that fits a pattern), a
/// rule named by a correlation. Nothing where there is none.
[[nodiscard]] std::optional<Span> definitionAt(const SourceText& source, std::uint32_t offset);

/// All places of the selection or rule at the offset: its definition first, then its uses; uses through patterns
/// among them. Empty where there is none.
[[nodiscard]] std::vector<Span> referencesAt(const SourceText& source, std::uint32_t offset);

/// The edits that give the selection at the offset another name: where it is defined and where conditions name it.
/// A pattern that fits the old name must fit the new one, and no other pattern may begin to; else, and where the
/// name is taken or no name, a sentence that says so.
[[nodiscard]] std::expected<std::vector<TextEdit>, std::string> rename(
    const SourceText& source, std::uint32_t offset, std::string_view newName);

} // namespace rulewright::author
