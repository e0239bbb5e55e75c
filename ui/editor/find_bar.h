// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QCheckBox;
class QLineEdit;
class QPlainTextEdit;

namespace rulewright::ui {

class SearchField;
class ThemedLabel;
struct Theme;

/// Find and replace below an editor. Enter goes to the next place, Shift+Enter to the one before, Esc closes it.
class FindBar : public QWidget {
    Q_OBJECT
public:
    FindBar(QPlainTextEdit& editor, const Theme& theme, QWidget* parent = nullptr);

    /// Opens with the chosen text, or with what was looked for before.
    void open(bool withReplace);
    /// 1 or -1; wraps around. False where the text is not there.
    bool goTo(int direction);
    void replaceOne();
    void replaceAll(); ///< one step of undo

    [[nodiscard]] QLineEdit& what();

    [[nodiscard]] QLineEdit& by() { return *m_by; }

signals:
    void said(const QString& sentence);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void updateCount();

    QPlainTextEdit& m_editor;
    SearchField* m_what;
    QLineEdit* m_by;
    QWidget* m_replace;
    QCheckBox* m_matchCase;
    ThemedLabel* m_count;
};

} // namespace rulewright::ui
