// SPDX-License-Identifier: Apache-2.0
#include "ui/test/event_filter.h"

#include <QObject>

#include <optional>

namespace rulewright::ui {

namespace {

std::optional<double> number(const QString& text)
{
    bool isNumber = false;
    const double value = text.toDouble(&isNumber);
    return isNumber ? std::optional(value) : std::nullopt;
}

} // namespace

int compareCells(const QString& a, const QString& b)
{
    const std::optional<double> left = number(a);
    const std::optional<double> right = left ? number(b) : std::nullopt;
    if (left && right)
        return *left < *right ? -1 : *left > *right ? 1 : 0;
    return a.compare(b, Qt::CaseInsensitive);
}

CellFilter::CellFilter(const QString& typed)
{
    QString text = typed.trimmed();
    if (text.startsWith(u'!')) {
        m_isTurned = true;
        text = text.mid(1).trimmed();
    }
    const auto rest = [&text](qsizetype length) { return text.mid(length).trimmed(); };
    if (text.isEmpty())
        return;
    if (text.size() >= 2 && text.startsWith(u'"') && text.endsWith(u'"')) {
        m_text = text.mid(1, text.size() - 2);
        m_kind = m_text.isEmpty() ? Kind::Nothing : Kind::Contains;
        return;
    }
    if (text.size() >= 3 && text.startsWith(u'/') && text.endsWith(u'/')) {
        m_regex = QRegularExpression(text.mid(1, text.size() - 2), QRegularExpression::CaseInsensitiveOption);
        if (m_regex.isValid())
            m_kind = Kind::Regex;
        else
            m_problem = QObject::tr("Not a regular expression: %1").arg(m_regex.errorString());
        return;
    }
    if (text.startsWith(u'=')) {
        m_kind = Kind::Equals;
        m_text = text.mid(1);
        return;
    }
    const std::pair<const char*, Kind> signs[]{
        {">=", Kind::GreaterOrEqual}, {"<=", Kind::LessOrEqual}, {">", Kind::Greater}, {"<", Kind::Less}};
    for (const auto& [sign, kind] : signs) {
        const QLatin1StringView word(sign);
        if (!text.startsWith(word))
            continue;
        m_text = rest(word.size());
        m_kind = m_text.isEmpty() ? Kind::Nothing : kind;
        return;
    }
    if (const qsizetype dots = text.indexOf(QStringLiteral("..")); dots > 0 && dots + 2 < text.size()) {
        m_text = text.left(dots).trimmed();
        m_upper = text.mid(dots + 2).trimmed();
        if (!m_text.isEmpty() && !m_upper.isEmpty() && !m_upper.startsWith(u'\\') && !m_upper.startsWith(u'/')) {
            m_kind = Kind::Range;
            return;
        }
    }
    m_kind = Kind::Contains;
    m_text = text;
}

bool CellFilter::holds(const QString& cell) const
{
    switch (m_kind) {
    case Kind::Nothing:
        return true;
    case Kind::Contains:
        return cell.contains(m_text, Qt::CaseInsensitive);
    case Kind::Equals:
        return cell.compare(m_text, Qt::CaseInsensitive) == 0;
    case Kind::Regex:
        return m_regex.match(cell).hasMatch();
    default:
        break;
    }
    // An empty cell is neither above nor below anything.
    if (cell.isEmpty())
        return false;
    switch (m_kind) {
    case Kind::Greater:
        return compareCells(cell, m_text) > 0;
    case Kind::GreaterOrEqual:
        return compareCells(cell, m_text) >= 0;
    case Kind::Less:
        return compareCells(cell, m_text) < 0;
    case Kind::LessOrEqual:
        return compareCells(cell, m_text) <= 0;
    default:
        // What begins like the upper end belongs to it: 09:00..10 ends with 10:59.
        return compareCells(cell, m_text) >= 0
            && (compareCells(cell, m_upper) <= 0
                || (!number(m_upper) && cell.startsWith(m_upper, Qt::CaseInsensitive)));
    }
}

bool CellFilter::passes(const QString& cell) const { return isEmpty() || holds(cell) != m_isTurned; }

} // namespace rulewright::ui
