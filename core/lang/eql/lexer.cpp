// SPDX-License-Identifier: Apache-2.0
#include "core/lang/eql/lexer.h"

#include "core/text/diagnostic_codes.h"
#include "core/text/fold.h"

#include <charconv>
#include <format>

namespace rulewright::lang::eql {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool isWordStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '@' || static_cast<signed char>(c) < 0;
}

bool isWordPart(char c) { return isWordStart(c) || isDigit(c); }

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
    bool skipBlanksAndComments(); ///< false: the text ends within a comment
    void readToken();
    void readWord(std::size_t begin);
    void readQuotedWord(std::size_t begin);
    void readString(std::size_t begin, char quote);
    void readRawString(std::size_t begin, std::string_view quote);
    void readNumber(std::size_t begin);
    void appendEscape(std::string& value);
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
    Token token{kind, m_text.substr(begin, m_at - begin), std::move(value), begin, m_at, false};
    if (kind == TokenKind::Word && peek() == '~') {
        token.isTilded = true;
        token.end = ++m_at;
    }
    m_tokens.push_back(std::move(token));
}

bool Lexer::skipBlanksAndComments()
{
    while (m_at < m_text.size()) {
        if (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
            ++m_at;
        } else if (isAt("//")) {
            m_at = std::min(m_text.find('\n', m_at), m_text.size());
        } else if (isAt("/*")) {
            const std::size_t end = m_text.find("*/", m_at + 2);
            if (end == std::string_view::npos) {
                error(codes::eqlUnclosed, m_at, m_at + 2, "This comment is never closed: add */ at its end.");
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

void Lexer::readWord(std::size_t begin)
{
    // A name goes on over dots and over indexes: a.b[0].c
    while (m_at < m_text.size()) {
        if (isWordPart(peek())) {
            ++m_at;
        } else if (peek() == '.' && (isWordPart(peek(1)) || peek(1) == '`')) {
            ++m_at;
            if (peek() == '`') {
                const std::size_t end = m_text.find('`', m_at + 1);
                m_at = end == std::string_view::npos ? m_text.size() : end + 1;
            }
        } else if (peek() == '[' && isDigit(peek(1))) {
            std::size_t end = m_at + 1;
            while (end < m_text.size() && isDigit(m_text[end]))
                ++end;
            if (end >= m_text.size() || m_text[end] != ']')
                break;
            m_at = end + 1;
        } else {
            break;
        }
    }
    push(TokenKind::Word, begin);
}

void Lexer::readQuotedWord(std::size_t begin)
{
    const std::size_t end = m_text.find('`', m_at + 1);
    if (end == std::string_view::npos) {
        error(codes::eqlUnclosed, begin, begin + 1, "This name is never closed: add ` at its end.");
        m_at = m_text.size();
        return;
    }
    std::string name(m_text.substr(m_at + 1, end - m_at - 1));
    m_at = end + 1;
    while (peek() == '.' && isWordPart(peek(1))) {
        name += '.';
        ++m_at;
        while (isWordPart(peek()))
            name += m_text[m_at++];
    }
    push(TokenKind::QuotedWord, begin, std::move(name));
}

void Lexer::appendEscape(std::string& value)
{
    const char c = m_text[m_at++];
    switch (c) {
    case 'b':
        value += '\b';
        return;
    case 't':
        value += '\t';
        return;
    case 'n':
        value += '\n';
        return;
    case 'f':
        value += '\f';
        return;
    case 'r':
        value += '\r';
        return;
    case 'u':
        if (peek() == '{') {
            const std::size_t end = m_text.find('}', m_at);
            std::uint32_t codePoint = 0;
            if (end != std::string_view::npos && end - m_at <= 9) {
                const char* last = m_text.data() + end;
                const auto read = std::from_chars(m_text.data() + m_at + 1, last, codePoint, 16);
                if (read.ec == std::errc() && read.ptr == last && codePoint < 0x110000) {
                    appendCodePoint(value, codePoint);
                    m_at = end + 1;
                    return;
                }
            }
        }
        value += "\\u";
        return;
    case '"':
    case '\'':
    case '\\':
        value += c;
        return;
    default: // Elastic refuses other escapes; what the author sees is kept
        value += '\\';
        value += c;
    }
}

void Lexer::readString(std::size_t begin, char quote)
{
    std::string value;
    ++m_at;
    while (m_at < m_text.size() && peek() != quote && peek() != '\n') {
        if (peek() == '\\' && m_at + 1 < m_text.size()) {
            ++m_at;
            appendEscape(value);
        } else {
            value += m_text[m_at++];
        }
    }
    if (peek() != quote || m_at >= m_text.size()) {
        error(codes::eqlUnclosed, begin, begin + 1,
            std::format("This quote is never closed: add {} at the end of the text.", quote));
    } else {
        ++m_at;
    }
    push(TokenKind::String, begin, std::move(value));
}

void Lexer::readRawString(std::size_t begin, std::string_view quote)
{
    m_at += quote.size();
    std::size_t end = m_text.find(quote, m_at);
    if (end == std::string_view::npos) {
        error(codes::eqlUnclosed, begin, m_at,
            std::format("This quote is never closed: add {} at the end of the text.", quote));
        end = m_text.size();
    }
    // """a"""" ends with the last of the quotes: a text may end in one or two of them.
    while (quote.size() == 3 && end + 3 < m_text.size() && m_text[end + 3] == '"')
        ++end;
    std::string value(m_text.substr(m_at, end - m_at));
    m_at = std::min(end + quote.size(), m_text.size());
    push(TokenKind::String, begin, std::move(value));
}

void Lexer::readNumber(std::size_t begin)
{
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
    // 5m of `maxspan=5m` is one token
    while (isWordPart(peek()))
        ++m_at;
    push(TokenKind::Number, begin);
}

void Lexer::readToken()
{
    const std::size_t begin = m_at;
    const char c = peek();
    if (isWordStart(c))
        return readWord(begin);
    if (c == '`')
        return readQuotedWord(begin);
    if (isAt("\"\"\""))
        return readRawString(begin, "\"\"\"");
    if (c == '"' || c == '\'')
        return readString(begin, c);
    if (isAt("?\"") || isAt("?'")) {
        ++m_at;
        return readRawString(begin, m_text.substr(m_at, 1));
    }
    if (isDigit(c))
        return readNumber(begin);
    for (const std::string_view two : {"==", "!=", "<=", ">="}) {
        if (isAt(two)) {
            m_at += 2;
            return push(TokenKind::Operator, begin);
        }
    }
    ++m_at;
    if (std::string_view("<>:+-*/%=").contains(c))
        return push(TokenKind::Operator, begin);
    if (std::string_view("()[],|?!{}").contains(c))
        return push(TokenKind::Punctuation, begin);
    error(codes::eqlSyntax, begin, m_at, std::format("\"{}\" has no meaning in EQL here: remove it.", c));
}

std::vector<Token> Lexer::run()
{
    while (skipBlanksAndComments() && m_at < m_text.size())
        readToken();
    m_tokens.push_back({TokenKind::End, {}, {}, m_text.size(), m_text.size(), false});
    return std::move(m_tokens);
}

} // namespace

std::vector<Token> lex(const EmbeddedText& query, Diagnostics& diagnostics) { return Lexer(query, diagnostics).run(); }

} // namespace rulewright::lang::eql
