// SPDX-License-Identifier: Apache-2.0
#include "core/advise/status_figures.h"

#include <set>
#include <utility>
#include <vector>

namespace rulewright::advise {

namespace {

using Members = std::vector<std::uint32_t>;

/// Ascending members as a bitmap, without setting one by one.
match::Bitmap bitmapOf(const Members& members, std::uint32_t size)
{
    match::Bitmap bitmap(size);
    std::size_t at = 0;
    for (std::uint32_t block = 0; block < bitmap.blockCount() && at < members.size(); ++block) {
        const std::uint64_t end = (static_cast<std::uint64_t>(block) + 1) * match::Bitmap::blockSize;
        match::Bitmap::Words words(match::Bitmap::blockSize / 64);
        bool hasAny = false;
        for (; at < members.size() && members[at] < end; ++at) {
            const std::uint32_t bit = members[at] % match::Bitmap::blockSize;
            words[bit / 64] |= std::uint64_t {1} << (bit % 64);
            hasAny = true;
        }
        if (hasAny)
            bitmap.setBlock(block, std::move(words));
    }
    return bitmap;
}

std::map<std::string, match::Bitmap> bitmapsOf(const std::map<std::string, Members>& members, std::uint32_t size)
{
    std::map<std::string, match::Bitmap> result;
    for (const auto& [name, events] : members)
        result.emplace(name, bitmapOf(events, size));
    return result;
}

Share shareOf(const match::MatchReport& report, const match::Bitmap& events)
{
    return {.matched = (report.definite & events).count(),
        .possible = (report.possibleEvents & events).count(),
        .total = events.count()};
}

} // namespace

EventFacts eventFacts(const events::EventSet& events, Task& task)
{
    constexpr std::int64_t day = std::int64_t {86'400} * 10'000'000;
    constexpr std::uint32_t stride = 4'096;
    const std::uint32_t size = events.size();
    Members attack;
    Members benign;
    std::map<std::string, Members> truePositives;
    std::map<std::string, Members> techniques;
    std::set<std::string, std::less<>> hosts;
    std::set<std::int64_t> days;
    std::string scratch;
    std::string lastHost;
    std::uint32_t at = 0;
    bool isStopped = false;
    for (const auto& segment : events.segments) {
        for (std::uint32_t row = 0; row < segment->rows; ++row, ++at) {
            isStopped = isStopped || (at % stride == 0 && task.isStopped());
            if (isStopped)
                break;
            const auto event = static_cast<events::EventId>(at);
            const events::Label& label = events.label(event);
            for (const std::string& rule : label.truePositiveOf)
                truePositives[rule].push_back(at);
            switch (events.side(event)) {
            case events::Side::Attack:
                attack.push_back(at);
                for (const std::string& technique : label.techniques)
                    techniques[technique].push_back(at);
                break;
            case events::Side::Benign: {
                benign.push_back(at);
                const std::string_view host
                    = segment->systemText(events::SystemField::Computer, events::RowId {row}, scratch);
                if (!host.empty() && host != lastHost) {
                    lastHost = host;
                    hosts.insert(lastHost);
                }
                if (const std::int64_t time = segment->time[row]; time != events::Segment::noTime)
                    days.insert(time >= 0 ? time / day : (time - day + 1) / day);
                break;
            }
            case events::Side::Unknown:
                break;
            }
        }
    }
    EventFacts facts;
    facts.attack = bitmapOf(attack, size);
    facts.benign = bitmapOf(benign, size);
    facts.truePositives = bitmapsOf(truePositives, size);
    facts.attackTechniques = bitmapsOf(techniques, size);
    facts.benignHosts = hosts.size();
    facts.benignDays = days.size();
    return facts;
}

StatusFigures statusFigures(const rule::Rule& rule, const match::MatchReport& report, const EventFacts& facts)
{
    StatusFigures figures;
    figures.hits = report.matched;
    figures.possible = report.possible;
    figures.lookedAt = report.eventsInScope;
    figures.isApproximate = report.approximate;
    figures.benign = shareOf(report, facts.benign);
    figures.benignHosts = facts.benignHosts;
    figures.benignDays = facts.benignDays;

    if (rule.metadata.id) {
        const auto it = facts.truePositives.find(rule.metadata.id->text);
        if (it != facts.truePositives.end()) {
            figures.truePositives = shareOf(report, it->second);
            figures.areOfThisRule = true;
            return figures;
        }
    }
    match::Bitmap labelled(report.definite.size());
    for (const rule::Located& technique : rule.metadata.techniques) {
        const auto it = facts.attackTechniques.find(technique.text);
        if (it != facts.attackTechniques.end())
            labelled = labelled | it->second;
    }
    figures.truePositives = shareOf(report, labelled);
    return figures;
}

} // namespace rulewright::advise
