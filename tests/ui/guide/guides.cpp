// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/guide/guides.h"

namespace rulewright::tests {

using corpus::RuleId;

corpus::GuideRow guideRow(std::string field, rule::Op op, std::string value, corpus::RuleIds rules, std::uint32_t reach)
{
    corpus::GuideRow row;
    row.key = {std::move(field), op, std::move(value), {}};
    row.rules = std::move(rules);
    row.reach = reach;
    return row;
}

corpus::Guide smallGuide(int indicators)
{
    corpus::Guide guide;
    guide.requested = "T1219";
    guide.technique = "T1219";
    guide.name = "Remote Access Tools";
    guide.tactics = {"command-and-control"};
    guide.platforms = {"Linux", "Windows"};
    guide.rulesExact = 3;
    guide.rulesWithSubtechniques = 5;
    guide.rulesTotal = 3;
    guide.rulesPerVendor = {{corpus::Vendor::Sigma, 3}};
    for (std::uint32_t i = 0; i < 3; ++i)
        guide.rules.push_back({RuleId(i), corpus::Vendor::Sigma, "rules/" + std::to_string(i) + ".yml",
            "Rule number " + std::to_string(i), "medium", "test"});
    const RuleId one{1};
    guide.events.push_back({"Microsoft-Windows-Sysmon", 1, "Process creation", "Process created", {RuleId(0), one}});
    guide.events.push_back(
        {"Microsoft-Windows-Security-Auditing", 4688, "A new process has been created.", "Process created", {one}});
    guide.fields.push_back(
        {"Image", {RuleId(0), one}, {{"ends_with", 2}}, {{"sigma:Image", 2}}, {"\\cmd.exe", "\\tunnel.exe"}});
    guide.fields.push_back({"CommandLine", {one}, {{"contains", 1}}, {{"sigma:CommandLine", 1}}, {"tunnel"}});
    guide.indicators.push_back(guideRow("Image", rule::Op::EndsWith, "\\cmd.exe", {RuleId(0), one}, 121));
    guide.indicators.push_back(guideRow("CommandLine", rule::Op::Contains, "tunnel --accept", {one}, 1));
    for (int i = 2; i < indicators; ++i)
        guide.indicators.push_back(
            guideRow("CommandLine", rule::Op::Contains, "--option-" + std::to_string(i), {RuleId(2)}, 3));
    guide.exclusions.push_back(guideRow("Image", rule::Op::EndsWith, "\\alone.exe", {RuleId(0)}, 2));
    guide.exclusions.push_back(guideRow("Image", rule::Op::EndsWith, "\\together.exe", {one}, 2));
    guide.exclusions.push_back(guideRow("ParentImage", rule::Op::EndsWith, "\\parent.exe", {one}, 2));
    guide.jointExclusions.push_back({{one}, {guide.exclusions[1].key, guide.exclusions[2].key}});
    guide.nestedNegations.push_back(guideRow("Image", rule::Op::EndsWith, "\\code.exe", {RuleId(2)}, 0));
    return guide;
}

} // namespace rulewright::tests
