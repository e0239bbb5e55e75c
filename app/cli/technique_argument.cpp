// SPDX-License-Identifier: Apache-2.0
#include "app/cli/technique_argument.h"

#include <format>
#include <print>

namespace rulewright::cli {

namespace {

std::string candidatesText(const attack::AttackData& attack, const attack::Lookup& lookup)
{
    std::string text;
    for (const attack::Technique* technique : lookup.candidates) {
        if (!text.empty())
            text += ", ";
        // Sub-techniques of several techniques have one name.
        const attack::Technique* parent = attack.technique(technique->parent);
        text += std::format(
            "{} ({}{})", technique->id, parent != nullptr ? parent->name + ": " : std::string(), technique->name);
    }
    return text;
}

} // namespace

const attack::Technique* findTechnique(const attack::AttackData& attack, const std::string& text, Output& output)
{
    const attack::Lookup lookup = attack.lookup(text);
    if (lookup.kind == attack::Lookup::Kind::Ambiguous) {
        std::println(output.err, "rulewright-cli: '{}' is the name of several techniques; name one by its id: {}.",
            text, candidatesText(attack, lookup));
        return nullptr;
    }
    if (lookup.kind == attack::Lookup::Kind::Unknown) {
        std::println(output.err, "rulewright-cli: '{}' is no technique of ATT&CK; the nearest are {}.", text,
            candidatesText(attack, lookup));
        return nullptr;
    }
    return lookup.technique;
}

} // namespace rulewright::cli
