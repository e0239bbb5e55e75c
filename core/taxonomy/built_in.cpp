// SPDX-License-Identifier: Apache-2.0
#include "core/taxonomy/built_in.h"

#include "resources/data.h"

namespace rulewright::taxonomy {

Result<Taxonomy> builtInTaxonomy()
{
    return Taxonomy::fromFiles({
        .events = data::text(data::taxonomyEvents()),
        .logSources = data::text(data::taxonomyLogSources()),
        .fieldAliases = data::text(data::taxonomyFieldAliases()),
        .fieldNames = data::text(data::taxonomyFieldNames()),
        .sourceKinds = data::text(data::taxonomySourceKinds()),
        .eventFields = data::text(data::taxonomyEventFields()),
    });
}

} // namespace rulewright::taxonomy
