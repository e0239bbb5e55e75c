// SPDX-License-Identifier: Apache-2.0
#include "ui/test/replay.h"

#include "core/match/timeline_correlation.h"

#include <QCoreApplication>

#include <algorithm>
#include <unordered_map>

namespace rulewright::ui {

namespace {

constexpr std::size_t mostLanes = 500;
constexpr std::size_t mostEvents = 2'000; ///< of one lane
constexpr std::int64_t second = 10'000'000;

QString tr(const char* source) { return QCoreApplication::translate("Replay", source); }

QString words(std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); }

// "5 minutes": the largest unit that says it whole.
QString spanWords(std::int64_t seconds)
{
    static const struct {
        std::int64_t seconds;
        const char* one;
        const char* many;
    } units[]{{86'400, "1 day", "%1 days"}, {3'600, "1 hour", "%1 hours"}, {60, "1 minute", "%1 minutes"},
        {1, "1 second", "%1 seconds"}};

    for (const auto& unit : units) {
        if (seconds >= unit.seconds && seconds % unit.seconds == 0)
            return seconds == unit.seconds ? tr(unit.one) : tr(unit.many).arg(seconds / unit.seconds);
    }
    return tr("%1 seconds").arg(seconds);
}

void addFiring(ReplayLane& lane, const match::Firing& firing, const match::Timeline& timeline,
    const events::EventSet& events, bool countsEvents)
{
    const auto members = timeline.eventsOf(firing);
    ReplayFiring& made = lane.firings.emplace_back();
    made.event = firing.event;
    made.time = firing.time;
    made.begin = made.end = firing.time;
    made.events = members.size();
    if (firing.value && !countsEvents)
        made.value = words(match::valueWords(firing.value));
    for (const events::EventId event : members) {
        const std::int64_t time = events.time(event);
        if (time == events::Segment::noTime)
            continue;
        made.begin = std::min(made.begin, time);
        made.end = std::max(made.end, time);
        if (lane.events.size() < mostEvents)
            lane.events.push_back({time, events.side(event)});
    }
}

void addCondition(Replay& replay, const rule::Rule& rule)
{
    const auto* correlation = std::get_if<rule::Correlation>(&rule.body);
    if (correlation == nullptr)
        return;
    QStringList groups;
    for (const rule::Located& field : correlation->groupBy)
        groups << words(field.text);
    replay.groups = groups.join(QStringLiteral(", "));
    const QString condition = words(match::conditionWords(*correlation));
    if (!correlation->timespan) {
        replay.condition = condition;
        return;
    }
    const QString span = spanWords(correlation->timespan->count() / 1'000);
    replay.condition = condition.isEmpty() ? tr("in %1").arg(span) : tr("in %1, %2").arg(span, condition);
}

} // namespace

ReplayPtr replayOf(const MatchResult& result, const Task& task)
{
    constexpr std::size_t stride = 256;
    if (!result.report || !result.report->timeline || !result.events || !result.document)
        return nullptr;
    const match::Timeline& timeline = *result.report->timeline;
    const rule::Rule* rule = rule::mainRule(*result.document);
    auto made = std::make_shared<Replay>();
    Replay& replay = *made;
    bool countsEvents = true;
    if (rule != nullptr) {
        addCondition(replay, *rule);
        const auto* correlation = std::get_if<rule::Correlation>(&rule->body);
        countsEvents = correlation == nullptr || correlation->type == rule::CorrelationType::EventCount;
    }
    replay.groupsTotal = timeline.groups;
    replay.firings = timeline.firings.size();
    std::unordered_map<std::uint32_t, std::size_t> laneOf;
    for (std::size_t i = 0; i < timeline.firings.size(); ++i) {
        if (i % stride == 0 && task.isStopped())
            return nullptr;
        const match::Firing& firing = timeline.firings[i];
        const auto [found, isNew] = laneOf.try_emplace(firing.group, replay.lanes.size());
        if (isNew && replay.lanes.size() < mostLanes) {
            ReplayLane& lane = replay.lanes.emplace_back();
            for (const auto& [name, value] : firing.values)
                lane.values << words(value);
            if (replay.lanes.size() == 1 && replay.groups.isEmpty()) {
                QStringList names;
                for (const auto& [name, value] : firing.values)
                    names << words(name);
                replay.groups = names.join(QStringLiteral(", "));
            }
        } else if (isNew) {
            found->second = mostLanes;
        }
        if (found->second < mostLanes)
            addFiring(replay.lanes[found->second], firing, timeline, *result.events, countsEvents);
    }
    replay.groupsFiring = laneOf.size();
    bool hasTime = false;
    const auto reach = [&](std::int64_t time) {
        replay.first = hasTime ? std::min(replay.first, time) : time;
        replay.last = hasTime ? std::max(replay.last, time) : time;
        hasTime = true;
    };
    for (ReplayLane& lane : replay.lanes) {
        std::ranges::stable_sort(lane.events, {}, &ReplayEvent::time);
        for (const ReplayFiring& firing : lane.firings) {
            reach(firing.begin);
            reach(firing.end);
        }
    }
    // Room at both ends, and an axis where everything is one moment.
    const std::int64_t margin = std::max((replay.last - replay.first) / 20, 5 * second);
    replay.first -= margin;
    replay.last += margin;
    return made;
}

} // namespace rulewright::ui
