// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/advise/insert.h"

namespace rulewright::advise {

/// insertion() for a rule in EQL, KQL, ES|QL or SPL: the row in the words of the language, behind the condition of the
/// event under the caret, else of the first one. Where the caret stands in a list of values of the same field, the
/// value joins them.
[[nodiscard]] Result<Insertion> queryInsertion(
    const SourceText& source, const rule::Rule& rule, std::uint32_t caret, const corpus::RowKey& row);

} // namespace rulewright::advise
