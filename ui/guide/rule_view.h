// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/guide/rule_contents.h"

#include <QWidget>

class QSplitter;
class QTreeView;

namespace rulewright::ui {

class RuleHead;
class RuleModel;
struct Theme;

// A rule of the corpus as a read-only document: facts, its parts as tables, its source text beside them.
class RuleView : public QWidget {
    Q_OBJECT
public:
    RuleView(const RuleContents& contents, const Theme& theme, QWidget* parent = nullptr);

    // The widget that shows the source text; it is taken over.
    void setSource(QWidget* source, const QString& language);
    // "Also matches 2 of the 42,525 loaded events"; empty where nothing was looked at.
    void setHits(const QString& sentence);

    corpus::RuleId rule() const { return m_rule; }

    QTreeView& parts() { return *m_parts; }

private:
    corpus::RuleId m_rule;
    const Theme& m_theme;
    RuleHead* m_head;
    RuleModel* m_model;
    QTreeView* m_parts;
    QSplitter* m_body;
};

} // namespace rulewright::ui
