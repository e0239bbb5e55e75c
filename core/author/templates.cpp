// SPDX-License-Identifier: Apache-2.0
#include "core/author/templates.h"

#include "core/text/fold.h"

#include <format>

namespace rulewright::author {

namespace {

using Kind = Template::Kind;

constexpr std::string_view processes = "category: process_creation\n    product: windows";

constexpr Template table[] = {
    {"Process creation", "proc_creation_win_new.yml", Kind::Detection, processes, "Image|endswith", {}},
    {"File event", "file_event_win_new.yml", Kind::Detection, "category: file_event\n    product: windows",
        "TargetFilename|endswith", {}},
    {"Registry set", "registry_set_new.yml", Kind::Detection, "category: registry_set\n    product: windows",
        "TargetObject|contains", {}},
    {"Network connection", "net_connection_win_new.yml", Kind::Detection,
        "category: network_connection\n    product: windows", "Image|endswith", {}},
    {"DNS query", "dns_query_win_new.yml", Kind::Detection, "category: dns_query\n    product: windows",
        "QueryName|endswith", {}},
    {"Windows Security log", "win_security_new.yml", Kind::Detection, "product: windows\n    service: security",
        "EventID", {}},
    {"Correlation: event count", "correlation_event_count.yml", Kind::Correlation, processes, "Image|endswith",
        "event_count"},
    {"Correlation: value count", "correlation_value_count.yml", Kind::Correlation, processes, "Image|endswith",
        "value_count"},
    {"Correlation: temporal", "correlation_temporal.yml", Kind::Correlation, processes, "Image|endswith", "temporal"},
    {"Correlation: temporal, ordered", "correlation_temporal_ordered.yml", Kind::Correlation, processes,
        "Image|endswith", "temporal_ordered"},
    {"Correlation: sum of values", "correlation_value_sum.yml", Kind::Correlation, processes, "Image|endswith",
        "value_sum"},
    {"Correlation: mean of values", "correlation_value_avg.yml", Kind::Correlation, processes, "Image|endswith",
        "value_avg"},
    {"Correlation: percentile of values", "correlation_value_percentile.yml", Kind::Correlation, processes,
        "Image|endswith", "value_percentile"},
    {"Correlation: median of values", "correlation_value_median.yml", Kind::Correlation, processes, "Image|endswith",
        "value_median"},
    {"Filter", "filter_new.yml", Kind::Filter, processes, "Image|startswith", {}},
};

std::string head(std::string_view title, std::string_view name, std::string_view id, const Filling& filling)
{
    std::string text = std::format("title: {}\nid: {}\n", title, id);
    if (!name.empty())
        text += std::format("name: {}\n", name);
    text += "status: experimental\ndescription: Detects\n";
    text += std::format("author:{}{}\ndate: {}\n", filling.author.empty() ? "" : " ", filling.author, filling.date);
    return text;
}

std::string tags(const Filling& filling)
{
    if (filling.technique.empty())
        return {};
    std::string text = "tags:\n";
    if (!filling.tactic.empty())
        text += std::format("    - attack.{}\n", filling.tactic);
    return text + std::format("    - attack.{}\n", folded(filling.technique));
}

std::string detection(const Template& kind)
{
    return std::format("logsource:\n    {}\n"
                       "detection:\n"
                       "    selection:\n"
                       "        {}: {}\n"
                       "    condition: selection\n",
        kind.logSource, kind.field, kind.field == "EventID" ? "4624" : "''");
}

constexpr std::string_view tail = "falsepositives:\n    - Unknown\nlevel: medium\n";

std::string correlation(const Template& kind, const Filling& filling)
{
    const bool isTemporal = kind.type.starts_with("temporal");
    std::string text = head("New correlation", {}, filling.id, filling) + tags(filling);
    text += std::format("correlation:\n    type: {}\n    rules:\n        - first_step\n", kind.type);
    if (isTemporal)
        text += "        - second_step\n";
    text += "    group-by:\n        - Computer\n    timespan: 5m\n";
    if (!isTemporal) {
        text += "    condition:\n        gte: 10\n";
        if (kind.type != "event_count")
            text += std::format("        field: {}\n", kind.type == "value_count" ? "User" : "TerminalSessionId");
        if (kind.type == "value_percentile")
            text += "        percentile: 95\n";
    }
    text += tail;
    text += "---\n" + head("First step", "first_step", filling.otherId, filling) + detection(kind) + std::string(tail);
    if (isTemporal) {
        // The third document's id is the second's with another last digit.
        std::string id(filling.otherId);
        if (!id.empty())
            id.back() = id.back() == '0' ? '1' : '0';
        text += "---\n" + head("Second step", "second_step", id, filling) + detection(kind) + std::string(tail);
    }
    return text;
}

std::string filter(const Template& kind, const Filling& filling)
{
    return std::format("title: New filter\nid: {}\ndescription: Leaves out\nauthor:{}{}\ndate: {}\n"
                       "logsource:\n    {}\n"
                       "filter:\n"
                       "    rules: any\n"
                       "    selection:\n"
                       "        {}: ''\n"
                       "    condition: not selection\n",
        filling.id, filling.author.empty() ? "" : " ", filling.author, filling.date, kind.logSource, kind.field);
}

} // namespace

std::span<const Template> templates() { return table; }

std::string templateText(const Template& kind, const Filling& filling)
{
    switch (kind.kind) {
    case Kind::Correlation:
        return correlation(kind, filling);
    case Kind::Filter:
        return filter(kind, filling);
    case Kind::Detection:
        break;
    }
    return head("New rule", {}, filling.id, filling) + tags(filling) + detection(kind) + std::string(tail);
}

} // namespace rulewright::author
