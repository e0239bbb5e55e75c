// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/task.h"
#include "ui/test/event_rows.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <vector>

namespace rulewright::ui {

/// One value of a column over some events.
struct StackedValue {
    QString cell; ///< as the table shows it; empty: the events that lack the field
    std::string value; ///< of the first event that has it, whole
    std::uint32_t events = 0;
    std::uint32_t attack = 0;
    std::uint32_t benign = 0;
};

struct ValueStack {
    static constexpr std::size_t mostListed = 2'000;

    EventColumn column;
    std::vector<StackedValue> values; ///< rare first, then by the cell; the rarest `mostListed`
    std::uint64_t distinct = 0; ///< of all
    std::uint64_t events = 0;
};

using ValueStackPtr = std::shared_ptr<const ValueStack>;

/// Counts the cells of a column over rows, letter case ignored as the table's filters ignore it. Stopped: null.
[[nodiscard]] ValueStackPtr stackValues(
    const events::EventSet& events, const EventRows& rows, const EventColumn& column, const TimeLook& look, Task& task);

/// The value that a cell stands for, whole; empty where the event has none. Times have none that a rule could test.
[[nodiscard]] std::string valueOf(const events::EventSet& events, events::EventId event, const EventColumn& column);

} // namespace rulewright::ui
