// SPDX-License-Identifier: Apache-2.0
#include "app/desk/templates.h"

#include <format>

namespace rulewright::desk {

const std::vector<RuleTemplate>& ruleTemplates()
{
    static const std::vector<RuleTemplate> templates{
        {QStringLiteral("Process creation"), QStringLiteral("proc_creation_win_new.yml"), QStringLiteral("windows"),
            QStringLiteral("process_creation"), false, QStringLiteral("Image|endswith")},
        {QStringLiteral("File event"), QStringLiteral("file_event_win_new.yml"), QStringLiteral("windows"),
            QStringLiteral("file_event"), false, QStringLiteral("TargetFilename|endswith")},
        {QStringLiteral("Registry set"), QStringLiteral("registry_set_new.yml"), QStringLiteral("windows"),
            QStringLiteral("registry_set"), false, QStringLiteral("TargetObject|contains")},
        {QStringLiteral("Network connection"), QStringLiteral("net_connection_win_new.yml"), QStringLiteral("windows"),
            QStringLiteral("network_connection"), false, QStringLiteral("Image|endswith")},
        {QStringLiteral("DNS query"), QStringLiteral("dns_query_win_new.yml"), QStringLiteral("windows"),
            QStringLiteral("dns_query"), false, QStringLiteral("QueryName|endswith")},
        {QStringLiteral("Windows Security log"), QStringLiteral("win_security_new.yml"), QStringLiteral("windows"),
            QStringLiteral("security"), true, QStringLiteral("EventID")},
    };
    return templates;
}

std::string newRuleText(const RuleTemplate& kind, const QUuid& id, const QDate& date, const QString& technique)
{
    std::string tags;
    if (!technique.isEmpty())
        tags = std::format("tags:\n    - attack.{}\n", technique.toLower().toStdString());
    return std::format("title: New rule\n"
                       "id: {}\n"
                       "status: experimental\n"
                       "description: Detects\n"
                       "author:\n"
                       "date: {}\n"
                       "{}"
                       "logsource:\n"
                       "    {}: {}\n"
                       "    product: {}\n"
                       "detection:\n"
                       "    selection:\n"
                       "        {}: ''\n"
                       "    condition: selection\n"
                       "falsepositives:\n"
                       "    - Unknown\n"
                       "level: medium\n",
        id.toString(QUuid::WithoutBraces).toStdString(), date.toString(QStringLiteral("yyyy-MM-dd")).toStdString(),
        tags, kind.isService ? "service" : "category", kind.category.toStdString(), kind.product.toStdString(),
        kind.field.toStdString());
}

} // namespace rulewright::desk
