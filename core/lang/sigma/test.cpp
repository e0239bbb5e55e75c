// SPDX-License-Identifier: Apache-2.0
#include "core/lang/sigma/test.h"

#include "core/lang/sigma/value.h"
#include "core/lang/sigma/value_checks.h"
#include "core/rule/placeholder.h"

#include <algorithm>
#include <format>

namespace rulewright::lang::sigma {

namespace {

using Kind = ModifierKind;
using rule::Op;

bool takesPattern(Op op)
{
    return op == Op::Eq || op == Op::Contains || op == Op::StartsWith || op == Op::EndsWith || op == Op::Keyword;
}

class TestReader {
public:
    TestReader(const TestKey& key, Context& context)
        : m_key(key)
        , m_context(context)
        , m_test(key.test)
    {
    }

    std::optional<rule::Test> read(const YamlNode& value)
    {
        if (value.isMapping()) {
            reportNested(value, m_key.span);
            return std::nullopt;
        }
        if (value.isScalar()) {
            addValue(value);
        } else if (value.items.empty()) {
            m_context.error(codes::sigmaListEmpty, value.span,
                std::format("The list of \"{}\" is empty: give it a value, or take the key away", m_test.field.raw));
        } else {
            addList(value.items);
        }
        m_test.span = merged(m_key.span, value.span);
        return finish();
    }

    std::optional<rule::Test> readKeywords(std::span<const YamlNode> items)
    {
        addList(items);
        m_test.span = merged(items.front().span, items.back().span);
        return finish();
    }

private:
    std::optional<rule::Test> finish()
    {
        if (m_test.values.empty())
            return std::nullopt;
        if (m_key.has(Kind::Base64Offset) && m_test.op == Op::Eq) {
            m_context.warning(codes::sigmaModifierOffset, m_key.span,
                "\"base64offset\" without contains asks for a field that is nothing but the encoded "
                "piece: write base64offset|contains");
        }
        return std::move(m_test);
    }

    void addList(std::span<const YamlNode> items)
    {
        m_test.values.reserve(items.size());
        for (const YamlNode& item : items) {
            if (!item.isScalar()) {
                reportNested(item, item.span);
                continue;
            }
            if (item.isNull() && takesNull()) {
                m_context.warning(codes::sigmaValueNullInList, placeOf(item),
                    "A null stands in a list, which other tools refuse: put it into a selection of its "
                    "own");
            }
            addValue(item);
        }
    }

    [[nodiscard]] bool takesNull() const
    {
        return takesPattern(m_test.op) && !m_key.isKeyword() && !m_key.hasRole(ModifierRole::Encoding);
    }

    /// A null that is nothing has no text: its place is the key's then.
    [[nodiscard]] Span placeOf(const YamlNode& node) const
    {
        return node.span.isEmpty() && !m_key.span.isEmpty() ? m_key.span : node.span;
    }

    void reportNested(const YamlNode& node, Span place)
    {
        const std::string_view kind = node.isMapping() ? "map" : "list";
        m_context.error(codes::sigmaValueNested, place,
            std::format("A {} stands where {} a value: write plain values, and other fields as "
                        "keys of their own",
                kind,
                m_key.isKeyword() ? std::string("a keyword list takes")
                                  : std::format("\"{}\" takes", m_test.field.raw)));
    }

    void addValue(const YamlNode& node)
    {
        rule::Value value;
        value.scalar = scalarOf(node);
        value.span = node.span;
        value.source = std::string(m_context.source.slice(node.span));
        if (std::holds_alternative<rule::Null>(value.scalar) && !takesNull()) {
            const std::string name = m_key.modifiers.empty() ? "a keyword" : std::string(m_key.modifiers.back()->name);
            m_context.error(codes::sigmaValueNull, placeOf(node),
                std::format("\"{}\" cannot be used with {}: write a value, or '' for the empty text",
                    node.text.empty() ? "null" : node.text, name));
            return;
        }
        const bool hasPlaceholder = m_key.has(Kind::Expand) && checkPlaceholders(node);
        setPattern(value, node);
        if (!hasPlaceholder)
            checkValue(value, node);
        m_test.values.push_back(std::move(value));
    }

    void setPattern(rule::Value& value, const YamlNode& node)
    {
        const auto* text = std::get_if<std::string>(&value.scalar);
        if (text == nullptr || !takesPattern(m_test.op)) {
            if (!std::holds_alternative<rule::Null>(value.scalar))
                value.pattern = rule::literalPattern(rule::scalarText(value.scalar));
            return;
        }
        DecodedPattern decoded = decodePattern(*text, m_key.has(Kind::Expand));
        value.pattern = std::move(decoded.pattern);
        if (decoded.wildcards.empty())
            return;
        const auto encoding = std::ranges::find(
            m_key.modifiers, ModifierRole::Encoding, [](const ModifierInfo* info) { return info->role; });
        if (encoding == m_key.modifiers.end())
            return;
        const std::size_t at = decoded.wildcards.front();
        const Span span = yamlSourceSpan(node, m_context.source, at, at + 1);
        m_context.error(codes::sigmaValueWildcard, span,
            std::format("The wildcard \"{0}\" cannot be encoded by {1}: write \\{0} if the character is "
                        "meant, or split the value",
                (*text)[at], (*encoding)->name));
    }

    bool checkPlaceholders(const YamlNode& node)
    {
        const std::vector<rule::Placeholder> found = rule::placeholders(node.text);
        for (const rule::Placeholder& placeholder : found) {
            m_context.warning(codes::sigmaPlaceholder,
                yamlSourceSpan(node, m_context.source, placeholder.begin, placeholder.end),
                std::format("The placeholder \"%{}%\" has no values here: the rule can be matched only "
                            "once it has some",
                    placeholder.name));
        }
        return !found.empty();
    }

    void checkValue(const rule::Value& value, const YamlNode& node)
    {
        switch (m_test.op) {
        case Op::Exists:
            checkBool(value, node);
            break;
        case Op::Gt:
        case Op::Ge:
        case Op::Lt:
        case Op::Le:
            checkNumber(node);
            break;
        case Op::Regex:
            checkRegex(node, m_test.modifiers, m_context);
            break;
        case Op::Cidr:
            checkNetwork(node);
            break;
        default:
            if (m_key.hasRole(ModifierRole::TimePart))
                checkNumber(node);
            break;
        }
    }

    void checkBool(const rule::Value& value, const YamlNode& node)
    {
        if (std::holds_alternative<bool>(value.scalar))
            return;
        std::vector<Fix> fixes;
        for (const std::string_view word : {"true", "false"}) {
            if (node.text == word)
                fixes.push_back(replaceFix(std::format("Write {} without quotes", word), node.span, std::string(word)));
        }
        m_context.error(codes::sigmaValueBool, node.span,
            std::format("\"{}\" is neither true nor false, which exists needs: write true or false, "
                        "without quotes",
                shown(node)),
            std::move(fixes));
    }

    void checkNumber(const YamlNode& node)
    {
        if (isNumberText(node.text))
            return;
        m_context.error(codes::sigmaValueNumber, node.span,
            std::format(
                "\"{}\" is no decimal number, which {} needs: write one", shown(node), m_key.modifiers.back()->name));
    }

    void checkNetwork(const YamlNode& node)
    {
        const Network network = readNetwork(node.text);
        if (!network.isValid) {
            m_context.error(codes::sigmaValueNetwork, node.span,
                std::format("\"{}\" is no network: write an address and its bits, such as 10.0.0.0/8 or "
                            "fe80::/10",
                    shown(node)));
        } else if (network.withoutHostBits) {
            m_context.warning(codes::sigmaValueHostBits, node.span,
                std::format("\"{}\" has host bits, which are ignored: write {}", shown(node), *network.withoutHostBits),
                {replaceFix(std::format("Write {}", *network.withoutHostBits),
                    yamlSourceSpan(node, m_context.source, 0, node.text.size()), *network.withoutHostBits, true)});
        }
    }

    static std::string shown(const YamlNode& node)
    {
        return toValidUtf8(node.text.size() <= 60 ? node.text : node.text.substr(0, 57) + "…");
    }

    const TestKey& m_key;
    Context& m_context;
    rule::Test m_test;
};

} // namespace

std::optional<rule::Test> parseTest(const TestKey& key, const YamlNode& value, Context& context)
{
    return TestReader(key, context).read(value);
}

std::optional<rule::Test> parseKeywords(std::span<const YamlNode> items, Span place, Context& context)
{
    return TestReader(keywordKey(place), context).readKeywords(items);
}

} // namespace rulewright::lang::sigma
