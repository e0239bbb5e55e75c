// SPDX-License-Identifier: Apache-2.0
#include "app/cli/guide_json.h"

#include "core/corpus/profile.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace rulewright::cli {

namespace {

using corpus::Guide;
using corpus::NamedCount;
using corpus::RowKey;

Json textOrNull(const std::optional<std::string>& text) { return text ? Json(*text) : Json(nullptr); }

Json textOrNull(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json texts(const std::vector<std::string>& list)
{
    Json array = Json::array();
    for (const std::string& text : list)
        array.push(text);
    return array;
}

Json counts(const std::vector<NamedCount>& list)
{
    Json object = Json::object();
    for (const NamedCount& count : list)
        object.set(count.name, count.rules);
    return object;
}

Json keyJson(const RowKey& key)
{
    Json object = Json::object();
    object.set("field", key.field).set("operator", operatorName(key.op)).set("value", textOrNull(key.value));
    return object;
}

Json rulesJson(const Guide& guide)
{
    Json rules = Json::array();
    for (const corpus::GuideRule& rule : guide.rules) {
        Json object = Json::object();
        object.set("vendor", vendorName(rule.vendor))
            .set("path", rule.path)
            .set("title", rule.title)
            .set("level", textOrNull(rule.level))
            .set("status", textOrNull(rule.status));
        rules.push(std::move(object));
    }
    return rules;
}

Json unparsedJson(const Guide& guide)
{
    Json unparsed = Json::array();
    for (const corpus::GuideUnparsed& rule : guide.unparsed) {
        Json object = Json::object();
        object.set("vendor", vendorName(rule.vendor)).set("path", rule.path).set("reason", rule.reason);
        unparsed.push(std::move(object));
    }
    return unparsed;
}

Json eventsJson(const Guide& guide)
{
    Json events = Json::array();
    for (const corpus::GuideEvent& event : guide.events) {
        Json object = Json::object();
        object.set("provider", event.provider)
            .set("id", event.id)
            .set("title", event.title)
            .set("rules", event.rules.size());
        events.push(std::move(object));
    }
    return events;
}

Json fieldsJson(const Guide& guide)
{
    Json fields = Json::array();
    for (const corpus::GuideField& field : guide.fields) {
        Json object = Json::object();
        object.set("field", field.field)
            .set("rules", field.rules.size())
            .set("operators", counts(field.operators))
            .set("raw", counts(field.raw))
            .set("samples", texts(field.samples));
        fields.push(std::move(object));
    }
    return fields;
}

Json rowsJson(const std::vector<corpus::GuideRow>& rows, bool isSpecificShown)
{
    Json array = Json::array();
    for (const corpus::GuideRow& row : rows) {
        Json object = keyJson(row.key);
        object.set("transform", textOrNull(row.key.transform)).set("rules", row.rules.size()).set("reach", row.reach);
        if (isSpecificShown)
            object.set("specific", row.isSpecific());
        array.push(std::move(object));
    }
    return array;
}

Json jointJson(const Guide& guide, const corpus::Profile& profile)
{
    Json joint = Json::array();
    for (const corpus::JointExclusion& clause : guide.jointExclusions) {
        Json rules = Json::array();
        for (const corpus::RuleId rule : clause.rules)
            rules.push(profile.rule(rule).path);
        Json members = Json::array();
        for (const RowKey& member : clause.members)
            members.push(keyJson(member));
        Json object = Json::object();
        object.set("rules", std::move(rules)).set("members", std::move(members));
        joint.push(std::move(object));
    }
    return joint;
}

Json nestedJson(const Guide& guide)
{
    Json nested = Json::array();
    for (const corpus::GuideRow& row : guide.nestedNegations) {
        Json object = keyJson(row.key);
        object.set("rules", row.rules.size());
        nested.push(std::move(object));
    }
    return nested;
}

Json derivedJson(const Guide& guide)
{
    Json derived = Json::array();
    for (const corpus::DerivedRow& row : guide.derived) {
        Json object = keyJson(row.key);
        object.set("rules", row.rules.size())
            .set("from", row.from)
            .set("values", row.values == 0 ? Json() : Json(row.values));
        derived.push(std::move(object));
    }
    return derived;
}

} // namespace

Json guideJson(const Guide& guide, const corpus::Profile& profile)
{
    Json perVendor = Json::object();
    for (const auto& [vendor, rules] : guide.rulesPerVendor)
        perVendor.set(vendorName(vendor), rules);

    Json result = Json::object();
    result.set("requested", guide.requested)
        .set("technique", guide.technique)
        .set("name", guide.name)
        .set("united", texts(guide.united))
        .set("tactics", texts(guide.tactics))
        .set("parent", textOrNull(guide.parent))
        .set("subtechniques", texts(guide.subtechniques))
        .set("platforms", texts(guide.platforms))
        .set("mode", guide.mode == corpus::GuideMode::Exact ? "exact" : "sub")
        .set("rules_exact", guide.rulesExact)
        .set("rules_with_sub", guide.rulesWithSubtechniques)
        .set("rules_total", guide.rulesTotal)
        .set("rules_per_vendor", std::move(perVendor))
        .set("unparsed", unparsedJson(guide))
        .set("rules", rulesJson(guide))
        .set("events", eventsJson(guide))
        .set("fields", fieldsJson(guide))
        .set("indicator_count", guide.indicators.size())
        .set("indicators", rowsJson(guide.indicators, true))
        .set("exclusion_count", guide.exclusions.size())
        .set("exclusions", rowsJson(guide.exclusions, false))
        .set("joint_exclusions", jointJson(guide, profile))
        .set("nested_negations", nestedJson(guide))
        .set("derived", derivedJson(guide));
    return result;
}

} // namespace rulewright::cli
