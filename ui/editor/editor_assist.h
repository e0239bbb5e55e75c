// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/author/complete.h"

#include <QLineEdit>
#include <QObject>
#include <QPointer>

#include <cstdint>
#include <vector>

namespace rulewright::ui {

class AuthorService;
class ChoiceList;
class RuleEditor;
struct Theme;

/// What an editor offers beside writing: completions, hovers, the parts of the rule, definitions, references, a new
/// name for a selection. Its commands are actions of the editor, by object name.
class EditorAssist : public QObject {
    Q_OBJECT
public:
    EditorAssist(RuleEditor& editor, AuthorService& service, const Theme& theme);

    void complete();
    void explain(); ///< at the caret
    void showOutline();
    void goToDefinition();
    void showReferences();
    void startRenaming();
    void toggleFold(); ///< of the lines around the caret
    void showAll();

    [[nodiscard]] ChoiceList& completions() { return *m_completions; }

    [[nodiscard]] ChoiceList& places() { return *m_places; }

    [[nodiscard]] QLineEdit* nameField() const { return m_name; }

signals:
    void said(const QString& sentence); ///< for the status line

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool filterKey(int key, int modifiers);
    void take(int row);
    void show(std::vector<author::Completion> completions);
    void hoverAt(std::uint32_t offset, const QPoint& place);
    void finishRenaming();
    [[nodiscard]] QRect caretBox() const; ///< on the screen

    RuleEditor& m_editor;
    AuthorService& m_service;
    const Theme& m_theme;
    ChoiceList* m_completions;
    ChoiceList* m_places;
    QPointer<QLineEdit> m_name;
    std::vector<author::Completion> m_offered;
    std::vector<Span> m_targets; ///< of m_places
    quint64 m_revision = 0; ///< of the text that m_offered is for
    bool m_wasMoved = false; ///< the user went through the completions
    bool m_wasAsked = false; ///< for by key, not by typing
};

} // namespace rulewright::ui
