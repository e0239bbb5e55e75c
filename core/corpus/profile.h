// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/guide.h"
#include "core/corpus/mined_rule.h"

#include <array>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace rulewright::attack {
class AttackData;
}

namespace rulewright::corpus {

struct Corpus;

/// A row's key: index into the profile's table of distinct (field, operator, value, transform), folded.
enum class KeyId : std::uint32_t { None = 0xFFFFFFFF };
/// An interned text of the profile: a spelling of a field or value, a raw name.
enum class TextId : std::uint32_t { None = 0xFFFFFFFF };

/// What the profile knows of a rule, beside its leaves.
struct ProfileRule {
    Vendor vendor = Vendor::Sigma;
    std::string path;
    std::filesystem::path folder; ///< the corpus' folder; empty for the built-in corpus
    std::uint32_t document = 0; ///< which rule of its file
    std::string title;
    std::string id;
    std::optional<std::string> level;
    std::optional<std::string> status;
    std::string description;
    std::vector<std::string> tags; ///< as written
    std::vector<std::string> logSource; ///< its words, each once (see MinedRule)
    std::vector<std::string> techniques; ///< current ids, sorted
    RuleClass ruleClass = RuleClass::Complete;
    std::vector<std::string> reasons;
    std::vector<CoveredEvent> events;
    std::vector<std::pair<std::string, std::uint32_t>> modifiers; ///< Sigma: occurrences on field keys, by name
};

/// One leaf of a rule by interned texts.
struct ProfileLeaf {
    KeyId key = KeyId::None;
    TextId field = TextId::None; ///< as spelt
    TextId value = TextId::None; ///< as spelt; None where there is none
    TextId raw = TextId::None; ///< "sigma:Image"
    TextId from = TextId::None; ///< of derived names
    std::uint32_t values = 0;
    Role role = Role::Filter;
    Context context = Context::Event;
};

/// The folded key and its number of rules over the whole catalogue, in each role.
struct ProfileKey {
    TextId field = TextId::None; ///< folded
    rule::Op op = rule::Op::Eq;
    TextId value = TextId::None; ///< folded (regular expressions: as they are); None where there is none
    TextId transform = TextId::None;
    KeyId plain = KeyId::None; ///< the same without transform
    std::array<std::uint32_t, roleCount> reach{};
};

/// All loaded corpora, mined once: what guides are made of. Immutable; shared as shared_ptr<const Profile>.
class Profile {
public:
    Profile() = default;
    Profile(std::vector<Corpus> corpora, const attack::AttackData& attack);

    [[nodiscard]] std::span<const ProfileRule> rules() const { return m_rules; } ///< by vendor, path, place in the file

    [[nodiscard]] const ProfileRule& rule(RuleId id) const { return m_rules[static_cast<std::size_t>(id)]; }

    [[nodiscard]] std::span<const ProfileLeaf> leaves(RuleId id) const;
    [[nodiscard]] std::span<const std::vector<std::uint32_t>> jointExclusions(RuleId id) const;

    [[nodiscard]] std::span<const ProfileKey> keys() const { return m_keys; }

    [[nodiscard]] const ProfileKey& key(KeyId id) const { return m_keys[static_cast<std::size_t>(id)]; }

    [[nodiscard]] std::string_view text(TextId id) const { return m_texts[static_cast<std::size_t>(id)]; }

    [[nodiscard]] std::span<const Vendor> vendors() const { return m_vendors; } ///< that are loaded

    [[nodiscard]] bool isEmpty() const { return m_rules.empty(); }

    /// The rules tagged with a technique (current id, united); by RuleId.
    [[nodiscard]] std::span<const RuleId> rulesOf(std::string_view technique) const;

private:
    friend class ProfileBuilder;
    std::vector<Vendor> m_vendors;
    std::vector<ProfileRule> m_rules;
    std::vector<std::vector<ProfileLeaf>> m_leaves;
    std::vector<std::vector<std::vector<std::uint32_t>>> m_joint;
    std::vector<ProfileKey> m_keys;
    std::vector<std::string> m_texts;
    std::unordered_map<std::string, std::vector<RuleId>> m_byTechnique;
};

/// What a rule does, one row a leaf, for showing a rule by its parts: filters, exclusions and the rest, in the
/// order of the rule's text.
struct RuleRow {
    RowKey key;
    Role role = Role::Filter;
    Context context = Context::Event;
    std::uint32_t reach = 0;
};

[[nodiscard]] std::vector<RuleRow> rowsOf(const Profile& profile, RuleId rule);

} // namespace rulewright::corpus
