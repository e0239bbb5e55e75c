// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/elastic/token.h"
#include "core/text/diagnostic.h"
#include "core/text/embedded_text.h"

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::lang::elastic {

/// Walks over a query and makes its tokens. What EQL and ES|QL write alike is read here: comments, numbers, texts in
/// three quotes, marks. Which token begins at a place, the class of a language says, which inherits this one.
class TokenScanner {
protected:
    /// `unclosed`: the code of a comment, a name or a text that does not end.
    TokenScanner(const EmbeddedText& query, DiagnosticCode unclosed, Diagnostics& diagnostics);
    ~TokenScanner() = default;

    TokenScanner(const TokenScanner&) = delete;
    TokenScanner& operator=(const TokenScanner&) = delete;

    /// Skips blanks and comments; false at the end of the query, or where it ends within a comment.
    bool skipToToken();
    /// What was pushed, and End.
    [[nodiscard]] std::vector<Token> finished();

    [[nodiscard]] bool isAtEnd() const { return m_at >= m_text.size(); }

    [[nodiscard]] bool isAt(std::string_view word) const { return m_text.substr(m_at).starts_with(word); }

    [[nodiscard]] char peek(std::size_t ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }

    [[nodiscard]] std::size_t at() const { return m_at; }

    [[nodiscard]] std::string_view text() const { return m_text; }

    void moveTo(std::size_t at) { m_at = at; }

    char take() { return m_text[m_at++]; }

    void push(TokenKind kind, std::size_t begin, std::string value = {});
    /// Adds a `~` behind the last token to it.
    void takeTilde();
    /// One of the marks of two characters, if one stands here.
    bool takeOperator(std::initializer_list<std::string_view> marks);
    /// The name between backquotes that begins here; nothing, and a report, where it does not end.
    [[nodiscard]] std::optional<std::string_view> takeBackquoted();
    /// Digits, a fraction and an exponent.
    void skipNumber();
    /// A text without escapes; `quote` stands here and ends it. `begin`: of the token.
    void readRawString(std::size_t begin, std::string_view quote);

    void error(DiagnosticCode code, std::size_t begin, std::size_t end, std::string message);
    void unclosed(std::size_t begin, std::size_t end, std::string message);

private:
    const EmbeddedText& m_query;
    std::string_view m_text;
    DiagnosticCode m_unclosed;
    Diagnostics& m_diagnostics;
    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
};

[[nodiscard]] constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }

[[nodiscard]] constexpr bool isWordStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '@' || static_cast<signed char>(c) < 0;
}

[[nodiscard]] constexpr bool isWordPart(char c) { return isWordStart(c) || isDigit(c); }

} // namespace rulewright::lang::elastic
