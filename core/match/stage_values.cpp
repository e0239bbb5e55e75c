// SPDX-License-Identifier: Apache-2.0
#include "core/match/stage_values.h"

#include "core/match/computation.h"

#include <format>

namespace rulewright::match {

StageValues::StageValues(const rule::Rule& rule, const events::EventSet& events, const taxonomy::Taxonomy& taxonomy)
    : m_events(events)
    , m_readings(rule, taxonomy)
    , m_language(rule.language)
{
}

std::vector<std::string> StageValues::fieldValues(events::EventId event, const rule::FieldRef& field) const
{
    std::vector<std::string> values = m_events.values(event, field.raw);
    for (const FieldReading& reading : values.empty() ? m_readings.otherwise(field) : std::vector<FieldReading>()) {
        for (const std::string& value : m_events.values(event, reading.name))
            values.emplace_back(partOf(value, reading.part));
        if (!values.empty())
            break;
    }
    // Splunk's time of an event, in seconds.
    if (values.empty() && field.raw == "_time" && m_events.time(event) != events::Segment::noTime) {
        constexpr std::int64_t ticks = 10'000'000;
        const std::int64_t time = m_events.time(event);
        values.push_back(time % ticks == 0 ? std::format("{}", time / ticks)
                                           : std::format("{:.6f}", static_cast<double>(time) / ticks));
    }
    return values;
}

std::optional<rule::Expr> StageValues::resolved(const rule::Expr& expr) const { return substituted(expr, *m_made); }

std::expected<ValueReader, std::string> StageValues::reader(const rule::Expr& expr) const
{
    std::optional<rule::Expr> known = resolved(expr);
    if (!known) {
        const auto* field = std::get_if<rule::FieldRef>(&expr.node);
        return std::unexpected(
            std::format("{} is not evaluated over several events", field == nullptr ? "an expression" : field->raw));
    }
    if (const auto* field = std::get_if<rule::FieldRef>(&known->node))
        return [this, name = *field](events::EventId event) { return fieldValues(event, name); };
    rule::Compare compare;
    compare.left = *std::move(known);
    compare.op = rule::Op::IsNull;
    compare.right = {rule::Scalar{rule::Null{}}, expr.span};
    std::string unknown;
    std::shared_ptr<const Computation> computation = makeComputation(compare, m_language, m_readings, unknown);
    if (!computation)
        return std::unexpected(std::format("{} is not evaluated over several events", unknown));
    return [this, computation](events::EventId event) { return leftTexts(*computation, m_events, event); };
}

} // namespace rulewright::match
