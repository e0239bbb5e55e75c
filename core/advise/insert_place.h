// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/rule.h"
#include "core/text/source.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::advise {

/// Lines, columns and indentation of a text, as insertion needs them. Lines count from 1, columns from 0.
class Lines {
public:
    explicit Lines(const SourceText& source)
        : m_source(source)
    {
    }

    [[nodiscard]] std::uint32_t of(std::uint32_t offset) const { return m_source.position(offset).line; }
    [[nodiscard]] std::uint32_t column(std::uint32_t offset) const { return m_source.position(offset).column - 1; }
    [[nodiscard]] std::uint32_t count() const { return m_source.lineCount(); }
    [[nodiscard]] Span span(std::uint32_t line) const { return m_source.lineSpan(line); }
    [[nodiscard]] std::string_view text(std::uint32_t line) const { return m_source.line(line); }
    [[nodiscard]] std::string_view slice(Span span) const { return m_source.slice(span); }
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_source.text().size()); }
    [[nodiscard]] std::uint32_t indent(std::uint32_t line) const; ///< blanks at its start

    [[nodiscard]] bool isBlank(std::uint32_t line) const;
    [[nodiscard]] bool areBlank(std::uint32_t first, std::uint32_t last) const;
    [[nodiscard]] bool isDash(std::uint32_t line) const; ///< a list item without content
    [[nodiscard]] bool isComment(std::uint32_t line) const;

    [[nodiscard]] Span trimmed(Span span) const;           ///< without white space at its end
    [[nodiscard]] std::uint32_t last(Span span) const;     ///< the last line that has text of it
    [[nodiscard]] std::string lineBreak() const;           ///< as the text's first line ends

private:
    const SourceText& m_source;
};

/// A map of a selection: the tests that all must hold. Or its keywords, which are one test.
struct SelectionMap {
    std::vector<const rule::Test*> tests;
    std::vector<Span> children; ///< of tests and of what could not be read, in text order
    std::vector<Span> untested; ///< keys without a value
    Span span;
    bool isKeywords = false;

    [[nodiscard]] bool isFlow(const Lines& lines) const;
};

/// The alternatives of a selection. Parts that stand elsewhere in the text (aliases) are left out.
[[nodiscard]] std::vector<SelectionMap> mapsOf(const rule::Selection& selection);

/// Whether the selection is its name and nothing else.
[[nodiscard]] bool isWithoutContent(const rule::Selection& selection);

/// The selection on whose lines the caret stands; blank and comment lines below one belong to it while they are
/// indented deeper than its name. Null elsewhere.
[[nodiscard]] const rule::Selection* selectionAt(const rule::Rule& rule, const Lines& lines, std::uint32_t caret);

/// How the values of a test are written.
struct ValueLayout {
    enum class Kind : std::uint8_t { Unknown, Nothing, Scalar, Flow, Block };
    Kind kind = Kind::Unknown;
    std::uint32_t colon = 0;      ///< the place behind the key's colon
    std::uint32_t dashColumn = 0; ///< of a block list
};
[[nodiscard]] ValueLayout layoutOf(const rule::Test& test, const Lines& lines);

/// One step of indentation of the rule, and how much deeper than its key a list's dash stands.
[[nodiscard]] std::uint32_t indentUnit(const rule::Rule& rule, const Lines& lines);
[[nodiscard]] std::uint32_t listOffset(const rule::Rule& rule, const Lines& lines);

/// Where a first selection goes in a rule that has none.
struct SelectionSkeleton {
    std::uint32_t offset = 0;
    std::uint32_t indent = 4;
    std::string name;
    std::string before; ///< what must stand before it: a line break, "detection:"
    std::string after;
    bool needsCondition = false;
};
[[nodiscard]] SelectionSkeleton skeletonPlace(const rule::Rule& rule, const Lines& lines, std::string_view usualName);

} // namespace rulewright::advise
