// SPDX-License-Identifier: Apache-2.0
#include "core/lang/sigma/filter.h"

#include "core/lang/sigma/detection.h"
#include "core/lang/sigma/metadata.h"

#include <algorithm>
#include <utility>

namespace rulewright::lang::sigma {

namespace {

/// Whether a condition drops events: it is a negation, or made of nothing but negations.
bool isNegated(const rule::Predicate& predicate)
{
    if (std::holds_alternative<rule::Not>(predicate.node))
        return true;
    if (const auto* all = std::get_if<rule::And>(&predicate.node))
        return std::ranges::all_of(all->children, isNegated);
    if (const auto* any = std::get_if<rule::Or>(&predicate.node))
        return std::ranges::all_of(any->children, isNegated);
    return std::holds_alternative<rule::Opaque>(predicate.node); // reported already
}

void readRules(const YamlNode& filter, const YamlNode& key, rule::FilterDocument& body, Context& context)
{
    const YamlEntry* rules = filter.find("rules");
    if (rules != nullptr)
        body.rules = readTexts(*rules, context);
    if (body.rules.size() == 1 && body.rules.front().text == "any") {
        body.anyRule = true;
        body.rules.clear();
    }
    if (!body.anyRule && body.rules.empty() && !context.isPartial) {
        context.error(codes::sigmaFilterRules, rules != nullptr ? rules->key.span : key.span,
            "The filter names no rules: add \"rules:\" with their ids or names, or \"rules: any\"");
    }
}

} // namespace

void parseFilter(const YamlEntry& filter, rule::Rule& rule, Context& context)
{
    rule::FilterDocument body;
    body.span = merged(filter.key.span, filter.value.span);
    Detection detection = parseDetection(filter.key, filter.value, "rules", context);
    if (filter.value.isMapping())
        readRules(filter.value, filter.key, body, context);
    rule.selections = std::move(detection.selections);
    rule.conditionSpan = detection.conditionSpan;
    if (detection.condition) {
        body.predicate = std::move(*detection.condition);
        if (!isNegated(body.predicate)) {
            context.warning(codes::sigmaFilterPolarity, detection.conditionSpan,
                "This filter keeps only what it describes, for its condition is added to the rules as it "
                "is written: write not before it to drop those events",
                {replaceFix("Put not before the condition",
                    {detection.conditionSpan.begin, detection.conditionSpan.begin}, "not ")});
        }
    }
    rule.body = std::move(body);
}

} // namespace rulewright::lang::sigma
