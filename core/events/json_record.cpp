// SPDX-License-Identifier: Apache-2.0
// The only file that includes simdjson. Its exceptions, and ours, do not leave this file.
#include "core/events/json_record.h"

#include "core/events/json_scan.h"
#include "core/events/padded_text.h"
#include "core/events/raw_text.h"
#include "core/events/record_names.h"

#include <simdjson.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace rulewright::events {

namespace {

namespace od = simdjson::ondemand;
using Outcome = JsonRecordReader::Outcome;
using Part = RecordNames::Part;

static_assert(PaddedText::padding >= simdjson::SIMDJSON_PADDING);

/// Ends a walk at a limit of ours.
struct Stop {
    Outcome outcome;
};

bool isNamespace(std::string_view attribute) { return attribute == "xmlns" || attribute.starts_with("xmlns:"); }

/// Whether a member of an XML element's object is about its attributes. `#attributes` and `#text` are the names
/// of SigmaHQ's files (the `evtx` crate's), `@name` those of xmltodict and its kin.
bool isAttribute(std::string_view key) { return key == "#attributes" || key.starts_with('@') || isNamespace(key); }

/// The evtx crate writes the attributes of an element X as an object X_attributes where it is asked to.
constexpr std::string_view attributesSuffix = "_attributes";

/// Names under which the text of a Data element with a name stands.
bool isDataText(std::string_view key) { return key == "#text" || key == "Value" || key == "value" || key == "content"; }

/// One walk over one record.
class Walk {
public:
    Walk(RecordNames& names, std::string& path)
        : m_names(names)
        , m_path(path)
    {
        m_path.clear();
    }

    /// The object is part of a record.
    void setEmbedded() { m_isEmbedded = true; }

    void run(od::document& document)
    {
        for (od::field entry : od::object(document.get_object())) {
            const std::string_view key = entry.unescaped_key(true);
            od::value value = entry.value();
            if ((key == "Event" && windowsEvent(value)) || (key == "result" && splunkResult(value))
                || (key == "_source" && unwrapped(value)) || (key == "EventData" && embeddedData(value))
                || (key == "fields" && isHitWithFields() && unwrapped(value)))
                continue;
            if (key == "Event_attributes") { // beside an Event, which has none
                discard(value, 1);
                continue;
            }
            m_hasPreview |= key == "preview";
            m_isHit |= key == "_index";
            member(key, value, 1);
        }
        if (!document.at_end())
            throw simdjson::simdjson_error(simdjson::TRAILING_CONTENT);
    }

private:
    /// Makes the path longer by a name while it lives.
    class Scope {
    public:
        Scope(std::string& path, std::string_view separator, std::string_view name)
            : m_path(path)
            , m_length(path.size())
        {
            if (m_length + separator.size() + name.size() > JsonRecordReader::maximumNameLength)
                throw Stop{Outcome::NameTooLong};
            path += separator;
            path += name;
        }

        ~Scope() { m_path.resize(m_length); }

        Scope(const Scope&) = delete;
        Scope& operator=(const Scope&) = delete;

    private:
        std::string& m_path;
        std::size_t m_length;
    };

    /// Values stand in another part while it lives.
    class Within {
    public:
        Within(RecordNames& names, Part part)
            : m_names(names)
            , m_before(names.enter(part))
        {
        }

        ~Within() { m_names.enter(m_before); }

        Within(const Within&) = delete;
        Within& operator=(const Within&) = delete;

    private:
        RecordNames& m_names;
        Part m_before;
    };

    static void check(std::uint32_t depth)
    {
        if (depth >= JsonRecordReader::maximumDepth)
            throw Stop{Outcome::TooDeep};
    }

    void member(std::string_view key, od::value& value, std::uint32_t depth)
    {
        const Scope scope(m_path, m_isTop ? "" : ".", key);
        const bool wasTop = std::exchange(m_isTop, false);
        walk(value, depth);
        m_isTop = wasTop;
    }

    /// A scalar's text: a string's content, a number as written, true or false. Null has none.
    static std::optional<std::string_view> scalar(od::value& value, od::json_type type)
    {
        switch (type) {
        case od::json_type::string:
            return std::string_view(value.get_string(true));
        case od::json_type::boolean:
            return value.get_bool() ? "true" : "false";
        case od::json_type::null:
            if (!value.is_null())
                throw simdjson::simdjson_error(simdjson::N_ATOM_ERROR);
            return std::nullopt;
        default:
            break;
        }
        std::string_view token = value.raw_json_token();
        while (!token.empty() && isJsonBlank(token.back()))
            token.remove_suffix(1);
        if (!isJsonNumber(token))
            throw simdjson::simdjson_error(simdjson::NUMBER_ERROR);
        return token;
    }

    /// Any value under the path: an object's members with dots, an array's elements as values.
    void walk(od::value& value, std::uint32_t depth)
    {
        const od::json_type type = value.type();
        if (type == od::json_type::object) {
            check(depth);
            for (od::field entry : value.get_object()) {
                const std::string_view key = entry.unescaped_key(true);
                od::value inner = entry.value();
                if (m_isXml)
                    xmlMember(key, inner, depth + 1);
                else
                    member(key, inner, depth + 1);
            }
        } else if (type == od::json_type::array) {
            array(value, depth);
        } else if (const auto text = scalar(value, type)) {
            m_names.add(m_path, *text);
        } else {
            m_names.addNull(m_path);
        }
    }

    void array(od::value& value, std::uint32_t depth)
    {
        check(depth);
        bool isEmpty = true;
        for (od::value element : value.get_array()) {
            isEmpty = false;
            if (element.type() == od::json_type::object) {
                m_names.beginElement(m_path);
                walk(element, depth + 1);
                m_names.endElement();
            } else {
                walk(element, depth + 1);
            }
        }
        if (isEmpty)
            m_names.addNull(m_path);
    }

    /// Checks a value without adding anything.
    void discard(od::value& value, std::uint32_t depth)
    {
        const Within within(m_names, Part::Nowhere);
        walk(value, depth);
    }

    /// A member of an object that stands for an XML element: its text, an attribute, or an element inside.
    void xmlMember(std::string_view key, od::value& value, std::uint32_t depth)
    {
        if (key == "#attributes" && value.type() == od::json_type::object) {
            check(depth);
            for (od::field entry : value.get_object()) {
                const std::string_view name = entry.unescaped_key(true);
                od::value inner = entry.value();
                attribute(name, inner, depth + 1);
            }
        } else if (key.ends_with(attributesSuffix) && value.type() == od::json_type::object) {
            check(depth);
            const Scope scope(m_path, m_isTop ? "" : ".", key.substr(0, key.size() - attributesSuffix.size()));
            const bool wasTop = std::exchange(m_isTop, false);
            for (od::field entry : value.get_object()) {
                const std::string_view name = entry.unescaped_key(true);
                od::value inner = entry.value();
                attribute(name, inner, depth + 1);
            }
            m_isTop = wasTop;
        } else if (isAttribute(key)) {
            attribute(key.starts_with('@') ? key.substr(1) : key, value, depth);
        } else if (key == "#text" && !m_isTop) {
            walk(value, depth);
        } else {
            member(key, value, depth);
        }
    }

    void attribute(std::string_view name, od::value& value, std::uint32_t depth)
    {
        if (isNamespace(name)) {
            discard(value, depth);
            return;
        }
        const Scope scope(m_path, m_isTop ? "" : "_", name);
        const bool wasTop = std::exchange(m_isTop, false);
        walk(value, depth);
        m_isTop = wasTop;
    }

    /// A search that asks for `fields` instead of `_source`: each is an array.
    bool isHitWithFields() const { return m_isHit && !m_hasSource; }

    /// An object whose members are the record's: Elasticsearch's `_source`.
    bool unwrapped(od::value& value)
    {
        if (value.type() != od::json_type::object)
            return false;
        m_hasSource = true;
        for (od::field entry : value.get_object()) {
            const std::string_view key = entry.unescaped_key(true);
            od::value inner = entry.value();
            if (key != "Event" || !windowsEvent(inner))
                member(key, inner, 2);
        }
        return true;
    }

    /// `{"preview":false,"result":{…}}`, as Splunk exports it.
    bool splunkResult(od::value& value)
    {
        if (value.type() != od::json_type::object)
            return false;
        od::object result = value.get_object();
        bool isSplunk = m_hasPreview;
        for (const std::string_view name : {"_raw", "_time", "sourcetype"}) {
            od::value found;
            isSplunk = isSplunk || result.find_field_unordered(name).get(found) == simdjson::SUCCESS;
        }
        (void)result.reset().value();
        if (!isSplunk) {
            const Scope scope(m_path, "", "result");
            m_isTop = false;
            for (od::field entry : result) {
                const std::string_view key = entry.unescaped_key(true);
                od::value inner = entry.value();
                member(key, inner, 2);
            }
            m_isTop = true;
            return true;
        }
        m_names.setSplunk();
        for (od::field entry : result) {
            const std::string_view key = entry.unescaped_key(true);
            od::value inner = entry.value();
            member(key, inner, 2);
        }
        return true;
    }

    /// The data of a Windows event as xmltodict has it: `{"Data":[{"@Name":…,"#text":…}]}`. Any other is an object.
    bool embeddedData(od::value& value)
    {
        if (!m_isEmbedded || value.type() != od::json_type::object)
            return false;
        m_isXml = true;
        const Within within(m_names, Part::EventData);
        eventData(value, 1);
        m_isXml = false;
        return true;
    }

    /// `{"Event":{"System":…,"EventData":…}}`; false, and nothing done, where there is no System.
    bool windowsEvent(od::value& value)
    {
        if (value.type() != od::json_type::object)
            return false;
        od::object event = value.get_object();
        od::value system;
        const bool isWindows = event.find_field_unordered("System").get(system) == simdjson::SUCCESS;
        (void)event.reset().value();
        m_isXml = isWindows;
        const Scope scope(m_path, "", isWindows ? "" : "Event");
        m_isTop = isWindows;
        for (od::field entry : event) {
            const std::string_view key = entry.unescaped_key(true);
            od::value inner = entry.value();
            if (isWindows)
                eventMember(key, inner);
            else
                member(key, inner, 2);
        }
        m_isXml = false;
        m_isTop = true;
        return true;
    }

    void eventMember(std::string_view key, od::value& value)
    {
        if (isAttribute(key)) {
            discard(value, 2);
        } else if (key == "System") {
            const Within within(m_names, Part::System);
            elements(value, 2);
        } else if (key == "EventData") {
            const Within within(m_names, Part::EventData);
            eventData(value, 2);
        } else if (key == "UserData") {
            const Within within(m_names, Part::UserData);
            userData(value, 2);
        } else {
            member(key, value, 2);
        }
    }

    /// The members of System, or of a wrapper in UserData: elements by name.
    void elements(od::value& value, std::uint32_t depth)
    {
        if (value.type() != od::json_type::object) {
            discard(value, depth);
            return;
        }
        for (od::field entry : value.get_object()) {
            const std::string_view key = entry.unescaped_key(true);
            od::value inner = entry.value();
            xmlMember(key, inner, depth + 1);
        }
    }

    /// What stands below the one wrapper element; a text of its own keeps its name.
    void userData(od::value& value, std::uint32_t depth)
    {
        if (value.type() != od::json_type::object) {
            discard(value, depth);
            return;
        }
        for (od::field entry : value.get_object()) {
            const std::string_view key = entry.unescaped_key(true);
            od::value wrapper = entry.value();
            const od::json_type type = wrapper.type();
            if (isAttribute(key) || type == od::json_type::null)
                discard(wrapper, depth + 1);
            else if (type == od::json_type::object)
                elements(wrapper, depth + 1);
            else
                member(key, wrapper, depth + 1);
        }
    }

    /// Named elements, unnamed Data, or a list of Data objects.
    void eventData(od::value& value, std::uint32_t depth)
    {
        const od::json_type type = value.type();
        if (type == od::json_type::array) {
            dataItem(value, depth);
        } else if (type != od::json_type::object) {
            const auto text = scalar(value, type);
            if (text && !text->empty())
                m_names.add("Data", *text);
        } else {
            for (od::field entry : value.get_object()) {
                const std::string_view key = entry.unescaped_key(true);
                od::value inner = entry.value();
                if (key == "Data") {
                    dataItem(inner, depth + 1);
                } else if (key == "#text") {
                    member("Data", inner, depth + 1);
                } else if (isAttribute(key)) {
                    const Scope scope(m_path, "", "EventData");
                    m_isTop = false;
                    xmlMember(key, inner, depth + 1);
                    m_isTop = true;
                } else {
                    member(key, inner, depth + 1);
                }
            }
        }
    }

    /// One Data: its text, or an object with its name and text, or a list of these.
    void dataItem(od::value& value, std::uint32_t depth)
    {
        const od::json_type type = value.type();
        if (type == od::json_type::array) {
            check(depth);
            for (od::value element : value.get_array())
                dataItem(element, depth + 1);
            return;
        }
        if (type != od::json_type::object) {
            member("Data", value, depth);
            return;
        }
        check(depth);
        std::optional<std::string_view> name;
        std::vector<std::string_view> texts; // a text may stand before the name
        bool hasList = false;
        for (od::field entry : value.get_object()) {
            const std::string_view key = entry.unescaped_key(true);
            od::value inner = entry.value();
            const od::json_type innerType = inner.type();
            const bool isScalar = innerType != od::json_type::object && innerType != od::json_type::array;
            if (key == "#attributes" && innerType == od::json_type::object) {
                for (od::field attributeEntry : inner.get_object()) {
                    const std::string_view attributeName = attributeEntry.unescaped_key(true);
                    od::value attributeValue = attributeEntry.value();
                    if (attributeName == "Name" && attributeValue.type() == od::json_type::string)
                        name = attributeValue.get_string(true);
                    else
                        discard(attributeValue, depth + 2);
                }
            } else if ((key == "@Name" || key == "Name") && innerType == od::json_type::string) {
                name = inner.get_string(true);
            } else if (isDataText(key) && isScalar) {
                texts.push_back(scalar(inner, innerType).value_or(std::string_view()));
            } else if (key == "#text") {
                member(name.value_or("Data"), inner, depth + 1);
                hasList = true;
            } else if (key == "Data") {
                dataItem(inner, depth + 1);
            } else {
                xmlMember(key, inner, depth + 1);
            }
        }
        if (name && texts.empty() && !hasList)
            texts.emplace_back();
        const Scope scope(m_path, "", name.value_or("Data"));
        for (const std::string_view text : texts)
            m_names.add(m_path, text);
    }

    RecordNames& m_names;
    std::string& m_path;
    bool m_hasPreview = false;
    bool m_isHit = false; ///< of a search in Elasticsearch
    bool m_hasSource = false;
    bool m_isEmbedded = false;
    bool m_isTop = true; ///< a member's name stands alone, without the names of the objects around it
    bool m_isXml = false; ///< objects stand for XML elements
};

} // namespace

struct JsonRecordReader::State {
    od::parser parser;
    KnownNames known;
    std::string path;
};

JsonRecordReader::JsonRecordReader()
    : m_state(std::make_unique<State>())
{
}

JsonRecordReader::JsonRecordReader(JsonRecordReader&&) noexcept = default;
JsonRecordReader& JsonRecordReader::operator=(JsonRecordReader&&) noexcept = default;
JsonRecordReader::~JsonRecordReader() = default;

Outcome JsonRecordReader::read(std::string_view record, EventSetBuilder& builder)
{
    RecordNames names(builder, m_state->known);
    const Outcome outcome = walk(record, names, false);
    if (outcome != Outcome::Read)
        return outcome;
    if (const std::string raw = names.takeRaw(); !raw.empty())
        addRawText(raw, names);
    names.finish();
    return outcome;
}

Outcome JsonRecordReader::addTo(std::string_view object, RecordNames& names) { return walk(object, names, true); }

Outcome addJsonObject(std::string_view object, RecordNames& names)
{
    // A walk over an object reads no raw text in it: the reader is not called from within itself.
    static thread_local JsonRecordReader reader;
    const PaddedText padded(object);
    return reader.addTo(padded.text(), names);
}

Outcome JsonRecordReader::walk(std::string_view object, RecordNames& names, bool isEmbedded)
{
    try {
        od::document document
            = m_state->parser.iterate(object.data(), object.size(), object.size() + PaddedText::padding);
        Walk walk(names, m_state->path);
        if (isEmbedded)
            walk.setEmbedded();
        walk.run(document);
    } catch (const Stop& stop) {
        return stop.outcome;
    } catch (const simdjson::simdjson_error& error) {
        return error.error() == simdjson::UTF8_ERROR ? Outcome::InvalidUtf8 : Outcome::Broken;
    }
    return Outcome::Read;
}

} // namespace rulewright::events
