// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/spl/cursor.h"

namespace rulewright::lang::spl {

/// Reads the language of `search` and of tstats' `where` from the cursor on: `field=value`, `field IN (…)`, words and
/// texts for any field, TERM(), subsearches. NOT binds tighter than OR, and OR tighter than AND, which may be left
/// out (Splunk, Search Reference, "search"; corpora.md, section 4). Letter case is ignored, `*` alone is a wildcard.
/// Stops at the end of the range and, of tstats, at BY. A time range (earliest, latest) is true.
[[nodiscard]] rule::Predicate readSearch(Cursor& cursor, bool isTstats);

} // namespace rulewright::lang::spl
