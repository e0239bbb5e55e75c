// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/fold.h"

#include <QString>
#include <QTextLayout>

#include <cstdint>
#include <string_view>
#include <vector>

namespace rulewright::ui {

/// Text of an event made safe to show: what could reorder, hide or break the line is shown as a symbol. Event
/// text is hostile, and is never markup.
struct ShownText {
    QString text;
    /// For each UTF-8 byte of the original (and its end) the place in `text`.
    std::vector<std::uint32_t> places;

    [[nodiscard]] int place(std::uint32_t byte) const;
};

enum class LineBreaks : std::uint8_t { AsSymbols, Kept };

/// `breakable`: with invisible places to wrap behind path separators and commas.
[[nodiscard]] ShownText shownText(std::string_view utf8, LineBreaks lineBreaks, bool breakable = false);

/// The same without the places: for table cells.
[[nodiscard]] QString shownLine(std::string_view utf8);

/// The last part of a path, as shownLine() shows it.
[[nodiscard]] QString shownFileName(std::string_view path);

} // namespace rulewright::ui
