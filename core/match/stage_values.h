// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"
#include "core/match/event_part.h"
#include "core/match/field_readings.h"
#include "core/taxonomy/taxonomy.h"

#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rulewright::match {

/// The values that a rule's field has in an event; none where it is absent or null.
using FieldValues = std::function<std::vector<std::string>(events::EventId event, const rule::FieldRef& field)>;
/// The values of one expression in an event.
using ValueReader = std::function<std::vector<std::string>(events::EventId event)>;

/// What the expressions of a query's later stages are in single events: fields under the names that events have for
/// them, names that the query made as what they stand for, calls of the language's functions computed.
class StageValues {
public:
    StageValues(const rule::Rule& rule, const events::EventSet& events, const taxonomy::Taxonomy& taxonomy);

    [[nodiscard]] rule::Language language() const { return m_language; }

    /// From here on these names are known.
    void setMade(std::shared_ptr<const MadeNames> made) { m_made = std::move(made); }

    [[nodiscard]] std::vector<std::string> fieldValues(events::EventId event, const rule::FieldRef& field) const;

    /// The expression behind made names; nothing where it is not known for one event (a lookup's column, a count).
    [[nodiscard]] std::optional<rule::Expr> resolved(const rule::Expr& expr) const;

    /// Reads the expression; the error names what is not evaluated.
    [[nodiscard]] std::expected<ValueReader, std::string> reader(const rule::Expr& expr) const;

private:
    const events::EventSet& m_events;
    FieldReadings m_readings;
    rule::Language m_language;
    std::shared_ptr<const MadeNames> m_made = std::make_shared<const MadeNames>();
};

} // namespace rulewright::match
