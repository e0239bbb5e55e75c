// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/leaf_bitmap.h"
#include "core/rule/rule.h"
#include "core/text/diagnostic.h"

#include <memory>
#include <string>
#include <vector>

namespace rulewright::match {

/// KQL's `array:{ … }`: one object of the array satisfies all of it. Where an event has one object and no array, it is
/// that one.
struct NestedTest {
    struct Node {
        enum class Kind : std::uint8_t { And, Or, Not, Leaf, Constant };
        Kind kind = Kind::Constant;
        bool value = true; ///< Constant
        std::vector<Node> children;
        Leaf leaf; ///< its field is the whole name, the array's included
    };

    std::string array;
    Node root;
    std::string key;
};

/// Errors as those of compileValue(); a query within that holds what is not evaluated is one too.
[[nodiscard]] Result<std::shared_ptr<const NestedTest>> makeNested(const rule::Nested& nested);

[[nodiscard]] BitmapPointer nestedRows(const NestedTest& test, const LeafContext& context);

[[nodiscard]] bool nestedHolds(const NestedTest& test, const events::EventSet& events, events::EventId event);

} // namespace rulewright::match
