// SPDX-License-Identifier: Apache-2.0
#include "core/rulefile/yaml_tree.h"

#include "core/text/diagnostic_codes.h"

#include <algorithm>
#include <format>
#include <unordered_map>
#include <utility>

namespace rulewright::rulefile {

namespace {

std::size_t countNodes(const YamlNode& node)
{
    std::size_t count = 1;
    for (const YamlNode& item : node.items)
        count += countNodes(item);
    for (const YamlEntry& entry : node.entries)
        count += countNodes(entry.key) + countNodes(entry.value);
    return count;
}

bool isMergeKey(const YamlNode& key)
{
    return key.isScalar() && key.style == YamlStyle::Plain && !key.isTaggedString && key.text == "<<";
}

std::uint32_t endOfLast(const YamlNode& node)
{
    std::uint32_t end = node.span.end;
    // An alias's copy has its own place; a merged entry stands elsewhere: neither may shrink the span.
    for (const YamlNode& item : node.items)
        end = std::max(end, item.span.end);
    for (const YamlEntry& entry : node.entries)
        end = std::max({end, entry.key.span.end, entry.value.span.end});
    return end;
}

} // namespace

void YamlTree::error(DiagnosticCode code, Span span, std::string message)
{
    m_diagnostics.push_back({Severity::Error, code, span, std::move(message), {}});
}

bool YamlTree::count(std::size_t nodes, Span place)
{
    m_nodeCount += nodes;
    if (m_nodeCount <= m_limits.nodes)
        return true;
    error(codes::yamlLimitNodes, place,
        std::format("The file holds more than {} YAML values at this place, aliases counted where they are used: "
                    "split the file, or write out fewer aliases",
            m_limits.nodes));
    return false;
}

bool YamlTree::checkDepth(std::size_t height, Span place)
{
    if (m_open.size() + height <= m_limits.depth)
        return true;
    error(codes::yamlLimitDepth, place,
        std::format(
            "The nesting is more than {} levels deep here: no rule needs that, take levels out", m_limits.depth));
    return false;
}

bool YamlTree::scalar(YamlNode node, const std::string& anchor)
{
    if (!count(1, node.span))
        return false;
    if (!anchor.empty())
        m_anchors[anchor] = {std::make_shared<const YamlNode>(node), 1, 0};
    add(std::move(node), 0);
    return true;
}

bool YamlTree::open(YamlKind kind, Span span, const std::string& anchor)
{
    if (!count(1, span) || !checkDepth(1, span))
        return false;
    Frame frame;
    frame.node.kind = kind;
    frame.node.span = span;
    frame.anchor = anchor;
    if (!anchor.empty())
        m_anchors[anchor] = {};
    m_open.push_back(std::move(frame));
    return true;
}

bool YamlTree::alias(const std::string& name, Span span)
{
    const auto found = m_anchors.find(name);
    if (found == m_anchors.end() || !found->second.node) {
        if (found == m_anchors.end()) {
            error(codes::yamlAliasUnknown, span,
                std::format("No anchor \"&{0}\" stands before \"*{0}\": define it above, or put the value into "
                            "quotes if a star is meant",
                    name));
        } else {
            error(codes::yamlAliasCyclic, span,
                std::format("\"*{0}\" stands inside the value that \"&{0}\" names, which would hold itself: "
                            "write the value out",
                    name));
        }
        YamlNode stand; // the alias as text: a null would be complained of again
        stand.text = "*" + name;
        stand.span = span;
        stand.isAlias = true;
        add(std::move(stand), 0);
        return true;
    }
    const Anchor& anchor = found->second;
    if (!count(anchor.nodes, span) || !checkDepth(anchor.height, span))
        return false;
    YamlNode copy = *anchor.node;
    copy.span = span;
    copy.isAlias = true;
    add(std::move(copy), anchor.height);
    return true;
}

void YamlTree::add(YamlNode node, std::size_t height)
{
    if (m_open.empty()) {
        m_root = std::move(node);
        return;
    }
    Frame& top = m_open.back();
    top.height = std::max(top.height, height);
    if (top.node.isSequence()) {
        top.node.items.push_back(std::move(node));
    } else if (!top.key) {
        top.key = std::move(node);
    } else {
        top.node.entries.push_back({std::move(*top.key), std::move(node)});
        top.key.reset();
    }
}

void YamlTree::close(std::optional<std::uint32_t> flowEnd)
{
    if (!m_open.empty())
        closeTop(flowEnd);
}

void YamlTree::closeTop(std::optional<std::uint32_t> flowEnd)
{
    Frame frame = std::move(m_open.back());
    m_open.pop_back();
    if (frame.key) { // cut off by an error
        YamlNode nothing;
        nothing.span = {frame.key->span.end, frame.key->span.end};
        frame.node.entries.push_back({std::move(*frame.key), std::move(nothing)});
    }
    frame.node.span.end = flowEnd ? *flowEnd : endOfLast(frame.node);
    if (frame.node.isMapping()) {
        reportDuplicateKeys(frame.node);
        resolveMergeKeys(frame.node);
    }
    const std::size_t height = frame.height + 1;
    if (!frame.anchor.empty())
        m_anchors[frame.anchor] = {std::make_shared<const YamlNode>(frame.node), countNodes(frame.node), height};
    add(std::move(frame.node), height);
}

void YamlTree::resolveMergeKeys(YamlNode& mapping)
{
    if (std::ranges::none_of(mapping.entries, [](const YamlEntry& entry) { return isMergeKey(entry.key); }))
        return;
    std::vector<YamlEntry> own;
    std::vector<YamlEntry> merged;
    for (YamlEntry& entry : mapping.entries) {
        if (!isMergeKey(entry.key)) {
            own.push_back(std::move(entry));
        } else if (entry.value.isMapping()) {
            std::ranges::move(entry.value.entries, std::back_inserter(merged));
        } else if (entry.value.isSequence()
            && std::ranges::all_of(entry.value.items, [](const YamlNode& item) { return item.isMapping(); })) {
            for (YamlNode& item : entry.value.items)
                std::ranges::move(item.entries, std::back_inserter(merged));
        } else {
            error(codes::yamlMerge, entry.value.span,
                "The merge key \"<<\" needs a map, or a list of maps: name an anchored map after it");
        }
    }
    // An own key wins over a merged one, an earlier merged one over a later.
    std::unordered_map<std::string, bool> names;
    for (const YamlEntry& entry : own)
        names.emplace(entry.key.text, true);
    for (YamlEntry& entry : merged) {
        if (names.emplace(entry.key.text, true).second)
            own.push_back(std::move(entry));
    }
    mapping.entries = std::move(own);
}

void YamlTree::reportDuplicateKeys(const YamlNode& mapping)
{
    constexpr std::size_t mostDiagnostics = 1000;
    const auto report = [&](const YamlEntry& first, const YamlEntry& second) {
        if (m_diagnostics.size() >= mostDiagnostics)
            return;
        error(codes::yamlKeyDuplicate, second.key.span,
            std::format("The key \"{}\" stands here for the second time (first on line {}): rename it, or move its "
                        "values to the first",
                second.key.text, m_source.position(first.key.span.begin).line));
    };
    const auto& entries = mapping.entries;
    if (entries.size() <= 12) {
        for (std::size_t i = 1; i < entries.size(); ++i) {
            if (!entries[i].key.isScalar() || isMergeKey(entries[i].key))
                continue;
            const auto end = entries.begin() + static_cast<std::ptrdiff_t>(i);
            const auto first = std::find_if(entries.begin(), end,
                [&](const YamlEntry& entry) { return entry.key.isScalar() && entry.key.text == entries[i].key.text; });
            if (first != end)
                report(*first, entries[i]);
        }
        return;
    }
    std::unordered_map<std::string_view, std::size_t> names;
    names.reserve(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (!entries[i].key.isScalar() || isMergeKey(entries[i].key))
            continue;
        const auto [found, isNew] = names.emplace(entries[i].key.text, i);
        if (!isNew)
            report(entries[found->second], entries[i]);
    }
}

std::optional<YamlNode> YamlTree::finish()
{
    while (!m_open.empty())
        closeTop(std::nullopt);
    return std::move(m_root);
}

} // namespace rulewright::rulefile
