// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/guide.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace rulewright::attack {
class AttackData;
}

namespace rulewright::corpus {
class Profile;
}

namespace rulewright::taxonomy {
class Taxonomy;
}

namespace rulewright::ui {

// What the guide view shows of one technique: the guide, and the names around it.
struct GuideContents {
    corpus::Guide guide;
    QStringList tactics; // names
    QString parentName; // of a sub-technique
    quint32 parentRules = 0; // with sub-techniques
    std::vector<corpus::Vendor> vendors; // that are loaded
    std::vector<std::pair<corpus::Vendor, quint32>> vendorRules; // of the mode, whatever is ticked
    quint32 corpusRules = 0; // all rules that are loaded
};

// A technique to choose from.
struct TechniqueRow {
    QString id;
    QString name;
    quint32 rules = 0; // exact
    quint32 below = 0; // of its sub-techniques
    bool operator==(const TechniqueRow&) const = default;
};

// For a worker: the contents for a technique that exists.
GuideContents guideContents(const corpus::Profile& profile, const attack::AttackData& attack,
    const taxonomy::Taxonomy& taxonomy, const corpus::GuideRequest& request);

// All techniques by id, with the number of loaded rules.
std::vector<TechniqueRow> techniqueRows(const attack::AttackData& attack, const corpus::Profile& profile);

} // namespace rulewright::ui
