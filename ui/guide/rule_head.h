// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/guide/rule_contents.h"

#include <QWidget>

namespace rulewright::ui {

struct Theme;

// Title, chips, path and the sentence about the loaded events above a rule document.
class RuleHead : public QWidget {
    Q_OBJECT
public:
    RuleHead(const RuleContents& contents, const Theme& theme, QWidget* parent = nullptr);

    void setHits(const QString& sentence);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QString m_title;
    QStringList m_chips;
    QString m_path;
    QString m_note;
    QString m_hits;
};

} // namespace rulewright::ui
