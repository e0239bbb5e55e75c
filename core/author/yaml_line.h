// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace rulewright::author {

/// A line of block YAML taken apart, without knowing the others. Columns count bytes from 0.
struct YamlLine {
    std::string_view text; ///< without a comment at its end
    std::size_t indent = 0; ///< of the first character
    std::size_t content = 0; ///< behind blanks and the dashes of list items
    std::size_t keyEnd = 0; ///< of the key, quotes included; content where there is none
    std::optional<std::size_t> colon; ///< behind a key
    std::size_t value = 0; ///< where the value begins; the end of the text where there is none
    bool isBlank = false; ///< nothing but white space or a comment
    bool hasComment = false;
    bool isItem = false; ///< begins with a dash

    [[nodiscard]] bool hasKey() const { return colon.has_value(); }

    [[nodiscard]] std::string_view key() const; ///< without quotes

    [[nodiscard]] bool isDocumentStart() const { return text.starts_with("---"); }
};

[[nodiscard]] YamlLine yamlLine(std::string_view line);

} // namespace rulewright::author
