// SPDX-License-Identifier: Apache-2.0
#include "core/export/event_json.h"

#include "core/events/load.h"
#include "core/text/quotes.h"

namespace rulewright::exporting {

std::string eventJson(const events::EventSet& events, events::EventId event)
{
    if (const auto raw = events::rawText(events, event); raw && raw->starts_with('{')) {
        std::string text = *raw;
        while (text.ends_with('\n') || text.ends_with('\r'))
            text.pop_back();
        return text;
    }
    std::string out = "{";
    for (const events::EventField& field : events.event(event)) {
        if (field.isAlias)
            continue;
        if (out.size() > 1)
            out += ',';
        out += jsonText(field.name);
        out += ':';
        if (field.values.size() == 1) {
            out += jsonText(field.values[0]);
        } else if (field.cell == events::Cell::Null && field.values.empty()) {
            out += "null";
        } else {
            out += '[';
            for (std::size_t i = 0; i < field.values.size(); ++i) {
                if (i > 0)
                    out += ',';
                out += jsonText(field.values[i]);
            }
            out += ']';
        }
    }
    return out + '}';
}

} // namespace rulewright::exporting
