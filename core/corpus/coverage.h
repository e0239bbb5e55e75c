// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/vendor.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace rulewright::attack {
class AttackData;
}

namespace rulewright::corpus {

class Profile;

/// How many rules a technique has, by vendor; in the order of allVendors.
struct TechniqueCoverage {
    using Counts = std::array<std::uint32_t, allVendors.size()>;
    std::string id; ///< current
    std::string name; ///< empty for an id that ATT&CK does not know
    std::vector<std::string> tactics; ///< short names
    Counts rules{}; ///< tagged with this id, or with one revoked in its favour
    Counts withSubtechniques{}; ///< a rule tagged with several of them counts once
    bool operator==(const TechniqueCoverage&) const = default;
};

/// Every technique with a rule, be it one of a sub-technique's; by id. Rules that could not be parsed count, as in a
/// guide.
[[nodiscard]] std::vector<TechniqueCoverage> coverage(const Profile& profile, const attack::AttackData& attack);

/// What a technique's rules are in all, exact.
[[nodiscard]] std::uint32_t totalOf(const TechniqueCoverage::Counts& counts);

} // namespace rulewright::corpus
