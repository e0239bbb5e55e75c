// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/builder.h"
#include "core/events/evtx/file.h"
#include "core/events/evtx/plan_cache.h"

#include <cstdint>
#include <string>
#include <vector>

namespace rulewright::events::evtx {

/// Writes the records of chunks as events, straight from BinXML into columns.
class EventReader {
public:
    explicit EventReader(EventSetBuilder& builder);

    void beginChunk(const Chunk& chunk);
    /// Adds what the record says to the builder's current event. False: its BinXML is damaged.
    [[nodiscard]] bool read(const Chunk::Record& record);

private:
    [[nodiscard]] bool run(const Instance& instance, const Place& place, int depth);
    [[nodiscard]] bool runFragment(const Fragment& fragment, const Place& place, int depth);
    [[nodiscard]] bool runSteps(const Plan& plan, const InstanceValues& values, int depth);
    [[nodiscard]] bool runNested(const TypedValue& value, const Place& place, int depth);
    [[nodiscard]] bool put(const Plan& plan, const Step& step, const InstanceValues& values, int depth);
    void write(const Step& step, std::string_view name, std::string_view text);

    EventSetBuilder& m_builder;
    PlanCache m_plans;
    Bytes m_chunk;
    std::vector<InstanceValues> m_values; ///< one a depth, reused
    std::string m_text;
    std::string m_name;
    std::size_t m_stepsLeft = 0;
    bool m_hasAttribute = false;
    bool m_hasTime = false;
    bool m_hasRecordId = false;
};

} // namespace rulewright::events::evtx
