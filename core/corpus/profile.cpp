// SPDX-License-Identifier: Apache-2.0
#include "core/corpus/profile.h"

#include "core/attack/attack_data.h"
#include "core/corpus/corpus.h"
#include "core/text/fold.h"

#include <algorithm>
#include <format>
#include <tuple>
#include <utility>

namespace rulewright::corpus {

namespace {

struct KeyParts {
    TextId field = TextId::None;
    rule::Op op = rule::Op::Eq;
    TextId value = TextId::None;
    TextId transform = TextId::None;
    bool operator==(const KeyParts&) const = default;
};

struct KeyHash {
    std::size_t operator()(const KeyParts& key) const
    {
        std::uint64_t hash = static_cast<std::uint64_t>(key.field) << 32 | static_cast<std::uint64_t>(key.value);
        hash ^= (static_cast<std::uint64_t>(key.op) << 56) ^ (static_cast<std::uint64_t>(key.transform) << 24);
        hash *= 0x9E3779B97F4A7C15U;
        return static_cast<std::size_t>(hash ^ (hash >> 29));
    }
};

} // namespace

class ProfileBuilder {
public:
    explicit ProfileBuilder(Profile& profile)
        : m_profile(profile)
    {
    }

    void add(MinedRule mined, const std::filesystem::path& folder, const attack::AttackData& attack)
    {
        const auto id = static_cast<RuleId>(m_profile.m_rules.size());
        ProfileRule rule{.vendor = mined.vendor,
            .path = std::move(mined.path),
            .folder = folder,
            .document = mined.document,
            .title = std::move(mined.title),
            .id = std::move(mined.id),
            .level = std::move(mined.level),
            .status = std::move(mined.status),
            .description = std::move(mined.description),
            .tags = std::move(mined.tags),
            .logSource = std::move(mined.logSource),
            .techniques = {},
            .ruleClass = mined.ruleClass,
            .reasons = std::move(mined.reasons),
            .events = std::move(mined.events),
            .modifiers = std::move(mined.modifiers)};
        for (const std::string& technique : mined.techniques)
            rule.techniques.push_back(attack.current(technique));
        std::ranges::sort(rule.techniques);
        const auto repeated = std::ranges::unique(rule.techniques);
        rule.techniques.erase(repeated.begin(), repeated.end());
        for (const std::string& technique : rule.techniques)
            m_profile.m_byTechnique[technique].push_back(id);
        m_profile.m_rules.push_back(std::move(rule));

        std::vector<ProfileLeaf> leaves;
        leaves.reserve(mined.leaves.size());
        for (const MinedLeaf& leaf : mined.leaves)
            leaves.push_back(interned(leaf, vendorName(mined.vendor), id));
        m_profile.m_joint.push_back(distinct(std::move(mined.jointExclusions), leaves));
        m_profile.m_leaves.push_back(std::move(leaves));
    }

private:
    ProfileLeaf interned(const MinedLeaf& leaf, std::string_view vendor, RuleId rule)
    {
        ProfileLeaf result;
        result.field = text(leaf.field);
        result.value = leaf.value ? text(*leaf.value) : TextId::None;
        result.raw = text(std::format("{}:{}", vendor, leaf.raw));
        result.from = text(leaf.from);
        result.values = leaf.values;
        result.role = leaf.role;
        result.context = leaf.context;

        KeyParts parts{.field = foldedText(result.field), .op = leaf.op, .transform = text(leaf.transform)};
        if (leaf.value)
            parts.value = leaf.op == rule::Op::Regex ? result.value : foldedText(result.value);
        result.key = key(parts);
        if (leaf.context == Context::Event)
            count(result.key, leaf.role, rule);
        return result;
    }

    /// A rule counts once for each key and role.
    void count(KeyId key, Role role, RuleId rule)
    {
        const std::size_t place = static_cast<std::size_t>(key) * roleCount + static_cast<std::size_t>(role);
        if (m_lastRule.size() <= place)
            m_lastRule.resize(m_profile.m_keys.size() * roleCount, RuleId::None);
        if (m_lastRule[place] == rule)
            return;
        m_lastRule[place] = rule;
        ++m_profile.m_keys[static_cast<std::size_t>(key)].reach[static_cast<std::size_t>(role)];
    }

    TextId text(std::string_view text)
    {
        const auto [place, isNew] = m_textIds.emplace(std::string(text), static_cast<TextId>(m_profile.m_texts.size()));
        if (isNew) {
            m_profile.m_texts.emplace_back(text);
            m_folded.push_back(TextId::None);
        }
        return place->second;
    }

    TextId foldedText(TextId id)
    {
        const auto index = static_cast<std::size_t>(id);
        if (m_folded[index] == TextId::None) {
            const TextId result = text(folded(m_profile.m_texts[index]));
            m_folded[index] = result;
        }
        return m_folded[index];
    }

    KeyId key(const KeyParts& parts)
    {
        const auto [place, isNew] = m_keyIds.emplace(parts, static_cast<KeyId>(m_profile.m_keys.size()));
        if (isNew) {
            m_profile.m_keys.push_back(
                {.field = parts.field, .op = parts.op, .value = parts.value, .transform = parts.transform});
            const TextId none = text({});
            const KeyId plain = parts.transform == none
                ? place->second
                : key({.field = parts.field, .op = parts.op, .value = parts.value, .transform = none});
            const KeyId made = m_keyIds.at(parts);
            m_profile.m_keys[static_cast<std::size_t>(made)].plain = plain;
            return made;
        }
        return place->second;
    }

    /// Clauses by keys: members of equal key are one, and a clause of one key joins nothing.
    static std::vector<std::vector<std::uint32_t>> distinct(
        std::vector<std::vector<std::uint32_t>> joint, const std::vector<ProfileLeaf>& leaves)
    {
        for (std::vector<std::uint32_t>& members : joint) {
            const auto keyOf = [&](std::uint32_t member) { return leaves[member].key; };
            std::ranges::stable_sort(members, {}, keyOf);
            const auto repeated = std::ranges::unique(members, {}, keyOf);
            members.erase(repeated.begin(), repeated.end());
        }
        std::erase_if(joint, [](const auto& members) { return members.size() < 2; });
        return joint;
    }

    Profile& m_profile;
    std::unordered_map<std::string, TextId> m_textIds;
    std::vector<TextId> m_folded;
    std::unordered_map<KeyParts, KeyId, KeyHash> m_keyIds;
    std::vector<RuleId> m_lastRule;
};

Profile::Profile(std::vector<Corpus> corpora, const attack::AttackData& attack)
{
    std::ranges::stable_sort(corpora, {}, &Corpus::vendor);
    ProfileBuilder builder(*this);
    for (Corpus& corpus : corpora) {
        if (m_vendors.empty() || m_vendors.back() != corpus.vendor)
            m_vendors.push_back(corpus.vendor);
    }
    // Several folders of one vendor: their rules are one list by path.
    for (auto first = corpora.begin(); first != corpora.end();) {
        const auto last
            = std::find_if(first, corpora.end(), [&](const Corpus& c) { return c.vendor != first->vendor; });

        struct Place {
            MinedRule* rule;
            const std::filesystem::path* folder;
        };

        std::vector<Place> places;
        for (auto corpus = first; corpus != last; ++corpus) {
            for (MinedRule& rule : corpus->rules)
                places.push_back({&rule, &corpus->folder});
        }
        std::ranges::stable_sort(places, [](const Place& a, const Place& b) {
            return std::tie(a.rule->path, a.rule->document) < std::tie(b.rule->path, b.rule->document);
        });
        for (const Place& place : places)
            builder.add(std::move(*place.rule), *place.folder, attack);
        first = last;
    }
}

std::span<const ProfileLeaf> Profile::leaves(RuleId id) const { return m_leaves[static_cast<std::size_t>(id)]; }

std::span<const std::vector<std::uint32_t>> Profile::jointExclusions(RuleId id) const
{
    return m_joint[static_cast<std::size_t>(id)];
}

std::span<const RuleId> Profile::rulesOf(std::string_view technique) const
{
    const auto found = m_byTechnique.find(std::string(technique));
    if (found == m_byTechnique.end())
        return {};
    return found->second;
}

std::vector<RuleRow> rowsOf(const Profile& profile, RuleId rule)
{
    std::vector<RuleRow> rows;
    for (const ProfileLeaf& leaf : profile.leaves(rule)) {
        const ProfileKey& key = profile.key(leaf.key);
        RuleRow row{.key = {.field = std::string(profile.text(leaf.field)),
                        .op = key.op,
                        .value = std::nullopt,
                        .transform = std::string(profile.text(key.transform))},
            .role = leaf.role,
            .context = leaf.context,
            .reach = key.reach[static_cast<std::size_t>(leaf.role)]};
        if (leaf.value != TextId::None)
            row.key.value = profile.text(leaf.value);
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace rulewright::corpus
