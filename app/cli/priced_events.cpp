// SPDX-License-Identifier: Apache-2.0
#include "app/cli/priced_events.h"

#include <format>

namespace rulewright::cli {

void declareSidedEventOptions(Syntax& syntax, SidedEventOptions& options)
{
    declareEventOptions(syntax, options.events);
    syntax.options(
        "--benign", options.benign, "A file, folder or archive of benign events; may be given several times");
}

std::optional<events::LoadResult> loadSidedEvents(
    const SidedEventOptions& options, const taxonomy::Taxonomy& taxonomy, Output& output)
{
    std::vector<events::EventInput> inputs;
    for (const std::string& path : options.events.events)
        inputs.push_back({.path = path, .side = events::Side::Attack});
    for (const std::string& path : options.benign)
        inputs.push_back({.path = path, .side = events::Side::Benign});
    return loadInputs(inputs, options.events.labels, taxonomy, output);
}

Json sideJson(const advise::SidePrice& side)
{
    const bool isKnown = side.silence == advise::Silence::None;
    return Json::object()
        .set("looked_at", side.lookedAt)
        .set("alone", side.alone)
        .set("added", side.added)
        .set("removed", side.removed)
        .set("state", isKnown ? Json("known") : Json("unknown"))
        .set("reason", isKnown ? Json() : Json(advise::silenceName(side.silence)));
}

std::string sideText(const advise::SidePrice& side)
{
    if (side.silence != advise::Silence::None)
        return "?";
    std::string text;
    if (side.added != 0 || side.removed == 0)
        text += std::format("+{}", side.added);
    if (side.removed != 0)
        text += std::format("{}-{}", text.empty() ? "" : " ", side.removed);
    return text;
}

} // namespace rulewright::cli
