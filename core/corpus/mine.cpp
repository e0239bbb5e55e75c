// SPDX-License-Identifier: Apache-2.0
#include "core/corpus/mine.h"

#include "core/corpus/leaf_tree.h"
#include "core/rule/walk.h"

#include <algorithm>
#include <format>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>
#include <variant>

namespace rulewright::corpus {

namespace {

using Kind = LeafTree::Kind;

/// Sets each leaf's role by the NOTs above it (corpora.md, section 6, "Roles").
void classify(const LeafTree& tree, std::vector<MinedLeaf>& leaves, unsigned nots, bool isTop, bool belowTopNot)
{
    switch (tree.kind) {
    case Kind::Leaf:
        leaves[tree.leaf].role = nots == 0 ? Role::Filter
            : nots > 1                     ? Role::Exception
            : belowTopNot                  ? Role::Exclusion
                                           : Role::NestedNegation;
        return;
    case Kind::Not:
        classify(tree.children.front(), leaves, nots + 1, false, nots == 0 ? isTop : belowTopNot);
        return;
    case Kind::And:
    case Kind::Or:
        for (const LeafTree& child : tree.children)
            classify(child, leaves, nots, isTop && tree.kind == Kind::And, belowTopNot);
        return;
    case Kind::Nothing:
        return;
    }
}

void setRole(const LeafTree& tree, std::vector<MinedLeaf>& leaves, Role role)
{
    if (tree.kind == Kind::Leaf)
        leaves[tree.leaf].role = role;
    for (const LeafTree& child : tree.children)
        setRole(child, leaves, role);
}

void addExclusions(const LeafTree& tree, const std::vector<MinedLeaf>& leaves, std::vector<std::uint32_t>& members)
{
    if (tree.kind == Kind::Leaf && leaves[tree.leaf].context == Context::Event)
        members.push_back(tree.leaf);
    if (tree.kind == Kind::And || tree.kind == Kind::Or) {
        for (const LeafTree& child : tree.children)
            addExclusions(child, leaves, members);
    }
}

/// The alternatives of one top-level NOT that hold several exclusions.
void addJoint(
    const LeafTree& tree, const std::vector<MinedLeaf>& leaves, std::vector<std::vector<std::uint32_t>>& joint)
{
    if (tree.kind == Kind::Or) {
        for (const LeafTree& child : tree.children)
            addJoint(child, leaves, joint);
        return;
    }
    std::vector<std::uint32_t> members;
    addExclusions(tree, leaves, members);
    if (members.size() > 1)
        joint.push_back(std::move(members));
}

void addJointExclusions(
    const LeafTree& tree, const std::vector<MinedLeaf>& leaves, std::vector<std::vector<std::uint32_t>>& joint)
{
    if (tree.kind == Kind::And) {
        for (const LeafTree& child : tree.children)
            addJointExclusions(child, leaves, joint);
    } else if (tree.kind == Kind::Not) {
        addJoint(tree.children.front(), leaves, joint);
    }
}

/// Leaves of equal spelling and role become one, the first; clauses of joint exclusions follow.
void unite(MinedLeaves& mined)
{
    std::unordered_map<std::string, std::uint32_t> seen;
    std::vector<std::uint32_t> moved(mined.leaves.size());
    std::vector<MinedLeaf> kept;
    for (std::size_t i = 0; i < mined.leaves.size(); ++i) {
        MinedLeaf& leaf = mined.leaves[i];
        std::string key = std::format("{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f", leaf.field, leaf.raw, leaf.from,
            static_cast<int>(leaf.op), leaf.transform, static_cast<int>(leaf.role), static_cast<int>(leaf.context));
        if (leaf.value)
            key += *leaf.value;
        else
            key += '\x1e';
        const auto [place, isNew] = seen.emplace(std::move(key), static_cast<std::uint32_t>(kept.size()));
        moved[i] = place->second;
        if (isNew)
            kept.push_back(std::move(leaf));
    }
    mined.leaves = std::move(kept);
    for (std::vector<std::uint32_t>& members : mined.jointExclusions) {
        for (std::uint32_t& member : members)
            member = moved[member];
        std::ranges::sort(members);
        const auto repeated = std::ranges::unique(members);
        members.erase(repeated.begin(), repeated.end());
    }
    std::erase_if(mined.jointExclusions, [](const auto& members) { return members.size() < 2; });
}

/// The names of Sigma's modifiers that a test stands for, in no particular order.
void countModifiers(const rule::Test& test, std::map<std::string, std::uint32_t>& counts)
{
    using rule::Op;
    const auto add = [&](std::string_view name) { ++counts[std::string(name)]; };
    switch (test.op) {
    case Op::Contains:
        add("contains");
        break;
    case Op::StartsWith:
        add("startswith");
        break;
    case Op::EndsWith:
        add("endswith");
        break;
    case Op::Regex:
        add("re");
        break;
    case Op::Cidr:
        add("cidr");
        break;
    case Op::Gt:
        add("gt");
        break;
    case Op::Ge:
        add("gte");
        break;
    case Op::Lt:
        add("lt");
        break;
    case Op::Le:
        add("lte");
        break;
    case Op::Exists:
        add("exists");
        break;
    case Op::FieldRef:
        add("fieldref");
        break;
    case Op::FieldRefContains:
        add("fieldref"), add("contains");
        break;
    case Op::FieldRefStartsWith:
        add("fieldref"), add("startswith");
        break;
    case Op::FieldRefEndsWith:
        add("fieldref"), add("endswith");
        break;
    default:
        break;
    }
    if (test.join == rule::Join::All)
        add("all");
    if (test.negated)
        add("neq");
    if (test.caseRule == rule::CaseRule::Sensitive && test.op != Op::Regex)
        add("cased");
    for (const rule::Modifier modifier : test.modifiers)
        add(modifierName(modifier));
}

std::optional<std::string> textOf(const std::optional<rule::Located>& located)
{
    return located ? std::optional(located->text) : std::nullopt;
}

MinedRule withMetadata(const rule::Rule& rule, Vendor vendor, const std::string& path)
{
    MinedRule mined;
    mined.vendor = vendor;
    mined.path = path;
    mined.title = textOf(rule.metadata.title).value_or(path);
    mined.id = textOf(rule.metadata.id).value_or("");
    mined.level = textOf(rule.metadata.level);
    mined.status = textOf(rule.metadata.status);
    mined.description = textOf(rule.metadata.description).value_or("");
    for (const rule::Located& tag : rule.metadata.tags)
        mined.tags.push_back(tag.text);
    for (const rule::Located& technique : rule.metadata.techniques) {
        if (!std::ranges::contains(mined.techniques, technique.text))
            mined.techniques.push_back(technique.text);
    }
    return mined;
}

/// The words of a rule's log source, and those that its query tests (host.os.type, sourcetype), each once.
std::vector<std::string> logSourceWords(const rule::LogSource& source, const std::vector<MinedLeaf>& leaves)
{
    std::vector<std::string> words;
    const auto add = [&words](const std::string& word) {
        if (!word.empty() && !std::ranges::contains(words, word))
            words.push_back(word);
    };
    for (const auto* part : {&source.product, &source.category, &source.service, &source.dataModel}) {
        if (*part)
            add((*part)->text);
    }
    for (const auto* parts : {&source.indexPatterns, &source.sourceTypes, &source.dataSources, &source.macros}) {
        for (const rule::LogSourcePart& part : *parts) {
            const bool isOfMacros = parts == &source.macros; // the call of a filter says nothing of a log source
            if (!isOfMacros || !part.text.ends_with("_filter"))
                add(part.text);
        }
    }
    for (const MinedLeaf& leaf : leaves) {
        if (leaf.context == Context::Scope && leaf.role == Role::Filter && leaf.value)
            add(*leaf.value);
    }
    return words;
}

std::vector<CoveredEvent> eventsOf(
    const rule::Rule& rule, Vendor vendor, const std::vector<MinedLeaf>& leaves, const EventIndex& events)
{
    if (vendor == Vendor::Elastic)
        return events.coveredByElastic(rule, leaves);
    if (vendor == Vendor::Splunk)
        return events.coveredBySplunk(rule, leaves);
    return events.covered(rule.logSource, leaves);
}

/// The first error that stands in the rule; of a file's errors beside its rules, those of the file's start.
const Diagnostic* errorIn(const Diagnostics& diagnostics, Span span, bool isOnlyRule)
{
    const auto found = std::ranges::find_if(diagnostics, [&](const Diagnostic& diagnostic) {
        return diagnostic.severity == Severity::Error
            && (isOnlyRule || (span.begin <= diagnostic.span.begin && diagnostic.span.begin <= span.end));
    });
    return found == diagnostics.end() ? nullptr : &*found;
}

} // namespace

MinedLeaves mineLeaves(const rule::Rule& rule, const NameReading& names)
{
    RuleTrees trees = leafTrees(rule, names);
    classify(trees.event, trees.leaves, 0, true, false);
    for (const LeafTree& tree : trees.missing)
        setRole(tree, trees.leaves, Role::Missing);
    for (const LeafTree& tree : trees.until)
        setRole(tree, trees.leaves, Role::Until);

    MinedLeaves mined;
    addJointExclusions(trees.event, trees.leaves, mined.jointExclusions);
    mined.leaves = std::move(trees.leaves);
    mined.opaque = std::move(trees.opaque);
    mined.saysSomething = trees.saysSomething;
    unite(mined);
    return mined;
}

std::vector<MinedRule> mine(
    const Parsed<rule::Document>& parsed, Vendor vendor, std::string path, const MiningTables& tables)
{
    std::vector<MinedRule> rules;
    const bool hasRules = parsed.value && !parsed.value->rules.empty();
    if (!hasRules) {
        const Diagnostic* error = errorIn(parsed.diagnostics, {}, true);
        if (error == nullptr)
            return rules;
        MinedRule failed;
        failed.vendor = vendor;
        failed.title = path;
        failed.path = std::move(path);
        failed.ruleClass = RuleClass::Failed;
        failed.reasons.push_back(error->message);
        rules.push_back(std::move(failed));
        return rules;
    }

    const std::vector<rule::Rule>& all = parsed.value->rules;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const rule::Rule& rule = all[i];
        MinedRule mined = withMetadata(rule, vendor, path);
        mined.document = static_cast<std::uint32_t>(i);
        if (const Diagnostic* error = errorIn(parsed.diagnostics, rule.span, all.size() == 1)) {
            mined.ruleClass = RuleClass::Failed;
            mined.reasons.push_back(error->message);
            mined.logSource = logSourceWords(rule.logSource, {}); // the search finds it by that, too
            rules.push_back(std::move(mined));
            continue;
        }
        NameReading names;
        std::optional<SplunkNames> splunk;
        if (vendor == Vendor::Elastic)
            names = {.elastic = &tables.elastic, .separator = pathSeparator(rule, path)};
        else if (vendor == Vendor::Splunk)
            names.splunk = &splunk.emplace(tables.splunk, rule, path);
        MinedLeaves leaves = mineLeaves(rule, names);
        mined.leaves = std::move(leaves.leaves);
        mined.jointExclusions = std::move(leaves.jointExclusions);
        mined.reasons = std::move(leaves.opaque);
        mined.events = eventsOf(rule, vendor, mined.leaves, tables.events);
        mined.logSource = logSourceWords(rule.logSource, mined.leaves);
        if (const auto* none = std::get_if<rule::NoQuery>(&rule.body)) {
            mined.ruleClass = RuleClass::NoQuery;
            mined.reasons.push_back(none->reason);
        } else if (vendor == Vendor::Splunk && !leaves.saysSomething) {
            mined.ruleClass = RuleClass::NoQuery;
            mined.reasons.emplace_back("no test of an event: tables, statistics or a machine-learning model decide");
        } else if (!mined.reasons.empty()) {
            mined.ruleClass = RuleClass::Partial;
        }
        if (vendor == Vendor::Sigma) {
            std::map<std::string, std::uint32_t> counts;
            forEachTest(rule, [&](const rule::Test& test) { countModifiers(test, counts); });
            mined.modifiers.assign(counts.begin(), counts.end());
        }
        rules.push_back(std::move(mined));
    }
    return rules;
}

} // namespace rulewright::corpus
