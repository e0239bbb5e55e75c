// SPDX-License-Identifier: Apache-2.0
#include "core/lang/sigma/condition.h"

#include "core/lang/sigma/condition_lexer.h"
#include "core/text/stars.h"
#include "core/text/suggest.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <limits>
#include <utility>

namespace rulewright::lang::sigma {

namespace {

using Kind = ConditionToken::Kind;
using Token = ConditionToken;
using rule::Predicate;

constexpr std::size_t mostDepth = 200;

Predicate predicate(Predicate::Node node) { return {rule::NodeId::None, std::move(node)}; }

/// Reads one condition by recursive descent; precedence from weak to strong: or, and, not, quantifier.
class ConditionParser {
public:
    ConditionParser(
        const YamlNode& node, std::span<const rule::Selection> selections, ConditionResult& result, Context& context)
        : m_node(node)
        , m_selections(selections)
        , m_result(result)
        , m_context(context)
        , m_offsets(yamlSourceOffsets(node, context.source))
        , m_tokens(lexCondition(node.text))
    {
    }

    Predicate parse()
    {
        Predicate result = parseOr();
        if (!m_isFailed && peek().kind == Kind::Pipe)
            reportAggregation();
        else if (!m_isFailed && peek().kind == Kind::Close)
            fail(peek(), "The bracket \")\" closes nothing: take it away, or add \"(\" before");
        else if (!m_isFailed && peek().kind != Kind::End)
            fail(peek(), std::format("No operator stands before \"{}\": write and, or, or not", peek().text));
        m_result.isComplete = m_result.isComplete && !m_isFailed;
        return result;
    }

private:
    [[nodiscard]] const Token& peek(std::size_t ahead = 0) const
    {
        return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)];
    }

    const Token& take() { return m_tokens[std::min(m_at++, m_tokens.size() - 1)]; }

    /// Offsets of the text to a span of the source; the end is behind its last byte.
    [[nodiscard]] Span spanOf(std::size_t begin, std::size_t end) const
    {
        if (begin >= end)
            return {m_offsets[begin], m_offsets[begin]};
        if (m_node.isAlias)
            return m_node.span;
        return {m_offsets[begin], std::min(m_offsets[end - 1] + 1, m_offsets.back())};
    }

    [[nodiscard]] Span spanOf(const Token& token) const
    {
        if (token.kind == Kind::End) {
            const Span all = m_node.span;
            return m_node.text.empty() ? all : Span{all.begin, all.end};
        }
        return spanOf(token.begin, token.end);
    }

    void fail(const Token& token, std::string message)
    {
        m_isFailed = true;
        m_context.error(codes::sigmaConditionSyntax, spanOf(token), std::move(message));
    }

    Predicate opaque(std::string reason, Span span) { return predicate(rule::Opaque{std::move(reason), span}); }

    void noteUpperCase(const Token& token)
    {
        const std::string lower = folded(token.text);
        if (lower == token.text)
            return;
        const Span span = spanOf(token);
        m_context.note(codes::sigmaConditionUpperCase, span,
            std::format("\"{}\" is written \"{}\" in Sigma 2.1, and other tools may refuse it: write it in "
                        "lower case",
                token.text, lower),
            {replaceFix(std::format("Write {}", lower), span, lower, true)});
    }

    static std::string folded(std::string_view text)
    {
        std::string lower(text);
        std::ranges::transform(
            lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        return lower;
    }

    template <class Group> Predicate parseGroup(Kind separator, Predicate (ConditionParser::*parseChild)())
    {
        Predicate first = (this->*parseChild)();
        if (m_isFailed || peek().kind != separator)
            return first;
        Group group;
        group.span = rule::spanOf(first);
        group.children.push_back(std::move(first));
        while (!m_isFailed && peek().kind == separator) {
            const Token& token = take();
            noteUpperCase(token);
            m_operator = token.text;
            group.children.push_back((this->*parseChild)());
            group.span = merged(group.span, rule::spanOf(group.children.back()));
        }
        return predicate(std::move(group));
    }

    Predicate parseOr() { return parseGroup<rule::Or>(Kind::Or, &ConditionParser::parseAnd); }

    Predicate parseAnd() { return parseGroup<rule::And>(Kind::And, &ConditionParser::parseNot); }

    Predicate parseNot()
    {
        if (peek().kind != Kind::Not)
            return parsePrimary();
        const Token token = take();
        if (++m_depth > mostDepth)
            return failDepth(token);
        noteUpperCase(token);
        m_operator = token.text;
        Predicate child = parseNot();
        --m_depth;
        const Span span = merged(spanOf(token), rule::spanOf(child));
        return predicate(rule::Not{std::move(child), span});
    }

    Predicate failDepth(const Token& token)
    {
        fail(token,
            std::format("The condition is nested more than {} levels deep here: give parts of it a selection "
                        "of their own",
                mostDepth));
        return opaque("too deep", spanOf(token));
    }

    Predicate parsePrimary()
    {
        const Token token = take();
        switch (token.kind) {
        case Kind::Open:
            return parseBrackets(token);
        case Kind::Word:
            return peek().kind == Kind::Of ? parseQuantifier(token) : parseName(token);
        case Kind::Of:
            fail(token, "No quantity stands before \"of\": write 1 of, or all of");
            break;
        default:
            failOperand(token);
        }
        return opaque("no operand", spanOf(token));
    }

    void failOperand(const Token& token)
    {
        if (token.kind == Kind::End && m_operator.empty())
            fail(token, "The condition ends too early: name a selection");
        else if (token.kind == Kind::End)
            fail(
                token, std::format("Nothing follows \"{}\" at the end of the condition: name a selection", m_operator));
        else if (token.kind == Kind::Close)
            fail(token, "A selection is missing before \")\": name one, or take the brackets away");
        else if (token.kind == Kind::Pipe)
            fail(token, "A selection is missing before \"|\": name one");
        else
            fail(token, std::format("A selection is missing before \"{}\": name one", token.text));
    }

    Predicate parseBrackets(const Token& open)
    {
        if (++m_depth > mostDepth)
            return failDepth(open);
        Predicate inner = parseOr();
        --m_depth;
        if (m_isFailed)
            return inner;
        if (peek().kind != Kind::Close) {
            if (peek().kind == Kind::Word || peek().kind == Kind::Open || peek().kind == Kind::Not)
                fail(peek(), std::format("No operator stands before \"{}\": write and, or, or not", peek().text));
            else
                fail(open, "This bracket is never closed: add \")\"");
            return inner;
        }
        const Span span = merged(spanOf(open), spanOf(take()));
        if (auto* group = std::get_if<rule::And>(&inner.node))
            group->span = span;
        else if (auto* any = std::get_if<rule::Or>(&inner.node))
            any->span = span;
        return inner;
    }

    std::vector<std::string> selectionNames() const
    {
        std::vector<std::string> names;
        for (const rule::Selection& selection : m_selections)
            names.push_back(selection.name);
        return names;
    }

    Predicate parseName(const Token& token)
    {
        for (std::size_t i = 0; i < m_selections.size(); ++i) {
            if (m_selections[i].name == token.text) {
                m_result.isUsed[i] = true;
                return predicate(rule::Ref{static_cast<rule::SelectionId>(i), spanOf(token)});
            }
        }
        const Span span = spanOf(token);
        if (token.text.contains('*') || token.text == "them") {
            m_context.error(codes::sigmaConditionSyntax, span,
                std::format("\"{0}\" stands for several selections and needs a quantity: write 1 of {0}, or "
                            "all of {0}",
                    token.text),
                {replaceFix(std::format("Write 1 of {}", token.text), span, std::format("1 of {}", token.text))});
            markPattern(token.text);
            return opaque("a pattern without a quantity", span);
        }
        reportUnknownName(token.text, span);
        return opaque(std::format("no selection \"{}\"", token.text), span);
    }

    void reportUnknownName(std::string_view name, Span span)
    {
        if (m_context.isPartial)
            return;
        if (const auto suggestion = nearest(name, selectionNames())) {
            m_context.error(codes::sigmaSelectionUnknown, span,
                std::format("There is no selection \"{}\": write {}", name, *suggestion),
                {replaceFix(std::format("Write {}", *suggestion), span, *suggestion)});
        } else {
            m_context.error(codes::sigmaSelectionUnknown, span,
                std::format("There is no selection \"{}\": add one of this name to the detection, or name "
                            "another",
                    name));
        }
    }

    void markPattern(std::string_view pattern)
    {
        for (std::size_t i = 0; i < m_selections.size(); ++i) {
            if (fitsPattern(m_selections[i].name, pattern))
                m_result.isUsed[i] = true;
        }
    }

    std::optional<rule::Quantifier> readQuantifier(const Token& token)
    {
        const std::string word = folded(token.text);
        if (word == "all" || word == "any") {
            noteUpperCase(token);
            return rule::Quantifier{word == "all", 1};
        }
        std::uint32_t count = 0;
        const char* end = token.text.data() + token.text.size();
        const auto [stop, error] = std::from_chars(token.text.data(), end, count);
        if (error == std::errc::result_out_of_range && stop == end)
            count = std::numeric_limits<std::uint32_t>::max(); // more than there can be, and so never true
        else if (error != std::errc() || stop != end || count == 0) {
            fail(token, std::format("\"{}\" is no quantity: write 1 of, or all of", token.text));
            return std::nullopt;
        }
        if (count > 1) {
            m_context.note(codes::sigmaConditionNumber, spanOf(token),
                std::format("\"{} of\" is not in Sigma 2.1, and other tools may refuse it: write the "
                            "combinations out if the rule must be portable",
                    token.text));
        }
        return rule::Quantifier{false, count};
    }

    Predicate parseQuantifier(const Token& quantity)
    {
        const auto quantifier = readQuantifier(quantity);
        if (!quantifier)
            return opaque("no quantity", spanOf(quantity));
        noteUpperCase(take());
        const Token name = take();
        if (name.kind != Kind::Word) {
            if (name.kind == Kind::End)
                fail(name, "Nothing follows \"of\": write them, or a name with a star such as selection_*");
            else
                fail(name,
                    std::format("\"{}\" cannot follow \"of\": write them, or a name with a star such as "
                                "selection_*",
                        name.text));
            return opaque("nothing to choose from", spanOf(quantity));
        }
        rule::Of of;
        of.quantifier = *quantifier;
        of.pattern = std::string(name.text);
        of.span = merged(spanOf(quantity), spanOf(name));
        for (std::size_t i = 0; i < m_selections.size(); ++i) {
            if (fitsPattern(m_selections[i].name, name.text)) {
                of.members.push_back(static_cast<rule::SelectionId>(i));
                m_result.isUsed[i] = true;
            }
        }
        if (of.members.empty()) {
            reportEmptyPattern(name);
            return opaque(std::format("no selection fits \"{}\"", name.text), of.span);
        }
        if (!of.quantifier.all && of.quantifier.count > of.members.size()) {
            m_context.warning(codes::sigmaConditionUnreachable, of.span,
                std::format("\"{0} of {1}\" is never true, for {1} fits only {2}: write a smaller number",
                    of.quantifier.count, name.text, of.members.size()));
        }
        return predicate(std::move(of));
    }

    void reportEmptyPattern(const Token& name)
    {
        const Span span = spanOf(name);
        if (m_context.isPartial)
            return;
        if (!name.text.contains('*') && name.text != "them") {
            reportUnknownName(name.text, span);
            return;
        }
        std::string message
            = std::format("No selection fits the pattern \"{}\": name one so, or change the pattern", name.text);
        std::vector<Fix> fixes;
        std::vector<std::string> stems; // selection* for selection_main
        for (const rule::Selection& selection : m_selections) {
            const std::string stem = selection.name.substr(0, selection.name.find_first_of("_-")) + "_*";
            if (fitsPattern(selection.name, stem) && std::ranges::find(stems, stem) == stems.end())
                stems.push_back(stem);
        }
        if (const auto suggestion = name.text == "them" ? std::nullopt : nearest(name.text, stems)) {
            message = std::format("No selection fits the pattern \"{}\": write {}", name.text, *suggestion);
            fixes.push_back(replaceFix(std::format("Write {}", *suggestion), span, *suggestion));
        }
        m_context.error(codes::sigmaConditionPattern, span, std::move(message), std::move(fixes));
    }

    /// `| count() by x > 5`, `| near a and b`: gone since Sigma 2.0.
    void reportAggregation()
    {
        const Token pipe = take();
        const std::string function = folded(peek().text);
        std::string_view type;
        if (function == "count")
            type = peek(1).kind == Kind::Open && peek(2).kind == Kind::Word ? "value_count" : "event_count";
        else if (function == "sum")
            type = "value_sum";
        else if (function == "avg")
            type = "value_avg";
        else if (function == "median")
            type = "value_median";
        else if (function == "near")
            type = "temporal";
        const Span span = spanOf(pipe.begin, m_node.text.find_last_not_of(" \t\r\n") + 1);
        m_isFailed = true;
        if (type.empty()) {
            m_context.error(codes::sigmaConditionAggregation, span,
                std::format("\"| {}\" is an aggregation, which left the condition with Sigma 2.0: write a "
                            "correlation document instead",
                    peek().text));
            return;
        }
        m_context.error(codes::sigmaConditionAggregation, span,
            std::format("\"| {}\" is an aggregation, which left the condition with Sigma 2.0: write a "
                        "correlation document of type {} instead",
                peek().text, type));
    }

    const YamlNode& m_node;
    std::span<const rule::Selection> m_selections;
    ConditionResult& m_result;
    Context& m_context;
    std::vector<std::uint32_t> m_offsets;
    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
    std::size_t m_depth = 0;
    std::string_view m_operator; ///< the last one read, for messages
    bool m_isFailed = false;
};

} // namespace

bool fitsPattern(std::string_view name, std::string_view pattern)
{
    if (name.starts_with('_') && !pattern.starts_with('_'))
        return false;
    if (pattern == "them")
        return true;
    return fitsStars(name, pattern);
}

ConditionResult parseCondition(
    const YamlNode& key, const YamlNode& condition, std::span<const rule::Selection> selections, Context& context)
{
    ConditionResult result;
    result.isUsed.assign(selections.size(), false);
    const auto reportEmpty = [&] {
        if (!context.isPartial)
            context.error(
                codes::sigmaConditionMissing, key.span, "The condition is empty: name the selections that must match");
        result.isComplete = false;
    };
    if (condition.isScalar()) {
        if (condition.text.find_first_not_of(" \t\r\n") == std::string::npos)
            reportEmpty();
        else
            result.predicate = ConditionParser(condition, selections, result, context).parse();
        return result;
    }
    if (condition.isMapping()) {
        context.error(codes::sigmaConditionSyntax, condition.span,
            "A map stands where the condition is needed: write names of selections with and, or, not");
        result.isComplete = false;
        return result;
    }
    // Sigma specification 2.1, "Condition": a list of conditions is their OR.
    rule::Or any;
    any.span = condition.span;
    for (const YamlNode& item : condition.items) {
        if (!item.isScalar() || item.text.empty()) {
            context.error(codes::sigmaConditionSyntax, item.span.isEmpty() ? key.span : item.span,
                "This item of the list is no condition: write names of selections with and, or, not");
            result.isComplete = false;
            continue;
        }
        any.children.push_back(ConditionParser(item, selections, result, context).parse());
    }
    if (condition.items.empty())
        reportEmpty();
    if (!any.children.empty())
        result.predicate = predicate(std::move(any));
    return result;
}

} // namespace rulewright::lang::sigma
