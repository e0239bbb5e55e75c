// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/builder.h"
#include "core/events/evtx/file.h"
#include "core/events/evtx/plan_cache.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
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
    [[nodiscard]] bool runWhole(std::size_t begin, std::size_t end);
    [[nodiscard]] bool runFragment(Fragment fragment, const Place& place, int depth);
    [[nodiscard]] bool runSteps(Plan& plan, const InstanceValues& values, int depth);
    [[nodiscard]] bool runNested(const TypedValue& value, const Place& place, int depth);
    [[nodiscard]] bool put(Plan& plan, const Step& step, const InstanceValues& values, int depth);
    [[nodiscard]] bool putOne(Plan& plan, const Step& step, const InstanceValues& values, int depth);
    void noteTime(const Step& step, const TypedValue& value);
    void noteTime(const Step& step, std::string_view text);

    /// The id of a step's name; None as long as no event had it.
    [[nodiscard]] FieldId fieldOf(Plan& plan, const Step& step);
    void write(Plan& plan, const Step& step, std::string_view stable);
    void writeNull(Plan& plan, const Step& step);
    void writeNamed(Plan& plan, const Step& step, std::string_view name, std::string_view text);
    /// The text, or the value's, where it stays until the event is ended.
    [[nodiscard]] std::string_view stable(std::string_view text);
    [[nodiscard]] std::string_view stableValue(const TypedValue& value);

    EventSetBuilder& m_builder;
    std::shared_ptr<PlanCache> m_kept;
    PlanCache& m_plans;
    Bytes m_chunk;
    Shape m_shape; ///< reused
    std::vector<InstanceValues> m_values; ///< one a depth, reused
    std::string m_text;
    std::string m_name;
    std::size_t m_stepsLeft = 0;
    bool m_hasAttribute = false;
    bool m_hasTime = false;
    bool m_hasRecordId = false;
};

} // namespace rulewright::events::evtx
