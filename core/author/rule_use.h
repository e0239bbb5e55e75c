// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/author/facts.h"
#include "core/corpus/profile.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::author {

/// How many rules of the corpus filter on each field, by its folded name. Empty without a corpus.
[[nodiscard]] std::map<std::string, std::uint32_t> fieldUse(const corpus::Profile* corpus);

/// The values that rules look for in a field (letter case of the name ignored), each with its number of rules; of
/// regular expressions, or of everything else.
[[nodiscard]] std::vector<CorpusValue> valueUse(const corpus::Profile* corpus, std::string_view field, bool isRegex);

} // namespace rulewright::author
