// SPDX-License-Identifier: Apache-2.0
#include "core/match/identity.h"

#include "core/events/resolve_cache.h"
#include "core/events/source_kind.h"

#include <array>
#include <charconv>
#include <unordered_map>

namespace rulewright::match {

namespace {

using events::Column;
using events::Segment;
using events::SystemField;

std::optional<std::uint32_t> eventId(std::string_view text)
{
    std::uint32_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(id) : std::nullopt;
}

// A number for each text of a system field, and the number of each row; 0 is the absent text.
struct TextCodes {
    std::vector<std::string> texts{std::string()};
    std::vector<std::uint32_t> ofRow;

    void addColumn(const Column& column)
    {
        std::vector<std::uint32_t> known(column.kind == Column::Kind::Dictionary ? column.valueCount() : 0);
        std::string scratch;
        column.presence.forEach([&](events::RowId row, std::uint32_t rank) {
            const auto [begin, end] = column.elementsOf(rank);
            if (begin == end) {
                ofRow[events::index(row)] = 0;
                return;
            }
            const events::ValueIndex value = column.valueOf(begin);
            if (known.empty()) {
                ofRow[events::index(row)] = code(column.text(value, scratch));
                return;
            }
            std::uint32_t& found = known[events::index(value)];
            if (found == 0)
                found = code(column.text(value, scratch)) + 1;
            ofRow[events::index(row)] = found - 1;
        });
    }

private:
    std::uint32_t code(std::string_view text)
    {
        if (text.empty())
            return 0;
        const auto [found, isNew] = m_codes.try_emplace(std::string(text), static_cast<std::uint32_t>(texts.size()));
        if (isNew)
            texts.emplace_back(text);
        return found->second;
    }

    std::unordered_map<std::string, std::uint32_t> m_codes;
};

// As Segment::systemText() reads a row.
TextCodes codesOf(const Segment& segment, SystemField field)
{
    const auto at = static_cast<std::size_t>(field);
    TextCodes codes;
    codes.ofRow.resize(segment.rows);
    if (const Column* column = segment.column(segment.systemFields[at]))
        codes.addColumn(*column);
    if (segment.shadowedSystem[at])
        codes.addColumn(*segment.shadowedSystem[at]);
    return codes;
}

using Key = std::array<std::uint32_t, 4>;

struct KeyHash {
    std::size_t operator()(const Key& key) const
    {
        std::uint64_t hash = 0;
        for (const std::uint32_t part : key)
            hash = (hash ^ part) * 0x9E3779B97F4A7C15ULL;
        return static_cast<std::size_t>(hash ^ hash >> 32);
    }
};

} // namespace

taxonomy::EventIdentity Identity::view() const { return {provider, channel, id, events::sourceKindName(kind)}; }

Identity identityOf(const Segment& segment, events::RowId row)
{
    std::string scratch;
    Identity identity;
    identity.provider = segment.systemText(SystemField::Provider, row, scratch);
    identity.channel = segment.systemText(SystemField::Channel, row, scratch);
    identity.id = eventId(segment.systemText(SystemField::EventId, row, scratch));
    identity.kind = segment.kind[events::index(row)];
    return identity;
}

namespace {

IdentityClasses classesOf(const Segment& segment)
{
    const TextCodes providers = codesOf(segment, SystemField::Provider);
    const TextCodes channels = codesOf(segment, SystemField::Channel);
    const TextCodes ids = codesOf(segment, SystemField::EventId);
    IdentityClasses classes;
    classes.ofRow.resize(segment.rows);
    std::unordered_map<Key, std::uint32_t, KeyHash> known;
    Key last{};
    std::uint32_t lastClass = 0;
    for (std::uint32_t row = 0; row < segment.rows; ++row) {
        const Key key{
            providers.ofRow[row], channels.ofRow[row], ids.ofRow[row], static_cast<std::uint32_t>(segment.kind[row])};
        if (row == 0 || key != last) {
            const auto [found, isNew] = known.try_emplace(key, static_cast<std::uint32_t>(classes.identities.size()));
            if (isNew)
                classes.identities.push_back(identityOf(segment, events::RowId{row}));
            last = key;
            lastClass = found->second;
        }
        classes.ofRow[row] = lastClass;
    }
    return classes;
}

} // namespace

std::shared_ptr<const IdentityClasses> identityClasses(const Segment& segment)
{
    events::ResolveCache& cache = *segment.resolveCache;
    {
        const std::lock_guard lock(cache.mutex);
        if (cache.identities != nullptr)
            return std::static_pointer_cast<const IdentityClasses>(cache.identities);
    }
    auto made = std::make_shared<const IdentityClasses>(classesOf(segment));
    const std::lock_guard lock(cache.mutex);
    cache.identities = made;
    return made;
}

} // namespace rulewright::match
