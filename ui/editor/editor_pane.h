// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/guide.h"
#include "ui/editor/rule_editor.h"

#include <QWidget>

#include <vector>

class QAction;

namespace rulewright::ui {

class AuthorService;
class Breadcrumb;
class EditorAssist;
class FindBar;
class ProblemModel;
class Strip;

/// One rule document on the desk: breadcrumb with the margin's captions, editor, problem strip.
class EditorPane : public QWidget {
    Q_OBJECT
public:
    /// The document outlives the pane, and is silent once the pane is gone.
    EditorPane(RuleDocument& document, const Theme& theme, QWidget* parent = nullptr);
    ~EditorPane() override;

    [[nodiscard]] RuleDocument& document() { return m_document; }

    [[nodiscard]] RuleEditor& editor() { return *m_editor; }

    [[nodiscard]] ProblemModel& problems() { return *m_problems; }

    /// Completions, hovers and what belongs to them. The service outlives the pane.
    void setAuthorService(AuthorService& service);

    [[nodiscard]] EditorAssist* assist() const { return m_assist; } ///< null without a service

    FindBar& findBar() { return *m_find; }

    /// N1: puts a row of the guide into the rule at the caret, as one undo step. Returns a sentence for the
    /// status line: where it went, or why it did not.
    QString insertRow(const corpus::RowKey& row);
    /// Makes the row an exclusion of the rule, as one undo step. Returns a sentence as insertRow() does.
    QString excludeRow(const corpus::RowKey& row);
    /// Makes each row an exclusion, all of them as one undo step.
    QString excludeRows(const std::vector<corpus::RowKey>& rows);
    /// Shows what insertRow() would insert as ghost text, with its price where that is known. The ghost's text
    /// is filled in here. Returns whether there is anything to show.
    bool previewRow(const corpus::RowKey& row, Ghost price = {});
    /// The same of what excludeRow() would write, at the line behind which it would stand.
    bool previewExclusion(const corpus::RowKey& row, Ghost price = {});
    /// Whether rows that go to the caret are part of an exclusion.
    [[nodiscard]] bool isExcludingAtCaret();
    /// "1 warning", "2 errors: the text is not tested", empty where there is nothing to say.
    [[nodiscard]] QString problemSummary() const;

signals:
    void problemSummaryChanged(const QString& text);
    void said(const QString& sentence); ///< for the status line

private:
    void updatePlace();
    void updateStrip();
    void goToWorst();

    RuleDocument& m_document;
    RuleEditor* m_editor = nullptr;
    Breadcrumb* m_breadcrumb = nullptr;
    ProblemModel* m_problems = nullptr;
    Strip* m_strip = nullptr;
    FindBar* m_find = nullptr;
    EditorAssist* m_assist = nullptr;
    const Theme& m_theme;
    QAction* m_fix = nullptr;
    QAction* m_next = nullptr;
    QString m_summary;
    /// What the editor and the document tell while the pane's children are being deleted is not for it any more.
    std::vector<QMetaObject::Connection> m_connections;
};

} // namespace rulewright::ui
