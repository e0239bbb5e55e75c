// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/elastic_names.h"
#include "core/corpus/events_covered.h"
#include "core/corpus/leaf_tree.h"
#include "core/corpus/mined_rule.h"
#include "core/rule/rule.h"
#include "core/text/diagnostic.h"

#include <string>
#include <vector>

namespace rulewright::corpus {

/// What mining looks up. Keeps references into the taxonomy.
struct MiningTables {
    explicit MiningTables(const taxonomy::Taxonomy& taxonomy)
        : events(taxonomy)
        , elastic(taxonomy)
        , splunk(taxonomy)
    {
    }

    EventIndex events;
    ElasticNames elastic;
    taxonomy::SplunkFields splunk;
};

/// The rules of a file, mined. `path` is what results call the file. A rule with an error in its text is Failed
/// and keeps what its metadata say; a document without rules and with an error is one failed rule.
[[nodiscard]] std::vector<MinedRule> mine(
    const Parsed<rule::Document>& parsed, Vendor vendor, std::string path, const MiningTables& tables);

/// The leaves of one rule with their roles, and its joint exclusions: what mine() is made of. Also for a rule that
/// is being written.
struct MinedLeaves {
    std::vector<MinedLeaf> leaves;
    std::vector<std::vector<std::uint32_t>> jointExclusions;
    std::vector<std::string> opaque; ///< reasons for what could not be read
    bool saysSomething = false; ///< as in RuleTrees
};

[[nodiscard]] MinedLeaves mineLeaves(const rule::Rule& rule, const NameReading& names = {});

} // namespace rulewright::corpus
