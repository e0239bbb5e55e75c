// SPDX-License-Identifier: Apache-2.0
#include "ui/test/process_tree.h"

#include "core/text/fold.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace rulewright::ui {

namespace {

constexpr std::uint32_t stride = 4'096;

struct Names {
    const char* guid;
    const char* parent;
    const char* image;
    const char* parentImage;
    const char* commandLine;
};

/// Windows' own, and the same as Elastic's agents name it.
constexpr Names kinds[]{{"ProcessGuid", "ParentProcessGuid", "Image", "ParentImage", "CommandLine"},
    {"process.entity_id", "process.parent.entity_id", "process.executable", "process.parent.executable",
        "process.command_line"}};

std::string first(const events::EventSet& events, events::EventId event, std::string_view field)
{
    std::vector<std::string> values = events.values(event, field);
    return values.empty() ? std::string() : std::move(values.front());
}

struct Creation {
    events::EventId event = events::EventId::None;
    std::string parent;
};

class Builder {
public:
    Builder(const events::EventSet& events, const Names& names)
        : m_events(events)
        , m_names(names)
    {
    }

    bool readCreations(Task& task)
    {
        for (std::uint32_t i = 0; i < m_events.size(); ++i) {
            if (i % stride == 0 && task.isStopped())
                return false;
            const auto event = static_cast<events::EventId>(i);
            std::string parent = folded(first(m_events, event, m_names.parent));
            if (parent.empty())
                continue;
            std::string guid = folded(first(m_events, event, m_names.guid));
            if (guid.empty() || guid == parent)
                continue;
            const auto [place, isNew] = m_creations.try_emplace(guid, Creation{event, parent});
            if (isNew)
                m_children[parent].push_back(std::move(guid));
        }
        return true;
    }

    ProcessTree build(const std::string& chosen)
    {
        std::string root = chosen;
        std::unordered_set<std::string> seen{chosen};
        std::vector<std::string> line{chosen};
        while (line.size() < ProcessTree::mostParents) {
            const auto creation = m_creations.find(root);
            if (creation == m_creations.end() || !seen.insert(creation->second.parent).second)
                break;
            root = creation->second.parent;
            line.push_back(root);
        }
        ProcessTree tree;
        std::size_t parent = 0;
        for (std::size_t i = line.size(); i-- > 0;) {
            const std::size_t node = add(tree, line[i]);
            if (node > 0)
                tree.nodes[parent].children.push_back(node);
            parent = node;
        }
        tree.nodes[parent].isChosen = true;
        addChildren(tree, parent, seen);
        nameParents(tree);
        return tree;
    }

    bool readEvents(ProcessTree& tree, Task& task) const
    {
        std::unordered_map<std::string_view, ProcessNode*> nodes;
        for (ProcessNode& node : tree.nodes)
            nodes.emplace(node.guid, &node);
        for (std::uint32_t i = 0; i < m_events.size(); ++i) {
            if (i % stride == 0 && task.isStopped())
                return false;
            const auto event = static_cast<events::EventId>(i);
            const std::string guid = folded(first(m_events, event, m_names.guid));
            const auto place = guid.empty() ? nodes.end() : nodes.find(guid);
            if (place == nodes.end() || place->second->creation == event)
                continue;
            ProcessNode& node = *place->second;
            if (++node.eventCount <= ProcessTree::mostEvents)
                node.events.push_back(event);
            if (node.image.empty())
                node.image = first(m_events, event, m_names.image);
        }
        const auto byTime
            = [this](events::EventId a, events::EventId b) { return m_events.time(a) < m_events.time(b); };
        for (ProcessNode& node : tree.nodes)
            std::ranges::stable_sort(node.events, byTime);
        return true;
    }

private:
    std::size_t add(ProcessTree& tree, const std::string& guid)
    {
        ProcessNode node;
        node.guid = guid;
        if (const auto creation = m_creations.find(guid); creation != m_creations.end()) {
            node.creation = creation->second.event;
            node.image = first(m_events, node.creation, m_names.image);
            node.commandLine = first(m_events, node.creation, m_names.commandLine);
        }
        tree.nodes.push_back(std::move(node));
        return tree.nodes.size() - 1;
    }

    /// Breadth first, so that a cut falls on the farthest.
    void addChildren(ProcessTree& tree, std::size_t from, std::unordered_set<std::string>& seen)
    {
        std::vector<std::size_t> open{from};
        for (std::size_t i = 0; i < open.size(); ++i) {
            const auto children = m_children.find(tree.nodes[open[i]].guid);
            if (children == m_children.end())
                continue;
            std::vector<std::string> guids = children->second;
            std::ranges::stable_sort(
                guids, {}, [this](const std::string& guid) { return m_events.time(m_creations.at(guid).event); });
            for (const std::string& guid : guids) {
                if (!seen.insert(guid).second)
                    continue;
                if (tree.nodes.size() >= ProcessTree::mostProcesses) {
                    tree.isCut = true;
                    return;
                }
                const std::size_t child = add(tree, guid);
                tree.nodes[open[i]].children.push_back(child);
                open.push_back(child);
            }
        }
    }

    /// A parent whose creation was not recorded is named by its child.
    void nameParents(ProcessTree& tree) const
    {
        for (ProcessNode& node : tree.nodes) {
            if (!node.image.empty() || node.children.empty())
                continue;
            const ProcessNode& child = tree.nodes[node.children.front()];
            if (child.creation != events::EventId::None)
                node.image = first(m_events, child.creation, m_names.parentImage);
        }
    }

    const events::EventSet& m_events;
    const Names& m_names;
    std::unordered_map<std::string, Creation> m_creations;
    std::unordered_map<std::string, std::vector<std::string>> m_children;
};

} // namespace

ProcessTreePtr processTree(const events::EventSet& events, events::EventId event, Task& task)
{
    if (events::index(event) >= events.size())
        return std::make_shared<ProcessTree>();
    for (const Names& names : kinds) {
        const std::string guid = folded(first(events, event, names.guid));
        if (guid.empty())
            continue;
        Builder builder(events, names);
        if (!builder.readCreations(task))
            return nullptr;
        auto tree = std::make_shared<ProcessTree>(builder.build(guid));
        if (!builder.readEvents(*tree, task))
            return nullptr;
        return tree;
    }
    return std::make_shared<ProcessTree>();
}

} // namespace rulewright::ui
