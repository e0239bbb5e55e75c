// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/attack/attack_data.h"
#include "core/taxonomy/taxonomy.h"

#include <QString>

#include <expected>
#include <memory>

namespace rulewright::desk {

// The tables that the product carries: read once, shared by everything.
struct Facts {
    std::shared_ptr<const attack::AttackData> attack;
    std::shared_ptr<const taxonomy::Taxonomy> taxonomy;
};

// The error is one sentence; it means that the program itself is broken.
std::expected<Facts, QString> loadFacts();

} // namespace rulewright::desk
