// SPDX-License-Identifier: Apache-2.0
#include "core/attack/attack_data.h"

#include "core/text/csv.h"
#include "core/text/diagnostic_codes.h"
#include "core/text/fold.h"
#include "core/text/suggest.h"

#include <algorithm>
#include <format>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace rulewright::attack {

namespace {

std::string upper(std::string_view text)
{
    std::string result(text);
    for (char& c : result) {
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    }
    return result;
}

/// The three names nearest to a text: first those that contain it, the shortest first, then those written most alike.
std::vector<std::string> nearestNames(std::string_view text, const std::vector<std::string>& names)
{
    constexpr std::size_t shown = 3;
    constexpr std::size_t leastLetters = 3;
    std::vector<std::string> result;
    if (text.size() >= leastLetters)
        std::ranges::copy_if(names, std::back_inserter(result),
            [part = folded(text)](const std::string& name) { return folded(name).contains(part); });
    std::ranges::sort(result, {}, [](const std::string& name) { return std::pair(name.size(), name); });
    result.resize(std::min(result.size(), shown));
    for (std::string& name : nearestFew(text, names, shown)) {
        if (result.size() < shown && !std::ranges::contains(result, name))
            result.push_back(std::move(name));
    }
    return result;
}

std::string_view parentId(std::string_view id)
{
    const std::size_t dot = id.find('.');
    return dot == std::string_view::npos ? std::string_view() : id.substr(0, dot);
}

std::unexpected<Diagnostics> rowError(const SourceText& text, const CsvRow& row, const std::string& what)
{
    return std::unexpected(Diagnostics{Diagnostic{Severity::Error, codes::dataTable, row.span,
        std::format("{}, line {}: {}", text.name(), text.position(row.span.begin).line, what), {}}});
}

/// Where following the redirects from `id` ends. A cycle ends at its smallest id, whatever the start.
std::string followed(std::string id, const std::map<std::string, std::string>& redirects)
{
    std::vector<std::string> path;
    while (true) {
        const auto next = redirects.find(id);
        if (next == redirects.end())
            return id;
        const auto seen = std::ranges::find(path, id);
        if (seen != path.end())
            return *std::min_element(seen, path.end());
        path.push_back(std::move(id));
        id = next->second;
    }
}

} // namespace

Result<AttackData> AttackData::fromFiles(const AttackFiles& files)
{
    AttackData data;
    data.m_version = files.version;
    data.m_notice = files.notice;

    const SourceText tacticText("tactics.csv", std::string(files.tactics));
    const auto tacticTable = readCsv(tacticText, {"id", "shortname", "name"});
    if (!tacticTable)
        return std::unexpected(tacticTable.error());
    for (const CsvRow& row : tacticTable->rows) {
        if (data.tactic(row.cells[1]) != nullptr)
            return rowError(tacticText, row, std::format("the tactic '{}' stands twice", row.cells[1]));
        data.m_tactics.push_back({row.cells[0], row.cells[1], row.cells[2]});
    }

    const SourceText techniqueText("techniques.csv", std::string(files.techniques));
    const auto techniqueTable = readCsv(techniqueText, {"id", "name", "tactics", "platforms"});
    if (!techniqueTable)
        return std::unexpected(techniqueTable.error());
    for (const CsvRow& row : techniqueTable->rows) {
        Technique technique{.id = upper(row.cells[0]),
            .name = row.cells[1],
            .tactics = splitList(row.cells[2]),
            .platforms = splitList(row.cells[3]),
            .parent = std::string(parentId(upper(row.cells[0]))),
            .subtechniques = {},
            .description = {}};
        if (const auto described = files.descriptions.find(technique.id); described != files.descriptions.end())
            technique.description = described->second;
        for (const std::string& shortName : technique.tactics) {
            if (data.tactic(shortName) == nullptr)
                return rowError(techniqueText, row, std::format("the tactic '{}' is not known", shortName));
        }
        data.m_techniques.push_back(std::move(technique));
    }
    std::ranges::sort(data.m_techniques, {}, &Technique::id);
    for (std::size_t i = 0; i < data.m_techniques.size(); ++i) {
        const Technique& technique = data.m_techniques[i];
        if (!data.m_byId.emplace(technique.id, i).second)
            return std::unexpected(Diagnostics{{Severity::Error, codes::dataTable, {},
                std::format("techniques.csv: '{}' stands twice", technique.id), {}}});
        data.m_byName[folded(technique.name)].push_back(i);
    }
    for (const Technique& technique : data.m_techniques) {
        if (technique.parent.empty())
            continue;
        const auto parent = data.m_byId.find(technique.parent);
        if (parent == data.m_byId.end())
            return std::unexpected(Diagnostics{{Severity::Error, codes::dataTable, {},
                std::format("techniques.csv: '{}' has no parent '{}'", technique.id, technique.parent), {}}});
        data.m_techniques[parent->second].subtechniques.push_back(technique.id);
    }

    const SourceText redirectText("redirects.csv", std::string(files.redirects));
    const auto redirectTable = readCsv(redirectText, {"revoked_id", "replaced_by"});
    if (!redirectTable)
        return std::unexpected(redirectTable.error());
    std::map<std::string, std::string> redirects;
    for (const CsvRow& row : redirectTable->rows) {
        if (!redirects.emplace(upper(row.cells[0]), upper(row.cells[1])).second)
            return rowError(redirectText, row, std::format("'{}' stands twice", row.cells[0]));
    }
    for (const auto& [revoked, successor] : redirects) {
        std::string end = followed(revoked, redirects);
        if (end != revoked)
            data.m_revoked[end].push_back(revoked);
        data.m_current.emplace(revoked, std::move(end));
    }
    return data;
}

const Tactic* AttackData::tactic(std::string_view shortName) const
{
    const auto found = std::ranges::find(m_tactics, shortName, &Tactic::shortName);
    return found == m_tactics.end() ? nullptr : &*found;
}

const Technique* AttackData::technique(std::string_view id) const
{
    const auto found = m_byId.find(upper(id));
    return found == m_byId.end() ? nullptr : &m_techniques[found->second];
}

std::string AttackData::current(std::string_view id) const
{
    std::string key = upper(id);
    const auto found = m_current.find(key);
    return found == m_current.end() ? key : found->second;
}

bool AttackData::isRevoked(std::string_view id) const
{
    const auto found = m_current.find(upper(id));
    return found != m_current.end() && found->second != found->first;
}

std::vector<std::string> AttackData::united(std::string_view id) const
{
    std::vector<std::string> ids{current(id)};
    if (const auto revoked = m_revoked.find(ids.front()); revoked != m_revoked.end())
        ids.insert(ids.end(), revoked->second.begin(), revoked->second.end());
    return ids;
}

Lookup AttackData::lookup(std::string_view text) const
{
    while (text.starts_with(' '))
        text.remove_prefix(1);
    while (text.ends_with(' '))
        text.remove_suffix(1);

    // As a Sigma rule's tags have it: attack.t1059.001.
    constexpr std::string_view tag = "attack.t";
    const std::string_view id = folded(text.substr(0, tag.size())) == tag ? text.substr(tag.size() - 1) : text;
    if (const Technique* found = technique(current(id)))
        return {.kind = Lookup::Kind::Found, .technique = found, .candidates = {}};

    if (const auto named = m_byName.find(folded(text)); named != m_byName.end()) {
        if (named->second.size() == 1)
            return {.kind = Lookup::Kind::Found, .technique = &m_techniques[named->second.front()], .candidates = {}};
        Lookup ambiguous{.kind = Lookup::Kind::Ambiguous, .technique = nullptr, .candidates = {}};
        for (const std::size_t index : named->second)
            ambiguous.candidates.push_back(&m_techniques[index]);
        return ambiguous;
    }

    // A text that begins like an id is compared with ids, any other with names.
    const bool isId = text.size() > 1 && (text[0] == 'T' || text[0] == 't') && text[1] >= '0' && text[1] <= '9';
    Lookup unknown;
    std::vector<std::string> words;
    std::set<std::string> seen;
    for (const Technique& technique : m_techniques) {
        const std::string& word = isId ? technique.id : technique.name;
        if (seen.insert(word).second)
            words.push_back(word);
    }
    for (const std::string& word : nearestNames(text, words)) {
        const auto found = std::ranges::find_if(
            m_techniques, [&](const Technique& technique) { return (isId ? technique.id : technique.name) == word; });
        unknown.candidates.push_back(&*found);
    }
    return unknown;
}

} // namespace rulewright::attack
