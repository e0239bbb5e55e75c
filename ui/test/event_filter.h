// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRegularExpression>
#include <QString>

#include <cstdint>

namespace rulewright::ui {

/// What is typed into the filter of a column:
///   text        cells that contain it, letter case ignored; quotes ("…") take every character as it stands
///   =text       cells that are it; = alone: empty cells
///   >5 >=5 <5 <=5   by number where both are numbers, else by letters
///   a..b        from a to b, both included
///   /regex/     a regular expression, letter case ignored
///   !…          the cells that the rest does not pass
class CellFilter {
public:
    CellFilter() = default;
    explicit CellFilter(const QString& text);

    /// Nothing is typed that could leave a cell out.
    [[nodiscard]] bool isEmpty() const { return m_kind == Kind::Nothing; }

    /// Why the text is no filter; empty where it is one. Such a filter leaves nothing out.
    [[nodiscard]] const QString& problem() const { return m_problem; }

    [[nodiscard]] bool passes(const QString& cell) const;

    /// The filter that lets exactly this text through.
    [[nodiscard]] static QString exactly(const QString& cell) { return u'=' + cell; }

private:
    enum class Kind : std::uint8_t {
        Nothing,
        Contains,
        Equals,
        Regex,
        Greater,
        GreaterOrEqual,
        Less,
        LessOrEqual,
        Range
    };

    [[nodiscard]] bool holds(const QString& cell) const;

    Kind m_kind = Kind::Nothing;
    bool m_isTurned = false;
    QString m_text;
    QString m_upper; ///< of a range
    QRegularExpression m_regex;
    QString m_problem;
};

/// By number where both are numbers, else by letters, letter case ignored: below zero, zero or above.
[[nodiscard]] int compareCells(const QString& a, const QString& b);

} // namespace rulewright::ui
