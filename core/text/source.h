// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/span.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright {

/// A place in a text as people count it: both numbers start at 1, the column counts UTF-8 bytes.
struct Position {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
    bool operator==(const Position &) const = default;
};

/// A text with its name and the start of each of its lines. Immutable; copies share the text.
/// Lines end at "\n" or "\r\n" or a lone "\r"; the terminator belongs to the line it ends.
/// A UTF-8 byte-order mark at the start is dropped, and remembered in hasByteOrderMark().
class SourceText {
public:
    SourceText();
    /// `name` is what diagnostics and results call the text: a path relative to what the user gave.
    SourceText(std::string name, std::string text);

    [[nodiscard]] std::string_view name() const;
    [[nodiscard]] std::string_view text() const;
    [[nodiscard]] std::string_view slice(Span span) const; ///< clipped to the text
    [[nodiscard]] bool hasByteOrderMark() const;

    [[nodiscard]] std::uint32_t lineCount() const;
    [[nodiscard]] Position position(std::uint32_t offset) const;      ///< an offset beyond the end is the end
    [[nodiscard]] std::uint32_t offset(Position position) const;      ///< clipped to the line, then to the text
    [[nodiscard]] Span lineSpan(std::uint32_t line) const;            ///< 1-based; without the line terminator
    [[nodiscard]] std::string_view line(std::uint32_t line) const;    ///< 1-based; without the line terminator

    bool operator==(const SourceText &other) const;

private:
    struct Data {
        std::string name;
        std::string text;
        std::vector<std::uint32_t> lineStarts;
        bool byteOrderMark = false;
    };
    std::shared_ptr<const Data> m_data;
};

/// Where the first byte of invalid UTF-8 (overlong forms and surrogates included) or a NUL stands;
/// text.size() when the text is clean.
[[nodiscard]] std::size_t firstInvalidByte(std::string_view text);

/// The text with each invalid UTF-8 byte replaced by U+FFFD, for showing and for JSON.
[[nodiscard]] std::string toValidUtf8(std::string_view text);

} // namespace rulewright
