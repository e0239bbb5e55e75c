// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/embedded_text.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rulewright::lang::spl {

/// A search macro: what stands between backticks is replaced by its definition (Splunk, "Use search macros").
struct Macro {
    std::string name;
    std::vector<std::string> arguments; ///< `$argument$` in the definition
    std::string definition;
    bool operator==(const Macro&) const = default;
};

/// Gives the macro of a name and a number of arguments; null where nobody defines it.
using MacroSource = std::function<const Macro*(std::string_view name, std::size_t arguments)>;

/// Bounds on expanding: macros within macros, and the text that comes out of it.
inline constexpr std::size_t mostMacroDepth = 20;
inline constexpr std::size_t mostExpandedBytes = 1'000'000;

/// What stands in the expanded text for a macro that is not replaced.
inline constexpr char macroMark = '\x01';

/// A search whose comments are blanks and whose macros are replaced. A macro that cannot be replaced stays as
/// `\x01`, its number in `open` and `\x01`. Each byte knows its place in the search as it was written; what came out
/// of a macro stands where the macro was called.
struct ExpandedText {
    struct OpenMacro {
        std::string name;
        std::string reason; ///< why it was not replaced; empty for a `…_filter`, which is true
    };

    std::string text;
    std::vector<std::uint32_t> begins; ///< places in the file
    std::vector<std::uint32_t> ends;
    std::vector<OpenMacro> open;
    std::vector<std::pair<std::string, Span>> called; ///< every macro, in the order of the text, each once
    std::uint32_t end = 0; ///< the place behind the search

    [[nodiscard]] Span span(std::size_t begin, std::size_t end) const;
};

/// Replaces macros, outside of quotes alone; comments stand between three backticks. `…_filter` is true whatever its
/// definition says (corpora.md, section 4).
[[nodiscard]] ExpandedText expand(const EmbeddedText& search, const MacroSource& macros);

/// The same for a search within a search, whose text stands at one place.
[[nodiscard]] ExpandedText expandAt(std::string_view search, Span place, const MacroSource& macros);

/// Definitions for the names by which Splunk's content calls log sources, for a rule that comes without its
/// repository. Null for other names.
[[nodiscard]] const Macro* builtInMacro(std::string_view name, std::size_t arguments);

} // namespace rulewright::lang::spl
