// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window/marks.h"

#include <QWidget>

#include <optional>
#include <vector>

class QAction;
class QHBoxLayout;

namespace rulewright::ui {

class ThemedLabel;
struct Theme;

enum class Tone { Note, Error, Warning, Caveat };

// What a strip says, and what can be done: the answers stand at the right, the safe one first.
struct StripWords {
    Tone tone = Tone::Note;
    std::optional<Mark> mark; // none: the tone's own
    QString lead; // 600: "Unsaved"
    QString text; // one sentence
    std::vector<QAction*> actions;
};

// A line of 28 in a pane: a 3 px bar and a soft ground in the colour of its tone, an icon, a sentence,
// the answers. A question to the user is a strip, never a dialog.
class Strip : public QWidget {
    Q_OBJECT
public:
    explicit Strip(const Theme& theme, QWidget* parent = nullptr);

    void setWords(const StripWords& words);
    // The first answer takes the focus.
    void focusAnswers();
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    // The user clicked the sentence or pressed Enter on the strip.
    void activated();
    void dismissed(); // Esc

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    const Theme& m_theme;
    StripWords m_words;
    QHBoxLayout* m_row;
    QWidget* m_answers;
};

} // namespace rulewright::ui
