// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/guide.h"
#include "core/rule/rule.h"
#include "core/text/diagnostic.h"
#include "core/text/source.h"

#include <string>
#include <string_view>
#include <vector>

namespace rulewright::advise {

/// A value of an event as a test that an author would write: of the path of a program its last name, of a text what it
/// contains, else the whole value. An exclusion is of the whole path: by its name alone anybody could hide.
[[nodiscard]] corpus::RowKey valueRow(std::string_view field, std::string_view value, bool isExclusion);

/// How a test becomes an exclusion of a rule.
struct ExclusionEdit {
    std::vector<TextEdit> edits; ///< of the text as it is; empty: it is excluded already
    std::string selection; ///< filter_main_image
    std::string preview; ///< "filter_main_image: Image: 'C:\a.exe'"
    bool operator==(const ExclusionEdit&) const = default;
};

/// Makes an exclusion of the row: a further value of a filter that has such a test and that the condition excludes,
/// else a filter of its own and `and not` with its name in the condition. Every other byte stays. Errors say why it has
/// to be written by hand: another language than Sigma, a rule over time, a condition over several lines, an
/// aggregation.
[[nodiscard]] Result<ExclusionEdit> exclusionEdit(
    const SourceText& source, const rule::Document& document, std::uint32_t caret, const corpus::RowKey& row);

/// Whether the caret stands in a selection that the condition as a whole requires to be false: what goes there is part
/// of an exclusion.
[[nodiscard]] bool isExcludingPlace(const SourceText& source, const rule::Document& document, std::uint32_t caret);

} // namespace rulewright::advise
