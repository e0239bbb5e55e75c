// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/explain.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace rulewright::ui {

/// The explanation of one event as the tree that people read: a `not` is a word before the node that it turns, and
/// a selection holds its tests directly.
class ExplainModel : public QAbstractItemModel {
    Q_OBJECT
public:
    struct Item {
        const match::ExplainNode* node = nullptr; ///< of the text, the span and the values
        QString name; ///< 600: a selection, a field, "condition"
        QString operatorText; ///< of leaves: "ends with"
        QString value; ///< of leaves: what is wanted
        QString right; ///< "1 of 3", "field absent"
        match::Truth truth = match::Truth::Unknown;
        bool isNegated = false;
        bool isLeaf = false;
        std::vector<std::unique_ptr<Item>> children;
        Item* parent = nullptr;
        int row = 0;

        /// Whether there is an actual value to show below.
        [[nodiscard]] bool hasActual() const { return isLeaf && node->actual.has_value(); }
    };

    enum Role {
        BeginRole = Qt::UserRole, ///< byte offsets in the rule's text
        EndRole,
        TruthRole, ///< int of match::Truth
    };

    explicit ExplainModel(QObject* parent = nullptr);
    ~ExplainModel() override;

    void setExplanation(std::shared_ptr<const match::Explanation> explanation);
    [[nodiscard]] const Item* item(const QModelIndex& index) const;
    /// The deepest node whose text contains the place.
    [[nodiscard]] QModelIndex indexAt(std::uint32_t byteOffset) const;
    /// What a node is in every explanation of the same text: to keep folds and the chosen node.
    [[nodiscard]] QString key(const QModelIndex& index) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    std::shared_ptr<const match::Explanation> m_explanation;
    std::unique_ptr<Item> m_root;
};

} // namespace rulewright::ui
