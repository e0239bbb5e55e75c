// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/ids.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>
#include <QTreeView>

#include <memory>
#include <vector>

namespace rulewright::ui {

struct Theme;

/// A rule of the loaded corpora that matches the chosen event, or some of the loaded ones.
struct FiredRule {
    quint32 rule = 0; ///< corpus::RuleId
    QString title;
    QString level;
    QString vendor;
    QString techniques; ///< "T1219.001, T1105"
    quint64 hits = 0; ///< of all loaded events: events, or firings of a rule over time
    bool isApproximate = false;
};

struct FiredRules {
    events::EventId event = events::EventId::None; ///< none where it is of all loaded events
    std::vector<FiredRule> rules; ///< the gravest first, of all events those with most hits before others
    quint64 events = 0; ///< looked at
    quint64 tested = 0; ///< rules that could be tested
    quint64 untested = 0; ///< that could not
};

using FiredRulesPtr = std::shared_ptr<const FiredRules>;

class FiredRulesModel : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void setRules(const FiredRulesPtr& rules);

    [[nodiscard]] const FiredRule* rule(const QModelIndex& index) const;
    /// Whether the rows have hits among all loaded events.
    [[nodiscard]] bool isOfAll() const { return m_rules && m_rules->event == events::EventId::None; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    FiredRulesPtr m_rules;
};

/// What else fires, on the chosen event or on all: one rule a row; Enter opens it.
class FiredRulesView : public QTreeView {
    Q_OBJECT
public:
    explicit FiredRulesView(const Theme& theme, QWidget* parent = nullptr);

    void setRules(const FiredRulesPtr& rules);

    [[nodiscard]] FiredRulesModel& firedRules() { return *m_model; }

signals:
    void ruleRequested(quint32 rule);

protected:
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    const Theme& m_theme;
    FiredRulesModel* m_model;
};

} // namespace rulewright::ui
