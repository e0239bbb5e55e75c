// SPDX-License-Identifier: Apache-2.0
#include "app/desk/facts.h"

#include "core/attack/built_in.h"
#include "core/taxonomy/built_in.h"

namespace rulewright::desk {

namespace {

QString firstMessage(const Diagnostics& diagnostics)
{
    return diagnostics.empty() ? QString() : QString::fromStdString(diagnostics.front().message);
}

} // namespace

std::expected<Facts, QString> loadFacts()
{
    auto attackData = attack::builtInAttack();
    if (!attackData)
        return std::unexpected(firstMessage(attackData.error()));
    auto tables = taxonomy::builtInTaxonomy();
    if (!tables)
        return std::unexpected(firstMessage(tables.error()));
    return Facts{std::make_shared<const attack::AttackData>(std::move(*attackData)),
        std::make_shared<const taxonomy::Taxonomy>(std::move(*tables))};
}

} // namespace rulewright::desk
