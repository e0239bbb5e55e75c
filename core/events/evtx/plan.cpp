// SPDX-License-Identifier: Apache-2.0
#include "core/events/evtx/plan.h"

#include <algorithm>
#include <iterator>

namespace rulewright::events::evtx {

namespace {

/// A Place that is stored only where BinXML may stand in it.
struct PlaceView {
    Place::Kind kind = Place::Kind::Document;
    std::string_view prefix;
};

PlaceView viewOf(const Place& place) { return {place.kind, place.prefix}; }

class Planner {
public:
    void contents(std::vector<Content>& contents, const Place& place);

    [[nodiscard]] Plan take() && { return std::move(m_plan); }

private:
    void element(Element& element, const Place& place);
    void data(Element& element, const Place& place);
    void leaf(Element& element, const std::string& name, bool isSystem);
    void attributes(Element& element, const std::string& name, bool isSystem);
    void put(Step::Kind kind, const std::string& name, bool isSystem, std::vector<Piece> pieces, PlaceView place);

    std::uint32_t placeIndex(PlaceView place);

    Plan m_plan;
};

/// Takes the texts out of an element's pieces.
std::vector<Piece> takePieces(Element& element)
{
    std::vector<Piece> pieces;
    for (Content& content : element.content) {
        if (auto* piece = std::get_if<Piece>(&content))
            pieces.push_back(std::move(*piece));
    }
    return pieces;
}

bool isBlank(const Piece& piece)
{
    return !piece.isSubstitution && piece.text.find_first_not_of(" \t\r\n") == std::string::npos;
}

bool isBlank(const std::vector<Piece>& pieces)
{
    return std::ranges::all_of(pieces, [](const Piece& piece) { return isBlank(piece); });
}

bool isBlank(const Element& element)
{
    return std::ranges::all_of(element.content, [](const Content& content) {
        const auto* piece = std::get_if<Piece>(&content);
        return piece == nullptr || isBlank(*piece);
    });
}

bool hasElements(const Element& element)
{
    return std::ranges::any_of(
        element.content, [](const Content& content) { return !std::holds_alternative<Piece>(content); });
}

bool isNamespace(std::string_view attribute) { return attribute == "xmlns" || attribute.starts_with("xmlns:"); }

std::uint32_t Planner::placeIndex(PlaceView place)
{
    const auto found = std::ranges::find_if(
        m_plan.places, [&](const Place& known) { return known.kind == place.kind && known.prefix == place.prefix; });
    if (found != m_plan.places.end())
        return static_cast<std::uint32_t>(found - m_plan.places.begin());
    m_plan.places.push_back({place.kind, std::string(place.prefix)});
    return static_cast<std::uint32_t>(m_plan.places.size() - 1);
}

void Planner::put(Step::Kind kind, const std::string& name, bool isSystem, std::vector<Piece> pieces, PlaceView place)
{
    Step step;
    step.kind = kind;
    step.isSystem = isSystem;
    step.isTime = isSystem && name == "TimeCreated_SystemTime";
    step.isRecordId = isSystem && name == "EventRecordID";
    step.name = static_cast<std::uint32_t>(m_plan.names.size());
    m_plan.names.push_back(name);
    step.firstPiece = static_cast<std::uint32_t>(m_plan.pieces.size());
    step.pieceCount = static_cast<std::uint32_t>(pieces.size());
    const bool mayNest = kind == Step::Kind::NestedInstance
        || std::ranges::any_of(pieces, [](const Piece& piece) { return piece.isSubstitution; });
    step.place = mayNest ? placeIndex(place) : 0;
    std::ranges::move(pieces, std::back_inserter(m_plan.pieces));
    m_plan.steps.push_back(step);
}

void Planner::attributes(Element& element, const std::string& name, bool isSystem)
{
    for (Attribute& attribute : element.attributes) {
        if (!isNamespace(attribute.name))
            put(Step::Kind::PutAttribute, name + '_' + attribute.name, isSystem, std::move(attribute.value),
                PlaceView{Place::Kind::Deeper, name});
    }
}

/// An element whose text is the value of `name`, whose attributes are name_attribute, and whose own elements are
/// name.element.
void Planner::leaf(Element& element, const std::string& name, bool isSystem)
{
    std::vector<Piece> pieces = takePieces(element);
    const bool hasText = !isBlank(pieces);
    const bool bracketed = isSystem && !hasText && !hasElements(element);
    const PlaceView inside{Place::Kind::Deeper, name};
    if (bracketed)
        put(Step::Kind::BeginElement, name, isSystem, {}, inside);
    attributes(element, name, isSystem);
    if (bracketed) {
        put(Step::Kind::EndElement, name, isSystem, {}, inside);
        return;
    }
    const bool hasAttributes = std::ranges::any_of(
        element.attributes, [](const Attribute& attribute) { return !isNamespace(attribute.name); });
    if (hasText || (!hasElements(element) && !hasAttributes))
        put(hasAttributes ? Step::Kind::PutAttribute : Step::Kind::Put, name, isSystem, std::move(pieces), inside);
    if (hasElements(element))
        contents(element.content, {Place::Kind::Deeper, name});
}

/// An element below EventData: `Data` with or without Name, or one with a name of its own.
void Planner::data(Element& element, const Place& place)
{
    const auto named = std::ranges::find(element.attributes, std::string_view("Name"), &Attribute::name);
    if (element.name != "Data" || named == element.attributes.end()) {
        leaf(element, element.name, false);
        return;
    }
    const auto isText = [](const Piece& piece) { return !piece.isSubstitution; };
    if (std::ranges::all_of(named->value, isText)) {
        std::string name;
        for (const Piece& piece : named->value)
            name += piece.text;
        std::vector<Piece> pieces = takePieces(element);
        if (!isBlank(pieces) || !hasElements(element))
            put(Step::Kind::Put, name, false, std::move(pieces), PlaceView{Place::Kind::Deeper, name});
        if (hasElements(element))
            contents(element.content, {Place::Kind::Deeper, name});
        return;
    }
    std::vector<Piece> pieces = named->value;
    std::ranges::move(takePieces(element), std::back_inserter(pieces));
    put(Step::Kind::PutNamed, "Data", false, std::move(pieces), viewOf(place));
    m_plan.steps.back().nameCount = static_cast<std::uint32_t>(named->value.size());
}

void Planner::element(Element& element, const Place& place)
{
    switch (place.kind) {
    case Place::Kind::Document:
        contents(element.content, {element.name == "Event" ? Place::Kind::Event : Place::Kind::Wrapper, {}});
        return;
    case Place::Kind::Event:
        if (element.name == "System")
            contents(element.content, {Place::Kind::System, {}});
        else if (element.name == "EventData")
            contents(element.content, {Place::Kind::EventData, {}});
        else if (element.name == "UserData")
            contents(element.content, {Place::Kind::UserData, {}});
        else
            leaf(element, element.name, false);
        return;
    case Place::Kind::System:
        leaf(element, element.name, true);
        return;
    case Place::Kind::EventData:
        data(element, place);
        return;
    case Place::Kind::UserData:
        if (hasElements(element) || isBlank(element))
            contents(element.content, {Place::Kind::Wrapper, {}});
        else
            put(Step::Kind::Put, element.name, false, takePieces(element), PlaceView{Place::Kind::Wrapper, {}});
        return;
    case Place::Kind::Wrapper:
        leaf(element, element.name, false);
        return;
    case Place::Kind::Deeper:
        leaf(element, place.prefix + '.' + element.name, false);
        return;
    }
}

void Planner::contents(std::vector<Content>& contents, const Place& place)
{
    for (Content& content : contents) {
        if (const auto* child = std::get_if<std::unique_ptr<Element>>(&content)) {
            element(**child, place);
        } else if (const auto* instance = std::get_if<Instance>(&content)) {
            put(Step::Kind::NestedInstance, {}, false, {}, viewOf(place));
            m_plan.steps.back().instance = *instance;
        } else if (const auto& piece = std::get<Piece>(content);
            piece.isSubstitution && place.kind != Place::Kind::Deeper) {
            put(Step::Kind::Nested, {}, false, {piece}, viewOf(place));
        }
    }
}

} // namespace

Plan makePlan(Fragment fragment, const Place& place)
{
    Planner planner;
    planner.contents(fragment, place);
    Plan plan = std::move(planner).take();
    plan.fields.assign(plan.names.size(), FieldId::None);
    return plan;
}

} // namespace rulewright::events::evtx
