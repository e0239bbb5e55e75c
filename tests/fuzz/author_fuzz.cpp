// SPDX-License-Identifier: Apache-2.0
// What an editor asks of a text at its caret: the first two bytes say where that is.
#include "core/attack/built_in.h"
#include "core/author/complete.h"
#include "core/author/hover.h"
#include "core/author/outline.h"
#include "core/rulefile/rulefile.h"
#include "core/taxonomy/built_in.h"

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace rulewright;
    if (size < 2 || size > 64 * 1024)
        return 0;
    static const auto attack = *attack::builtInAttack();
    static const auto taxonomy = *taxonomy::builtInTaxonomy();
    static const auto fields = *author::knownFields();
    const std::string text = toValidUtf8(std::string_view(reinterpret_cast<const char*>(data) + 2, size - 2));
    const SourceText source("rule.yml", text);
    const auto caret = static_cast<std::uint32_t>((data[0] << 8 | data[1]) % (text.size() + 1));
    const author::Knowledge knowledge{attack, taxonomy, fields, nullptr, nullptr, nullptr};
    Task task;
    for (const author::Completion& completion : author::complete(source, caret, knowledge, task)) {
        if (completion.edit.span.end > text.size() || completion.edit.span.begin > completion.edit.span.end)
            __builtin_trap();
    }
    const auto parsed = rulefile::parse(source);
    static_cast<void>(author::hoverAt(source, parsed.value ? &*parsed.value : nullptr, caret, knowledge, task));
    for (const author::Symbol& symbol : author::outline(source)) {
        if (symbol.span.end > text.size() || symbol.span.begin > symbol.span.end)
            __builtin_trap();
    }
    static_cast<void>(author::folds(source));
    static_cast<void>(author::referencesAt(source, caret));
    if (const auto edits = author::rename(source, caret, "renamed")) {
        for (const TextEdit& edit : *edits) {
            if (edit.span.end > text.size())
                __builtin_trap();
        }
    }
    return 0;
}
