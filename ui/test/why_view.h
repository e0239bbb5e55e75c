// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/span.h"
#include "ui/test/match_session.h"

#include <QWidget>

class QStackedLayout;
class QTreeView;

namespace rulewright::ui {

class EmptyPane;
class ExplainModel;
struct Theme;

/// Why the rule matches the chosen event or what it lacks: a real tree, branch by branch.
class WhyView : public QWidget {
    Q_OBJECT
public:
    explicit WhyView(const Theme& theme, QWidget* parent = nullptr);

    /// Null or without explanation: the empty state. Folded branches and the current node are kept.
    void setExplanation(const ExplainResultPtr& explanation);
    void setStale(bool stale);
    /// Chooses the innermost node whose text contains the place; nothing is emitted.
    void chooseAt(std::uint32_t byteOffset);

signals:
    void spanActivated(rulewright::Span span); ///< show this text in the editor
    void valueChosen(rulewright::rule::ValueId value); ///< None: all of them
    void subtitleChanged(const QString& subtitle); ///< "matches", "does not match"

private:
    const Theme& m_theme;
    ExplainModel* m_model = nullptr;
    QTreeView* m_view = nullptr;
    EmptyPane* m_empty = nullptr;
    QStackedLayout* m_body = nullptr;
    bool m_isChoosing = false;
};

} // namespace rulewright::ui
