// SPDX-License-Identifier: Apache-2.0
#include "core/lang/eql/lexer.h"

#include "core/lang/elastic/token_scanner.h"
#include "core/text/diagnostic_codes.h"
#include "core/text/fold.h"

#include <charconv>
#include <format>
#include <optional>
#include <utility>

namespace rulewright::lang::eql {

namespace {

using elastic::isDigit;
using elastic::isWordPart;
using elastic::isWordStart;

class Scanner : public elastic::TokenScanner {
public:
    Scanner(const EmbeddedText& query, Diagnostics& diagnostics)
        : TokenScanner(query, codes::eqlUnclosed, diagnostics)
    {
    }

    std::vector<Token> run()
    {
        while (skipToToken())
            readToken();
        return finished();
    }

private:
    void readToken();
    void readWord(std::size_t begin);
    void readQuotedWord(std::size_t begin);
    void readString(std::size_t begin, char quote);
    void readNumber(std::size_t begin);
    void appendEscape(std::string& value);
    bool appendCodePointEscape(std::string& value); ///< u{…}, behind the u
};

void Scanner::readWord(std::size_t begin)
{
    // A name goes on over dots and over indexes: a.b[0].c
    while (!isAtEnd()) {
        if (isWordPart(peek())) {
            take();
        } else if (peek() == '.' && (isWordPart(peek(1)) || peek(1) == '`')) {
            take();
            if (peek() == '`') {
                const std::size_t end = text().find('`', at() + 1);
                moveTo(end == std::string_view::npos ? text().size() : end + 1);
            }
        } else if (peek() == '[' && isDigit(peek(1))) {
            std::size_t end = at() + 1;
            while (end < text().size() && isDigit(text()[end]))
                ++end;
            if (end >= text().size() || text()[end] != ']')
                break;
            moveTo(end + 1);
        } else {
            break;
        }
    }
    push(TokenKind::Word, begin);
    takeTilde();
}

void Scanner::readQuotedWord(std::size_t begin)
{
    const std::optional<std::string_view> quoted = takeBackquoted();
    if (!quoted)
        return;
    std::string name(*quoted);
    while (peek() == '.' && isWordPart(peek(1))) {
        name += take();
        while (isWordPart(peek()))
            name += take();
    }
    push(TokenKind::QuotedWord, begin, std::move(name));
}

bool Scanner::appendCodePointEscape(std::string& value)
{
    const std::size_t end = peek() == '{' ? text().find('}', at()) : std::string_view::npos;
    if (end == std::string_view::npos || end - at() > 9)
        return false;
    std::uint32_t codePoint = 0;
    const char* last = text().data() + end;
    const auto read = std::from_chars(text().data() + at() + 1, last, codePoint, 16);
    if (read.ec != std::errc() || read.ptr != last || codePoint >= 0x110000)
        return false;
    appendCodePoint(value, codePoint);
    moveTo(end + 1);
    return true;
}

void Scanner::appendEscape(std::string& value)
{
    const char c = take();
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
        if (!appendCodePointEscape(value))
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

void Scanner::readString(std::size_t begin, char quote)
{
    std::string value;
    take();
    while (!isAtEnd() && peek() != quote && peek() != '\n') {
        const bool isEscape = peek() == '\\' && at() + 1 < text().size();
        if (!isEscape) {
            value += take();
            continue;
        }
        take();
        appendEscape(value);
    }
    if (!isAtEnd() && peek() == quote)
        take();
    else
        unclosed(begin, begin + 1, std::format("This quote is never closed: add {} at the end of the text.", quote));
    push(TokenKind::String, begin, std::move(value));
}

void Scanner::readNumber(std::size_t begin)
{
    skipNumber();
    while (isWordPart(peek())) // 5m of `maxspan=5m` is one token
        take();
    push(TokenKind::Number, begin);
}

void Scanner::readToken()
{
    const std::size_t begin = at();
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
        take();
        return readRawString(begin, text().substr(at(), 1));
    }
    if (isDigit(c))
        return readNumber(begin);
    if (takeOperator({"==", "!=", "<=", ">="}))
        return;
    take();
    if (std::string_view("<>:+-*/%=").contains(c))
        return push(TokenKind::Operator, begin);
    if (std::string_view("()[],|?!{}").contains(c))
        return push(TokenKind::Punctuation, begin);
    error(codes::eqlSyntax, begin, at(), std::format("\"{}\" has no meaning in EQL here: remove it.", c));
}

} // namespace

std::vector<Token> lex(const EmbeddedText& query, Diagnostics& diagnostics)
{
    return Scanner(query, diagnostics).run();
}

} // namespace rulewright::lang::eql
