// SPDX-License-Identifier: Apache-2.0
#include "core/events/evtx/render.h"

#include "core/events/evtx/binxml.h"
#include "core/events/evtx/file.h"

#include <algorithm>

namespace rulewright::events::evtx {

namespace {

constexpr int maximumNesting = 16;
constexpr int maximumInstances = 1'000; ///< nested templates could multiply without end
constexpr std::size_t maximumText = 4'000'000;

class Renderer {
public:
    explicit Renderer(Bytes chunk)
        : m_chunk(chunk)
    {
    }

    bool fragment(std::size_t begin, std::size_t end, bool inSubstitution, int indent, int nesting);

    [[nodiscard]] std::string take() && { return std::move(m_out); }

private:
    bool contents(const std::vector<Content>& contents, const InstanceValues& values, int indent, int nesting);
    bool element(const Element& element, const InstanceValues& values, int indent, int nesting);
    bool instance(const Instance& instance, int indent, int nesting);
    std::string text(const std::vector<Piece>& pieces, const InstanceValues& values) const;
    void newLine(int indent);

    Bytes m_chunk;
    std::string m_out;
    int m_instances = 0;
};

void appendEscaped(std::string& out, std::string_view text)
{
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            out += c;
        }
    }
}

std::string valueText(const TypedValue& value)
{
    std::string out;
    if (!value.isArray()) {
        appendValue(out, value);
        return out;
    }
    ArrayElements elements(value);
    for (TypedValue element; elements.next(element);) {
        if (!out.empty())
            out += ", ";
        appendValue(out, element);
    }
    return out;
}

bool isBinXml(const Content& content, const InstanceValues& values)
{
    const auto* piece = std::get_if<Piece>(&content);
    return piece && piece->isSubstitution && values.at(piece->index).scalarType() == ValueType::BinXml;
}

void Renderer::newLine(int indent)
{
    if (!m_out.empty())
        m_out += '\n';
    m_out.append(static_cast<std::size_t>(2 * indent), ' ');
}

std::string Renderer::text(const std::vector<Piece>& pieces, const InstanceValues& values) const
{
    std::string out;
    for (const Piece& piece : pieces)
        appendEscaped(out, piece.isSubstitution ? valueText(values.at(piece.index)) : piece.text);
    return out;
}

bool Renderer::element(const Element& element, const InstanceValues& values, int indent, int nesting)
{
    // A value that is an array of strings stands for as many elements.
    if (element.content.size() == 1) {
        const auto* piece = std::get_if<Piece>(&element.content.front());
        if (piece && piece->isSubstitution && values.at(piece->index).isArray()) {
            ArrayElements elements(values.at(piece->index));
            bool any = false;
            for (TypedValue one; elements.next(one); any = true) {
                std::string value;
                appendValue(value, one);
                newLine(indent);
                m_out += '<' + element.name + '>';
                appendEscaped(m_out, value);
                m_out += "</" + element.name + '>';
            }
            if (any)
                return m_out.size() < maximumText;
        }
    }
    newLine(indent);
    m_out += '<' + element.name;
    for (const Attribute& attribute : element.attributes) {
        const bool isNull = !attribute.value.empty() && std::ranges::all_of(attribute.value, [&](const Piece& piece) {
            return piece.isSubstitution && values.at(piece.index).isNull();
        });
        if (!isNull)
            m_out += ' ' + attribute.name + "=\"" + text(attribute.value, values) + '"';
    }
    if (element.content.empty()) {
        m_out += "/>";
        return m_out.size() < maximumText;
    }
    m_out += '>';
    const bool hasChildren = std::ranges::any_of(element.content,
        [&](const Content& content) { return !std::holds_alternative<Piece>(content) || isBinXml(content, values); });
    if (!contents(element.content, values, indent + 1, nesting))
        return false;
    if (hasChildren)
        newLine(indent);
    m_out += "</" + element.name + '>';
    return m_out.size() < maximumText;
}

bool Renderer::contents(const std::vector<Content>& contents, const InstanceValues& values, int indent, int nesting)
{
    for (const Content& content : contents) {
        bool isWhole = true;
        if (const auto* child = std::get_if<std::unique_ptr<Element>>(&content)) {
            isWhole = element(**child, values, indent, nesting);
        } else if (const auto* nested = std::get_if<Instance>(&content)) {
            isWhole = instance(*nested, indent, nesting + 1);
        } else if (isBinXml(content, values)) {
            const TypedValue value = values.at(std::get<Piece>(content).index);
            const auto begin = static_cast<std::size_t>(value.bytes.data() - m_chunk.data());
            isWhole = value.bytes.size() == 0 || fragment(begin, begin + value.bytes.size(), true, indent, nesting + 1);
        } else {
            m_out += text({std::get<Piece>(content)}, values);
        }
        if (!isWhole)
            return false;
    }
    return true;
}

bool Renderer::instance(const Instance& instance, int indent, int nesting)
{
    const std::size_t begin = instance.definition + definitionHeaderSize;
    InstanceValues values;
    if (nesting > maximumNesting || ++m_instances > maximumInstances || !values.read(m_chunk, instance))
        return false;
    const auto definition = readFragment(m_chunk, begin, begin + m_chunk.u32(begin - 4), false, nullptr);
    return definition && contents(*definition, values, indent, nesting);
}

bool Renderer::fragment(std::size_t begin, std::size_t end, bool inSubstitution, int indent, int nesting)
{
    if (nesting > maximumNesting)
        return false;
    if (const auto only = readInstanceOnly(m_chunk, begin, end))
        return instance(*only, indent, nesting);
    const auto parsed = readFragment(m_chunk, begin, end, inSubstitution, nullptr);
    return parsed && contents(*parsed, {}, indent, nesting);
}

} // namespace

std::optional<std::string> renderRecord(Bytes chunk, std::size_t recordOffset)
{
    const std::uint32_t size = chunk.u32(recordOffset + 4);
    if (size < recordHeaderSize + 4 || !chunk.has(recordOffset, size))
        return std::nullopt;
    Renderer renderer(chunk);
    if (!renderer.fragment(recordOffset + recordHeaderSize, recordOffset + size - 4, false, 0, 0))
        return std::nullopt;
    return std::move(renderer).take();
}

} // namespace rulewright::events::evtx
