// SPDX-License-Identifier: Apache-2.0
#include "core/lang/esql/lexer.h"

#include "core/lang/elastic/token_scanner.h"
#include "core/text/diagnostic_codes.h"

#include <format>
#include <optional>
#include <utility>

namespace rulewright::lang::esql {

namespace {

using elastic::isDigit;
using elastic::isWordPart;
using elastic::isWordStart;

class Scanner : public elastic::TokenScanner {
public:
    Scanner(const EmbeddedText& query, Diagnostics& diagnostics)
        : TokenScanner(query, codes::esqlUnclosed, diagnostics)
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
    void readString(std::size_t begin);
    void appendEscape(std::string& value);
};

void Scanner::readWord(std::size_t begin)
{
    std::string name;
    while (!isAtEnd()) {
        const char c = peek();
        if (c == '`') {
            const std::optional<std::string_view> quoted = takeBackquoted();
            if (!quoted)
                break;
            name += *quoted;
            continue;
        }
        const bool isDot = c == '.' && (isWordPart(peek(1)) || peek(1) == '`' || peek(1) == '*');
        const bool isStar = c == '*' && name.ends_with('.');
        if (!isWordPart(c) && !isDot && !isStar)
            break;
        name += take();
    }
    push(TokenKind::Word, begin, std::move(name));
}

void Scanner::appendEscape(std::string& value)
{
    const char c = take();
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
}

void Scanner::readString(std::size_t begin)
{
    std::string value;
    take();
    while (!isAtEnd() && peek() != '"' && peek() != '\n') {
        const bool isEscape = peek() == '\\' && at() + 1 < text().size();
        if (!isEscape) {
            value += take();
            continue;
        }
        take();
        appendEscape(value);
    }
    if (peek() == '"')
        take();
    else
        unclosed(begin, begin + 1, "This quote is never closed: add \" at the end of the text.");
    push(TokenKind::String, begin, std::move(value));
}

void Scanner::readToken()
{
    const std::size_t begin = at();
    const char c = peek();
    if (isWordStart(c) || c == '`')
        return readWord(begin);
    if (isAt("\"\"\""))
        return readRawString(begin, "\"\"\"");
    if (c == '"')
        return readString(begin);
    if (isDigit(c)) {
        skipNumber();
        return push(TokenKind::Number, begin);
    }
    if (takeOperator({"==", "!=", "<=", ">=", "::", "=~"}))
        return;
    take();
    if (std::string_view("<>:+-*/%=").contains(c))
        return push(TokenKind::Operator, begin);
    if (std::string_view("()[],|?{}.").contains(c))
        return push(TokenKind::Punctuation, begin);
    error(codes::esqlSyntax, begin, at(), std::format("\"{}\" has no meaning in ES|QL here: remove it.", c));
}

} // namespace

std::vector<Token> lex(const EmbeddedText& query, Diagnostics& diagnostics)
{
    return Scanner(query, diagnostics).run();
}

} // namespace rulewright::lang::esql
