// SPDX-License-Identifier: Apache-2.0
#include "core/lang/lucene/scanner.h"

namespace rulewright::lang::lucene {

namespace {

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// What ends a word; `-`, `+`, `!` and `/` within one are part of it.
bool endsWord(char c) { return isBlank(c) || std::string_view("():\"[]{}^~").contains(c); }

} // namespace

void Scanner::skipBlanks()
{
    while (!isAtEnd() && isBlank(peek()))
        ++m_at;
}

bool Scanner::takeMark(std::string_view mark)
{
    if (!m_text.substr(m_at).starts_with(mark))
        return false;
    m_at += mark.size();
    m_lastEnd = m_at;
    return true;
}

bool Scanner::isWord(std::string_view word) const
{
    const std::string_view rest = m_text.substr(m_at);
    return rest.starts_with(word) && (rest.size() == word.size() || endsWord(rest[word.size()]));
}

bool Scanner::takeWord(std::string_view word)
{
    if (!isWord(word))
        return false;
    m_at += word.size();
    m_lastEnd = m_at;
    return true;
}

bool Scanner::isTerm() const { return !isAtEnd() && (peek() == '"' || !endsWord(peek())); }

Term Scanner::takeDelimited(Term::Kind kind, char delimiter)
{
    Term term;
    term.kind = kind;
    term.begin = m_at++;
    while (!isAtEnd() && peek() != delimiter) {
        if (peek() == '\\' && m_at + 1 < m_text.size()) {
            // A slash within an expression is escaped; all else is the expression's own.
            if (kind == Term::Kind::Regex && peek(1) != delimiter)
                term.text += '\\';
            ++m_at;
        }
        term.text += m_text[m_at++];
    }
    term.isUnclosed = isAtEnd();
    if (!term.isUnclosed)
        ++m_at;
    term.pattern = rule::literalPattern(term.text);
    term.end = m_lastEnd = m_at;
    return term;
}

Term Scanner::takeTerm()
{
    if (peek() == '"')
        return takeDelimited(Term::Kind::Phrase, '"');
    if (peek() == '/')
        return takeDelimited(Term::Kind::Regex, '/');
    Term term;
    term.begin = m_at;
    while (!isAtEnd() && !endsWord(peek())) {
        const char c = m_text[m_at++];
        if (c == '\\' && !isAtEnd()) {
            term.pattern.append(m_text.substr(m_at, 1));
            term.text += m_text[m_at++];
            continue;
        }
        if (c == '*' || c == '?')
            term.pattern.append(c == '*' ? rule::PatternPart::Kind::Many : rule::PatternPart::Kind::One);
        else
            term.pattern.append(std::string_view(&c, 1));
        term.text += c;
    }
    term.end = m_lastEnd = m_at;
    return term;
}

Term Scanner::takeBound()
{
    if (peek() == '"')
        return takeDelimited(Term::Kind::Phrase, '"');
    Term term;
    term.begin = m_at;
    while (!isAtEnd() && !isBlank(peek()) && peek() != ']' && peek() != '}') {
        if (peek() == '\\' && m_at + 1 < m_text.size())
            ++m_at;
        term.text += m_text[m_at++];
    }
    term.pattern = rule::literalPattern(term.text);
    term.end = m_lastEnd = m_at;
    return term;
}

} // namespace rulewright::lang::lucene
