// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

// A JSON value as a test makes it, and the plain reading of cli.md's "Events": what the reader of events must agree
// with.
namespace rulewright::tests {

struct JsonTree;
using JsonMembers = std::vector<std::pair<std::string, JsonTree>>;

struct JsonTree {
    // A scalar's text as the event has it and as it is written; null has no text.
    struct Scalar {
        std::string text;
        std::string written;
    };

    struct Null { };

    std::variant<Null, Scalar, std::vector<JsonTree>, JsonMembers> node;
};

using FlatFields = std::map<std::string, std::vector<std::string>>;

inline std::string written(const JsonTree& tree)
{
    if (const auto* scalar = std::get_if<JsonTree::Scalar>(&tree.node))
        return scalar->written;
    std::string text;
    if (const auto* list = std::get_if<std::vector<JsonTree>>(&tree.node)) {
        for (const JsonTree& element : *list)
            text += (text.empty() ? "" : ", ") + written(element);
        return "[" + text + "]";
    }
    if (const auto* members = std::get_if<JsonMembers>(&tree.node)) {
        for (const auto& [name, value] : *members)
            text += (text.empty() ? "\"" : ",\"") + name + "\": " + written(value);
        return "{" + text + "}";
    }
    return "null";
}

// A null and an empty array make the name present and give it no value.
inline void flatten(const std::string& name, const JsonTree& tree, FlatFields& fields)
{
    if (const auto* scalar = std::get_if<JsonTree::Scalar>(&tree.node)) {
        fields[name].push_back(scalar->text);
    } else if (const auto* list = std::get_if<std::vector<JsonTree>>(&tree.node)) {
        if (list->empty())
            fields[name];
        for (const JsonTree& element : *list)
            flatten(name, element, fields);
    } else if (const auto* members = std::get_if<JsonMembers>(&tree.node)) {
        for (const auto& [key, value] : *members)
            flatten(name + "." + key, value, fields);
    } else {
        fields[name];
    }
}

inline FlatFields flattened(const JsonTree& object)
{
    FlatFields fields;
    for (const auto& [name, value] : std::get<JsonMembers>(object.node))
        flatten(name, value, fields);
    return fields;
}

} // namespace rulewright::tests
