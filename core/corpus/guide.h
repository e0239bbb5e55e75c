// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/vendor.h"
#include "core/rule/predicate.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rulewright::attack {
class AttackData;
}

namespace rulewright::taxonomy {
class Taxonomy;
}

namespace rulewright::corpus {

class Profile;

/// A rule of the loaded corpora: index into Profile::rules().
enum class RuleId : std::uint32_t { None = 0xFFFFFFFF };

/// The rules behind a row, ordered as Guide::rules (vendor, path). Their number is the row's `rules`.
using RuleIds = std::vector<RuleId>;

/// Reach from which on an indicator that is not specific counts as noisy (product.md).
inline constexpr std::uint32_t noisyReach = 40;

enum class GuideMode : std::uint8_t { Exact, WithSubtechniques };

struct GuideRequest {
    std::string technique; ///< an id in any case, or a unique name, as given
    GuideMode mode = GuideMode::Exact;
    std::vector<Vendor> vendors; ///< narrows everything but reach; empty: all that are loaded
};

struct GuideRule {
    RuleId rule = RuleId::None;
    Vendor vendor = Vendor::Sigma;
    std::string path; ///< relative to the corpus' folder
    std::string title;
    std::optional<std::string> level; ///< Elastic: severity
    std::optional<std::string> status; ///< Elastic: maturity
    bool operator==(const GuideRule&) const = default;
};

/// A rule of the technique that could not be parsed.
struct GuideUnparsed {
    Vendor vendor = Vendor::Sigma;
    std::string path;
    std::string reason;
    bool operator==(const GuideUnparsed&) const = default;
};

struct GuideEvent {
    std::string provider;
    std::uint32_t id = 0;
    std::string title; ///< the publisher's
    std::string description; ///< ours
    RuleIds rules;
    bool operator==(const GuideEvent&) const = default;
};

/// A name with a number of rules.
struct NamedCount {
    std::string name;
    std::uint32_t rules = 0;
    bool operator==(const NamedCount&) const = default;
};

struct GuideField {
    std::string field; ///< canonical, as most rules of the guide spell it
    RuleIds rules;
    std::vector<NamedCount> operators; ///< by count descending, then name
    std::vector<NamedCount> raw; ///< "elastic:process.name"; likewise
    std::vector<std::string> samples; ///< the five values in most rules
    bool operator==(const GuideField&) const = default;
};

/// What a row of values is about: one normalised test of one field.
struct RowKey {
    std::string field; ///< "(keyword)" for keywords
    rule::Op op = rule::Op::Eq;
    std::optional<std::string> value; ///< none for exists and is_null
    std::string transform; ///< "base64offset", "wide+base64offset", "expand"; empty for none
    bool operator==(const RowKey&) const = default;
};

/// An indicator, an exclusion or a nested negation.
struct GuideRow {
    RowKey key;
    RuleIds rules;
    std::uint32_t reach = 0; ///< rules of the whole loaded catalogue with this key in this role; 0 for
                             ///< nested negations, which have none

    [[nodiscard]] bool isSpecific() const { return reach == rules.size(); }

    [[nodiscard]] bool isNoisy() const { return !isSpecific() && reach >= noisyReach; }

    bool operator==(const GuideRow&) const = default;
};

/// Exclusion keys that hold only together.
struct JointExclusion {
    RuleIds rules;
    std::vector<RowKey> members;
    bool operator==(const JointExclusion&) const = default;
};

/// A test on a name that the query itself made.
struct DerivedRow {
    RowKey key;
    RuleIds rules;
    std::string from; ///< "lookup:remote_access_software", "eval"
    std::uint32_t values = 0; ///< how many cells of a table it stands for; 0 where it is no lookup
    bool operator==(const DerivedRow&) const = default;
};

/// What the loaded corpora know about one technique: cli.md's `guide`, every list complete and in its order
/// (corpora.md, section 6). The value lives on its own; RuleId leads into the profile it was made from.
struct Guide {
    std::string requested; ///< as given
    std::string technique; ///< the current id
    std::string name;
    std::vector<std::string> united; ///< the current id, then every id revoked in its favour
    std::vector<std::string> tactics; ///< short names
    std::string parent; ///< empty for none
    std::vector<std::string> subtechniques;
    std::vector<std::string> platforms;
    GuideMode mode = GuideMode::Exact;

    std::uint32_t rulesExact = 0;
    std::uint32_t rulesWithSubtechniques = 0;
    std::uint32_t rulesTotal = 0; ///< the mode's count, unparsed included
    std::vector<std::pair<Vendor, std::uint32_t>> rulesPerVendor; ///< the mode's, of each vendor shown
    std::vector<GuideUnparsed> unparsed;

    std::vector<GuideRule> rules;
    std::vector<GuideEvent> events;
    std::vector<GuideField> fields;
    std::vector<GuideRow> indicators;
    std::vector<GuideRow> exclusions;
    std::vector<JointExclusion> jointExclusions;
    std::vector<GuideRow> nestedNegations;
    std::vector<DerivedRow> derived;
    bool operator==(const Guide&) const = default;
};

/// The guide of a current technique id. A technique without rules gives a guide with empty lists.
/// `technique` must be what AttackData::lookup() found; `request.technique` is only repeated.
[[nodiscard]] Guide guide(const Profile& profile, const attack::AttackData& attack, const taxonomy::Taxonomy& taxonomy,
    const GuideRequest& request, std::string_view technique);

} // namespace rulewright::corpus
