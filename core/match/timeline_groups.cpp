// SPDX-License-Identifier: Apache-2.0
#include "core/match/timeline_groups.h"

#include "core/text/fold.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <tuple>

namespace rulewright::match {

namespace {

constexpr std::size_t mostCombinations = 1'024;
constexpr std::uint64_t seed = 0x51;

void appendPart(std::string& key, std::string_view text)
{
    // The length goes before the text, so that no two lists make one key.
    const auto length = static_cast<std::uint32_t>(text.size());
    char bytes[sizeof length];
    std::memcpy(bytes, &length, sizeof length);
    key.append(bytes, sizeof length);
    key += text;
}

std::string_view takePart(std::string_view& key)
{
    std::uint32_t length = 0;
    std::memcpy(&length, key.data(), sizeof length);
    const std::string_view part = key.substr(sizeof length, length);
    key.remove_prefix(sizeof length + length);
    return part;
}

auto orderOf(const Membership& member) { return std::tie(member.time, member.event, member.place); }

class Grouper {
public:
    Grouper(
        std::span<const Bitmap> matched, std::span<const GroupField> fields, const events::EventSet& events, Task& task)
        : m_matched(matched)
        , m_events(events)
        , m_task(task)
    {
        // Rules that read the same fields give an event the same groups.
        std::map<std::vector<std::string>, std::uint32_t> lists;
        for (std::uint32_t place = 0; place < matched.size(); ++place) {
            std::vector<std::string> names;
            for (const GroupField& field : fields)
                names.push_back(field.fields[place]);
            const auto [found, isNew] = lists.try_emplace(names, static_cast<std::uint32_t>(m_names.size()));
            if (isNew)
                m_names.push_back(std::move(names));
            m_listOf.push_back(found->second);
        }
        m_groupsOfList.resize(m_names.size());
    }

    std::optional<Groups> run()
    {
        Bitmap all(m_events.size());
        for (const Bitmap& one : m_matched)
            all = all | one;
        for (std::uint32_t block = 0; block < all.blockCount(); ++block) {
            if (m_task.isStopped())
                return std::nullopt;
            addBlock(all, block);
        }
        if (!arrange())
            return std::nullopt;
        return std::move(m_groups);
    }

private:
    void addBlock(const Bitmap& all, std::uint32_t block)
    {
        Bitmap one(all.size());
        one.setBlock(block, all.block(block));
        std::uint32_t seen = 0;
        one.forEach([&](std::uint32_t event) {
            if ((++seen & 0xFFF) != 0 || !m_task.isStopped())
                addEvent(event);
        });
    }

    void addEvent(std::uint32_t event)
    {
        const std::int64_t time = m_events.time(events::EventId{event});
        if (time == events::Segment::noTime) {
            ++m_groups.withoutTime;
            return;
        }
        for (auto& groups : m_groupsOfList)
            groups.reset();
        bool isGrouped = false;
        for (std::uint32_t place = 0; place < m_matched.size(); ++place) {
            if (!m_matched[place].contains(event))
                continue;
            for (const std::uint32_t group : groupsOf(event, m_listOf[place])) {
                m_groups.members.push_back({time, event, place});
                m_groupOf.push_back(group);
                isGrouped = true;
            }
        }
        m_groups.withoutGroup += isGrouped ? 0 : 1;
    }

    const std::vector<std::uint32_t>& groupsOf(std::uint32_t event, std::uint32_t list)
    {
        std::optional<std::vector<std::uint32_t>>& groups = m_groupsOfList[list];
        if (groups)
            return *groups;
        groups.emplace();
        std::vector<std::vector<std::string>> values;
        for (const std::string& name : m_names[list])
            values.push_back(m_events.values(events::EventId{event}, name));
        for (const std::string& key : combinedKeys(values))
            groups->push_back(m_groups.keys.intern(key, seed));
        return *groups;
    }

    // A counting sort by group, then each group by itself.
    bool arrange()
    {
        std::vector<std::size_t>& begins = m_groups.begins;
        begins.assign(std::size_t{m_groups.keys.texts().size()} + 1, 0);
        for (const std::uint32_t group : m_groupOf)
            ++begins[group + 1];
        for (std::size_t i = 1; i < begins.size(); ++i)
            begins[i] += begins[i - 1];
        std::vector<Membership> sorted(m_groups.members.size());
        std::vector<std::size_t> next(begins.begin(), begins.end() - 1);
        for (std::size_t i = 0; i < m_groupOf.size(); ++i)
            sorted[next[m_groupOf[i]]++] = m_groups.members[i];
        m_groups.members = std::move(sorted);
        for (std::uint32_t group = 0; group < m_groups.count(); ++group) {
            if (m_task.isStopped())
                return false;
            const std::span members
                = std::span(m_groups.members).subspan(begins[group], begins[group + 1] - begins[group]);
            if (!std::ranges::is_sorted(members, {}, orderOf))
                std::ranges::sort(members, {}, orderOf);
        }
        return true;
    }

    std::span<const Bitmap> m_matched;
    const events::EventSet& m_events;
    Task& m_task;
    std::vector<std::vector<std::string>> m_names; ///< each list of fields that a rule reads
    std::vector<std::uint32_t> m_listOf; ///< of each rule
    std::vector<std::optional<std::vector<std::uint32_t>>> m_groupsOfList; ///< of the event at hand
    std::vector<std::uint32_t> m_groupOf; ///< of each member
    Groups m_groups;
};

} // namespace

std::optional<Groups> groupEvents(
    std::span<const Bitmap> matched, std::span<const GroupField> fields, const events::EventSet& events, Task& task)
{
    return Grouper(matched, fields, events, task).run();
}

GroupValues groupValues(std::string_view key, std::span<const GroupField> fields, const events::EventSet& events,
    events::EventId event, std::uint32_t place)
{
    GroupValues values;
    for (const GroupField& field : fields) {
        const std::string_view part = takePart(key);
        std::string shown(part);
        for (const std::string& value : events.values(event, field.fields[place])) {
            if (folded(value) == part) {
                shown = value;
                break;
            }
        }
        values.emplace_back(field.name, std::move(shown));
    }
    return values;
}

std::vector<std::string> combinedKeys(std::span<const std::vector<std::string>> lists)
{
    std::vector<std::string> keys{std::string()};
    for (const std::vector<std::string>& list : lists) {
        std::vector<std::string> distinct;
        for (const std::string& value : list) {
            std::string text = folded(value);
            if (!std::ranges::contains(distinct, text))
                distinct.push_back(std::move(text));
            if (distinct.size() >= mostCombinations)
                break;
        }
        std::vector<std::string> longer;
        for (const std::string& key : keys) {
            for (const std::string& text : distinct) {
                if (longer.size() >= mostCombinations)
                    break;
                appendPart(longer.emplace_back(key), text);
            }
        }
        keys = std::move(longer);
    }
    return keys;
}

} // namespace rulewright::match
