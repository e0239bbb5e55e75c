// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/test/exclusion_session.h"

#include <QWidget>

#include <cstddef>
#include <vector>

namespace rulewright::ui {

struct Theme;

/// The trade-off curve: the benign hits that are left by the number of conditions that were added, as steps with a ring
/// and its number at each. Left and Right choose a step, Enter writes its exclusions into the rule.
class TradeOff : public QWidget {
    Q_OBJECT
public:
    explicit TradeOff(const Theme& theme, QWidget* parent = nullptr);

    void setResult(const ExclusionResultPtr& result);
    void setStale(bool stale);
    /// 0: no condition.
    void setStep(std::size_t step);

    [[nodiscard]] std::size_t step() const { return m_step; }

    /// The benign hits that are left, first without a condition.
    [[nodiscard]] const std::vector<std::uint64_t>& left() const { return m_left; }

    /// "3 of 3 TP kept at every point: others are not offered".
    [[nodiscard]] QString keptSentence() const;
    /// The whole curve in words; also the accessible description.
    [[nodiscard]] QString sentence() const;

    [[nodiscard]] QSize sizeHint() const override;

signals:
    void stepChosen(std::size_t step);
    void excludeRequested(const std::vector<rulewright::corpus::RowKey>& rows);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Frame; // where axes and points are
    [[nodiscard]] Frame frame() const;
    void choose(std::size_t step);
    void updateWords();

    const Theme& m_theme;
    ExclusionResultPtr m_result;
    std::vector<std::uint64_t> m_left;
    std::size_t m_step = 0;
    bool m_isStale = false;
};

} // namespace rulewright::ui
