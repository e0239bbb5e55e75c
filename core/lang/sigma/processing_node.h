// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/yaml_node.h"

#include <string>
#include <string_view>
#include <vector>

// What a processing item's map says under a key.
namespace rulewright::lang::sigma {

[[nodiscard]] inline std::string textAt(const YamlNode& map, std::string_view key, std::string_view otherwise = {})
{
    const YamlEntry* entry = map.find(key);
    return entry != nullptr && entry->value.isScalar() && !entry->value.isNull() ? entry->value.text
                                                                                 : std::string(otherwise);
}

[[nodiscard]] inline bool isTrueAt(const YamlNode& map, std::string_view key)
{
    const std::string text = textAt(map, key);
    return text == "true" || text == "True" || text == "TRUE";
}

/// The texts of a scalar or a list.
[[nodiscard]] inline std::vector<std::string> textsOf(const YamlNode& node)
{
    if (node.isScalar())
        return node.isNull() ? std::vector<std::string>() : std::vector{node.text};
    std::vector<std::string> texts;
    for (const YamlNode& item : node.items) {
        if (item.isScalar())
            texts.push_back(item.text);
    }
    return texts;
}

[[nodiscard]] inline std::vector<std::string> textsAt(const YamlNode& map, std::string_view key)
{
    const YamlEntry* entry = map.find(key);
    return entry != nullptr ? textsOf(entry->value) : std::vector<std::string>();
}

} // namespace rulewright::lang::sigma
