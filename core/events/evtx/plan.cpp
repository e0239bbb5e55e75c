// SPDX-License-Identifier: Apache-2.0
#include "core/events/evtx/plan.h"

#include <algorithm>

namespace rulewright::events::evtx {

namespace {

class Planner {
public:
    void contents(const std::vector<Content>& contents, const Place& place);

    [[nodiscard]] Plan take() && { return std::move(m_plan); }

private:
    void element(const Element& element, const Place& place);
    void data(const Element& element, const Place& place);
    void leaf(const Element& element, const std::string& name, bool isSystem);
    void attributes(const Element& element, const std::string& name, bool isSystem);
    void put(
        Step::Kind kind, const std::string& name, bool isSystem, const std::vector<Piece>& pieces, const Place& place);

    std::uint32_t nameIndex(const std::string& name);
    std::uint32_t placeIndex(const Place& place);

    Plan m_plan;
};

template <class T> std::uint32_t indexIn(std::vector<T>& all, const T& one)
{
    const auto found = std::ranges::find(all, one);
    if (found != all.end())
        return static_cast<std::uint32_t>(found - all.begin());
    all.push_back(one);
    return static_cast<std::uint32_t>(all.size() - 1);
}

std::vector<Piece> piecesOf(const Element& element)
{
    std::vector<Piece> pieces;
    for (const Content& content : element.content) {
        if (const auto* piece = std::get_if<Piece>(&content))
            pieces.push_back(*piece);
    }
    return pieces;
}

bool isBlank(const std::vector<Piece>& pieces)
{
    return std::ranges::all_of(pieces, [](const Piece& piece) {
        return !piece.isSubstitution && piece.text.find_first_not_of(" \t\r\n") == std::string::npos;
    });
}

bool hasElements(const Element& element)
{
    return std::ranges::any_of(
        element.content, [](const Content& content) { return !std::holds_alternative<Piece>(content); });
}

bool isNamespace(std::string_view attribute) { return attribute == "xmlns" || attribute.starts_with("xmlns:"); }

std::uint32_t Planner::nameIndex(const std::string& name) { return indexIn(m_plan.names, name); }

std::uint32_t Planner::placeIndex(const Place& place) { return indexIn(m_plan.places, place); }

void Planner::put(
    Step::Kind kind, const std::string& name, bool isSystem, const std::vector<Piece>& pieces, const Place& place)
{
    Step step;
    step.kind = kind;
    step.isSystem = isSystem;
    step.isTime = isSystem && name == "TimeCreated_SystemTime";
    step.isRecordId = isSystem && name == "EventRecordID";
    step.name = nameIndex(name);
    step.firstPiece = static_cast<std::uint32_t>(m_plan.pieces.size());
    step.pieceCount = static_cast<std::uint32_t>(pieces.size());
    step.place = placeIndex(place);
    m_plan.pieces.insert(m_plan.pieces.end(), pieces.begin(), pieces.end());
    m_plan.steps.push_back(step);
}

void Planner::attributes(const Element& element, const std::string& name, bool isSystem)
{
    for (const Attribute& attribute : element.attributes) {
        if (!isNamespace(attribute.name))
            put(Step::Kind::PutAttribute, name + '_' + attribute.name, isSystem, attribute.value,
                {Place::Kind::Deeper, name});
    }
}

/// An element whose text is the value of `name`, whose attributes are name_attribute, and whose own elements are
/// name.element.
void Planner::leaf(const Element& element, const std::string& name, bool isSystem)
{
    const std::vector<Piece> pieces = piecesOf(element);
    const bool hasText = !isBlank(pieces);
    const bool bracketed = isSystem && !hasText && !hasElements(element);
    const Place inside{Place::Kind::Deeper, name};
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
        put(hasAttributes ? Step::Kind::PutAttribute : Step::Kind::Put, name, isSystem, pieces, inside);
    if (hasElements(element))
        contents(element.content, inside);
}

/// An element below EventData: `Data` with or without Name, or one with a name of its own.
void Planner::data(const Element& element, const Place& place)
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
        const std::vector<Piece> pieces = piecesOf(element);
        if (!isBlank(pieces) || !hasElements(element))
            put(Step::Kind::Put, name, false, pieces, {Place::Kind::Deeper, name});
        if (hasElements(element))
            contents(element.content, {Place::Kind::Deeper, name});
        return;
    }
    std::vector<Piece> pieces = named->value;
    const std::vector<Piece> text = piecesOf(element);
    pieces.insert(pieces.end(), text.begin(), text.end());
    put(Step::Kind::PutNamed, "Data", false, pieces, place);
    m_plan.steps.back().nameCount = static_cast<std::uint32_t>(named->value.size());
}

void Planner::element(const Element& element, const Place& place)
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
        if (hasElements(element) || isBlank(piecesOf(element)))
            contents(element.content, {Place::Kind::Wrapper, {}});
        else
            put(Step::Kind::Put, element.name, false, piecesOf(element), {Place::Kind::Wrapper, {}});
        return;
    case Place::Kind::Wrapper:
        leaf(element, element.name, false);
        return;
    case Place::Kind::Deeper:
        leaf(element, place.prefix + '.' + element.name, false);
        return;
    }
}

void Planner::contents(const std::vector<Content>& contents, const Place& place)
{
    for (const Content& content : contents) {
        if (const auto* child = std::get_if<std::unique_ptr<Element>>(&content)) {
            element(**child, place);
        } else if (const auto* instance = std::get_if<Instance>(&content)) {
            put(Step::Kind::NestedInstance, {}, false, {}, place);
            m_plan.steps.back().instance = *instance;
        } else if (const auto& piece = std::get<Piece>(content);
            piece.isSubstitution && place.kind != Place::Kind::Deeper) {
            put(Step::Kind::Nested, {}, false, {piece}, place);
        }
    }
}

} // namespace

Plan makePlan(const Fragment& fragment, const Place& place)
{
    Planner planner;
    planner.contents(fragment, place);
    Plan plan = std::move(planner).take();
    plan.fields.assign(plan.names.size(), FieldId::None);
    return plan;
}

} // namespace rulewright::events::evtx
