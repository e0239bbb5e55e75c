// SPDX-License-Identifier: Apache-2.0
#include "app/desk/labelling.h"

#include "ui/window/words.h"

#include <algorithm>

namespace rulewright::desk {

namespace {

constexpr std::size_t maximumSteps = 100;

bool isOfRule(LabelKind kind) { return kind == LabelKind::TruePositive || kind == LabelKind::FalsePositive; }

events::Side sideOf(LabelKind kind)
{
    return kind == LabelKind::Attack ? events::Side::Attack
        : kind == LabelKind::Benign  ? events::Side::Benign
                                     : events::Side::Unknown;
}

QString wordOf(LabelKind kind)
{
    switch (kind) {
    case LabelKind::Attack:
        return Labelling::tr("attack");
    case LabelKind::Benign:
        return Labelling::tr("benign");
    case LabelKind::Unknown:
        return Labelling::tr("of unknown side");
    case LabelKind::TruePositive:
        return Labelling::tr("a true positive of this rule");
    case LabelKind::FalsePositive:
        return Labelling::tr("a false positive of this rule");
    }
    return {};
}

void moveTo(std::vector<std::string>& to, std::vector<std::string>& from, const std::string& ruleId)
{
    std::erase(from, ruleId);
    if (std::erase(to, ruleId) == 0)
        to.push_back(ruleId);
}

} // namespace

Labelling::Labelling(EventStore& store, QObject* parent)
    : QObject(parent)
    , m_store(store)
{
    // The numbers of events and sources stay as long as files are only added.
    connect(&store, &EventStore::eventsChanged, this, [this](const EventSetPtr& events) {
        const auto sources = static_cast<std::uint32_t>(events->sources.size());
        if (sources != m_sources) {
            m_undo.clear();
            m_redo.clear();
        }
        m_sources = sources;
    });
}

QString Labelling::nameOf(events::EventId event) const
{
    const events::SourceRef& ref = m_store.events()->source(event);
    return tr("Record %1 of %2")
        .arg(ui::grouped(ref.record),
            QString::fromStdString(m_store.events()->sources[events::index(ref.source)].path));
}

void Labelling::label(events::EventId event, LabelKind kind, const std::string& ruleId)
{
    const events::EventSet& events = *m_store.events();
    if (events::index(event) >= events.size())
        return;
    if (isOfRule(kind) && ruleId.empty()) {
        emit said(tr("The rule has no id, which labels name: add one first."));
        return;
    }
    events::Label label = events.label(event);
    if (kind == LabelKind::TruePositive)
        moveTo(label.truePositiveOf, label.falsePositiveOf, ruleId);
    else if (kind == LabelKind::FalsePositive)
        moveTo(label.falsePositiveOf, label.truePositiveOf, ruleId);
    else
        label.side = sideOf(kind);
    // An event with a label of its own has no other; it stays on the side where it was loaded.
    if (isOfRule(kind) && label.side == events::Side::Unknown)
        label.side = events.side(event);
    events::Labels labels = events.labels;
    const bool isTakenBack = isOfRule(kind)
        && !std::ranges::contains(kind == LabelKind::TruePositive ? label.truePositiveOf : label.falsePositiveOf, ruleId);
    labels.set(event, std::move(label));
    apply(std::move(labels), events.source(event).source,
        isTakenBack ? tr("%1 is no longer %2").arg(nameOf(event), wordOf(kind))
                    : tr("%1 is %2").arg(nameOf(event), wordOf(kind)));
}

void Labelling::labelFile(events::EventId event, LabelKind kind)
{
    const events::EventSet& events = *m_store.events();
    if (events::index(event) >= events.size() || isOfRule(kind))
        return;
    const events::SourceId source = events.source(event).source;
    events::Labels labels = events.labels;
    const events::Label* known = labels.ofSource(source);
    events::Label label = known != nullptr ? *known : events::Label();
    label.side = sideOf(kind);
    labels.setForSource(source, std::move(label));
    apply(std::move(labels), source,
        tr("Every event of %1 without a label of its own is %2")
            .arg(QString::fromStdString(events.sources[events::index(source)].path), wordOf(kind)));
}

void Labelling::apply(events::Labels labels, events::SourceId source, const QString& sentence)
{
    Step step{m_store.events()->labels, source, sentence};
    if (!m_store.setLabels(std::move(labels), {source})) {
        emit said(tr("Labels can be given once the events are read."));
        return;
    }
    m_undo.push_back(std::move(step));
    if (m_undo.size() > maximumSteps)
        m_undo.erase(m_undo.begin());
    m_redo.clear();
    emit said(sentence);
}

void Labelling::turn(std::vector<Step>& from, std::vector<Step>& to, const QString& pattern)
{
    if (from.empty())
        return;
    Step step = std::move(from.back());
    from.pop_back();
    events::Labels before = m_store.events()->labels;
    if (!m_store.setLabels(std::exchange(step.labels, std::move(before)), {step.source})) {
        emit said(tr("Labels can be given once the events are read."));
        return;
    }
    emit said(pattern.arg(step.sentence));
    to.push_back(std::move(step));
}

void Labelling::undo() { turn(m_undo, m_redo, tr("Taken back: %1")); }

void Labelling::redo() { turn(m_redo, m_undo, tr("Again: %1")); }

} // namespace rulewright::desk
