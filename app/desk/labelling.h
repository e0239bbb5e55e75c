// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/desk/event_store.h"

#include <QObject>

#include <string>
#include <vector>

namespace rulewright::desk {

// What can be said of an event.
enum class LabelKind { Attack, Benign, Unknown, TruePositive, FalsePositive };

// Gives labels to events and files of events, each a step that can be taken back.
class Labelling : public QObject {
    Q_OBJECT
public:
    explicit Labelling(EventStore& store, QObject* parent = nullptr);

    // TruePositive and FalsePositive are of the rule with this id; saying the same again takes it back.
    void label(events::EventId event, LabelKind kind, const std::string& ruleId = {});
    // Of all events of the event's file that have no label of their own.
    void labelFile(events::EventId event, LabelKind kind);
    void undo();
    void redo();

    bool canUndo() const { return !m_undo.empty(); }

    bool canRedo() const { return !m_redo.empty(); }

signals:
    // One sentence on what was done.
    void said(const QString& sentence);

private:
    struct Step {
        events::Labels labels; // before, or after it was taken back
        events::SourceId source{};
        QString sentence;
    };

    void apply(events::Labels labels, events::SourceId source, const QString& sentence);
    void turn(std::vector<Step>& from, std::vector<Step>& to, const QString& pattern);
    QString nameOf(events::EventId event) const;

    EventStore& m_store;
    std::vector<Step> m_undo;
    std::vector<Step> m_redo;
    std::uint32_t m_sources = 0; // that were loaded when the steps were made
};

} // namespace rulewright::desk
