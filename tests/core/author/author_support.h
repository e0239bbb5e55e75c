// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/author/complete.h"
#include "core/author/hover.h"
#include "core/events/load.h"
#include "core/rulefile/rulefile.h"
#include "tests/core/corpus/corpus_texts.h"

#include <string>
#include <string_view>

// What completion and hovers know in these tests: five events, three rules, the product's own tables.
namespace rulewright::tests {

struct AuthorWorld {
    std::vector<author::KnownField> fields = *author::knownFields();
    corpus::Profile profile;
    events::EventSet events;

    AuthorWorld();

    author::Knowledge knowledge() const { return {attackFacts(), tables(), fields, &profile, &events, nullptr}; }
};

const AuthorWorld& authorWorld();

// A text with its caret written as ^.
struct Marked {
    SourceText source;
    std::uint32_t caret = 0;

    explicit Marked(std::string text)
    {
        const std::size_t at = text.find('^');
        caret = static_cast<std::uint32_t>(at);
        source = SourceText("rule.yml", text.erase(at, 1));
    }
};

// A process creation rule with these lines below `detection:`.
inline std::string processRule(std::string_view detection)
{
    return std::format("title: A rule\nstatus: test\nlogsource:\n    category: process_creation\n    product: windows\n"
                       "detection:\n{}level: high\n",
        detection);
}

} // namespace rulewright::tests
