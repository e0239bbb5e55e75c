// SPDX-License-Identifier: Apache-2.0
#include "core/events/json_envelope.h"

#include "core/events/json_scan.h"

#include <algorithm>
#include <array>

namespace rulewright::events {

namespace {

/// A name of a list of records, and the names that may stand before it in the object ("*": any). A name that
/// anybody's object might have needs one of them, before it or behind it: `{"items":[…]}` alone is a record with a
/// list.
struct Envelope {
    std::string_view name;
    std::array<std::string_view, 8> before;

    [[nodiscard]] bool goesWith(std::string_view other) const
    {
        return std::ranges::any_of(
            before, [other](std::string_view one) { return one == "*" || (!one.empty() && one == other); });
    }

    bool needsOne = false;
};

constexpr std::array envelopes{
    Envelope{"Records", {"*"}},
    Envelope{"records", {"*"}},
    Envelope{"Events", {"NextToken"}},
    Envelope{"results", {"preview", "init_offset", "post_process_count", "messages", "fields", "highlighted"}},
    Envelope{"items", {"kind", "apiVersion", "metadata", "etag", "nextPageToken", "nextLink"}, true},
    Envelope{"value", {"@odata.context", "@odata.count", "@odata.nextLink", "@odata.type"}, true},
    Envelope{"hits", {"total", "max_score"}},
};

constexpr std::string_view search = "hits";

/// Visits the members of an object as long as visit(name, place of the value) returns true.
template <class Visit> void forEachMember(std::string_view object, Visit&& visit)
{
    std::size_t at = skipJsonBlanks(object, 0);
    if (at >= object.size() || object[at] != '{')
        return;
    ++at;
    while (true) {
        at = skipJsonBlanks(object, at);
        if (at >= object.size() || object[at] != '"')
            return;
        const std::size_t end = object.find('"', at + 1);
        if (end == std::string_view::npos)
            return;
        const std::string_view name = object.substr(at + 1, end - at - 1);
        at = skipJsonBlanks(object, end + 1);
        if (at >= object.size() || object[at] != ':')
            return;
        at = skipJsonBlanks(object, at + 1);
        if (at >= object.size() || !visit(name, at))
            return;
        const JsonScan value = scanJson(object, at);
        if (value.isBroken())
            return;
        at = skipJsonBlanks(object, value.end);
        if (at >= object.size() || object[at] != ',')
            return;
        ++at;
    }
}

bool isListOfObjects(std::string_view text, std::size_t at)
{
    if (text[at] != '[')
        return false;
    const std::size_t first = skipJsonBlanks(text, at + 1);
    return first < text.size() && (text[first] == '{' || text[first] == ']');
}

} // namespace

std::optional<std::size_t> recordsInside(std::string_view object)
{
    std::array<bool, envelopes.size()> isPossible;
    isPossible.fill(true);
    bool isFirst = true;
    std::optional<std::size_t> found;
    // A list that stands first, which what follows must make one of records.
    const Envelope* open = nullptr;
    std::size_t openAt = 0;
    bool isConfirmed = false;
    forEachMember(object, [&](std::string_view name, std::size_t at) {
        if (open != nullptr) {
            isConfirmed = open->goesWith(name);
            return isConfirmed;
        }
        for (std::size_t i = 0; i < envelopes.size(); ++i) {
            const Envelope& envelope = envelopes[i];
            if (envelope.name == name && isPossible[i] && isListOfObjects(object, at)) {
                if (envelope.needsOne && isFirst) {
                    open = &envelope;
                    openAt = at;
                    return true;
                }
                found = at;
                return false;
            }
            isPossible[i] = isPossible[i] && envelope.goesWith(name);
        }
        isFirst = false;
        if (name == search && object[at] == '{') {
            if (const auto inner = recordsInside(object.substr(at)))
                found = at + *inner;
            return false;
        }
        return true;
    });
    return isConfirmed ? std::optional(openAt) : found;
}

bool isBulkAction(std::string_view object)
{
    constexpr std::array<std::string_view, 4> actions{"index", "create", "update", "delete"};
    constexpr std::array<std::string_view, 5> options{
        "routing", "pipeline", "require_alias", "dynamic_templates", "version"};
    constexpr std::size_t maximumLength = 4'096;
    if (object.size() > maximumLength)
        return false;
    int members = 0;
    bool isAction = true;
    forEachMember(object, [&](std::string_view name, std::size_t at) {
        ++members;
        isAction = isAction && std::ranges::contains(actions, name) && object[at] == '{';
        if (isAction)
            forEachMember(object.substr(at), [&](std::string_view option, std::size_t) {
                isAction = isAction && (option.starts_with('_') || std::ranges::contains(options, option));
                return isAction;
            });
        return isAction;
    });
    return members == 1 && isAction;
}

} // namespace rulewright::events
