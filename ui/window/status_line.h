// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window/marks.h"
#include "ui/window/theme.h"

#include <QTimer>
#include <QWidget>

#include <optional>
#include <vector>

namespace rulewright::ui {

// One part of the sentence at the left of the status line.
struct StatusPart {
    QString text;
    std::optional<Mark> mark;
    QColor Theme::* colour = &Theme::text;
    bool isStrong = false; // a number that matters
    bool mayGiveWay = false; // hosts and days; the three figures never give way
    bool hasSeparator = true; // a hairline before it
    bool operator==(const StatusPart&) const = default;
};

// The product in one sentence (design.md, "Status line"). At the right what is worth knowing beside it;
// where there is little room the right gives way first.
class StatusLine : public QWidget {
    Q_OBJECT
public:
    explicit StatusLine(const Theme& theme, QWidget* parent = nullptr);

    void setSummary(const std::vector<StatusPart>& parts);
    // In the order of their place, the most important last.
    void setNotes(const QStringList& notes);
    // A sentence behind the summary: about the chosen row, or what an action did. The notes keep what it leaves.
    void setSentence(const QString& sentence);
    QString summaryText() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    // A change is told to screen readers once it has stood for so long, not at every key.
    static constexpr int announceMilliseconds = 800;

signals:
    void announced(const QString& text); // "14 hits, …, was 17 hits"

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void announce();
    int partWidth(const StatusPart& part) const;
    int paintSummary(QPainter& painter) const;
    void paintNotes(QPainter& painter, int left) const;
    int paintSentence(QPainter& painter, int left) const;

    const Theme& m_theme;
    std::vector<StatusPart> m_parts;
    QStringList m_notes;
    QString m_sentence;
    QString m_announced; // the figures that were told last
    QString m_toTell; // a sentence that was not told yet
    QTimer m_rest;
};

} // namespace rulewright::ui
