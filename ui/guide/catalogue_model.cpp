// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/catalogue_model.h"

#include "ui/guide/compare_contents.h"
#include "ui/guide/guide_words.h"
#include "ui/window/plain_table.h"
#include "ui/window/words.h"

namespace rulewright::ui {

namespace {

QString joined(const std::vector<std::string>& words, const QString& between)
{
    QStringList list;
    for (const std::string& word : words)
        list << QString::fromStdString(word);
    return list.join(between);
}

QString partWord(const corpus::CatalogueReason& reason)
{
    using Part = corpus::CatalogueReason::Part;
    switch (reason.part) {
    case Part::Test:
        return reason.role == corpus::Role::Filter ? CatalogueModel::tr("test") : roleWord(reason.role);
    case Part::Description:
        return CatalogueModel::tr("description");
    case Part::Id:
        return CatalogueModel::tr("id");
    case Part::Tag:
        return CatalogueModel::tr("tag");
    case Part::Status:
        return CatalogueModel::tr("status");
    }
    return {};
}

} // namespace

void CatalogueModel::setResults(const std::shared_ptr<const CatalogueResults>& results)
{
    beginResetModel();
    m_results = results;
    m_marks = results ? corpus::marksOf(results->query) : corpus::CatalogueMarks();
    endResetModel();
}

void CatalogueModel::setHits(const std::shared_ptr<const RuleHitCounts>& hits)
{
    m_hits = hits;
    if (rowCount() > 0)
        emit dataChanged(index(0, Hits), index(rowCount() - 1, Hits));
}

int CatalogueModel::rowCount(const QModelIndex& parent) const
{
    return m_results && !parent.isValid() ? int(m_results->hits.size()) : 0;
}

int CatalogueModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant CatalogueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == Hits)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString captions[ColumnCount]{tr("Rule"), tr("Vendor"), tr("Level"), tr("Techniques"), tr("Log source"),
        tr("Found in"), tr("Path"), tr("Hits")};
    return captions[section];
}

std::vector<CatalogueModel::Reason> CatalogueModel::reasons(int row, std::size_t most, std::size_t* left) const
{
    std::vector<Reason> reasons;
    const corpus::CatalogueHit& hit = m_results->hits[std::size_t(row)];
    for (const corpus::CatalogueReason& reason :
        corpus::reasonsOf(*m_results->profile, m_results->query, hit, most, left))
        reasons.push_back({partWord(reason), QString::fromStdString(reason.text)});
    return reasons;
}

QString CatalogueModel::cell(int row, int column) const
{
    const corpus::ProfileRule& found = m_results->profile->rule(rule(row));
    switch (column) {
    case Title:
        return QString::fromStdString(found.title);
    case Vendor:
        return text(corpus::vendorTitle(found.vendor));
    case Level:
        return text(found.level.value_or(""));
    case Techniques:
        return joined(found.techniques, QStringLiteral(", "));
    case LogSource:
        return joined(found.logSource, QStringLiteral(" · "));
    case Path:
        return QString::fromStdString(found.path);
    case FoundIn: {
        std::size_t left = 0;
        const std::vector<Reason> first = reasons(row, 1, &left);
        if (first.empty())
            return {};
        // Most are plain tests: only what is something else says so.
        const QString one = first.front().part == tr("test") ? first.front().text
                                                             : tr("%1: %2").arg(first.front().part, first.front().text);
        return left == 0 ? one : tr("%1, and %2 more").arg(one, grouped(qint64(left)));
    }
    case Hits: {
        if (!m_hits)
            return {};
        const auto known = m_hits->find(quint32(rule(row)));
        if (known == m_hits->end())
            return QStringLiteral("0");
        return (known->second.isApproximate ? QStringLiteral("≤ ") : QString()) + grouped(qint64(known->second.hits));
    }
    default:
        return {};
    }
}

const std::vector<std::string>& CatalogueModel::wordsOf(int column) const
{
    static const std::vector<std::string> none;
    switch (column) {
    case Title:
        return m_marks.title;
    case Vendor:
        return m_marks.vendor;
    case Level:
        return m_marks.level;
    case Techniques:
        return m_marks.technique;
    case LogSource:
        return m_marks.logSource;
    case FoundIn:
        return m_marks.reason;
    case Path:
        return m_marks.path;
    default:
        return none;
    }
}

// "Cup Loaded, Sigma, low, T1685, found in test ImageLoaded …".
QString CatalogueModel::sentence(int row) const
{
    QStringList words;
    for (const int column : {Title, Vendor, Level, Techniques, LogSource}) {
        if (const QString own = cell(row, column); !own.isEmpty())
            words << own;
    }
    if (const QString reason = cell(row, FoundIn); !reason.isEmpty())
        words << tr("found in %1").arg(reason);
    if (m_hits)
        words << tr("%1 hits in the loaded events").arg(cell(row, Hits));
    return words.join(QStringLiteral(", "));
}

QVariant CatalogueModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_results)
        return {};
    const int row = index.row();
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return cell(row, column);
    case Qt::ToolTipRole:
        return cell(row, column).toHtmlEscaped();
    case Qt::AccessibleTextRole:
        return column == Title ? sentence(row) : cell(row, column);
    case Qt::TextAlignmentRole:
        return column == Hits ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case WordsRole:
        return QVariant::fromValue(wordsOf(column));
    case IsPathRole:
        return column == Path;
    case PlainTable::TypeRole:
        return int(column == Title ? Type::BodyMedium : column == FoundIn ? Type::ValueSmall : Type::Body);
    case PlainTable::QuietRole:
        return column != Title && column != FoundIn && !(column == Hits && cell(row, Hits) != QStringLiteral("0"));
    default:
        return {};
    }
}

} // namespace rulewright::ui
