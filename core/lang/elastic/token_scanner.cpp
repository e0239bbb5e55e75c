// SPDX-License-Identifier: Apache-2.0
#include "core/lang/elastic/token_scanner.h"

#include <algorithm>
#include <format>
#include <utility>

namespace rulewright::lang::elastic {

namespace {

constexpr std::size_t maximumDiagnostics = 100;

} // namespace

TokenScanner::TokenScanner(const EmbeddedText& query, DiagnosticCode unclosed, Diagnostics& diagnostics)
    : m_query(query)
    , m_text(query.text)
    , m_unclosed(unclosed)
    , m_diagnostics(diagnostics)
{
}

std::vector<Token> TokenScanner::finished()
{
    m_tokens.push_back({TokenKind::End, {}, {}, m_text.size(), m_text.size(), false});
    return std::move(m_tokens);
}

void TokenScanner::error(DiagnosticCode code, std::size_t begin, std::size_t end, std::string message)
{
    if (m_diagnostics.size() < maximumDiagnostics)
        m_diagnostics.push_back({Severity::Error, code, m_query.span(begin, end), std::move(message), {}});
}

void TokenScanner::unclosed(std::size_t begin, std::size_t end, std::string message)
{
    error(m_unclosed, begin, end, std::move(message));
}

void TokenScanner::push(TokenKind kind, std::size_t begin, std::string value)
{
    m_tokens.push_back({kind, m_text.substr(begin, m_at - begin), std::move(value), begin, m_at, false});
}

void TokenScanner::takeTilde()
{
    if (peek() != '~' || m_tokens.empty())
        return;
    m_tokens.back().isTilded = true;
    m_tokens.back().end = ++m_at;
}

bool TokenScanner::skipToToken()
{
    while (!isAtEnd()) {
        if (std::string_view(" \t\r\n").contains(peek())) {
            ++m_at;
        } else if (isAt("//")) {
            m_at = std::min(m_text.find('\n', m_at), m_text.size());
        } else if (isAt("/*")) {
            const std::size_t end = m_text.find("*/", m_at + 2);
            if (end == std::string_view::npos) {
                unclosed(m_at, m_at + 2, "This comment is never closed: add */ at its end.");
                m_at = m_text.size();
                return false;
            }
            m_at = end + 2;
        } else {
            return true;
        }
    }
    return false;
}

bool TokenScanner::takeOperator(std::initializer_list<std::string_view> marks)
{
    const auto mark = std::ranges::find_if(marks, [this](std::string_view one) { return isAt(one); });
    if (mark == marks.end())
        return false;
    const std::size_t begin = m_at;
    m_at += mark->size();
    push(TokenKind::Operator, begin);
    return true;
}

std::optional<std::string_view> TokenScanner::takeBackquoted()
{
    const std::size_t begin = m_at;
    const std::size_t end = m_text.find('`', begin + 1);
    if (end == std::string_view::npos) {
        unclosed(begin, begin + 1, "This name is never closed: add ` at its end.");
        m_at = m_text.size();
        return std::nullopt;
    }
    m_at = end + 1;
    return m_text.substr(begin + 1, end - begin - 1);
}

void TokenScanner::skipNumber()
{
    const auto skipDigits = [this] {
        while (isDigit(peek()))
            ++m_at;
    };
    skipDigits();
    if (peek() == '.' && isDigit(peek(1))) {
        ++m_at;
        skipDigits();
    }
    const bool isExponent = peek() == 'e' || peek() == 'E';
    if (isExponent && (isDigit(peek(1)) || ((peek(1) == '+' || peek(1) == '-') && isDigit(peek(2))))) {
        m_at += 2;
        skipDigits();
    }
}

void TokenScanner::readRawString(std::size_t begin, std::string_view quote)
{
    m_at += quote.size();
    std::size_t end = m_text.find(quote, m_at);
    if (end == std::string_view::npos) {
        unclosed(begin, m_at, std::format("This quote is never closed: add {} at the end of the text.", quote));
        end = m_text.size();
    }
    // """a"""" ends with the last of the quotes: a text may end in one or two of them.
    while (quote.size() == 3 && end + 3 < m_text.size() && m_text[end + 3] == '"')
        ++end;
    std::string value(m_text.substr(m_at, end - m_at));
    m_at = std::min(end + quote.size(), m_text.size());
    push(TokenKind::String, begin, std::move(value));
}

} // namespace rulewright::lang::elastic
