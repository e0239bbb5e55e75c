// SPDX-License-Identifier: Apache-2.0
#include "core/attack/stix.h"

#include "core/text/diagnostic_codes.h"

#include <simdjson.h>

#include <algorithm>
#include <format>
#include <fstream>
#include <map>
#include <optional>
#include <vector>

namespace rulewright::attack {

namespace {

using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::uintmax_t mostBytes = 256'000'000;

std::unexpected<Diagnostics> failure(std::string message)
{
    return std::unexpected(Diagnostics{{Severity::Error, codes::dataTable, {}, std::move(message), {}}});
}

std::string textOf(const object& from, std::string_view key)
{
    std::string_view text;
    return from[key].get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

bool isSet(const object& from, std::string_view key)
{
    bool value = false;
    return from[key].get(value) == simdjson::SUCCESS && value;
}

/// T1219 of the reference whose source is ATT&CK itself.
std::string attackId(const object& from)
{
    simdjson::dom::array references;
    if (from["external_references"].get(references) != simdjson::SUCCESS)
        return {};
    for (const element reference : references) {
        object one;
        if (reference.get(one) == simdjson::SUCCESS && textOf(one, "source_name") == "mitre-attack")
            return textOf(one, "external_id");
    }
    return {};
}

std::string joinedTexts(const object& from, std::string_view key)
{
    simdjson::dom::array items;
    std::string text;
    if (from[key].get(items) != simdjson::SUCCESS)
        return text;
    for (const element item : items) {
        std::string_view one;
        if (item.get(one) == simdjson::SUCCESS)
            text += (text.empty() ? "" : ";") + std::string(one);
    }
    return text;
}

std::string tacticsOf(const object& technique)
{
    simdjson::dom::array phases;
    std::string text;
    if (technique["kill_chain_phases"].get(phases) != simdjson::SUCCESS)
        return text;
    for (const element phase : phases) {
        object one;
        if (phase.get(one) == simdjson::SUCCESS && textOf(one, "kill_chain_name") == "mitre-attack")
            text += (text.empty() ? "" : ";") + textOf(one, "phase_name");
    }
    return text;
}

std::string cell(std::string_view text)
{
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"')
            result += '"';
        result += c == '\n' || c == '\r' ? ' ' : c;
    }
    return result + '"';
}

struct FoundTechnique {
    std::string id;
    std::string row;
};

class Bundle {
public:
    void add(const object& one)
    {
        const std::string type = textOf(one, "type");
        if (type == "x-mitre-tactic")
            addTactic(one);
        else if (type == "attack-pattern")
            addTechnique(one);
        else if (type == "relationship" && textOf(one, "relationship_type") == "revoked-by")
            m_revokedBy.emplace_back(textOf(one, "source_ref"), textOf(one, "target_ref"));
        else if (type == "x-mitre-collection")
            m_version = textOf(one, "x_mitre_version");
    }

    Result<AttackData> data()
    {
        if (m_tactics.empty() || m_techniques.empty())
            return failure("The file is no bundle of ATT&CK: it holds no tactics or no techniques.");
        std::string tactics = "id,shortname,name\n" + m_tactics;
        std::string techniques = "id,name,tactics,platforms\n";
        for (const auto& [id, row] : m_techniques) {
            // A sub-technique of what is no technique any more hangs in the air.
            if (const std::size_t dot = id.find('.');
                dot == std::string::npos || m_techniques.contains(id.substr(0, dot)))
                techniques += row;
        }
        std::string redirects = "revoked_id,replaced_by\n";
        std::map<std::string, std::string> pairs;
        for (const auto& [from, to] : m_revokedBy) {
            const auto revoked = m_ids.find(from);
            const auto successor = m_ids.find(to);
            if (revoked != m_ids.end() && successor != m_ids.end() && !m_techniques.contains(revoked->second))
                pairs.emplace(revoked->second, successor->second);
        }
        for (const auto& [from, to] : pairs)
            redirects += std::format("{},{}\n", from, to);
        AttackFiles files;
        files.tactics = tactics;
        files.techniques = techniques;
        files.redirects = redirects;
        files.version = m_version.empty() ? "imported" : m_version;
        files.notice = "© The MITRE Corporation; reproduced with permission of The MITRE Corporation";
        files.descriptions = std::move(m_descriptions);
        return AttackData::fromFiles(files);
    }

private:
    void addTactic(const object& one)
    {
        const std::string shortName = textOf(one, "x_mitre_shortname");
        if (shortName.empty() || isSet(one, "revoked") || isSet(one, "x_mitre_deprecated"))
            return;
        m_tactics += std::format("{},{},{}\n", attackId(one), shortName, cell(textOf(one, "name")));
    }

    void addTechnique(const object& one)
    {
        const std::string id = attackId(one);
        if (!id.starts_with('T'))
            return;
        m_ids.emplace(textOf(one, "id"), id);
        if (isSet(one, "revoked") || isSet(one, "x_mitre_deprecated"))
            return;
        m_techniques.emplace(id,
            std::format("{},{},{},{}\n", id, cell(textOf(one, "name")), cell(tacticsOf(one)),
                cell(joinedTexts(one, "x_mitre_platforms"))));
        m_descriptions.emplace(id, textOf(one, "description"));
    }

    std::string m_version;
    std::string m_tactics;
    std::map<std::string, std::string> m_techniques; ///< the row of the table by id
    std::map<std::string, std::string> m_ids; ///< STIX's id → ATT&CK's
    std::vector<std::pair<std::string, std::string>> m_revokedBy; ///< STIX's ids
    std::unordered_map<std::string, std::string> m_descriptions;
};

} // namespace

Result<AttackData> readStix(const std::string& json)
{
    simdjson::dom::parser parser;
    element root;
    if (const auto error = parser.parse(json).get(root); error != simdjson::SUCCESS)
        return failure(
            std::format("The file is no JSON ({}): choose ATT&CK's bundle in STIX.", simdjson::error_message(error)));
    object top;
    simdjson::dom::array objects;
    if (root.get(top) != simdjson::SUCCESS || textOf(top, "type") != "bundle"
        || top["objects"].get(objects) != simdjson::SUCCESS)
        return failure("The file is no STIX bundle: choose enterprise-attack.json, as MITRE publishes it.");
    Bundle bundle;
    for (const element one : objects) {
        object entry;
        if (one.get(entry) == simdjson::SUCCESS)
            bundle.add(entry);
    }
    return bundle.data();
}

Result<AttackData> loadStix(const std::filesystem::path& path)
{
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    if (error || size > mostBytes)
        return failure(std::format(
            "\"{}\" cannot be read: {}.", path.string(), error ? error.message() : "it is larger than 256 MB"));
    std::ifstream file(path, std::ios::binary);
    std::string text(size, '\0');
    file.read(text.data(), static_cast<std::streamsize>(size));
    if (!file)
        return failure(std::format("\"{}\" cannot be read.", path.string()));
    return readStix(text);
}

} // namespace rulewright::attack
