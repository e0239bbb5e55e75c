// SPDX-License-Identifier: Apache-2.0
#include "core/lang/sigma/condition_lexer.h"

#include "core/text/fold.h"

namespace rulewright::lang::sigma {

namespace {

using Kind = ConditionToken::Kind;

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

Kind kindOfWord(std::string_view word)
{
    if (equalsFolded(word, "and"))
        return Kind::And;
    if (equalsFolded(word, "or"))
        return Kind::Or;
    if (equalsFolded(word, "not"))
        return Kind::Not;
    return equalsFolded(word, "of") ? Kind::Of : Kind::Word;
}

} // namespace

std::vector<ConditionToken> lexCondition(std::string_view condition)
{
    std::vector<ConditionToken> tokens;
    std::size_t at = 0;
    while (true) {
        while (at < condition.size() && isBlank(condition[at]))
            ++at;
        const std::size_t begin = at;
        if (at == condition.size()) {
            tokens.push_back({Kind::End, {}, begin, begin});
            return tokens;
        }
        const char c = condition[at];
        if (c == '(' || c == ')' || c == '|') {
            ++at;
            tokens.push_back({c == '(' ? Kind::Open
                    : c == ')'         ? Kind::Close
                                       : Kind::Pipe,
                condition.substr(begin, 1), begin, at});
            continue;
        }
        while (at < condition.size() && !isBlank(condition[at]) && condition[at] != '(' && condition[at] != ')'
            && condition[at] != '|')
            ++at;
        const std::string_view word = condition.substr(begin, at - begin);
        tokens.push_back({kindOfWord(word), word, begin, at});
    }
}

} // namespace rulewright::lang::sigma
