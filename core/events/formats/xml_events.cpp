// SPDX-License-Identifier: Apache-2.0
// The only file that includes pugixml.
#include "core/events/formats/xml_events.h"

#include "core/events/formats/xml_scan.h"
#include "core/events/formats/xml_text.h"
#include "core/text/source.h"

#include <pugixml.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace rulewright::events {

namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr int maximumDepth = 512;
constexpr std::size_t maximumNameLength = 4'096;
/// Line ends stay as they are: an EVTX file has them, too.
constexpr unsigned parseOptions
    = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_wconv_attribute | pugi::parse_ws_pcdata_single;

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string_view localName(const char* name)
{
    const std::string_view whole(name);
    const std::size_t colon = whole.rfind(':');
    return colon == npos ? whole : whole.substr(colon + 1);
}

bool isNamespace(std::string_view attribute) { return attribute == "xmlns" || attribute.starts_with("xmlns:"); }

struct Stop {
    std::string_view reason;
};

/// One walk over one Event.
class Walk {
public:
    explicit Walk(RecordNames& names)
        : m_names(names)
    {
    }

    void run(pugi::xml_node event)
    {
        using Part = RecordNames::Part;
        for (pugi::xml_node child : event.children()) {
            const std::string_view name = localName(child.name());
            if (child.type() != pugi::node_element)
                continue;
            if (name == "System") {
                const auto before = m_names.enter(Part::System);
                elements(child, "", 2, true);
                m_names.enter(before);
            } else if (name == "EventData") {
                const auto before = m_names.enter(Part::EventData);
                eventData(child);
                m_names.enter(before);
            } else if (name == "UserData") {
                const auto before = m_names.enter(Part::UserData);
                for (pugi::xml_node wrapper : child.children()) {
                    if (wrapper.type() == pugi::node_element)
                        elements(wrapper, "", 3, false);
                }
                m_names.enter(before);
            } else {
                const auto before = m_names.enter(Part::EventData);
                element(child, std::string(name), 2, false);
                m_names.enter(before);
            }
        }
    }

private:
    static std::string text(pugi::xml_node node)
    {
        std::string all;
        for (pugi::xml_node child : node.children()) {
            if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
                all += child.value();
        }
        return all;
    }

    void elements(pugi::xml_node parent, const std::string& prefix, int depth, bool isSystem)
    {
        for (pugi::xml_node child : parent.children()) {
            if (child.type() != pugi::node_element)
                continue;
            const std::string_view name = localName(child.name());
            element(child, prefix.empty() ? std::string(name) : prefix + "." + std::string(name), depth, isSystem);
        }
    }

    void element(pugi::xml_node node, const std::string& name, int depth, bool isSystem)
    {
        if (depth > maximumDepth)
            throw Stop{"elements nested deeper than 512 levels"};
        if (name.size() > maximumNameLength)
            throw Stop{"a field's name of more than 4,096 bytes"};
        bool hasAttributes = false;
        for (const pugi::xml_attribute attribute : node.attributes()) {
            if (isNamespace(attribute.name()))
                continue;
            hasAttributes = true;
            m_names.add(name + "_" + std::string(localName(attribute.name())), attribute.value());
        }
        const bool hasElements = std::ranges::any_of(
            node.children(), [](pugi::xml_node child) { return child.type() == pugi::node_element; });
        if (hasElements) {
            elements(node, name, depth + 1, isSystem);
            return;
        }
        const std::string value = text(node);
        if (!value.empty() || (!isSystem && !hasAttributes))
            m_names.add(name, value);
        else if (!hasAttributes)
            m_names.addNull(name);
    }

    void eventData(pugi::xml_node data)
    {
        bool hasElements = false;
        for (pugi::xml_node child : data.children()) {
            if (child.type() != pugi::node_element)
                continue;
            hasElements = true;
            const std::string_view element_ = localName(child.name());
            const std::string_view name = child.attribute("Name").value();
            const bool isData = element_ == "Data" || element_ == "ComplexData";
            if (!isData) {
                element(child, std::string(element_), 3, false);
                continue;
            }
            if (name.size() > maximumNameLength)
                throw Stop{"a field's name of more than 4,096 bytes"};
            const bool isNested = std::ranges::any_of(
                child.children(), [](pugi::xml_node inner) { return inner.type() == pugi::node_element; });
            if (isNested)
                elements(child, std::string(name), 4, false);
            else
                m_names.add(name.empty() ? std::string_view("Data") : name, text(child));
        }
        if (const std::string value = text(data); !hasElements && !std::ranges::all_of(value, isBlank))
            m_names.add("Data", value);
    }

    RecordNames& m_names;
};

/// A tag, a comment or a declaration; <14> is a priority of syslog.
bool beginsMarkup(std::string_view text)
{
    if (text.size() < 2 || text[0] != '<')
        return false;
    const char c = text[1];
    return c == '?' || c == '!' || c == '/' || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
        || static_cast<unsigned char>(c) >= 0x80;
}

std::size_t skipBlanks(std::string_view text, std::size_t at)
{
    while (at < text.size() && isBlank(text[at]))
        ++at;
    return at;
}

class Reading {
public:
    explicit Reading(ReadContext& context)
        : m_context(context)
    {
    }

    std::size_t read(const Slice& slice)
    {
        const std::string_view text = slice.text;
        std::size_t at = 0;
        std::size_t lineAt = 0;
        std::uint32_t line = slice.line;
        if (slice.offset == 0) {
            const std::size_t begin = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
            m_isWestern = declaresWestern(text.substr(begin));
            m_hasRoot = findEventXml(text, begin) != skipBlanks(text, begin);
        }
        while (!m_context.task.isStopped()) {
            bool waits = false;
            const std::size_t begin = nextEvent(text, at, slice.isLast, waits);
            if (waits)
                return begin;
            if (begin == npos) {
                const std::size_t rest = slice.isLast ? text.size() : std::max(at, beginOfRest(text));
                noteLostLines(text.substr(at, rest - at), line, text.substr(lineAt, at - lineAt));
                return rest;
            }
            noteLostLines(text.substr(at, begin - at), line, text.substr(lineAt, at - lineAt));
            line += static_cast<std::uint32_t>(std::ranges::count(text.substr(lineAt, begin - lineAt), '\n'));
            lineAt = begin;
            std::size_t end = endOfEvent(text, begin);
            if (end == npos && !slice.isLast)
                return begin;
            if (end == npos) {
                m_context.log.skip("broken XML", line, "an Event does not end");
                return text.size();
            }
            readEvent(text.substr(begin, end - begin), slice.offset + begin, line);
            at = end;
        }
        return at;
    }

private:
    /// The beginning of the line in which an Event may begin that goes on behind the text.
    static std::size_t beginOfRest(std::string_view text)
    {
        const std::size_t rest = text.size() - std::min(text.size(), longestEventBeginning);
        const std::size_t lineEnd = text.rfind('\n', rest);
        return lineEnd == npos ? rest : lineEnd + 1;
    }

    /// Lines of another log among Events without a root. `line` is where `passed` begins, and `gap` behind that.
    void noteLostLines(std::string_view gap, std::uint32_t line, std::string_view passed)
    {
        if (m_hasRoot)
            return;
        std::size_t at = skipBlanks(gap, 0);
        if (at == gap.size())
            return;
        line += static_cast<std::uint32_t>(std::ranges::count(passed, '\n'));
        line += static_cast<std::uint32_t>(std::ranges::count(gap.substr(0, at), '\n'));
        while (at < gap.size()) {
            const std::size_t end = std::min(gap.find('\n', at), gap.size());
            const std::size_t first = skipBlanks(gap, at);
            if (first < end && !beginsMarkup(gap.substr(first)))
                m_context.log.skip("a line that stands in no Event", line);
            ++line;
            at = end + 1;
        }
    }

    void readEvent(std::string_view element, std::uint64_t offset, std::uint32_t line)
    {
        m_context.begin(offset, element.size());
        std::string repaired;
        bool isRepaired = false;
        if (!isAscii(element)) {
            if (std::string valid = toValidUtf8(element); valid != element) {
                isRepaired = !m_isWestern;
                repaired = m_isWestern ? fromWestern(element) : std::move(valid);
                element = repaired;
            }
        }
        const auto whole = withoutZeros(element);
        if (whole)
            element = *whole;
        RecordNames names(m_context.builder);
        const std::string_view problem = addEventXml(element, names);
        if (!problem.empty()) {
            m_context.builder.dropEvent();
            m_context.log.skip("broken XML", line, problem);
            return;
        }
        if (isRepaired)
            m_context.log.note("bytes that are no UTF-8 were replaced by U+FFFD", line);
        if (whole)
            m_context.log.note("zero bytes were replaced by U+FFFD", line);
        names.finish();
        m_context.end();
    }

    ReadContext& m_context;
    bool m_isWestern = false;
    bool m_hasRoot = false; ///< something stands around the Events, or before the first
};

} // namespace

bool looksLikeEventXml(std::string_view head)
{
    const std::size_t begin = skipBlanks(head, 0);
    return beginsMarkup(head.substr(begin)) && findEventXml(head, 0) != npos;
}

std::string_view addEventXml(std::string_view element, RecordNames& names)
{
    pugi::xml_document document;
    const pugi::xml_parse_result parsed
        = document.load_buffer(element.data(), element.size(), parseOptions, pugi::encoding_utf8);
    if (!parsed)
        return parsed.status == pugi::status_end_element_mismatch ? "a tag is closed that is not open"
                                                                  : "a tag, an attribute or a reference is malformed";
    const pugi::xml_node event = document.document_element();
    if (event.child("System").empty() && std::ranges::none_of(event.children(), [](pugi::xml_node child) {
            return localName(child.name()) == "System";
        }))
        return "an Event has no System";
    try {
        Walk(names).run(event);
    } catch (const Stop& stop) {
        return stop.reason;
    }
    return {};
}

SliceReader openEventXml(ReadContext& context)
{
    return [reading = Reading(context)](const Slice& slice) mutable { return reading.read(slice); };
}

} // namespace rulewright::events
