// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/ids.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace rulewright::events {

/// Where an event stands in what the user gave.
struct SourceRef {
    SourceId source{};
    std::uint32_t record = 0; ///< 1-based position in the file as read
    std::uint64_t offset = 0; ///< byte offset of the record in the (unpacked) source
    std::uint32_t length = 0; ///< bytes of the record there; 0 where not known
};

/// A SourceRef for each row. Records mostly follow each other in one source, so that most rows take eight bytes: how
/// far from the beginning of their run they stand, and their length.
class SourceRows {
public:
    void push_back(const SourceRef& ref)
    {
        if (!continues(ref))
            m_runs.push_back({size(), ref.source, ref.record, ref.offset});
        m_places.push_back({static_cast<std::uint32_t>(ref.offset - m_runs.back().offset), ref.length});
    }

    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_places.size()); }

    [[nodiscard]] SourceRef operator[](std::uint32_t row) const;
    /// The rows of a source, where the sources of the rows ascend: half-open.
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> rowsOf(SourceId source) const;
    /// Every source gets a number that is greater by so much.
    void renumber(std::uint32_t greaterBy);
    void shrink_to_fit();
    [[nodiscard]] std::size_t bytes() const;

private:
    struct Run {
        std::uint32_t row = 0;
        SourceId source{};
        std::uint32_t record = 0;
        std::uint64_t offset = 0;
    };

    struct Place {
        std::uint32_t offset = 0; ///< from the run's
        std::uint32_t length = 0;
    };

    [[nodiscard]] bool continues(const SourceRef& ref) const
    {
        if (m_runs.empty())
            return false;
        const Run& run = m_runs.back();
        return run.source == ref.source && run.record + (size() - run.row) == ref.record && ref.offset >= run.offset
            && ref.offset - run.offset <= 0xFFFFFFFF;
    }

    std::vector<Run> m_runs;
    std::vector<Place> m_places;
};

} // namespace rulewright::events
