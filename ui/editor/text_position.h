// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringView>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::ui {

/// UTF-8 as editor text. A byte that is no valid UTF-8 becomes the lone surrogate U+DC00 + byte, so that
/// toUtf8() gives the same bytes back.
[[nodiscard]] QString toEditorText(std::string_view utf8);

/// The bytes of an editor text; the inverse of toEditorText().
[[nodiscard]] std::string toUtf8(QStringView text);

/// Keeps a text in UTF-8 beside its UTF-16 form and converts places between them. A change costs its own
/// length and the number of lines behind it, never a conversion of the whole text. Lines end at '\n'.
class TextPositions {
public:
    TextPositions() = default;

    explicit TextPositions(QStringView text) { reset(text); }

    void reset(QStringView text);
    /// Replaces `removed` UTF-16 units at `position` by `added`.
    void change(int position, int removed, QStringView added);

    [[nodiscard]] const std::string& utf8() const { return m_utf8; }

    [[nodiscard]] int length() const { return m_length; } ///< in UTF-16 units

    /// A place inside a code point is the place before it; one behind the text is its end.
    [[nodiscard]] std::uint32_t byteOffset(int position) const;
    [[nodiscard]] int position(std::uint32_t byteOffset) const;

private:
    struct LineStart {
        std::uint32_t byte = 0;
        int unit = 0;
    };

    void appendLines(std::uint32_t byte, int unit, std::vector<LineStart>& out, std::string_view added) const;

    std::string m_utf8;
    int m_length = 0;
    std::vector<LineStart> m_lines{{}};
};

} // namespace rulewright::ui
