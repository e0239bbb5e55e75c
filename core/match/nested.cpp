// SPDX-License-Identifier: Apache-2.0
#include "core/match/nested.h"

#include "core/match/arena_scan.h"
#include "core/match/compile_value.h"
#include "core/text/diagnostic_codes.h"

#include <algorithm>
#include <format>
#include <map>
#include <optional>

namespace rulewright::match {

namespace {

using Node = NestedTest::Node;
using events::Column;

constexpr std::uint32_t pollRows = 1'024;

std::unexpected<Diagnostics> notEvaluated(Span span)
{
    return std::unexpected(Diagnostics{
        {Severity::Error, codes::matchNotEvaluated, span, "this part of a nested query is not evaluated", {}}});
}

class Maker {
public:
    explicit Maker(std::string array)
        : m_array(std::move(array))
    {
    }

    Result<Node> make(const rule::Predicate& predicate) const
    {
        if (const auto* both = std::get_if<rule::And>(&predicate.node))
            return group(Node::Kind::And, both->children);
        if (const auto* any = std::get_if<rule::Or>(&predicate.node))
            return group(Node::Kind::Or, any->children);
        if (const auto* negation = std::get_if<rule::Not>(&predicate.node)) {
            Result<Node> child = make(*negation->child);
            if (!child)
                return child;
            Node node;
            node.kind = Node::Kind::Not;
            node.children.push_back(*std::move(child));
            return node;
        }
        if (const auto* test = std::get_if<rule::Test>(&predicate.node))
            return leaves(*test);
        if (const auto* constant = std::get_if<rule::Constant>(&predicate.node)) {
            Node node;
            node.value = constant->value;
            return node;
        }
        return notEvaluated(rule::spanOf(predicate));
    }

private:
    Result<Node> group(Node::Kind kind, const std::vector<rule::Predicate>& children) const
    {
        Node node;
        node.kind = kind;
        for (const rule::Predicate& child : children) {
            Result<Node> made = make(child);
            if (!made)
                return made;
            node.children.push_back(*std::move(made));
        }
        return node;
    }

    Result<Node> leaves(const rule::Test& test) const
    {
        if (test.field.kind != rule::FieldRef::Kind::Named || test.negated)
            return notEvaluated(test.span);
        Node node;
        node.kind = test.join == rule::Join::All ? Node::Kind::And : Node::Kind::Or;
        for (const rule::Value& value : test.values) {
            Result<Leaf> leaf = compileValue(test, value);
            if (!leaf)
                return std::unexpected(std::move(leaf.error()));
            leaf->field = std::format("{}.{}", m_array, test.field.raw);
            Node child;
            child.kind = Node::Kind::Leaf;
            child.leaf = *std::move(leaf);
            node.children.push_back(std::move(child));
        }
        return node;
    }

    std::string m_array;
};

void appendKey(const Node& node, std::string& key)
{
    key += std::format("({}{}", static_cast<int>(node.kind), node.value);
    if (node.kind == Node::Kind::Leaf)
        key += node.leaf.key();
    for (const Node& child : node.children)
        appendKey(child, key);
    key += ')';
}

class Reader {
public:
    Reader(const NestedTest& test, const events::Segment& segment, const events::FieldTable& fields)
        : m_test(test)
        , m_segment(segment)
        , m_fields(fields)
    {
        const auto group = std::ranges::find(segment.arrayGroups, test.array, &events::ArrayGroup::name);
        if (group != segment.arrayGroups.end())
            m_group = &*group;
    }

    bool holds(events::RowId row)
    {
        const std::optional<std::uint32_t> rank = m_group != nullptr ? m_group->rows.rank(row) : std::nullopt;
        if (!rank)
            return hasObject(m_test.root, row) && holds(m_test.root, row, std::nullopt);
        for (std::uint32_t element = m_group->elements[*rank]; element < m_group->elements[*rank + 1]; ++element) {
            if (holds(m_test.root, row, element))
                return true;
        }
        return false;
    }

private:
    // Without an array: whether the event has any of the fields at all.
    bool hasObject(const Node& node, events::RowId row)
    {
        if (node.kind == Node::Kind::Leaf) {
            const Column* column = columnOf(node.leaf.field);
            return column != nullptr && column->presence.contains(row);
        }
        return std::ranges::any_of(node.children, [&](const Node& child) { return hasObject(child, row); });
    }

    bool holds(const Node& node, events::RowId row, std::optional<std::uint32_t> element)
    {
        const auto child = [&](const Node& one) { return holds(one, row, element); };
        switch (node.kind) {
        case Node::Kind::And:
            return std::ranges::all_of(node.children, child);
        case Node::Kind::Or:
            return std::ranges::any_of(node.children, child);
        case Node::Kind::Not:
            return !child(node.children.front());
        case Node::Kind::Constant:
            return node.value;
        case Node::Kind::Leaf:
            break;
        }
        return leafHolds(node.leaf, row, element);
    }

    bool leafHolds(const Leaf& leaf, events::RowId row, std::optional<std::uint32_t> element)
    {
        const Column* column = columnOf(leaf.field);
        const std::optional<std::uint32_t> rank = column != nullptr ? column->presence.rank(row) : std::nullopt;
        bool hasValue = false;
        if (rank) {
            const auto [begin, end] = column->elementsOf(*rank);
            for (std::uint32_t e = begin; e < end; ++e) {
                if (element && column->group && column->groupElements[e] != *element)
                    continue;
                hasValue = true;
                const events::ValueIndex value = column->valueOf(e);
                if (matchesValue(leaf.matcher, column->text(value, m_text), column->foldedText(value, m_folded)))
                    return true;
            }
        }
        if (const auto* exists = std::get_if<ExistsMatcher>(&leaf.matcher))
            return hasValue == exists->wanted;
        return std::holds_alternative<NullMatcher>(leaf.matcher) && !hasValue;
    }

    const Column* columnOf(const std::string& name)
    {
        const auto [found, isNew] = m_columns.try_emplace(name, nullptr);
        if (isNew)
            found->second = m_segment.column(m_fields.find(name));
        return found->second;
    }

    const NestedTest& m_test;
    const events::Segment& m_segment;
    const events::FieldTable& m_fields;
    const events::ArrayGroup* m_group = nullptr;
    std::map<std::string, const Column*> m_columns;
    std::string m_text;
    std::string m_folded;
};

} // namespace

Result<std::shared_ptr<const NestedTest>> makeNested(const rule::Nested& nested)
{
    Result<Node> root = Maker(nested.array.raw).make(*nested.inner);
    if (!root)
        return std::unexpected(std::move(root.error()));
    auto test = std::make_shared<NestedTest>();
    test->array = nested.array.raw;
    test->root = *std::move(root);
    test->key = "nested\x1F" + test->array;
    appendKey(test->root, test->key);
    return test;
}

BitmapPointer nestedRows(const NestedTest& test, const LeafContext& context)
{
    return cached(context, [&] { return test.key; }, [&] {
        Reader reader(test, *context.segment, context.fields);
        ValueBits bits = noBits(context.segment->rows);
        for (std::uint32_t row = 0; row < context.segment->rows; ++row) {
            if (row % pollRows == 0 && context.task.isStopped())
                break;
            if (reader.holds(events::RowId{row}))
                setBit(bits, row);
        }
        return Bitmap::fromWords(context.segment->rows, bits);
    });
}

bool nestedHolds(const NestedTest& test, const events::EventSet& events, events::EventId event)
{
    const auto [segment, row] = events.locate(event);
    return Reader(test, *events.segments[segment], events.fields).holds(row);
}

} // namespace rulewright::match
