// SPDX-License-Identifier: Apache-2.0
#include "core/lang/sigma/sigma.h"

#include "core/lang/sigma/context.h"
#include "core/lang/sigma/correlation.h"
#include "core/lang/sigma/detection.h"
#include "core/lang/sigma/filter.h"
#include "core/lang/sigma/metadata.h"
#include "core/rule/numbering.h"
#include "core/text/suggest.h"

#include <algorithm>
#include <format>
#include <optional>
#include <utility>

namespace rulewright::lang::sigma {

namespace {

/// Puts the source's entries into the target; maps are merged, anything else is replaced: so the
/// global part wins over a rule's own (as in pySigma).
void mergeInto(YamlNode& target, const YamlNode& source)
{
    for (const YamlEntry& entry : source.entries) {
        const auto found = std::ranges::find_if(
            target.entries, [&](const YamlEntry& own) { return own.key.text == entry.key.text; });
        if (found == target.entries.end())
            target.entries.push_back(entry);
        else if (found->value.isMapping() && entry.value.isMapping())
            mergeInto(found->value, entry.value);
        else
            *found = entry;
    }
}

void removeKey(YamlNode& map, std::string_view key)
{
    std::erase_if(map.entries, [key](const YamlEntry& entry) { return entry.key.text == key; });
}

rule::Rule parseRule(const YamlNode& root, Context& context)
{
    rule::Rule result;
    result.span = root.span;
    result.metadata = parseMetadata(root, context);
    const YamlEntry* detection = root.find("detection");
    const YamlEntry* correlation = root.find("correlation");
    const YamlEntry* filter = root.find("filter");
    if (correlation != nullptr && detection == nullptr) {
        result.body = parseCorrelation(*correlation, root, context);
    } else if (filter != nullptr && detection == nullptr) {
        result.logSource = parseLogSource(root, true, context);
        parseFilter(*filter, result, context);
    } else if (detection != nullptr) {
        const YamlEntry* other = correlation != nullptr ? correlation : filter;
        if (other != nullptr) {
            context.error(codes::sigmaDocumentType, other->key.span,
                std::format("A document that has \"detection\" is a rule and cannot be a {} too: put the {} into a "
                            "document of its own, behind ---",
                    other->key.text, other->key.text));
        }
        result.logSource = parseLogSource(root, true, context);
        Detection parsed = parseDetection(detection->key, detection->value, {}, context);
        result.selections = std::move(parsed.selections);
        result.conditionSpan = parsed.conditionSpan;
        if (parsed.condition) {
            const Span span = parsed.conditionSpan;
            result.body = rule::Pipeline{{rule::Filter{std::move(*parsed.condition), span}}};
        } else {
            result.body = rule::NoQuery{"the rule has no condition"};
        }
    } else {
        result.logSource = parseLogSource(root, true, context);
        result.body = rule::NoQuery{"the rule has no detection"};
        if (!context.isPartial)
            context.error(codes::sigmaDetectionMissing,
                root.entries.empty() ? root.span : root.entries.front().key.span,
                "The rule detects nothing: add \"detection:\" with a selection and a condition");
    }
    rule::numberNodes(result);
    return result;
}

class DocumentsReader {
public:
    explicit DocumentsReader(const SourceText& source)
        : m_source(source)
    {
    }

    Parsed<std::vector<rule::Rule>> read(const std::vector<YamlDocument>& documents)
    {
        std::vector<rule::Rule> rules;
        m_hasRepeat = std::ranges::any_of(documents, [](const YamlDocument& document) {
            const YamlEntry* action = document.root.find("action");
            return action != nullptr && action->value.text == "repeat";
        });
        for (const YamlDocument& document : documents) {
            Context context{m_source, m_diagnostics, document.isPartial};
            if (document.root.isNull())
                continue;
            if (!document.root.isMapping()) {
                reportNoMap(document, context);
                continue;
            }
            if (auto rule = readDocument(document.root, context))
                rules.push_back(std::move(*rule));
        }
        return {std::move(rules), std::move(m_diagnostics)};
    }

private:
    static void reportNoMap(const YamlDocument& document, Context& context)
    {
        if (document.isPartial)
            return;
        context.error(codes::sigmaDocumentType, document.root.span,
            std::format("A rule is a map of keys such as title and detection, and a {} stands here: write "
                        "\"title: …\" first",
                document.root.isSequence() ? "list" : "text"));
    }

    std::optional<rule::Rule> readDocument(const YamlNode& root, Context& context)
    {
        const YamlEntry* action = root.find("action");
        if (action == nullptr)
            return readRule(root, context);
        YamlNode content = root;
        removeKey(content, "action");
        if (action->value.text == "global") {
            m_global = std::move(content);
            m_previous = m_global;
            return std::nullopt;
        }
        if (action->value.text == "reset") {
            m_global = {};
            // As in pySigma the document is none itself.
            if (!content.entries.empty()) {
                context.warning(codes::sigmaAction, content.entries.front().key.span,
                    "What stands beside \"action: reset\" is not read: put it into a document of its own, behind ---");
            }
            return std::nullopt;
        }
        if (action->value.text == "repeat")
            return repeat(content, *action, context);
        reportAction(*action, context);
        return parseRule(content, context);
    }

    std::optional<rule::Rule> readRule(const YamlNode& root, Context& context)
    {
        const bool isRule = root.find("correlation") == nullptr && root.find("filter") == nullptr;
        if (!isRule || (m_global.entries.empty() && !m_hasRepeat))
            return parseRule(root, context);
        m_previous = root;
        mergeInto(m_previous, m_global);
        return parseRule(m_previous, context);
    }

    std::optional<rule::Rule> repeat(const YamlNode& content, const YamlEntry& action, Context& context)
    {
        if (m_previous.entries.empty()) {
            context.error(codes::sigmaAction, action.value.span,
                "\"repeat\" repeats the rule before it, and there is none: put it behind a rule");
            return std::nullopt;
        }
        mergeInto(m_previous, content);
        m_previous.span = content.span;
        return parseRule(m_previous, context);
    }

    static void reportAction(const YamlEntry& action, Context& context)
    {
        static const std::vector<std::string> known = {"global", "repeat", "reset"};
        const Span span = action.value.span.isEmpty() ? action.key.span : action.value.span;
        if (const auto suggestion = nearest(action.value.text, known)) {
            context.error(codes::sigmaAction, span,
                std::format("There is no action \"{}\": write {}", action.value.text, *suggestion),
                {replaceFix(std::format("Write {}", *suggestion), span, *suggestion)});
        } else {
            context.error(codes::sigmaAction, span,
                std::format("There is no action \"{}\": write global, repeat or reset", action.value.text));
        }
    }

    const SourceText& m_source;
    Diagnostics m_diagnostics;
    YamlNode m_global; ///< of the last `action: global`
    YamlNode m_previous; ///< the last rule with the global part, for `repeat`; kept only where one follows
    bool m_hasRepeat = false;
};

} // namespace

Parsed<std::vector<rule::Rule>> parseRules(const SourceText& source, const std::vector<YamlDocument>& documents)
{
    return DocumentsReader(source).read(documents);
}

} // namespace rulewright::lang::sigma
