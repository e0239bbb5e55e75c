// SPDX-License-Identifier: Apache-2.0
#include "ui/test/value_stack.h"

#include <QHash>

#include <algorithm>

namespace rulewright::ui {

std::string valueOf(const events::EventSet& events, events::EventId event, const EventColumn& column)
{
    switch (column.kind) {
    case EventColumn::Kind::System:
        return events.systemText(event, column.system);
    case EventColumn::Kind::Field: {
        std::vector<std::string> values = events.values(event, column.field);
        return values.empty() ? std::string() : std::move(values.front());
    }
    default:
        return {};
    }
}

ValueStackPtr stackValues(
    const events::EventSet& events, const EventRows& rows, const EventColumn& column, const TimeLook& look, Task& task)
{
    constexpr std::size_t stride = 4'096;
    auto stack = std::make_shared<ValueStack>();
    stack->column = column;
    stack->events = rows.size();
    QHash<QString, qsizetype> places;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i % stride == 0 && task.isStopped())
            return nullptr;
        const auto event = static_cast<events::EventId>(rows[i]);
        const QString cell = cellText(events, event, column, look);
        const QString folded = cell.toCaseFolded();
        auto place = places.constFind(folded);
        if (place == places.cend()) {
            place = places.insert(folded, static_cast<qsizetype>(stack->values.size()));
            stack->values.push_back({cell, valueOf(events, event, column), 0, 0, 0});
        }
        StackedValue& value = stack->values[static_cast<std::size_t>(*place)];
        ++value.events;
        const events::Side side = events.side(event);
        value.attack += side == events::Side::Attack ? 1 : 0;
        value.benign += side == events::Side::Benign ? 1 : 0;
    }
    stack->distinct = stack->values.size();
    const auto isRarer = [](const StackedValue& a, const StackedValue& b) {
        return a.events != b.events ? a.events < b.events : a.cell < b.cell;
    };
    const auto listed = std::min(ValueStack::mostListed, stack->values.size());
    std::partial_sort(stack->values.begin(), stack->values.begin() + static_cast<std::ptrdiff_t>(listed),
        stack->values.end(), isRarer);
    stack->values.resize(listed);
    stack->values.shrink_to_fit();
    return stack;
}

} // namespace rulewright::ui
