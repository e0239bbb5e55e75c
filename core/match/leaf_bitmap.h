// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"
#include "core/match/bitmap.h"
#include "core/match/leaf.h"
#include "core/match/leaf_cache.h"
#include "core/text/task.h"

#include <memory>
#include <string_view>

namespace rulewright::match {

class ContainedLiterals;

using SegmentPointer = std::shared_ptr<const events::Segment>;
using BitmapPointer = std::shared_ptr<const Bitmap>;

/// What leaves are evaluated over.
struct LeafContext {
    const events::FieldTable& fields;
    SegmentPointer segment;
    LeafCache* cache = nullptr; ///< may be null
    const Task& task;
    const ContainedLiterals* known = nullptr; ///< what passes over the segment's texts found before; may be null
};

/// KQL's pattern of field names: `*` stands for any text.
[[nodiscard]] Glob namePattern(std::string_view pattern);

/// The rows of the segment for which the leaf is true. Meaningless where the task was stopped; then nothing is
/// kept in the cache.
[[nodiscard]] BitmapPointer leafRows(const Leaf& leaf, const LeafContext& context);

/// The key under which the rows of a leaf in one column are kept.
[[nodiscard]] std::string leafKey(const events::ResolvedColumn& resolved, std::string_view what);

[[nodiscard]] std::string keywordKey(const Leaf& leaf); ///< of a leaf that looks at any field
/// The rows for which the leaf is true or false, and not unknown: all of them for a leaf that asks for presence or
/// tells a log source, else those in which its field has a value (with Leaf::needsOneValue: exactly one).
[[nodiscard]] BitmapPointer knownRows(const Leaf& leaf, const LeafContext& context);

/// The rows that the leaf reads under another name whose values are close, but not equal (Leaf::isNear), and those
/// for which a log source's test is a guess.
[[nodiscard]] BitmapPointer nearRows(const Leaf& leaf, const LeafContext& context);
[[nodiscard]] BitmapPointer guessedRows(const Leaf& leaf, const LeafContext& context);

/// The rows in which the field has a value, and those in which it is present at all.
[[nodiscard]] BitmapPointer rowsWithValue(std::string_view field, const LeafContext& context);
[[nodiscard]] BitmapPointer rowsWithField(std::string_view field, const LeafContext& context);

/// What `make` returns, from the cache where it is there under key().
template <class Key, class Make> [[nodiscard]] BitmapPointer cached(const LeafContext& context, Key&& key, Make&& make)
{
    if (context.cache == nullptr)
        return std::make_shared<const Bitmap>(make());
    const std::string name = key();
    if (BitmapPointer found = context.cache->find(context.segment, name))
        return found;
    auto bitmap = std::make_shared<const Bitmap>(make());
    if (!context.task.isStopped())
        context.cache->insert(context.segment, name, bitmap);
    return bitmap;
}

} // namespace rulewright::match
