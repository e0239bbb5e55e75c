// SPDX-License-Identifier: Apache-2.0
#include "core/events/field_table.h"

#include "core/events/builder.h"
#include "core/events/hash.h"
#include "core/events/resolve_cache.h"
#include "core/events/row_sets.h"
#include "core/taxonomy/taxonomy.h"
#include "core/text/fold.h"

#include <algorithm>
#include <array>
#include <map>

namespace rulewright::events {

namespace {

/// A further name that comes from the shape of the record and not from a table that someone may change.
struct ShapeAlias {
    RecordShape shape;
    std::string_view name;
    std::string_view original;
};

constexpr std::array shapeAliases{
    ShapeAlias{RecordShape::Winlogbeat, "winlog.channel", "Channel"},
    ShapeAlias{RecordShape::Winlogbeat, "winlog.provider_name", "Provider_Name"},
    ShapeAlias{RecordShape::Winlogbeat, "winlog.provider_guid", "Provider_Guid"},
    ShapeAlias{RecordShape::Winlogbeat, "winlog.event_id", "EventID"},
    ShapeAlias{RecordShape::Winlogbeat, "winlog.record_id", "EventRecordID"},
    ShapeAlias{RecordShape::Winlogbeat, "winlog.computer_name", "Computer"},
    ShapeAlias{RecordShape::Nxlog, "SourceName", "Provider_Name"},
    ShapeAlias{RecordShape::Nxlog, "Hostname", "Computer"},
    ShapeAlias{RecordShape::Nxlog, "RecordNumber", "EventRecordID"},
    ShapeAlias{RecordShape::Splunk, "EventCode", "EventID"},
    ShapeAlias{RecordShape::Splunk, "SourceName", "Provider_Name"},
    ShapeAlias{RecordShape::Splunk, "LogName", "Channel"},
    ShapeAlias{RecordShape::Splunk, "RecordNumber", "EventRecordID"},
    ShapeAlias{RecordShape::EvtxECmd, "EventId", "EventID"},
    ShapeAlias{RecordShape::EvtxECmd, "Provider", "Provider_Name"},
    ShapeAlias{RecordShape::EvtxECmd, "EventRecordId", "EventRecordID"},
    ShapeAlias{RecordShape::PowerShell, "Id", "EventID"},
    ShapeAlias{RecordShape::PowerShell, "ProviderName", "Provider_Name"},
    ShapeAlias{RecordShape::PowerShell, "LogName", "Channel"},
    ShapeAlias{RecordShape::PowerShell, "MachineName", "Computer"},
    ShapeAlias{RecordShape::PowerShell, "RecordId", "EventRecordID"},
    ShapeAlias{RecordShape::EventViewer, "Event ID", "EventID"},
    ShapeAlias{RecordShape::EventViewer, "Source", "Provider_Name"},
    ShapeAlias{RecordShape::EventViewer, "Log Name", "Channel"},
};

/// winlogbeat's data: winlog.event_data.X is X.
constexpr std::array<std::string_view, 2> dataPrefixes{"winlog.event_data.", "winlog.user_data."};

/// winlogbeat's names that are no data keep their prefix; System's stand in the table above, and what the shipper and
/// Elasticsearch put beside the event is none of its data either.
bool isWinlogbeatData(std::string_view name)
{
    constexpr std::array<std::string_view, 4> beside{"message", "tags", "type", "sort"};
    return !name.starts_with('_') && !std::ranges::contains(beside, name) && !name.starts_with("winlog.")
        && !name.starts_with("event.") && !name.starts_with("@")
        && std::ranges::find(systemFieldNames, name) == systemFieldNames.end() && name != "Provider_Guid"
        && !name.contains('.');
}

bool anyRow(const std::vector<std::uint64_t>& rows)
{
    return std::ranges::any_of(rows, [](std::uint64_t word) { return word != 0; });
}

/// The value of a name in "MD5=…,SHA256=…,IMPHASH=…"; nothing where the list does not have it.
std::optional<std::string_view> partOf(std::string_view list, std::string_view name)
{
    while (!list.empty()) {
        const std::string_view pair = list.substr(0, list.find(','));
        list.remove_prefix(std::min(list.size(), pair.size() + 1));
        const std::size_t begin = std::min(pair.find_first_not_of(' '), pair.size());
        const std::size_t equals = pair.find('=');
        if (equals != std::string_view::npos && equalsFolded(pair.substr(begin, equals - begin), name))
            return pair.substr(equals + 1);
    }
    return std::nullopt;
}

/// The column of the parts, made once for the segment.
const Column* partColumn(const Segment& segment, const Column& original, const std::string& part)
{
    ResolveCache& cache = *segment.resolveCache;
    const std::string key = std::to_string(index(original.field)) + "=" + part;
    {
        const std::lock_guard lock(cache.mutex);
        if (const auto at = cache.parts.find(key); at != cache.parts.end())
            return at->second.get();
    }
    ColumnBuilder builder(original.field);
    std::string scratch;
    original.presence.forEach([&](RowId row, std::uint32_t rank) {
        const auto [begin, end] = original.elementsOf(rank);
        for (std::uint32_t element = begin; element < end; ++element) {
            if (const auto value = partOf(original.text(original.valueOf(element), scratch), part))
                builder.add(row, *value);
        }
    });
    auto column = std::make_shared<const Column>(std::move(builder).build(segment.rows));
    const std::lock_guard lock(cache.mutex);
    return cache.parts.try_emplace(key, std::move(column)).first->second.get();
}

void narrow(std::vector<std::uint64_t>& rows, const std::vector<std::uint64_t>& other)
{
    if (rows.empty()) {
        rows = other;
        return;
    }
    for (std::size_t w = 0; w < rows.size(); ++w)
        rows[w] &= other[w];
}

} // namespace

struct FieldTable::AliasTable {
    std::vector<FieldAlias> aliases;
    std::map<std::string, std::vector<std::size_t>, std::less<>> byName;
    std::map<std::string, std::vector<std::size_t>, std::less<>> byOriginal;
};

FieldId FieldTable::find(std::string_view name) const
{
    const auto at = m_ids.find(name);
    return at == m_ids.end() ? FieldId::None : at->second;
}

FieldId FieldTable::intern(std::string_view name)
{
    if (const FieldId known = find(name); known != FieldId::None)
        return known;
    const FieldId field{static_cast<std::uint32_t>(m_names.size())};
    m_names.emplace_back(name);
    m_ids.emplace(m_names.back(), field);
    if (const auto without = taxonomy::nameWithoutBlanks(name))
        m_withoutBlanks[*without].push_back(field);
    return field;
}

const std::string& FieldTable::name(FieldId field) const { return m_names[index(field)]; }

void FieldTable::setAliases(std::vector<FieldAlias> aliases)
{
    auto table = std::make_shared<AliasTable>();
    table->aliases = std::move(aliases);
    for (std::size_t i = 0; i < table->aliases.size(); ++i) {
        table->byName[table->aliases[i].name].push_back(i);
        table->byOriginal[table->aliases[i].original].push_back(i);
    }
    m_aliases = std::move(table);
}

const std::vector<FieldAlias>& FieldTable::aliases() const
{
    static const std::vector<FieldAlias> none;
    return m_aliases ? m_aliases->aliases : none;
}

std::vector<ResolvedColumn> FieldTable::resolve(const Segment& segment, std::string_view name) const
{
    ResolveCache& cache = *segment.resolveCache;
    {
        const std::lock_guard lock(cache.mutex);
        if (cache.aliases != m_aliases || cache.byName.size() >= ResolveCache::maximumNames) {
            cache.byName.clear();
            cache.aliases = m_aliases;
        }
        if (const auto at = cache.byName.find(std::string(name)); at != cache.byName.end())
            return at->second;
    }
    std::vector<ResolvedColumn> found = resolveAnew(segment, name);
    const std::lock_guard lock(cache.mutex);
    if (cache.aliases == m_aliases)
        cache.byName.try_emplace(std::string(name), found);
    return found;
}

std::vector<ResolvedColumn> FieldTable::resolveAnew(const Segment& segment, std::string_view name) const
{
    std::vector<ResolvedColumn> found;
    const FieldId ownField = find(name);
    const Column* own = ownField == FieldId::None ? nullptr : segment.column(ownField);
    if (own != nullptr)
        found.push_back({.column = own, .rows = nullptr, .identity = index(ownField)});
    if (own != nullptr && own->presence.isAll())
        return found;

    // The first name that a row has is the one that counts.
    std::vector<std::uint64_t> taken = own != nullptr ? own->presence.bits() : std::vector<std::uint64_t>();
    const auto addAlias = [&](FieldId original, std::vector<std::uint64_t> rows, bool isNear,
                              const std::string& part = {}) {
        const Column* column = original == FieldId::None ? nullptr : segment.column(original);
        if (column == nullptr || (column == own && part.empty()))
            return;
        std::uint64_t identity = index(original);
        if (!part.empty()) {
            column = partColumn(segment, *column, part);
            identity = hashOf(part, index(original)) | (std::uint64_t{1} << 62);
        }
        const std::vector<std::uint64_t> present = column->presence.bits();
        narrow(rows, present);
        for (std::size_t w = 0; w < taken.size(); ++w)
            rows[w] &= ~taken[w];
        if (!anyRow(rows))
            return;
        taken.resize(rows.size(), 0);
        for (std::size_t w = 0; w < rows.size(); ++w)
            taken[w] |= rows[w];
        ResolvedColumn resolved{.column = column, .rows = nullptr, .isNear = isNear, .identity = identity};
        if (rows != present) {
            const std::string_view bytes(reinterpret_cast<const char*>(rows.data()), rows.size() * sizeof(rows[0]));
            resolved.identity = hashOf(bytes, identity) | (std::uint64_t{1} << 63);
            resolved.rows = std::make_shared<const std::vector<std::uint64_t>>(std::move(rows));
        }
        const bool isThere = std::ranges::any_of(
            found, [&](const ResolvedColumn& other) { return other.identity == resolved.identity; });
        if (!isThere)
            found.push_back(std::move(resolved));
    };

    if (m_aliases) {
        if (const auto at = m_aliases->byName.find(name); at != m_aliases->byName.end()) {
            for (const std::size_t i : at->second) {
                const FieldAlias& alias = m_aliases->aliases[i];
                const FieldId original = find(alias.original);
                if (original == FieldId::None || segment.column(original) == nullptr)
                    continue;
                std::vector<std::uint64_t> rows;
                if (alias.provider || !alias.eventIds.empty())
                    rows = *rowsOf(segment, alias.provider, alias.eventIds);
                if (alias.shape)
                    narrow(rows, rowsOf(segment, *alias.shape));
                addAlias(original, std::move(rows), alias.isNear, alias.part);
            }
        }
    }
    if (const auto at = m_withoutBlanks.find(name); at != m_withoutBlanks.end()) {
        for (const FieldId original : at->second)
            addAlias(original, {}, false);
    }
    for (const ShapeAlias& alias : shapeAliases) {
        if (alias.name == name && find(alias.original) != FieldId::None)
            addAlias(find(alias.original), rowsOf(segment, alias.shape), false);
    }
    for (const std::string_view prefix : dataPrefixes) {
        if (name.starts_with(prefix) && isWinlogbeatData(name.substr(prefix.size())))
            addAlias(find(name.substr(prefix.size())), rowsOf(segment, RecordShape::Winlogbeat), false);
    }
    return found;
}

std::vector<AliasName> FieldTable::aliasesOf(const Segment& segment, RowId row) const
{
    std::vector<AliasName> found;
    const auto add = [&](std::string name, FieldId original, bool isPart = false) {
        const FieldId own = find(name);
        const Column* column = own == FieldId::None ? nullptr : segment.column(own);
        AliasName alias{std::move(name), original, isPart};
        if ((column == nullptr || !column->presence.contains(row))
            && !std::ranges::contains(found, alias.name, &AliasName::name))
            found.push_back(std::move(alias));
    };
    const RecordShape shape = segment.shape[index(row)];
    std::string scratch;
    for (const Column& column : segment.columns) {
        if (!column.presence.contains(row))
            continue;
        const std::string& original = name(column.field);
        if (m_aliases) {
            if (const auto at = m_aliases->byOriginal.find(original); at != m_aliases->byOriginal.end()) {
                for (const std::size_t i : at->second) {
                    const FieldAlias& alias = m_aliases->aliases[i];
                    if (!isOf(segment, row, alias.provider, alias.eventIds) || (alias.shape && *alias.shape != shape))
                        continue;
                    const Column* part = alias.part.empty() ? nullptr : partColumn(segment, column, alias.part);
                    if (part == nullptr || part->presence.contains(row))
                        add(alias.name, column.field, part != nullptr);
                }
            }
        }
        if (auto without = taxonomy::nameWithoutBlanks(original))
            add(std::move(*without), column.field);
        for (const ShapeAlias& alias : shapeAliases) {
            if (alias.shape == shape && alias.original == original)
                add(std::string(alias.name), column.field);
        }
        if (shape == RecordShape::Winlogbeat && isWinlogbeatData(original))
            add(std::string(dataPrefixes[0]) + original, column.field);
    }
    return found;
}

} // namespace rulewright::events
