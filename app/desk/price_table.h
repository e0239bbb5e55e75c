// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/advise/price.h"
#include "core/corpus/guide.h"
#include "ui/guide/prices.h"

#include <memory>
#include <vector>

namespace rulewright::desk {

// A guide with its rows read as tests: once for each guide.
struct GuideRows {
    std::shared_ptr<const corpus::Guide> guide;
    std::vector<advise::RowTest> indicators;
    std::vector<advise::RowTest> exclusions;
};

GuideRows guideRows(std::shared_ptr<const corpus::Guide> guide);

// A price as the guide shows it.
ui::RowPrice rowPrice(const advise::Price& price);

// "+3 atk" and the like of the row that takes the most room.
QString widestPrice(const ui::PriceTable& prices);

// Marks the rows whose field, operator and value stand in the rule already.
void markRowsInRule(ui::PriceTable& prices, const corpus::Guide& guide, const match::MatchReport* report);

} // namespace rulewright::desk
