// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/span.h"
#include "ui/test/match_session.h"

#include <QSet>
#include <QWidget>

#include <optional>

class QStackedLayout;
class QTreeView;

namespace rulewright::ui {

class EmptyState;
class ExplainModel;
class WhyDelegate;
struct Theme;

/// Why the rule matches the chosen event or what it lacks: a real tree, branch by branch.
class WhyView : public QWidget {
    Q_OBJECT
public:
    /// What is missing to explain anything.
    enum class Lack { Event, Rule, Test };

    explicit WhyView(const Theme& theme, QWidget* parent = nullptr);

    /// What the empty state asks for. Test: the rule cannot be tested as it stands.
    void setLack(Lack lack);

    /// Null or without explanation: the empty state. Folded branches and the chosen node are kept.
    void setExplanation(const ExplainResultPtr& explanation);
    void setStale(bool stale);
    /// Chooses the innermost node whose text contains the place; nothing is emitted but valueChosen().
    void chooseAt(std::uint32_t byteOffset);
    /// Chooses a node, and nothing is emitted.
    void chooseQuietly(const QModelIndex& index);

    [[nodiscard]] QTreeView& tree() { return *m_view; }

    [[nodiscard]] ExplainModel& model() { return *m_model; }

signals:
    void spanActivated(rulewright::Span span); ///< show this text in the editor
    void valueChosen(rulewright::rule::ValueId value); ///< whose marks to show; None: all of them
    void subtitleChanged(const QString& subtitle); ///< "matches", "does not match", empty

private:
    void onChosen();
    void restoreFolds(const QString& chosen);

    const Theme& m_theme;
    ExplainModel* m_model = nullptr;
    WhyDelegate* m_delegate = nullptr;
    QTreeView* m_view = nullptr;
    EmptyState* m_empty = nullptr;
    QStackedLayout* m_body = nullptr;
    std::optional<Lack> m_lack;
    QSet<QString> m_folded;
    QSet<QString> m_unfolded;
    bool m_isChoosing = false;
};

} // namespace rulewright::ui
