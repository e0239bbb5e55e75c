// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/test/replay.h"

#include <QAbstractListModel>
#include <QListView>
#include <QTimeZone>
#include <QWidget>

namespace rulewright::ui {

class LaneDelegate;
struct Theme;

/// The lanes of a replay, each with all that is seen of it as one sentence.
class ReplayModel : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    /// Null: none, and no lanes.
    void setReplay(ReplayPtr replay);
    void setTimeZone(const QTimeZone& zone);

    [[nodiscard]] const Replay& replay() const { return *m_replay; }

    [[nodiscard]] const QTimeZone& timeZone() const { return m_zone; }

    [[nodiscard]] const ReplayLane& lane(int row) const { return m_replay->lanes[static_cast<std::size_t>(row)]; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    ReplayPtr m_replay = std::make_shared<const Replay>();
    QTimeZone m_zone{QTimeZone::UTC};
};

/// A rule over time: an axis above, below it one lane (46) a group: its events as discs, their stretch as a soft band,
/// the moment of firing as a line with its time. Choosing a lane chooses the event of its first firing; Right and Left
/// go from firing to firing.
class ReplayView : public QWidget {
    Q_OBJECT
public:
    explicit ReplayView(const Theme& theme, QWidget* parent = nullptr);

    void setReplay(const ReplayPtr& replay);
    /// The clock of the axis and of the moments of firing.
    void setTimeZone(const QTimeZone& zone);
    void setStale(bool stale);

    [[nodiscard]] ReplayModel& lanes() { return *m_model; }

    [[nodiscard]] QListView& list() { return *m_list; }

signals:
    void eventChosen(rulewright::events::EventId event);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void chooseFiring(int row, int firing);

    ReplayModel* m_model;
    QWidget* m_axis;
    QListView* m_list;
    LaneDelegate* m_delegate;
    int m_firing = 0; ///< of the chosen lane
};

} // namespace rulewright::ui
