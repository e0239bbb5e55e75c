// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window/jobs.h"

#include <QWidget>

class QPushButton;

namespace rulewright::ui {

struct Theme;

// The line of 34 above the status line while a job runs: what, how far, time left, Cancel.
class JobBar : public QWidget {
    Q_OBJECT
public:
    explicit JobBar(const Theme& theme, QWidget* parent = nullptr);

    void setState(const JobState& state);
    // How far in the job's own words: "31 of 76 files, 17,204 events".
    void setDetail(const QString& detail);
    QSize sizeHint() const override;

signals:
    void cancelRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    JobState m_state;
    QString m_detail;
    QPushButton* m_cancel;
};

} // namespace rulewright::ui
