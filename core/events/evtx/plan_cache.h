// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/evtx/plan.h"
#include "core/events/evtx/shape.h"

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace rulewright::events::evtx {

/// The plans of template definitions. A definition is looked up by its place in the chunk, then, once a chunk, by
/// what it says: a file has hundreds of chunks that all carry the same few definitions, at other offsets and with
/// other offsets of names in them.
class PlanCache {
public:
    PlanCache();
    PlanCache(PlanCache&&) noexcept;
    PlanCache& operator=(PlanCache&&) noexcept;
    ~PlanCache();

    /// Offsets of the chunk before mean nothing any more.
    void beginChunk(Bytes chunk);
    /// The plan of the definition at an offset of the chunk, for a place; null where it is no BinXML.
    /// Lives as long as the cache.
    [[nodiscard]] Plan* plan(std::uint32_t definition, const Place& place);
    /// The plan of a record without a template, whose BinXML stands in [begin, end) of the chunk; the shape's texts
    /// are its values. Null where none is kept.
    [[nodiscard]] Plan* plan(const Shape& shape, std::size_t begin, std::size_t end);

private:
    struct Entry;
    [[nodiscard]] Plan* find(std::uint32_t definition, const Place& place);
    [[nodiscard]] bool isSame(const Entry& entry, std::uint32_t definition) const;

    struct Local {
        std::uint32_t definition = 0;
        Place place;
        Plan* plan = nullptr;
    };

    Bytes m_chunk;
    std::size_t m_budget = 0;
    std::vector<Local> m_local; ///< of this chunk: few, searched in order
    std::unordered_multimap<std::uint64_t, std::unique_ptr<Entry>> m_entries; ///< by GUID and size
    std::unordered_map<std::string, Plan> m_shapes; ///< by structure
    std::size_t m_shapeBytes = 0;
};

} // namespace rulewright::events::evtx
