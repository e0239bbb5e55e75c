// SPDX-License-Identifier: Apache-2.0
#include "ui/editor/problem_model.h"

#include <algorithm>

namespace rulewright::ui {

ProblemModel::ProblemModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

void ProblemModel::setProblems(const ParsedTextPtr& parsed)
{
    Diagnostics problems = parsed ? parsed->diagnostics : Diagnostics();
    std::ranges::stable_sort(problems, {}, [](const Diagnostic& problem) { return problem.span.begin; });
    m_parsed = parsed;
    if (problems == m_problems) {
        if (!m_problems.empty()) // the text above them may have changed their lines
            emit dataChanged(index(0), index(static_cast<int>(m_problems.size()) - 1));
        return;
    }
    beginResetModel();
    m_problems = std::move(problems);
    endResetModel();
    emit problemsChanged();
}

int ProblemModel::count(Severity severity) const
{
    return static_cast<int>(std::ranges::count(m_problems, severity, &Diagnostic::severity));
}

int ProblemModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_problems.size());
}

QVariant ProblemModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Diagnostic& problem = m_problems[static_cast<std::size_t>(index.row())];
    const auto place = [&] { return m_parsed->source.position(problem.span.begin); };
    switch (role) {
    case Qt::DisplayRole:
        return QString::fromStdString(problem.message);
    case Qt::AccessibleTextRole:
        return tr("%1, line %2: %3")
            .arg(QString::fromUtf8(severityName(problem.severity)))
            .arg(place().line)
            .arg(QString::fromStdString(problem.message));
    case SeverityRole:
        return static_cast<int>(problem.severity);
    case CodeRole:
        return QString::fromUtf8(problem.code.text);
    case LineRole:
        return place().line;
    case ColumnRole:
        return place().column;
    case BeginRole:
        return problem.span.begin;
    case EndRole:
        return problem.span.end;
    case FixCountRole:
        return static_cast<int>(problem.fixes.size());
    default:
        return {};
    }
}

} // namespace rulewright::ui
