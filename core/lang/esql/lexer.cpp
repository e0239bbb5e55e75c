// SPDX-License-Identifier: Apache-2.0
#include "core/lang/esql/lexer.h"

#include "core/text/diagnostic_codes.h"

#include <algorithm>
#include <format>

namespace rulewright::lang::esql {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool isWordStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '@' || static_cast<signed char>(c) < 0;
}

class Lexer {
public:
    Lexer(const EmbeddedText& query, Diagnostics& diagnostics)
        : m_query(query)
        , m_text(query.text)
        , m_diagnostics(diagnostics)
    {
    }

    std::vector<Token> run();

private:
    bool skipBlanksAndComments();
    void readToken();
    void readWord();
    void readString();
    void readRawString();
    void readNumber();
    void push(TokenKind kind, std::size_t begin, std::string value = {});
    void error(DiagnosticCode code, std::size_t begin, std::size_t end, std::string message);

    [[nodiscard]] bool isAt(std::string_view word) const { return m_text.substr(m_at).starts_with(word); }

    [[nodiscard]] char peek(std::size_t ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }

    const EmbeddedText& m_query;
    std::string_view m_text;
    Diagnostics& m_diagnostics;
    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
};

void Lexer::error(DiagnosticCode code, std::size_t begin, std::size_t end, std::string message)
{
    if (m_diagnostics.size() < 100)
        m_diagnostics.push_back({Severity::Error, code, m_query.span(begin, end), std::move(message), {}});
}

void Lexer::push(TokenKind kind, std::size_t begin, std::string value)
{
    m_tokens.push_back({kind, m_text.substr(begin, m_at - begin), std::move(value), begin, m_at});
}

bool Lexer::skipBlanksAndComments()
{
    while (m_at < m_text.size()) {
        if (std::string_view(" \t\r\n").contains(peek())) {
            ++m_at;
        } else if (isAt("//")) {
            m_at = std::min(m_text.find('\n', m_at), m_text.size());
        } else if (isAt("/*")) {
            const std::size_t end = m_text.find("*/", m_at + 2);
            if (end == std::string_view::npos) {
                error(codes::esqlUnclosed, m_at, m_at + 2, "This comment is never closed: add */ at its end.");
                m_at = m_text.size();
                return false;
            }
            m_at = end + 2;
        } else {
            return true;
        }
    }
    return true;
}

void Lexer::readWord()
{
    const std::size_t begin = m_at;
    std::string name;
    while (m_at < m_text.size()) {
        const char c = peek();
        if (c == '`') {
            const std::size_t end = m_text.find('`', m_at + 1);
            if (end == std::string_view::npos) {
                error(codes::esqlUnclosed, m_at, m_at + 1, "This name is never closed: add ` at its end.");
                m_at = m_text.size();
                break;
            }
            name += m_text.substr(m_at + 1, end - m_at - 1);
            m_at = end + 1;
        } else if (isWordStart(c) || isDigit(c)) {
            name += c;
            ++m_at;
        } else if (c == '.' && (isWordStart(peek(1)) || isDigit(peek(1)) || peek(1) == '`' || peek(1) == '*')) {
            name += c;
            ++m_at;
        } else if (c == '*' && !name.empty() && name.back() == '.') {
            name += c;
            ++m_at;
        } else {
            break;
        }
    }
    push(TokenKind::Word, begin, std::move(name));
}

void Lexer::readString()
{
    const std::size_t begin = m_at++;
    std::string value;
    while (m_at < m_text.size() && peek() != '"' && peek() != '\n') {
        if (peek() == '\\' && m_at + 1 < m_text.size()) {
            ++m_at;
            const char c = m_text[m_at++];
            switch (c) {
            case 'n':
                value += '\n';
                break;
            case 'r':
                value += '\r';
                break;
            case 't':
                value += '\t';
                break;
            case '"':
            case '\\':
                value += c;
                break;
            default:
                value += '\\';
                value += c;
            }
        } else {
            value += m_text[m_at++];
        }
    }
    if (peek() == '"')
        ++m_at;
    else
        error(codes::esqlUnclosed, begin, begin + 1, "This quote is never closed: add \" at the end of the text.");
    push(TokenKind::String, begin, std::move(value));
}

void Lexer::readRawString()
{
    const std::size_t begin = m_at;
    m_at += 3;
    std::size_t end = m_text.find("\"\"\"", m_at);
    if (end == std::string_view::npos) {
        error(codes::esqlUnclosed, begin, m_at, "This quote is never closed: add \"\"\" at the end of the text.");
        end = m_text.size();
    }
    while (end + 3 < m_text.size() && m_text[end + 3] == '"')
        ++end; // a text may end in one or two quotes
    std::string value(m_text.substr(m_at, end - m_at));
    m_at = std::min(end + 3, m_text.size());
    push(TokenKind::String, begin, std::move(value));
}

void Lexer::readNumber()
{
    const std::size_t begin = m_at;
    while (isDigit(peek()))
        ++m_at;
    if (peek() == '.' && isDigit(peek(1))) {
        ++m_at;
        while (isDigit(peek()))
            ++m_at;
    }
    if ((peek() == 'e' || peek() == 'E')
        && (isDigit(peek(1)) || ((peek(1) == '+' || peek(1) == '-') && isDigit(peek(2))))) {
        m_at += 2;
        while (isDigit(peek()))
            ++m_at;
    }
    push(TokenKind::Number, begin);
}

void Lexer::readToken()
{
    const std::size_t begin = m_at;
    const char c = peek();
    if (isWordStart(c) || c == '`')
        return readWord();
    if (isAt("\"\"\""))
        return readRawString();
    if (c == '"')
        return readString();
    if (isDigit(c))
        return readNumber();
    for (const std::string_view two : {"==", "!=", "<=", ">=", "::", "=~"}) {
        if (isAt(two)) {
            m_at += 2;
            return push(TokenKind::Mark, begin);
        }
    }
    ++m_at;
    if (std::string_view("<>=:+-*/%()[]{},|?.").contains(c))
        return push(TokenKind::Mark, begin);
    error(codes::esqlSyntax, begin, m_at, std::format("\"{}\" has no meaning in ES|QL here: remove it.", c));
}

std::vector<Token> Lexer::run()
{
    while (skipBlanksAndComments() && m_at < m_text.size())
        readToken();
    m_tokens.push_back({TokenKind::End, {}, {}, m_text.size(), m_text.size()});
    return std::move(m_tokens);
}

} // namespace

std::vector<Token> lex(const EmbeddedText& query, Diagnostics& diagnostics) { return Lexer(query, diagnostics).run(); }

} // namespace rulewright::lang::esql
