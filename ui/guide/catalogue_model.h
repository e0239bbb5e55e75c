// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/guide/catalogue_results.h"

#include <QAbstractTableModel>

#include <unordered_map>

namespace rulewright::ui {

// How many events, or firings, a rule has among the loaded ones.
struct RuleHitCount {
    quint64 hits = 0;
    bool isApproximate = false;
};

using RuleHitCounts = std::unordered_map<quint32, RuleHitCount>; // by RuleId; what is not there has none

// What a search found, one rule a row.
class CatalogueModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Title, Vendor, Level, Techniques, LogSource, FoundIn, Path, Hits, ColumnCount };

    enum Role {
        WordsRole = Qt::UserRole + 60, // std::vector<std::string>: folded; what of the cell is to be marked
        IsPathRole // bool: shortened in the middle
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setResults(const std::shared_ptr<const CatalogueResults>& results);
    // Null: not known.
    void setHits(const std::shared_ptr<const RuleHitCounts>& hits);

    const std::shared_ptr<const CatalogueResults>& results() const { return m_results; }

    bool hasHits() const { return m_hits != nullptr; }

    corpus::RuleId rule(int row) const { return m_results->hits[std::size_t(row)].rule; }

    // All reasons of a row, each with what it is: "test", "exclusion", "description".
    struct Reason {
        QString part;
        QString text;
    };

    std::vector<Reason> reasons(int row, std::size_t most, std::size_t* left) const;

    const corpus::CatalogueMarks& marks() const { return m_marks; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    QString cell(int row, int column) const;
    const std::vector<std::string>& wordsOf(int column) const;
    QString sentence(int row) const;

    std::shared_ptr<const CatalogueResults> m_results;
    std::shared_ptr<const RuleHitCounts> m_hits;
    corpus::CatalogueMarks m_marks;
};

} // namespace rulewright::ui

Q_DECLARE_METATYPE(std::vector<std::string>)
