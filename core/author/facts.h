// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"
#include "core/rule/logsource.h"
#include "core/taxonomy/taxonomy.h"
#include "core/text/task.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::author {

/// A field of the loaded events, aliases included.
struct FieldShare {
    std::string name;
    std::uint64_t events = 0; ///< of the log source that carry it
    bool operator==(const FieldShare&) const = default;
};

/// What the loaded events of a log source carry. Made once for a log source and kept while it stays.
struct ScopeFacts {
    std::uint64_t events = 0; ///< in scope
    std::vector<FieldShare> fields; ///< by events, the most first; then by name
    bool operator==(const ScopeFacts&) const = default;

    [[nodiscard]] const FieldShare* field(std::string_view name) const;
};

[[nodiscard]] ScopeFacts scopeFacts(const rule::LogSource& logSource, const events::EventSet& events,
    const taxonomy::Taxonomy& taxonomy, const Task& task);

struct ValueCount {
    std::string text;
    std::uint64_t events = 0;
    bool operator==(const ValueCount&) const = default;
};

/// The values of a field in the log source's events, the most frequent first, at most `limit` of them. Of a field
/// with more than 100,000 distinct values only these are counted.
[[nodiscard]] std::vector<ValueCount> topValues(std::string_view field, const rule::LogSource& logSource,
    const events::EventSet& events, const taxonomy::Taxonomy& taxonomy, std::size_t limit, const Task& task);

/// A value that rules test a field for.
struct CorpusValue {
    std::string text; ///< without escapes
    std::uint32_t rules = 0;
    bool operator==(const CorpusValue&) const = default;
};

} // namespace rulewright::author
