// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/guide.h"
#include "core/rule/rule.h"

#include <optional>
#include <string>

namespace rulewright::advise {

/// A row of the guide in the words of one stage of a Splunk search.
struct SplWords {
    std::string text;
    bool isCondition = false; ///< of `where`, whose terms AND joins; `search` and tstats join them by a blank
    std::optional<rule::Test> test; ///< of a search: what the text is read as, where it is one test of a value
};

/// The row in the language of the stage that holds `place`, under the names of its data model (Processes.process_name)
/// or those of raw events. Nothing where that language, or the data model, has no words for it.
[[nodiscard]] std::optional<SplWords> splWords(
    const corpus::RowKey& row, const rule::Rule& rule, const rule::Predicate& place);

} // namespace rulewright::advise
