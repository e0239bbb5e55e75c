// SPDX-License-Identifier: Apache-2.0
#include "core/lang/sigma/key.h"

#include "core/text/suggest.h"

#include <algorithm>
#include <format>

namespace rulewright::lang::sigma {

namespace {

using Kind = ModifierKind;
using Role = ModifierRole;

std::vector<std::string> modifierNames()
{
    std::vector<std::string> names;
    for (const ModifierInfo& info : modifiers())
        names.emplace_back(info.name);
    return names;
}

bool isComparison(const ModifierInfo& info)
{
    return info.kind == Kind::Lt || info.kind == Kind::Lte || info.kind == Kind::Gt || info.kind == Kind::Gte;
}

bool isFreeOfConflict(const ModifierInfo& info) { return info.role == Role::Free && info.kind != Kind::Windash; }

/// Whether two modifiers may stand in one key, in whatever order.
bool agree(const ModifierInfo& a, const ModifierInfo& b)
{
    if (isFreeOfConflict(a) || isFreeOfConflict(b) || a.role == Role::Flag || b.role == Role::Flag)
        return true;
    const auto isPair = [&](auto first, auto second) { return (first(a) && second(b)) || (first(b) && second(a)); };
    const auto is = [](Role role) { return [role](const ModifierInfo& info) { return info.role == role; }; };
    const auto isFieldRef = [](const ModifierInfo& info) { return info.kind == Kind::FieldRef; };
    const auto isWindash = [](const ModifierInfo& info) { return info.kind == Kind::Windash; };
    if (a.role == Role::Encoding && b.role == Role::Encoding)
        return true;
    if (isPair(is(Role::Shape), isFieldRef) || isPair(is(Role::TimePart), isComparison))
        return true;
    if (isPair(is(Role::Shape), is(Role::Encoding)) || isPair(is(Role::Shape), isWindash)
        || isPair(is(Role::Encoding), isWindash))
        return true;
    return false;
}

class KeyReader {
public:
    KeyReader(const YamlNode& node, Context& context)
        : m_node(node)
        , m_context(context)
    {
    }

    TestKey read()
    {
        const std::vector<KeyPart> parts = splitKey(m_node.text);
        m_key.span = m_node.span;
        m_key.test.field.raw = std::string(parts.front().text);
        m_key.test.field.name.text = m_key.test.field.raw;
        m_key.test.field.span = m_node.span;
        if (m_key.test.field.raw.empty()) {
            m_key.test.field.kind = rule::FieldRef::Kind::AnyField;
            m_key.test.op = rule::Op::Keyword;
        }
        for (std::size_t i = 1; i < parts.size(); ++i)
            readModifier(parts[i]);
        return std::move(m_key);
    }

private:
    [[nodiscard]] Span spanOf(const KeyPart& part) const
    {
        return yamlSourceSpan(m_node, m_context.source, part.begin, part.begin + part.text.size());
    }

    void readModifier(const KeyPart& part)
    {
        const ModifierInfo* info = findModifier(part.text);
        if (info == nullptr) {
            reportUnknown(part);
            return;
        }
        if (!checkKeyword(*info, part) || !checkAgainstOthers(*info, part))
            return;
        apply(*info);
        m_key.modifiers.push_back(info);
    }

    void reportUnknown(const KeyPart& part)
    {
        const Span span = spanOf(part);
        const auto suggestion = nearest(part.text, modifierNames());
        if (part.text.empty()) {
            m_context.error(codes::sigmaModifierUnknown, span.isEmpty() ? m_node.span : span,
                std::format(
                    "No modifier stands behind a pipe of \"{}\": write one, or take the pipe away", m_node.text));
        } else if (suggestion) {
            m_context.error(codes::sigmaModifierUnknown, span,
                std::format("There is no modifier \"{}\": write {}", part.text, *suggestion),
                {replaceFix(std::format("Write {}", *suggestion), span, *suggestion)});
        } else {
            m_context.error(codes::sigmaModifierUnknown, span,
                std::format("There is no modifier \"{}\": use one of Sigma's, such as contains, endswith "
                            "or re, or take it away",
                    part.text));
        }
    }

    bool checkKeyword(const ModifierInfo& info, const KeyPart& part)
    {
        const bool needsField = info.kind == Kind::Exists || info.kind == Kind::FieldRef || isComparison(info)
            || info.role == Role::TimePart;
        if (!m_key.isKeyword() || !needsField)
            return true;
        m_context.error(codes::sigmaModifierField, spanOf(part),
            std::format("\"{}\" needs a field, and this key names none: write the field before the pipe", info.name));
        return false;
    }

    bool checkAgainstOthers(const ModifierInfo& info, const KeyPart& part)
    {
        if (info.role == Role::Flag && !m_key.has(Kind::Re)) {
            m_context.error(codes::sigmaModifierOrder, spanOf(part),
                std::format("\"{0}\" belongs to a regular expression: write it behind re, as in re|{0}", info.name));
            return false;
        }
        for (const ModifierInfo* other : m_key.modifiers) {
            if (other->kind == info.kind && info.kind != Kind::Base64) {
                m_context.warning(codes::sigmaModifierDuplicate, spanOf(part),
                    std::format("\"{}\" stands here for the second time and adds nothing: take it away", info.name),
                    {removeFix(part)});
                return false;
            }
            const bool isContainsOfRegex = (info.kind == Kind::Contains && other->kind == Kind::Re)
                || (info.kind == Kind::Re && other->kind == Kind::Contains);
            if (isContainsOfRegex) {
                m_context.warning(codes::sigmaModifierRedundant, spanOf(part),
                    "\"re\" finds its expression anywhere in the field, so \"contains\" adds nothing: "
                    "take contains away");
                if (info.kind == Kind::Contains)
                    return false;
                continue;
            }
            if (!agree(info, *other)) {
                m_context.error(codes::sigmaModifierConflict, spanOf(part), conflictMessage(*other, info));
                return false;
            }
        }
        return checkOrder(info, part);
    }

    static std::string conflictMessage(const ModifierInfo& first, const ModifierInfo& second)
    {
        const auto isRegexShape
            = [](const ModifierInfo& a, const ModifierInfo& b) { return a.kind == Kind::Re && b.role == Role::Shape; };
        if (isRegexShape(first, second) || isRegexShape(second, first))
            return std::format("\"{}\" and \"{}\" cannot stand together: write ^ at the start or $ at the end of the "
                               "expression instead",
                first.name, second.name);
        return std::format("\"{}\" and \"{}\" cannot stand together: keep one of them", first.name, second.name);
    }

    /// Modifiers apply in the order written: what comes after an encoding sees encoded text, and a shape's
    /// wildcards cannot be encoded.
    bool checkOrder(const ModifierInfo& info, const KeyPart& part)
    {
        const auto* later = [&]() -> const ModifierInfo* {
            for (const ModifierInfo* other : m_key.modifiers) {
                if ((info.role == Role::Encoding && other->role == Role::Shape)
                    || (info.kind == Kind::Windash && other->role == Role::Encoding)
                    || (isUtf16(info) && (other->kind == Kind::Base64 || other->kind == Kind::Base64Offset)))
                    return other;
            }
            return nullptr;
        }();
        if (later == nullptr)
            return true;
        m_context.error(codes::sigmaModifierOrder, spanOf(part),
            std::format("\"{0}\" stands behind \"{1}\", and modifiers apply in their order: write {0}|{1}", info.name,
                later->name));
        return false;
    }

    static bool isUtf16(const ModifierInfo& info)
    {
        return info.role == Role::Encoding && info.kind != Kind::Base64 && info.kind != Kind::Base64Offset;
    }

    [[nodiscard]] Fix removeFix(const KeyPart& part) const
    {
        Span span = spanOf(part);
        span.begin = yamlSourceSpan(m_node, m_context.source, part.begin - 1, part.begin).begin;
        return {"Take it away", {{span, ""}}, true};
    }

    void apply(const ModifierInfo& info)
    {
        rule::Test& test = m_key.test;
        switch (info.kind) {
        case Kind::All:
            test.join = rule::Join::All;
            break;
        case Kind::Cased:
            test.caseRule = rule::CaseRule::Sensitive;
            break;
        case Kind::Neq:
            test.negated = true;
            break;
        default:
            break;
        }
        if (info.modifier)
            test.modifiers.push_back(*info.modifier);
        if (!info.op)
            return;
        const bool isFieldRef = info.kind == Kind::FieldRef || m_key.has(Kind::FieldRef);
        test.op = isFieldRef ? fieldRefOp(info.kind == Kind::FieldRef ? test.op : *info.op) : *info.op;
    }

    static rule::Op fieldRefOp(rule::Op shape)
    {
        switch (shape) {
        case rule::Op::Contains:
            return rule::Op::FieldRefContains;
        case rule::Op::StartsWith:
            return rule::Op::FieldRefStartsWith;
        case rule::Op::EndsWith:
            return rule::Op::FieldRefEndsWith;
        default:
            return rule::Op::FieldRef;
        }
    }

    const YamlNode& m_node;
    Context& m_context;
    TestKey m_key;
};

} // namespace

std::vector<KeyPart> splitKey(std::string_view key)
{
    std::vector<KeyPart> parts;
    std::size_t begin = 0;
    while (true) {
        const std::size_t pipe = std::min(key.find('|', begin), key.size());
        parts.push_back({key.substr(begin, pipe - begin), begin});
        if (pipe == key.size())
            return parts;
        begin = pipe + 1;
    }
}

bool TestKey::has(ModifierKind kind) const
{
    return std::ranges::any_of(modifiers, [kind](const ModifierInfo* info) { return info->kind == kind; });
}

bool TestKey::hasRole(ModifierRole role) const
{
    return std::ranges::any_of(modifiers, [role](const ModifierInfo* info) { return info->role == role; });
}

TestKey parseKey(const YamlNode& key, Context& context) { return KeyReader(key, context).read(); }

TestKey keywordKey(Span place)
{
    TestKey key;
    key.test.field.span = place;
    key.test.field.kind = rule::FieldRef::Kind::AnyField;
    key.test.op = rule::Op::Keyword;
    return key;
}

} // namespace rulewright::lang::sigma
