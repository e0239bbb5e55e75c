// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/diagnostic.h"

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rulewright::attack {

struct Tactic {
    std::string id; ///< TA0011
    std::string shortName; ///< command-and-control
    std::string name; ///< Command and Control
    bool operator==(const Tactic&) const = default;
};

struct Technique {
    std::string id; ///< T1219.002
    std::string name;
    std::vector<std::string> tactics; ///< short names, in ATT&CK's order
    std::vector<std::string> platforms; ///< in ATT&CK's order
    std::string parent; ///< T1219; empty for a technique that is no sub-technique
    std::vector<std::string> subtechniques; ///< by id
    std::string description; ///< of an imported bundle; the built-in facts have none
    bool operator==(const Technique&) const = default;
};

/// The bytes of the three tables and what they are a version of.
struct AttackFiles {
    std::string_view tactics; ///< id,shortname,name
    std::string_view techniques; ///< id,name,tactics,platforms
    std::string_view redirects; ///< revoked_id,replaced_by
    std::string version; ///< "19.1"
    std::string notice; ///< what must be shown wherever the facts are
    std::unordered_map<std::string, std::string> descriptions{}; ///< by technique id
};

/// What a text that names a technique means.
struct Lookup {
    enum class Kind { Found, Ambiguous, Unknown };
    Kind kind = Kind::Unknown;
    const Technique* technique = nullptr; ///< the current one, redirects followed; null unless Found
    std::vector<const Technique*> candidates; ///< Ambiguous: all that have the name; Unknown: the nearest three
};

/// The facts of one version of ATT&CK. A value: another version is another AttackData.
class AttackData {
public:
    /// Errors name the file and line: a malformed table, an id twice, a technique of an unknown tactic, a
    /// sub-technique without its parent.
    [[nodiscard]] static Result<AttackData> fromFiles(const AttackFiles& files);

    [[nodiscard]] std::string_view version() const { return m_version; }

    [[nodiscard]] std::string_view notice() const { return m_notice; }

    [[nodiscard]] std::span<const Tactic> tactics() const { return m_tactics; }

    [[nodiscard]] std::span<const Technique> techniques() const { return m_techniques; } ///< by id

    [[nodiscard]] const Tactic* tactic(std::string_view shortName) const; ///< null where there is none
    [[nodiscard]] const Technique* technique(std::string_view id) const; ///< in any case, redirects not followed

    /// The id that stands for this one today: redirects followed to the end; upper case. An id that is not
    /// revoked, or of which nothing is known, is itself. A cycle of redirects ends at its smallest id.
    [[nodiscard]] std::string current(std::string_view id) const;

    /// Whether the id was revoked in another's favour.
    [[nodiscard]] bool isRevoked(std::string_view id) const;

    /// The current id and, sorted behind it, every id revoked in its favour.
    [[nodiscard]] std::vector<std::string> united(std::string_view id) const;

    /// The technique that an id in any case, a tag of a Sigma rule or a name means. Unknown texts come with the nearest
    /// three by id or name, an ambiguous name with all that have it.
    [[nodiscard]] Lookup lookup(std::string_view text) const;

private:
    std::string m_version;
    std::string m_notice;
    std::vector<Tactic> m_tactics;
    std::vector<Technique> m_techniques;
    std::unordered_map<std::string, std::size_t> m_byId; ///< upper case
    std::unordered_map<std::string, std::vector<std::size_t>> m_byName; ///< folded
    std::unordered_map<std::string, std::string> m_current; ///< revoked id → its successor today
    std::unordered_map<std::string, std::vector<std::string>> m_revoked; ///< current id → revoked ids, sorted
};

} // namespace rulewright::attack
