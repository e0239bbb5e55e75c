// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/elastic_names.h"
#include "core/corpus/mined_rule.h"
#include "core/corpus/splunk_names.h"
#include "core/rule/rule.h"

#include <cstdint>
#include <string>
#include <vector>

namespace rulewright::corpus {

/// A rule as mining sees it: and, or, not over leaves, references to selections resolved. A group of one is
/// its member, a NOT directly below a NOT cancels with it, nothing else is moved (corpora.md, section 6).
struct LeafTree {
    enum class Kind : std::uint8_t { And, Or, Not, Leaf, Nothing };
    Kind kind = Kind::Nothing;
    std::vector<LeafTree> children; ///< one for Not, none for Leaf and Nothing
    std::uint32_t leaf = 0; ///< index into RuleTrees::leaves
};

/// The trees of one rule and the leaves they share, in text order; roles are not set yet.
struct RuleTrees {
    std::vector<MinedLeaf> leaves;
    LeafTree event; ///< decides the rule; top-level conjuncts are those of its ANDs from the root
    std::vector<LeafTree> missing; ///< events that must not happen
    std::vector<LeafTree> until;
    std::vector<std::string> opaque; ///< reasons for what could not be read, each once
    bool saysSomething = false; ///< a test decides something about an event, be it a derived one's meaning
};

/// How the names of a rule's fields are read. The default is Sigma's: they are canonical as they stand.
struct NameReading {
    const ElasticNames* elastic = nullptr;
    const SplunkNames* splunk = nullptr;
    char separator = '\\'; ///< of paths
};

[[nodiscard]] RuleTrees leafTrees(const rule::Rule& rule, const NameReading& names = {});

} // namespace rulewright::corpus
