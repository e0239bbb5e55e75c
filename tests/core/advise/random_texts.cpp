// SPDX-License-Identifier: Apache-2.0
#include "tests/core/advise/random_texts.h"

#include "core/events/builder.h"

#include <array>
#include <format>

namespace rulewright::tests {

namespace {

constexpr std::array<std::string_view, 4> fields{"f0", "f1", "f2", "rare"};
constexpr std::array<std::string_view, 8> values{"a", "b", "ab", "ba", "abb", "\\a", "-a", "10"};
constexpr std::array<std::string_view, 7> suffixes{
    "", "|contains", "|startswith", "|endswith", "|re", "|windash|contains", "|contains|all"};

} // namespace

std::string RandomTexts::value() { return std::string(values[below(values.size())]); }

std::string RandomTexts::test(const std::string& indent, std::string& usedKeys)
{
    std::string key = std::string(fields[below(fields.size())]) + std::string(suffixes[below(suffixes.size())]);
    if (chance(5))
        key = std::string(fields[below(fields.size())]) + "|exists";
    if (usedKeys.contains(" " + key + " "))
        return {};
    usedKeys += " " + key + " ";
    if (key.ends_with("exists"))
        return key + ": " + (chance(50) ? "true" : "false") + "\n";
    if (key.ends_with("|re"))
        return key + ": '" + (chance(50) ? "^a" : "b+") + "'\n";
    if (chance(5) && !key.contains('|'))
        return key + ":\n";
    switch (below(3)) {
    case 0:
        return key + ": '" + value() + "'\n";
    case 1:
        return key + ": ['" + value() + "', '" + value() + "']\n";
    default: {
        std::string text = key + ":\n";
        for (std::uint32_t i = 0, count = 1 + below(3); i < count; ++i)
            text += indent + "    - '" + value() + "'\n";
        return text;
    }
    }
}

// The first line begins with `first`, the others with `indent`.
std::string RandomTexts::map(const std::string& first, const std::string& indent)
{
    std::string text;
    std::string usedKeys;
    for (std::uint32_t i = 0, count = 1 + below(3); i < count; ++i) {
        const std::string line = test(indent, usedKeys);
        if (!line.empty())
            text += (text.empty() ? first : indent) + line;
    }
    return text;
}

std::string RandomTexts::selection(const std::string& name)
{
    std::string text = "    " + name + ":\n";
    const std::uint32_t kind = below(10);
    if (kind == 0) {
        for (std::uint32_t i = 0, count = 1 + below(3); i < count; ++i)
            text += "        - '" + value() + "'\n";
    } else if (kind < 3) {
        for (std::uint32_t i = 0, count = 1 + below(2); i < count; ++i)
            text += map("        - ", "          ");
    } else {
        text += map("        ", "        ");
    }
    return text;
}

std::string RandomTexts::condition(std::uint32_t selections, int depth)
{
    if (depth == 0 || chance(30)) {
        switch (below(5)) {
        case 0:
            return "1 of them";
        case 1:
            return "all of s*";
        case 2:
            return std::format("all of s{}", below(selections));
        default:
            return std::format("s{}", below(selections));
        }
    }
    const std::string left = condition(selections, depth - 1);
    if (chance(25))
        return "not (" + left + ")";
    return std::format("({}) {} ({})", left, chance(50) ? "and" : "or", condition(selections, depth - 1));
}

std::string RandomTexts::rule()
{
    const std::uint32_t count = 1 + below(3);
    std::string text = "title: Random\nlogsource:\n    category: nothing_known\ndetection:\n";
    for (std::uint32_t i = 0; i < count; ++i)
        text += selection(std::format("s{}", i));
    return text + "    condition: " + condition(count, 2) + "\n";
}

corpus::RowKey RandomTexts::row()
{
    using rule::Op;
    constexpr std::array ops{Op::Eq, Op::Contains, Op::Contains, Op::StartsWith, Op::EndsWith, Op::EndsWith, Op::Regex,
        Op::Exists, Op::IsNull, Op::Keyword, Op::Wildcard, Op::Gt};
    corpus::RowKey row;
    row.field = fields[below(fields.size())];
    row.op = ops[below(ops.size())];
    row.value = value();
    if (row.op == Op::Exists || row.op == Op::IsNull)
        row.value.reset();
    else if (row.op == Op::Regex)
        row.value = "a.?b";
    else if (row.op == Op::Wildcard)
        row.value = chance(50) ? "a*b" : "*a*";
    else if (row.op == Op::Gt)
        row.value = "9";
    else if (row.op == Op::Keyword)
        row.field = "(keyword)";
    else if (row.op == Op::Contains && chance(30))
        row.transform = "windash";
    if (chance(3))
        row.field = "nobody_has_it";
    return row;
}

std::uint32_t RandomTexts::caret(const std::string& text) { return below(static_cast<std::uint32_t>(text.size()) + 1); }

events::EventSet RandomTexts::events(std::uint32_t count)
{
    events::EventSetBuilder builder;
    const events::SourceId source = builder.addSource({.path = "events.json"});
    for (std::uint32_t i = 0; i < count; ++i) {
        builder.beginEvent({.source = source, .record = i + 1}, events::SourceKind::Other);
        for (const std::string_view field : fields) {
            if (chance(field == "rare" ? 90 : 15))
                continue;
            std::string text = value();
            if (chance(40))
                text += value();
            builder.add(field, text);
        }
        constexpr std::array sides{events::Side::Unknown, events::Side::Attack, events::Side::Benign};
        builder.setLabel({.side = sides[below(3)], .techniques = {}, .truePositiveOf = {}, .falsePositiveOf = {}});
        builder.endEvent();
    }
    return std::move(builder).build();
}

} // namespace rulewright::tests
