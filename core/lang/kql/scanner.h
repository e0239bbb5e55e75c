// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/pattern.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace rulewright::lang::kql {

/// A quoted text, or a run of words up to the next operator.
struct Literal {
    std::size_t begin = 0; ///< bytes of the query
    std::size_t end = 0;
    rule::Pattern pattern; ///< escapes resolved; wildcards only outside quotes
    std::string text; ///< escapes resolved, wildcards as `*`
    bool isQuoted = false;
    bool isUnclosed = false;
};

/// Walks over the text of a query. What a place holds depends on what is expected there, so there are no tokens.
class Scanner {
public:
    explicit Scanner(std::string_view text)
        : m_text(text)
    {
    }

    void skipBlanks();

    [[nodiscard]] bool isAtEnd() const { return m_at >= m_text.size(); }

    [[nodiscard]] char peek() const { return isAtEnd() ? '\0' : m_text[m_at]; }

    [[nodiscard]] std::size_t at() const { return m_at; }

    /// Where the last thing that was taken ends, blanks behind it left out.
    [[nodiscard]] std::size_t lastEnd() const { return m_lastEnd; }

    /// The keyword (and, or, not, in any letter case) as a word of its own; takes it.
    bool takeKeyword(std::string_view keyword);
    [[nodiscard]] bool isKeyword(std::string_view keyword) const;
    bool takeMark(std::string_view mark);

    [[nodiscard]] bool isMark(std::string_view mark) const { return m_text.substr(m_at).starts_with(mark); }

    /// A value or a field's name; nothing where none begins.
    [[nodiscard]] std::optional<Literal> takeLiteral();

private:
    [[nodiscard]] bool isAnyKeyword() const;
    Literal takeQuoted();
    void appendEscape(Literal& literal);

    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_lastEnd = 0;
};

} // namespace rulewright::lang::kql
