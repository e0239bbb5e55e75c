// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/evtx/binxml.h"
#include "core/events/ids.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::events::evtx {

/// Where in an event an XML fragment stands: it decides under which names its values are found
/// (cli.md, "Events").
struct Place {
    enum class Kind : std::uint8_t {
        Document, ///< above Event
        Event, ///< directly below Event
        System, ///< below System
        EventData, ///< below EventData
        UserData, ///< below UserData: its wrapper element
        Wrapper, ///< below that wrapper: names without prefix
        Deeper, ///< anywhere else: names with `prefix` and a dot
    };
    Kind kind = Kind::Document;
    std::string prefix;
    bool operator==(const Place&) const = default;
};

/// One step of writing an event.
struct Step {
    enum class Kind : std::uint8_t {
        Put, ///< the text of pieces under a name; nothing at all becomes the empty text
        PutAttribute, ///< likewise, but nothing where every piece is null
        BeginElement, ///< of System: attributes follow
        EndElement, ///< of System: null, if no attribute was put since BeginElement
        Nested, ///< pieces that are BinXML themselves
        NestedInstance, ///< a template within the template
        PutNamed, ///< the name itself is made of pieces: `nameCount` of them stand first
    };
    Kind kind = Kind::Put;
    bool isSystem = false;
    bool isTime = false; ///< System's TimeCreated
    bool isRecordId = false; ///< System's EventRecordID
    std::uint32_t name = 0; ///< index into Plan::names
    std::uint32_t firstPiece = 0;
    std::uint32_t pieceCount = 0;
    std::uint32_t nameCount = 0;
    std::uint32_t place = 0; ///< index into Plan::places: of BinXML in the pieces
    Instance instance;
};

/// A template definition made flat: what to write, in the order of the text. Independent of the chunk that it
/// was read from.
struct Plan {
    std::vector<std::string> names;
    std::vector<FieldId> fields; ///< of the names, in the one builder that the plan is used with; None where not known
    std::vector<Place> places;
    std::vector<Piece> pieces;
    std::vector<Step> steps;
};

[[nodiscard]] Plan makePlan(Fragment fragment, const Place& place);

} // namespace rulewright::events::evtx
