// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/pattern.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace rulewright::lang::lucene {

/// A word, a phrase or an expression between slashes.
struct Term {
    enum class Kind : std::uint8_t { Word, Phrase, Regex };
    Kind kind = Kind::Word;
    std::size_t begin = 0; ///< bytes of the query
    std::size_t end = 0;
    std::string text; ///< escapes resolved, wildcards as they are; of a Regex as written
    rule::Pattern pattern; ///< wildcards of a Word
    bool isUnclosed = false;
};

/// Walks over the text of a query; what a place holds depends on what is expected there.
class Scanner {
public:
    explicit Scanner(std::string_view text)
        : m_text(text)
    {
    }

    void skipBlanks();

    [[nodiscard]] bool isAtEnd() const { return m_at >= m_text.size(); }

    [[nodiscard]] std::size_t at() const { return m_at; }

    [[nodiscard]] std::size_t lastEnd() const { return m_lastEnd; }

    [[nodiscard]] char peek(std::size_t ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }

    bool takeMark(std::string_view mark); ///< blanks behind it are kept
    /// AND, OR, NOT and TO in capitals, as words of their own.
    bool takeWord(std::string_view word);
    [[nodiscard]] bool isWord(std::string_view word) const;

    /// Whether a term begins here.
    [[nodiscard]] bool isTerm() const;
    [[nodiscard]] Term takeTerm();
    /// A bound of a range: up to a blank or a closing bracket, or in quotes.
    [[nodiscard]] Term takeBound();

private:
    Term takeDelimited(Term::Kind kind, char delimiter);

    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_lastEnd = 0;
};

} // namespace rulewright::lang::lucene
