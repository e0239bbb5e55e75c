// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace rulewright::events::evtx {

/// Tokens ("BinXML tokens" in libyal's description). The flag 0x40 says that more of the kind follows.
enum Token : std::uint8_t {
    EndOfFragment = 0x00,
    OpenStartElement = 0x01,
    CloseStartElement = 0x02,
    CloseEmptyElement = 0x03,
    EndElement = 0x04,
    Text = 0x05,
    AttributeToken = 0x06,
    CData = 0x07,
    CharacterReference = 0x08,
    EntityReference = 0x09,
    InstructionTarget = 0x0A,
    InstructionData = 0x0B,
    TemplateInstance = 0x0C,
    NormalSubstitution = 0x0D,
    OptionalSubstitution = 0x0E,
    FragmentHeader = 0x0F,
};

inline constexpr std::uint8_t moreFlag = 0x40;

} // namespace rulewright::events::evtx
