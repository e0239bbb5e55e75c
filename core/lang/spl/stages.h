// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/spl/cursor.h"
#include "core/rule/pipeline.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rulewright::lang::spl {

/// The commands that need no names: each reads one stage behind its command's word. `command` is that word.

/// `a=b, c=d`. An expression that is not read leaves its assignment without a value.
[[nodiscard]] rule::Let readEval(Cursor& cursor, Span span);
/// rex, spath, iplocation, makemv and others: names without an expression.
[[nodiscard]] rule::Let readMaking(Cursor& cursor, std::string_view command, Span span);
/// Whether the command only makes names, as readMaking() reads them.
[[nodiscard]] bool isMaking(std::string_view command);

/// fields, table, sort, dedup and others that choose rows or columns.
[[nodiscard]] rule::Select readSelect(Cursor& cursor, std::string_view command, Span span);
[[nodiscard]] bool isSelecting(std::string_view command);
[[nodiscard]] rule::Select readRename(Cursor& cursor, Span span);

/// `bin _time span=5m`: gives the name a time cut to the span. Nothing for other commands, and for other fields, whose
/// spans are no times.
[[nodiscard]] std::optional<rule::Let> readTimeCut(Cursor& cursor, std::string_view command, Span span);
/// timechart's group of its own: the time cut to the option `span`; without one to a span that cannot be told.
[[nodiscard]] rule::Expr timeGroup(
    const std::vector<std::pair<std::string_view, std::string_view>>& options, Span span);

/// The functions of stats and tstats up to the word that ends them, and behind BY what is grouped by.
void readOutputs(Cursor& cursor, rule::Aggregate& aggregate);
void readGroups(Cursor& cursor, rule::Aggregate& aggregate);
[[nodiscard]] bool isAggregating(std::string_view command);

[[nodiscard]] rule::Lookup readLookup(Cursor& cursor, Span span);

/// `regex field="…"`; nothing where it has no pattern.
[[nodiscard]] std::optional<rule::Predicate> readRegex(Cursor& cursor, Span span);

/// `name=value` options before the rest of a stage, such as `type=outer`.
[[nodiscard]] std::vector<std::pair<std::string_view, std::string_view>> readOptions(Cursor& cursor);

/// A name of a list: quoted or up to a blank or comma. Empty at the end.
[[nodiscard]] std::string_view takeListed(Cursor& cursor);

/// The field that an aggregation's output passes on unchanged: values(f), list(f), latest(f). Null for others.
[[nodiscard]] const rule::FieldRef* passedOn(const rule::Call& call);

} // namespace rulewright::lang::spl
