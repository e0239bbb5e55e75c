// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/segment.h"

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>

namespace rulewright::events {

/// Tells from the names of a flat record, and a few of their values, what kind of log it is from. A kind takes several
/// names that its publisher documents; what only looks alike stays unknown, for an unknown event is in every scope.
class RecordKind {
public:
    /// A number for a name that means something here; 0 for any other.
    [[nodiscard]] static std::uint8_t markOf(std::string_view name);
    void see(std::uint8_t mark, std::string_view value);
    [[nodiscard]] SourceKind kind() const;

private:
    static constexpr std::size_t maximumMarks = 128;

    [[nodiscard]] SourceKind azure() const;
    [[nodiscard]] SourceKind ecs() const;

    std::bitset<maximumMarks> m_seen;
    std::string m_category;
    std::string m_system; ///< host.os.type
    std::string m_ecsCategory;
    std::string m_ecsType;
    std::string m_zeekPath;
    std::string m_apiVersion;
    std::string m_service;
};

} // namespace rulewright::events
