// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/taxonomy/taxonomy.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::taxonomy {

/// A log source in Sigma's words (rule::LogSource has them with their places). Letter case is ignored; an empty
/// text is a part that is not given.
struct SigmaLogSource {
    std::string_view product;
    std::string_view category;
    std::string_view service;
};

/// What an event is by itself: System's values of a Windows event, and the kind of log that the reader
/// recognised ("" where it did not).
struct EventIdentity {
    std::string_view provider;
    std::string_view channel;
    std::optional<std::uint32_t> id;
    std::string_view source;

    /// Nothing tells what the event is: it is in every scope, and the result is approximate.
    [[nodiscard]] bool isUnknown() const { return provider.empty() && channel.empty() && !id && source.empty(); }
};

/// A predicate over an event's identity: every member that is not empty must fit. Texts compare with letter
/// case ignored, as Windows itself does with channels and providers.
struct EventSelector {
    std::string provider;
    std::string channel;
    std::vector<std::uint32_t> ids; ///< the event's id is one of these
    std::string source;
    bool anyWindowsLog = false; ///< has a channel or a provider, and neither is Linux-Sysmon's
    bool operator==(const EventSelector&) const = default;
};

/// An event, or all of a channel, that a log source needs: what to say when none is loaded.
struct NeededEvent {
    std::string provider; ///< empty where only the channel is known
    std::string channel; ///< empty where the provider is given
    std::vector<std::uint32_t> ids; ///< empty: any
    std::string title; ///< of the event where there is one id, or of the kind of log; else empty
    std::string source{}; ///< the kind of log where neither provider nor channel is known
    bool operator==(const NeededEvent&) const = default;
};

/// Which events a rule is about (sigma-semantics.md, "Log sources").
struct LogSourceScope {
    /// None: the rule names none. Unmapped: it names a part that the tables do not know; that part narrows nothing.
    enum class State : std::uint8_t { None, Mapped, Unmapped };
    State state = State::None;
    /// Every inner list must have a selector that fits; without inner lists every event is in scope.
    std::vector<std::vector<EventSelector>> allOf;
    std::vector<std::string> unknownParts; ///< "service: auditd"
    std::vector<NeededEvent> needed; ///< in the tables' order; empty where every event is in scope
    bool operator==(const LogSourceScope&) const = default;
};

/// The scope of a log source by the tables. Each part narrows; a category or service is looked up with its
/// product where one is given (paloalto's file_event is not Windows' one), else over all products.
[[nodiscard]] LogSourceScope resolveLogSource(const SigmaLogSource& logSource, const Taxonomy& taxonomy);

[[nodiscard]] bool fits(const EventSelector& selector, const EventIdentity& event);

/// Whether the event is in scope. An unknown event is in every scope. The naive reference for the matcher,
/// which evaluates the selectors over columns.
[[nodiscard]] bool isInScope(const LogSourceScope& scope, const EventIdentity& event);

/// The state's name in cli.md: "mapped", "unmapped", "none".
[[nodiscard]] std::string_view logSourceStateName(LogSourceScope::State state);

/// One sentence part for people: "Microsoft-Windows-Sysmon 1 (ProcessCreate)".
[[nodiscard]] std::string describe(const NeededEvent& needed);

} // namespace rulewright::taxonomy
