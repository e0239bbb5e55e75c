// SPDX-License-Identifier: Apache-2.0
#include "core/lang/kql/scanner.h"

#include "core/text/fold.h"

namespace rulewright::lang::kql {

namespace {

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool endsLiteral(char c) { return std::string_view("():<>\"{}").contains(c); }

} // namespace

void Scanner::skipBlanks()
{
    while (!isAtEnd() && isBlank(peek()))
        ++m_at;
}

bool Scanner::isKeyword(std::string_view keyword) const
{
    const std::string_view rest = m_text.substr(m_at);
    if (rest.size() < keyword.size() || !equalsFolded(rest.substr(0, keyword.size()), keyword))
        return false;
    // A name may begin with a keyword: order.id, and-so-on
    return rest.size() == keyword.size() || isBlank(rest[keyword.size()]) || endsLiteral(rest[keyword.size()]);
}

bool Scanner::isAnyKeyword() const { return isKeyword("and") || isKeyword("or") || isKeyword("not"); }

bool Scanner::takeKeyword(std::string_view keyword)
{
    if (!isKeyword(keyword))
        return false;
    m_at += keyword.size();
    m_lastEnd = m_at;
    skipBlanks();
    return true;
}

bool Scanner::takeMark(std::string_view mark)
{
    if (!isMark(mark))
        return false;
    m_at += mark.size();
    m_lastEnd = m_at;
    skipBlanks();
    return true;
}

void Scanner::appendEscape(Literal& literal)
{
    ++m_at;
    // Any character stands for itself (corpora.md, section 6), so an escaped keyword is a word: \and
    const std::string_view text = m_text.substr(m_at++, 1);
    literal.pattern.append(text);
    literal.text += text;
}

Literal Scanner::takeQuoted()
{
    Literal literal;
    literal.isQuoted = true;
    literal.begin = m_at++;
    while (!isAtEnd() && peek() != '"') {
        if (peek() == '\\' && m_at + 1 < m_text.size()) {
            appendEscape(literal);
        } else {
            literal.pattern.append(m_text.substr(m_at, 1));
            literal.text += m_text[m_at++];
        }
    }
    literal.isUnclosed = isAtEnd();
    if (!literal.isUnclosed)
        ++m_at;
    literal.end = m_lastEnd = m_at;
    skipBlanks();
    return literal;
}

std::optional<Literal> Scanner::takeLiteral()
{
    if (peek() == '"')
        return takeQuoted();
    if (isAtEnd() || endsLiteral(peek()) || isAnyKeyword())
        return std::nullopt;
    Literal literal;
    literal.begin = literal.end = m_at;
    // Words run together until an operator: f:some words and …
    while (!isAtEnd() && !endsLiteral(peek())) {
        if (isBlank(peek())) {
            const std::size_t blanks = m_at;
            skipBlanks();
            if (isAtEnd() || endsLiteral(peek()) || isAnyKeyword())
                break;
            literal.pattern.append(m_text.substr(blanks, m_at - blanks));
            literal.text += m_text.substr(blanks, m_at - blanks);
            continue;
        }
        if (peek() == '\\' && m_at + 1 < m_text.size()) {
            appendEscape(literal);
        } else if (peek() == '*') {
            literal.pattern.append(rule::PatternPart::Kind::Many);
            literal.text += m_text[m_at++];
        } else {
            literal.pattern.append(m_text.substr(m_at, 1));
            literal.text += m_text[m_at++];
        }
        literal.end = m_at;
    }
    m_lastEnd = literal.end;
    return literal;
}

} // namespace rulewright::lang::kql
