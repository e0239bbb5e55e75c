// SPDX-License-Identifier: Apache-2.0
#include "core/match/made_tests.h"

#include "core/rule/expression_text.h"
#include "core/rule/like_pattern.h"

#include <string>
#include <utility>
#include <vector>

namespace rulewright::match {

rule::Test testFor(const rule::Compare& compare)
{
    rule::Test test;
    test.field.raw = test.field.name.text = rule::expressionText(compare.left);
    test.field.kind = rule::FieldRef::Kind::Derived;
    test.field.span = compare.left.span.isEmpty() ? compare.span : compare.left.span;
    test.op = rule::Op::Computed;
    test.negated = compare.negated;
    test.caseRule = compare.caseRule;
    test.span = compare.span;
    rule::Value value;
    value.scalar = rule::expressionText(compare.right);
    value.span = compare.right.span.isEmpty() ? compare.span : compare.right.span;
    test.values.push_back(std::move(value));
    return test;
}

rule::Test testFor(const rule::Nested& nested)
{
    rule::Test test;
    test.field.raw = test.field.name.text = nested.array.raw;
    test.field.kind = rule::FieldRef::Kind::Derived;
    test.field.span = nested.array.span;
    test.op = rule::Op::Computed;
    test.span = nested.span;
    rule::Value value;
    value.scalar = std::string("{…}");
    value.span = nested.span;
    test.values.push_back(std::move(value));
    return test;
}

std::optional<rule::Test> testFor(const rule::LogSource& source)
{
    std::string name = "_index";
    std::vector<rule::LogSourcePart> words = source.indexPatterns;
    if (words.empty() && !source.dataSources.empty()) {
        name = "data_source";
        words = source.dataSources;
    } else if (words.empty() && source.dataModel) {
        name = "datamodel";
        words.push_back(*source.dataModel);
    }
    if (words.empty())
        return std::nullopt;
    rule::Test test;
    test.field.raw = test.field.name.text = name;
    test.field.fit = rule::Fit::Scope;
    for (const rule::LogSourcePart& pattern : words) {
        rule::Value value;
        value.scalar = pattern.text;
        value.pattern = rule::likePattern(pattern.text);
        test.values.push_back(std::move(value));
    }
    return test;
}

} // namespace rulewright::match
