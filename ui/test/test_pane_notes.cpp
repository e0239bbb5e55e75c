// SPDX-License-Identifier: Apache-2.0
#include "ui/test/test_pane.h"

#include "ui/test/count_tabs.h"
#include "ui/test/event_table.h"
#include "ui/test/exclusion_model.h"
#include "ui/test/replay_view.h"
#include "ui/window/strip.h"
#include "ui/window/words.h"

#include <QAction>

namespace rulewright::ui {

namespace {

/// "0 hits" says how many events were looked at, and what is missing where nothing was.
QString zeroSentence(const match::MatchReport& report)
{
    if (report.eventsInScope == 0) {
        QString text = TestPane::tr("0 events looked at: nothing has been tested");
        if (!report.notes.empty())
            text += QStringLiteral(". ") + QString::fromStdString(report.notes.front());
        return text;
    }
    QString text
        = TestPane::tr("0 hits in %1 events looked at").arg(grouped(static_cast<qint64>(report.eventsInScope)));
    if (!report.unknownFields.empty()) {
        const match::UnknownField& field = report.unknownFields.front();
        text += TestPane::tr(". No event has the field %1").arg(QString::fromStdString(field.field));
        if (field.nearest)
            text += TestPane::tr(": %1 is the nearest").arg(QString::fromStdString(*field.nearest));
    }
    return text;
}

QString notesOf(const match::MatchReport& report)
{
    QStringList notes;
    for (const std::string& note : report.notes)
        notes << QString::fromStdString(note);
    return notes.join(u' ');
}

QString age(qint64 seconds)
{
    if (seconds < 60)
        return seconds == 1 ? TestPane::tr("1 second") : TestPane::tr("%1 seconds").arg(seconds);
    const qint64 minutes = seconds / 60;
    return minutes == 1 ? TestPane::tr("1 minute") : TestPane::tr("%1 minutes").arg(minutes);
}

} // namespace

void TestPane::updateReplay()
{
    const ReplayPtr replay = m_result ? m_result->replay : nullptr;
    m_isOverTime = replay != nullptr;
    m_tabs->setTabText(static_cast<int>(Tab::NearMisses), m_isOverTime ? tr("Replay") : tr("Near misses"));
    updateNearTab();
    m_replay->setReplay(replay);
    updateReplayNote();
}

void TestPane::updateReplayNote()
{
    const ReplayPtr replay = m_result ? m_result->replay : nullptr;
    StripWords words;
    if (replay) {
        const QString firings
            = replay->firings == 1 ? tr("Fires once") : tr("Fires %1 times").arg(grouped(qint64(replay->firings)));
        words.text = replay->groupsTotal == 1
            ? tr("%1 in the one group.").arg(firings)
            : tr("%1, in %2 of %3 groups.")
                  .arg(firings, grouped(qint64(replay->groupsFiring)), grouped(qint64(replay->groupsTotal)));
        if (m_result->report->eventsInScope == 0)
            words.text = zeroSentence(*m_result->report);
        else if (replay->firings == 0)
            words.text
                = tr("0 firings in %1 groups: the condition never holds.").arg(grouped(qint64(replay->groupsTotal)));
        else
            words.text += (m_table->rowQuery().look.isUtc() ? QString() : tr(" Times are local."))
                + tr(" Left and Right go from firing to firing.");
        if (replay->groupsFiring > replay->lanes.size())
            words.text += tr(" The first %1 groups are shown.").arg(grouped(qint64(replay->lanes.size())));
    }
    m_replayNote->setWords(words);
}

void TestPane::updateFilterNote()
{
    const RowQuery& query = m_table->rowQuery();
    const bool isShown = query.events && query.isFiltered();
    m_filterNote->setVisible(isShown);
    if (!isShown)
        return;
    const qint64 whole = static_cast<qint64>(query.among ? query.among->count() : query.events->size());
    StripWords words;
    words.text = (query.times ? tr("%1 of %2 events shown: a time range or a filter is set.")
                              : tr("%1 of %2 events shown: a filter is set."))
                     .arg(grouped(m_table->events().rowCount()), grouped(whole));
    words.actions = {m_clearFilters};
    m_filterNote->setWords(words);
}

// What comes before a tab's own words: that the result is old, or what the desk has to say. No text where neither is.
StripWords TestPane::wordsOfEveryTab() const
{
    StripWords words;
    if (m_isStale && m_result) {
        words.mark = Mark::Stale;
        words.text = tr("Last good result, %1 old. It is not the result of the text above.")
                         .arg(age(m_resultAge.elapsed() / 1000));
    } else {
        words.text = m_noteText;
    }
    return words;
}

void TestPane::updateNote()
{
    StripWords words = wordsOfEveryTab();
    if (!words.text.isEmpty()) {
        // they come before those of this tab
    } else if (m_result && m_result->report && m_result->report->possible != m_result->report->matched) {
        const match::MatchReport& report = *m_result->report;
        words.tone = Tone::Caveat;
        words.text = tr("At most %1: parts of the rule cannot be tested on these events and are taken as true.")
                         .arg(grouped(static_cast<qint64>(report.possible)));
        if (!report.notes.empty())
            words.text += u' ' + notesOf(report);
    } else if (m_result && m_result->report && m_result->report->approximate && !m_result->report->notes.empty()
        && m_result->report->possible > 0 && currentTab() == Tab::Hits) {
        words.tone = Tone::Caveat;
        words.text = tr("Approximate: %1").arg(notesOf(*m_result->report));
    } else if (m_result && m_result->report && m_result->report->possible == 0 && currentTab() == Tab::Hits) {
        words.text = zeroSentence(*m_result->report);
        if (m_result->report->eventsInScope == 0)
            words.mark = Mark::Empty;
        const std::uint64_t near = m_near && m_near->of == m_result ? m_near->misses.atDistance(1) : 0;
        if (near > 0) {
            words.text += (near == 1 ? tr(". 1 event fails only one test.") : tr(". %1 events fail only one test."))
                              .arg(grouped(static_cast<qint64>(near)));
            words.actions = {m_showNear};
        }
    }
    updateNearNote();
    updateExclusionNote();
    m_note->setVisible(!words.text.isEmpty());
    if (!words.text.isEmpty())
        m_note->setWords(words);
}

void TestPane::updateNearNote()
{
    StripWords words = wordsOfEveryTab();
    bool isSaidAbove = false; // by what stands over a lent list
    if (!words.text.isEmpty()) {
        // they come before those of this tab
    } else if (!m_result || !m_result->report) {
        words.text = tr("Near misses are of a rule: open one or start a new one.");
    } else if (m_result->report->eventsInScope == 0) {
        words.text = zeroSentence(*m_result->report);
        words.mark = Mark::Empty;
    } else if (m_result->report->timeline) {
        words.text = tr("A rule over time has no near misses of its own: look at those of the rules that it names.");
    } else if (!m_near) {
        words.text = tr("Looking for near misses");
    } else {
        const std::uint64_t near = m_near->misses.atDistance(1);
        words.text = (near == 1 ? tr("%1 of the %2 events that do not match fails only one test.")
                                : tr("%1 of the %2 events that do not match fail only one test."))
                         .arg(grouped(static_cast<qint64>(near)), grouped(static_cast<qint64>(m_near->misses.total)));
        if (near > 0)
            words.text += tr(" Enter widens the rule.");
        isSaidAbove = m_isNearLent;
    }
    m_nearNote->setVisible(!isSaidAbove);
    m_nearNote->setWords(words);
}

void TestPane::updateExclusionNote()
{
    StripWords words = wordsOfEveryTab();
    if (!words.text.isEmpty()) {
        // they come before those of this tab
    } else if (!m_result || !m_result->report) {
        words.text = tr("Exclusions are of a rule: open one or start a new one.");
    } else if (!m_found || m_found->of != m_result) {
        words.text = tr("Looking for exclusions that keep every true positive");
    } else {
        const ExclusionNote note = exclusionNote(*m_found);
        words.text = note.text;
        if (note.kind == ExclusionNote::Kind::Unproved) {
            words.tone = Tone::Caveat;
            words.actions = {m_loadAttack};
        } else if (note.kind == ExclusionNote::Kind::Nothing) {
            words.mark = Mark::Empty;
            if (m_found->benignEvents == 0 && !m_result->report->timeline)
                words.actions = {m_loadBenign};
        }
    }
    m_exclusionNote->setWords(words);
}

void TestPane::updateFiredNote()
{
    StripWords words;
    words.actions = {m_isFiredOfAll ? m_showOfEvent : m_showOfAll};
    const bool isOfAll = m_fired && m_fired->event == events::EventId::None;
    if (m_isFiredOfAll && !isOfAll) {
        words.text = tr("Testing the rules of the loaded corpora on all loaded events");
    } else if (m_isFiredOfAll) {
        words.text
            = tr("%1 of %2 rules fire on some of the %3 loaded events. At the right: hits.")
                  .arg(grouped(static_cast<qint64>(m_fired->rules.size())),
                      grouped(static_cast<qint64>(m_fired->tested)), grouped(static_cast<qint64>(m_fired->events)));
        if (m_fired->untested > 0)
            words.text += tr(" %1 more cannot be tested.").arg(grouped(static_cast<qint64>(m_fired->untested)));
    } else if (m_shown == events::EventId::None) {
        words.text = tr("Choose an event under Hits or All: the rules of the loaded corpora that match it stand here.");
    } else if (!m_fired) {
        words.text = tr("Testing the rules of the loaded corpora on the chosen event");
    } else {
        const auto fired = static_cast<qint64>(m_fired->rules.size());
        const QString tested = grouped(static_cast<qint64>(m_fired->tested));
        words.text = fired == 1 ? tr("1 of %1 rules fires on the chosen event.").arg(tested)
                                : tr("%1 of %2 rules fire on the chosen event.").arg(grouped(fired), tested);
        if (m_fired->untested > 0)
            words.text += tr(" %1 more cannot be tested.").arg(grouped(static_cast<qint64>(m_fired->untested)));
        if (fired > 0)
            words.text += tr(" Enter opens a rule.");
    }
    m_firedNote->setWords(words);
}

} // namespace rulewright::ui
