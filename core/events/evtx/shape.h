// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/evtx/binxml.h"

#include <cstddef>
#include <string>
#include <vector>

namespace rulewright::events::evtx {

/// A record that carries its whole XML instead of a template's number, read as if it had one: its texts are the
/// values, and all the rest is a structure that most records of the kind share.
class Shape {
public:
    /// False where the fragment is damaged or has more than elements, attributes and texts: then readFragment() is
    /// asked.
    [[nodiscard]] bool read(Bytes chunk, std::size_t begin, std::size_t end);

    /// Elements and names; of each text whether it is blank, and what it says where a name is taken from it. Records
    /// of one structure are written by one plan.
    [[nodiscard]] const std::string& structure() const { return m_structure; }

    /// The texts, in the order of the fragment.
    [[nodiscard]] const std::vector<TypedValue>& values() const { return m_values; }

private:
    [[nodiscard]] bool readContents();
    [[nodiscard]] bool readElement(bool hasAttributes);
    [[nodiscard]] bool readAttribute();
    [[nodiscard]] bool readName(bool& isName);
    [[nodiscard]] bool readText(bool isKept);

    [[nodiscard]] bool has(std::size_t length) const { return m_at <= m_end && length <= m_end - m_at; }

    Bytes m_chunk;
    std::size_t m_at = 0;
    std::size_t m_end = 0;
    std::size_t m_nodes = 0;
    int m_depth = 0;
    std::string m_structure;
    std::vector<TypedValue> m_values;
};

/// Gives the fragment's texts, which are its only pieces, their numbers; returns how many there are.
[[nodiscard]] std::size_t numberTexts(Fragment& fragment);

} // namespace rulewright::events::evtx
