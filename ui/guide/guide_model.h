// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/guide.h"
#include "ui/guide/prices.h"

#include <QAbstractItemModel>

#include <array>
#include <unordered_map>
#include <vector>

namespace rulewright::ui {

// What a row of the guide's tree is.
enum class RowKind {
    Section,
    Event,
    Field,
    Indicator,
    Exclusion,
    Nested,
    Derived,
    Vendor, // a heading among the rules
    Rule,
    RuleBehind, // a rule behind another row, listed in place
    More, // "162 more indicators"
    FilterEnd, // "Nothing else matches. Esc clears the filter."
};

enum class GuideSection { Events, Fields, Indicators, Exclusions, Nested, Derived, Rules };
inline constexpr std::size_t guideSectionCount = 7;

// How an exclusion row is tied to its neighbours.
enum class Joint { None, First, Middle, Last };

// One complete guide as a tree. Raw values only: words, colours and geometry are the delegate's.
class GuideModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Role {
        KindRole = Qt::UserRole + 1, // RowKind as int
        SectionRole, // GuideSection as int
        JointRole, // Joint as int
    };

    // A node of the tree. `index` is the place in the guide's list of that kind.
    struct Node {
        RowKind kind = RowKind::Section;
        GuideSection section = GuideSection::Events;
        int index = 0;
        int parent = -1; // node
        int row = 0;
        Joint joint = Joint::None;
        int jointSize = 0;
        std::vector<int> children;
    };

    explicit GuideModel(QObject* parent = nullptr);

    void setGuide(corpus::Guide guide);
    void setPrices(PriceTable prices);
    void setLoaded(LoadedFacts facts);
    void setFilter(const QString& text);
    // Shows the rest of a section whose first rows are shown.
    void showAll(GuideSection section);

    const corpus::Guide& guide() const { return m_guide; }

    const PriceTable& prices() const { return m_prices; }

    const LoadedFacts& loaded() const { return m_loaded; }

    const QString& filter() const { return m_filter; }

    const Node* node(const QModelIndex& index) const;
    QModelIndex indexOf(GuideSection section) const;
    // All rows of a section, and those that the filter leaves.
    int total(GuideSection section) const;

    int shown(GuideSection section) const { return m_shown[std::size_t(section)]; }

    // The key of an indicator, exclusion, nested negation or derived row; null for other rows.
    const corpus::RowKey* key(const Node& node) const;
    // Its price, or null where nothing is known.
    const RowPrice* price(const Node& node) const;
    // The rules behind a row; empty for rows that are no number of rules.
    const corpus::RuleIds& rulesBehind(const Node& node) const;
    // The rule of a Rule or RuleBehind row.
    const corpus::GuideRule* rule(const Node& node) const;
    std::uint32_t reach(const Node& node) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    void rebuild();
    int add(int parent, RowKind kind, GuideSection section, int index);
    void addSection(GuideSection section);
    void addRows(int section, GuideSection which, RowKind kind, int count);
    void addExclusions(int section);
    void addExclusion(int section, const std::vector<int>& block, int place);
    void addRules(int section);
    void addRulesBehind(int node);
    bool matches(RowKind kind, int index) const;
    void addMore(int section, GuideSection which);
    int limit(GuideSection section) const;
    QModelIndex indexOfNode(int node) const;
    void notifyAll();

    corpus::Guide m_guide;
    PriceTable m_prices;
    LoadedFacts m_loaded;
    QString m_filter;
    std::vector<Node> m_nodes;
    std::vector<int> m_roots;
    std::unordered_map<std::uint32_t, int> m_ruleRow; // RuleId to index into Guide::rules
    std::array<int, guideSectionCount> m_shown{};
    std::array<bool, guideSectionCount> m_allShown{};
    corpus::RuleIds m_none;
};

} // namespace rulewright::ui
