// SPDX-License-Identifier: Apache-2.0
#include "core/events/evtx/shape.h"

#include "core/events/evtx/tokens.h"

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>
#include <variant>

namespace rulewright::events::evtx {

namespace {

// The attribute that an element's name may be taken from, in UTF-16.
constexpr std::string_view nameAttribute{"N\0a\0m\0e\0", 8};

bool isBlank(const std::uint8_t* text, std::size_t units)
{
    for (std::size_t i = 0; i < units; ++i) {
        const std::uint8_t low = text[2 * i];
        if (text[2 * i + 1] != 0 || (low != ' ' && low != '\t' && low != '\r' && low != '\n'))
            return false;
    }
    return true;
}

bool isPiece(std::uint8_t kind)
{
    return kind == Text || kind == CharacterReference || kind == EntityReference || kind == NormalSubstitution
        || kind == OptionalSubstitution;
}

std::size_t numberIn(Element& element, std::size_t next);

std::size_t numberIn(std::vector<Content>& contents, std::size_t next)
{
    for (Content& content : contents) {
        if (auto* piece = std::get_if<Piece>(&content))
            piece->index = static_cast<std::uint16_t>(next++);
        else if (auto* element = std::get_if<std::unique_ptr<Element>>(&content))
            next = numberIn(**element, next);
    }
    return next;
}

std::size_t numberIn(Element& element, std::size_t next)
{
    for (Attribute& attribute : element.attributes) {
        for (Piece& piece : attribute.value)
            piece.index = static_cast<std::uint16_t>(next++);
    }
    return numberIn(element.content, next);
}

} // namespace

std::size_t numberTexts(Fragment& fragment) { return numberIn(fragment, 0); }

bool Shape::read(Bytes chunk, std::size_t begin, std::size_t end)
{
    m_chunk = chunk;
    m_at = begin;
    m_end = std::min(end, chunk.size());
    m_nodes = 0;
    m_depth = 0;
    m_structure.clear();
    m_values.clear();
    if (has(4) && m_chunk.u8(m_at) == FragmentHeader)
        m_at += 4;
    return readContents();
}

bool Shape::readContents()
{
    bool isBehindText = false;
    while (m_at < m_end) {
        if (++m_nodes > maximumNodes)
            return false;
        const std::uint8_t token = m_chunk.u8(m_at++);
        const auto kind = static_cast<std::uint8_t>(token & ~moreFlag);
        m_structure += static_cast<char>(kind);
        const bool wasBehindText = std::exchange(isBehindText, kind == Text);
        switch (kind) {
        case EndOfFragment:
            return m_depth == 0;
        case EndElement:
            if (m_depth-- == 0)
                return false;
            break;
        case OpenStartElement:
            if (!readElement((token & moreFlag) != 0))
                return false;
            break;
        case Text:
            // Two would be one text.
            if (wasBehindText || !readText(false))
                return false;
            break;
        default:
            return false;
        }
    }
    return m_depth == 0;
}

bool Shape::readElement(bool hasAttributes)
{
    if (m_depth > maximumDepth)
        return false;
    // A dependency identifier and the size, as Reader::readElement() in binxml.cpp.
    if (has(6) && m_chunk.u32(m_at + 2) <= m_chunk.size())
        m_at += 2;
    if (!has(4))
        return false;
    m_at += 4;
    bool isName = false;
    if (!readName(isName))
        return false;
    if (hasAttributes) {
        if (!has(4))
            return false;
        m_at += 4;
    }
    while (has(1) && (m_chunk.u8(m_at) & ~moreFlag) == AttributeToken) {
        ++m_at;
        if (!readAttribute())
            return false;
    }
    if (!has(1))
        return false;
    const std::uint8_t close = m_chunk.u8(m_at++);
    m_structure += static_cast<char>(close);
    if (close == CloseEmptyElement)
        return true;
    ++m_depth;
    return close == CloseStartElement;
}

bool Shape::readAttribute()
{
    if (++m_nodes > maximumNodes)
        return false;
    m_structure += static_cast<char>(AttributeToken);
    bool isName = false;
    if (!readName(isName))
        return false;
    const auto kind = [&] { return static_cast<std::uint8_t>(has(1) ? m_chunk.u8(m_at) & ~moreFlag : 0); };
    if (!isPiece(kind()))
        return true;
    if (kind() != Text || ++m_nodes > maximumNodes)
        return false;
    ++m_at;
    m_structure += static_cast<char>(Text);
    return readText(isName) && !isPiece(kind());
}

bool Shape::readName(bool& isName)
{
    if (!has(4))
        return false;
    const std::uint32_t offset = m_chunk.u32(m_at);
    m_at += 4;
    if (!m_chunk.has(offset, 8) || !m_chunk.has(offset, nameSize(m_chunk, offset)))
        return false;
    const std::size_t size = nameSize(m_chunk, offset);
    if (offset == m_at) {
        if (!has(size))
            return false;
        m_at += size;
    }
    const auto* const units = reinterpret_cast<const char*>(m_chunk.data() + offset + 6);
    const std::size_t bytes = 2 * std::size_t{m_chunk.u16(offset + 6)};
    m_structure.append(units, 2 + bytes);
    isName = std::string_view(units + 2, bytes) == nameAttribute;
    return true;
}

bool Shape::readText(bool isKept)
{
    if (!has(3) || m_chunk.u8(m_at) != static_cast<std::uint8_t>(ValueType::String))
        return false;
    const std::size_t units = m_chunk.u16(m_at + 1);
    m_at += 3;
    // A value's NULs at its end are none of its text; a text's are.
    const bool endsInNul = units > 0 && has(2 * units) && m_chunk.u16(m_at + 2 * (units - 1)) == 0;
    if (!has(2 * units) || endsInNul || m_values.size() > 0xFFFE)
        return false;
    const Bytes text = m_chunk.sub(m_at, 2 * units);
    m_structure += isBlank(text.data(), units) ? ' ' : 'x';
    if (isKept) {
        m_structure.append(reinterpret_cast<const char*>(m_chunk.data() + m_at - 2), 2);
        m_structure.append(reinterpret_cast<const char*>(text.data()), text.size());
    }
    m_values.push_back({text, static_cast<std::uint8_t>(ValueType::String)});
    m_at += 2 * units;
    return true;
}

} // namespace rulewright::events::evtx
