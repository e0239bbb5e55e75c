// SPDX-License-Identifier: Apache-2.0
#include "core/events/evtx/binxml.h"

#include "core/events/evtx/tokens.h"
#include "core/events/evtx/utf16.h"

#include <algorithm>

namespace rulewright::events::evtx {

namespace {

std::optional<std::string> entity(std::string_view name)
{
    if (name == "amp")
        return "&";
    if (name == "lt")
        return "<";
    if (name == "gt")
        return ">";
    if (name == "quot")
        return "\"";
    if (name == "apos")
        return "'";
    return std::nullopt;
}

class Reader {
public:
    Reader(Bytes chunk, std::size_t begin, std::size_t end, bool inSubstitution, std::vector<NameUse>* names)
        : m_chunk(chunk)
        , m_begin(begin)
        , m_at(begin)
        , m_end(std::min(end, chunk.size()))
        , m_inSubstitution(inSubstitution)
        , m_names(names)
    {
    }

    /// Reads contents until the fragment or the element ends. False: not BinXML.
    bool readContents(std::vector<Content>& out, int depth, bool inElement);

private:
    bool readElement(Element& element, bool hasAttributes, int depth);
    bool readAttributes(Element& element);
    bool readAttributeValue(std::vector<Piece>& value);
    template <class Pieces> bool readPiece(std::uint8_t token, Pieces& pieces); ///< text, references and substitutions
    bool readInstance(Instance& instance);
    bool readNameReference(std::string& name);
    bool readCountedText(std::string& text);

    [[nodiscard]] bool has(std::size_t length) const { return m_at <= m_end && length <= m_end - m_at; }

    [[nodiscard]] std::uint8_t peek() const { return has(1) ? m_chunk.u8(m_at) : 0; }

    Bytes m_chunk;
    std::size_t m_begin;
    std::size_t m_at;
    std::size_t m_end;
    bool m_inSubstitution;
    std::vector<NameUse>* m_names;
    std::size_t m_nodes = 0;
};

void appendText(std::vector<Content>& contents, std::string text)
{
    if (auto* last = contents.empty() ? nullptr : std::get_if<Piece>(&contents.back());
        last != nullptr && !last->isSubstitution)
        last->text += text;
    else
        contents.emplace_back(Piece{false, false, 0, std::move(text)});
}

void appendText(std::vector<Piece>& pieces, std::string text)
{
    if (!pieces.empty() && !pieces.back().isSubstitution)
        pieces.back().text += text;
    else
        pieces.push_back({false, false, 0, std::move(text)});
}

bool Reader::readCountedText(std::string& text)
{
    if (!has(2))
        return false;
    const std::size_t units = m_chunk.u16(m_at);
    m_at += 2;
    if (!has(2 * units))
        return false;
    appendUtf16(text, m_chunk.data() + m_at, units);
    m_at += 2 * units;
    return true;
}

bool Reader::readNameReference(std::string& name)
{
    if (!has(4))
        return false;
    const std::uint32_t offset = m_chunk.u32(m_at);
    const auto position = static_cast<std::uint32_t>(m_at - m_begin);
    m_at += 4;
    auto text = readName(m_chunk, offset);
    if (!text)
        return false;
    const bool isInline = offset == m_at;
    if (isInline) {
        const std::size_t size = nameSize(m_chunk, offset);
        if (!has(size))
            return false;
        m_at += size;
    }
    if (m_names)
        m_names->push_back({position, isInline, offset});
    name = std::move(*text);
    return true;
}

template <class Pieces> bool Reader::readPiece(std::uint8_t token, Pieces& pieces)
{
    switch (token & ~moreFlag) {
    case Text: {
        std::string text;
        if (!has(1) || m_chunk.u8(m_at) != static_cast<std::uint8_t>(ValueType::String))
            return false;
        ++m_at;
        if (!readCountedText(text))
            return false;
        appendText(pieces, std::move(text));
        return true;
    }
    case CData: {
        std::string text;
        if (!readCountedText(text))
            return false;
        appendText(pieces, std::move(text));
        return true;
    }
    case CharacterReference: {
        if (!has(2))
            return false;
        std::string text;
        appendUtf16(text, m_chunk.data() + m_at, 1);
        m_at += 2;
        appendText(pieces, std::move(text));
        return true;
    }
    case EntityReference: {
        std::string name;
        if (!readNameReference(name))
            return false;
        appendText(pieces, entity(name).value_or("&" + name + ";"));
        return true;
    }
    case NormalSubstitution:
    case OptionalSubstitution: {
        if (!has(3))
            return false;
        pieces.push_back(Piece{true, (token & ~moreFlag) == OptionalSubstitution, m_chunk.u16(m_at), {}});
        m_at += 3;
        return true;
    }
    default:
        return false;
    }
}

bool Reader::readAttributeValue(std::vector<Piece>& value)
{
    while (true) {
        const std::uint8_t kind = peek() & ~moreFlag;
        if (kind != Text && kind != CharacterReference && kind != EntityReference && kind != NormalSubstitution
            && kind != OptionalSubstitution)
            return true;
        if (!has(1) || ++m_nodes > maximumNodes)
            return false;
        const std::uint8_t token = m_chunk.u8(m_at++);
        if (!readPiece(token, value))
            return false;
    }
}

bool Reader::readAttributes(Element& element)
{
    while ((peek() & ~moreFlag) == AttributeToken) {
        ++m_at;
        if (++m_nodes > maximumNodes)
            return false;
        Attribute attribute;
        if (!readNameReference(attribute.name) || !readAttributeValue(attribute.value))
            return false;
        element.attributes.push_back(std::move(attribute));
    }
    return true;
}

bool Reader::readElement(Element& element, bool hasAttributes, int depth)
{
    if (depth > maximumDepth || ++m_nodes > maximumNodes)
        return false;
    // A dependency identifier of two bytes, then the size of the element. In a fragment that is a value the
    // identifier is missing; some writers leave it out elsewhere too, which a size beyond the chunk betrays.
    if (!m_inSubstitution && has(6) && m_chunk.u32(m_at + 2) <= m_chunk.size())
        m_at += 2;
    if (!has(4))
        return false;
    m_at += 4;
    if (!readNameReference(element.name))
        return false;
    if (hasAttributes) {
        if (!has(4))
            return false;
        m_at += 4;
    }
    if (!readAttributes(element) || !has(1))
        return false;
    const std::uint8_t close = m_chunk.u8(m_at++);
    if (close == CloseEmptyElement)
        return true;
    return close == CloseStartElement && readContents(element.content, depth + 1, true);
}

bool Reader::readInstance(Instance& instance)
{
    const auto found = readInstanceOnly(m_chunk, m_at - 1, m_end);
    if (!found)
        return false;
    instance = *found;
    InstanceValues values;
    if (!values.read(m_chunk, instance))
        return false;
    m_at = values.end();
    return true;
}

bool Reader::readContents(std::vector<Content>& out, int depth, bool inElement)
{
    while (m_at < m_end) {
        if (++m_nodes > maximumNodes)
            return false;
        const std::uint8_t token = m_chunk.u8(m_at++);
        switch (token & ~moreFlag) {
        case EndOfFragment:
            return !inElement;
        case EndElement:
            return inElement;
        case FragmentHeader:
            if (!has(3))
                return false;
            m_at += 3;
            break;
        case OpenStartElement: {
            auto element = std::make_unique<Element>();
            if (!readElement(*element, (token & moreFlag) != 0, depth))
                return false;
            out.emplace_back(std::move(element));
            break;
        }
        case TemplateInstance: {
            Instance instance;
            if (!readInstance(instance))
                return false;
            out.emplace_back(instance);
            break;
        }
        case InstructionTarget: {
            std::string name;
            if (!readNameReference(name))
                return false;
            break;
        }
        case InstructionData: {
            std::string text;
            if (!readCountedText(text))
                return false;
            break;
        }
        default:
            if (!readPiece(token, out))
                return false;
        }
    }
    return !inElement;
}

} // namespace

std::size_t nameSize(Bytes chunk, std::size_t offset) { return 8 + 2 * std::size_t{chunk.u16(offset + 6)} + 2; }

std::optional<std::string> readName(Bytes chunk, std::size_t offset)
{
    // Next name's offset (4), hash (2), number of units (2), the units, a NUL.
    if (!chunk.has(offset, 8) || !chunk.has(offset, nameSize(chunk, offset)))
        return std::nullopt;
    std::string name;
    appendUtf16(name, chunk.data() + offset + 8, chunk.u16(offset + 6));
    return name;
}

std::optional<Instance> readInstanceOnly(Bytes chunk, std::size_t begin, std::size_t end)
{
    end = std::min(end, chunk.size());
    if (begin + 4 <= end && chunk.u8(begin) == FragmentHeader)
        begin += 4;
    if (begin >= end || end - begin < 14 || (chunk.u8(begin) & ~moreFlag) != TemplateInstance)
        return std::nullopt;
    // Token, a byte, the template's short id (4), the offset of its definition (4), which may stand right here.
    Instance instance;
    instance.definition = chunk.u32(begin + 6);
    std::size_t at = begin + 10;
    if (!chunk.has(instance.definition, definitionHeaderSize))
        return std::nullopt;
    if (instance.definition == at)
        at += definitionHeaderSize + chunk.u32(at + 20);
    if (!chunk.has(at, 4) || at > end)
        return std::nullopt;
    instance.valueCount = chunk.u32(at);
    instance.valuesOffset = static_cast<std::uint32_t>(at + 4);
    if (instance.valueCount > (chunk.size() - instance.valuesOffset) / 4)
        return std::nullopt;
    return instance;
}

bool InstanceValues::read(Bytes chunk, const Instance& instance)
{
    m_values.clear();
    std::size_t data = instance.valuesOffset + 4 * std::size_t{instance.valueCount};
    for (std::uint32_t i = 0; i < instance.valueCount; ++i) {
        const std::size_t descriptor = instance.valuesOffset + 4 * std::size_t{i};
        const std::size_t size = chunk.u16(descriptor);
        if (!chunk.has(data, size))
            return false;
        m_values.push_back({chunk.sub(data, size), chunk.u8(descriptor + 2)});
        data += size;
    }
    m_end = data;
    return true;
}

std::optional<Fragment> readFragment(
    Bytes chunk, std::size_t begin, std::size_t end, bool inSubstitution, std::vector<NameUse>* names)
{
    Fragment fragment;
    Reader reader(chunk, begin, end, inSubstitution, names);
    if (!reader.readContents(fragment, 0, false))
        return std::nullopt;
    return fragment;
}

} // namespace rulewright::events::evtx
