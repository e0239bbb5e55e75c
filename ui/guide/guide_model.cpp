// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/guide_model.h"

#include "ui/guide/exclusion_blocks.h"
#include "ui/guide/guide_words.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace rulewright::ui {

namespace {

constexpr std::array allSections{GuideSection::Events, GuideSection::Fields, GuideSection::Indicators,
    GuideSection::Exclusions, GuideSection::Nested, GuideSection::Derived, GuideSection::Rules};

constexpr int noLimit = std::numeric_limits<int>::max();

} // namespace

GuideModel::GuideModel(QObject* parent)
    : QAbstractItemModel(parent)
{
}

void GuideModel::setGuide(corpus::Guide guide)
{
    beginResetModel();
    m_guide = std::move(guide);
    m_prices = {};
    m_loaded = {};
    m_allShown = {};
    m_ruleRow.clear();
    for (int i = 0; i < int(m_guide.rules.size()); ++i)
        m_ruleRow.emplace(static_cast<std::uint32_t>(m_guide.rules[std::size_t(i)].rule), i);
    rebuild();
    endResetModel();
}

void GuideModel::setPrices(PriceTable prices)
{
    if (prices == m_prices)
        return;
    m_prices = std::move(prices);
    notifyAll();
}

void GuideModel::setLoaded(LoadedFacts facts)
{
    if (facts == m_loaded)
        return;
    m_loaded = std::move(facts);
    notifyAll();
}

void GuideModel::setFilter(const QString& text)
{
    const QString trimmed = text.trimmed();
    if (trimmed == m_filter)
        return;
    beginResetModel();
    m_filter = trimmed;
    rebuild();
    endResetModel();
}

void GuideModel::showAll(GuideSection section)
{
    if (m_allShown[std::size_t(section)])
        return;
    beginResetModel();
    m_allShown[std::size_t(section)] = true;
    rebuild();
    endResetModel();
}

// The values change in place: rows keep their order and their height.
void GuideModel::notifyAll()
{
    for (const int root : m_roots) {
        const Node& section = m_nodes[std::size_t(root)];
        emit dataChanged(indexOfNode(root), indexOfNode(root));
        if (!section.children.empty())
            emit dataChanged(indexOfNode(section.children.front()), indexOfNode(section.children.back()));
    }
}

void GuideModel::rebuild()
{
    m_nodes.clear();
    m_roots.clear();
    m_shown = {};
    for (const GuideSection section : allSections)
        addSection(section);
    if (!m_filter.isEmpty())
        m_roots.push_back(add(-1, RowKind::FilterEnd, GuideSection::Rules, 0));
    for (std::size_t i = 0; i < m_roots.size(); ++i)
        m_nodes[std::size_t(m_roots[i])].row = int(i);
}

int GuideModel::add(int parent, RowKind kind, GuideSection section, int index)
{
    const int id = int(m_nodes.size());
    Node node;
    node.kind = kind;
    node.section = section;
    node.index = index;
    node.parent = parent;
    if (parent >= 0) {
        node.row = int(m_nodes[std::size_t(parent)].children.size());
        m_nodes[std::size_t(parent)].children.push_back(id);
    }
    m_nodes.push_back(std::move(node));
    return id;
}

void GuideModel::addSection(GuideSection section)
{
    // An empty section says nothing; a technique without rules has the view's empty state.
    if (total(section) == 0)
        return;
    const int id = add(-1, RowKind::Section, section, 0);
    switch (section) {
    case GuideSection::Events:
        addRows(id, section, RowKind::Event, total(section));
        break;
    case GuideSection::Fields:
        addRows(id, section, RowKind::Field, total(section));
        break;
    case GuideSection::Indicators:
        addRows(id, section, RowKind::Indicator, total(section));
        break;
    case GuideSection::Exclusions:
        addExclusions(id);
        break;
    case GuideSection::Nested:
        addRows(id, section, RowKind::Nested, total(section));
        break;
    case GuideSection::Derived:
        addRows(id, section, RowKind::Derived, total(section));
        break;
    case GuideSection::Rules:
        addRules(id);
        break;
    }
    if (m_nodes[std::size_t(id)].children.empty()) {
        m_nodes.resize(std::size_t(id));
        return;
    }
    m_roots.push_back(id);
}

void GuideModel::addRows(int section, GuideSection which, RowKind kind, int count)
{
    int& shown = m_shown[std::size_t(which)];
    for (int i = 0; i < count; ++i) {
        if (!matches(kind, i))
            continue;
        if (shown++ < limit(which))
            addRulesBehind(add(section, kind, which, i));
    }
    addMore(section, which);
}

void GuideModel::addExclusions(int section)
{
    const int most = limit(GuideSection::Exclusions);
    std::vector<bool> isCounted(m_guide.exclusions.size());
    int placed = 0;
    int hidden = 0;
    for (const std::vector<int>& block : exclusionBlocks(m_guide)) {
        if (std::ranges::none_of(block, [this](int row) { return matches(RowKind::Exclusion, row); }))
            continue;
        for (const int row : block) {
            m_shown[std::size_t(GuideSection::Exclusions)] += isCounted[std::size_t(row)] ? 0 : 1;
            isCounted[std::size_t(row)] = true;
        }
        // A clause is shown whole or not at all.
        if (placed >= most) {
            hidden += int(block.size());
            continue;
        }
        for (int i = 0; i < int(block.size()); ++i)
            addExclusion(section, block, i);
        placed += int(block.size());
    }
    if (hidden > 0)
        add(section, RowKind::More, GuideSection::Exclusions, hidden);
}

void GuideModel::addExclusion(int section, const std::vector<int>& block, int place)
{
    const int last = int(block.size()) - 1;
    const int id = add(section, RowKind::Exclusion, GuideSection::Exclusions, block[std::size_t(place)]);
    Node& node = m_nodes[std::size_t(id)];
    node.jointSize = last > 0 ? last + 1 : 0;
    if (last > 0)
        node.joint = place == 0 ? Joint::First : place == last ? Joint::Last : Joint::Middle;
    addRulesBehind(id);
}

void GuideModel::addRules(int section)
{
    int vendorNode = -1;
    int& shown = m_shown[std::size_t(GuideSection::Rules)];
    std::optional<corpus::Vendor> vendor;
    for (int i = 0; i < int(m_guide.rules.size()); ++i) {
        if (!matches(RowKind::Rule, i))
            continue;
        ++shown;
        const auto& rule = m_guide.rules[std::size_t(i)];
        if (vendor != rule.vendor) {
            vendor = rule.vendor;
            vendorNode = add(section, RowKind::Vendor, GuideSection::Rules, int(rule.vendor));
        }
        add(vendorNode, RowKind::Rule, GuideSection::Rules, i);
    }
}

void GuideModel::addRulesBehind(int id)
{
    const corpus::RuleIds& rules = rulesBehind(m_nodes[std::size_t(id)]);
    const GuideSection section = m_nodes[std::size_t(id)].section;
    for (const corpus::RuleId rule : rules) {
        if (const auto found = m_ruleRow.find(static_cast<std::uint32_t>(rule)); found != m_ruleRow.end())
            add(id, RowKind::RuleBehind, section, found->second);
    }
}

void GuideModel::addMore(int section, GuideSection which)
{
    const int rest = m_shown[std::size_t(which)] - std::min(m_shown[std::size_t(which)], limit(which));
    if (rest > 0)
        add(section, RowKind::More, which, rest);
}

int GuideModel::limit(GuideSection section) const
{
    if (m_allShown[std::size_t(section)] || !m_filter.isEmpty())
        return noLimit;
    switch (section) {
    case GuideSection::Events:
    case GuideSection::Fields:
        return 3;
    case GuideSection::Indicators:
        return 6;
    case GuideSection::Exclusions:
        return 3;
    case GuideSection::Nested:
    case GuideSection::Derived:
        return 6;
    case GuideSection::Rules:
        return noLimit;
    }
    return noLimit;
}

bool GuideModel::matches(RowKind kind, int index) const
{
    return m_filter.isEmpty() || filterText(m_guide, kind, index).contains(m_filter, Qt::CaseInsensitive);
}

int GuideModel::total(GuideSection section) const
{
    switch (section) {
    case GuideSection::Events:
        return int(m_guide.events.size());
    case GuideSection::Fields:
        return int(m_guide.fields.size());
    case GuideSection::Indicators:
        return int(m_guide.indicators.size());
    case GuideSection::Exclusions:
        return int(m_guide.exclusions.size());
    case GuideSection::Nested:
        return int(m_guide.nestedNegations.size());
    case GuideSection::Derived:
        return int(m_guide.derived.size());
    case GuideSection::Rules:
        return int(m_guide.rules.size());
    }
    return 0;
}

const GuideModel::Node* GuideModel::node(const QModelIndex& index) const
{
    return index.isValid() ? &m_nodes[std::size_t(index.internalId())] : nullptr;
}

QModelIndex GuideModel::indexOfNode(int id) const { return createIndex(m_nodes[std::size_t(id)].row, 0, quintptr(id)); }

QModelIndex GuideModel::indexOf(GuideSection section) const
{
    for (const int root : m_roots) {
        const Node& node = m_nodes[std::size_t(root)];
        if (node.kind == RowKind::Section && node.section == section)
            return indexOfNode(root);
    }
    return {};
}

const corpus::RowKey* GuideModel::key(const Node& node) const
{
    const auto i = std::size_t(node.index);
    switch (node.kind) {
    case RowKind::Indicator:
        return &m_guide.indicators[i].key;
    case RowKind::Exclusion:
        return &m_guide.exclusions[i].key;
    case RowKind::Nested:
        return &m_guide.nestedNegations[i].key;
    case RowKind::Derived:
        return &m_guide.derived[i].key;
    default:
        return nullptr;
    }
}

const RowPrice* GuideModel::price(const Node& node) const
{
    const auto i = std::size_t(node.index);
    if (node.kind == RowKind::Indicator && i < m_prices.indicators.size())
        return &m_prices.indicators[i];
    if (node.kind == RowKind::Exclusion && i < m_prices.exclusions.size())
        return &m_prices.exclusions[i];
    return nullptr;
}

const corpus::RuleIds& GuideModel::rulesBehind(const Node& node) const
{
    const auto i = std::size_t(node.index);
    switch (node.kind) {
    case RowKind::Event:
        return m_guide.events[i].rules;
    case RowKind::Field:
        return m_guide.fields[i].rules;
    case RowKind::Indicator:
        return m_guide.indicators[i].rules;
    case RowKind::Exclusion:
        return m_guide.exclusions[i].rules;
    case RowKind::Nested:
        return m_guide.nestedNegations[i].rules;
    case RowKind::Derived:
        return m_guide.derived[i].rules;
    default:
        return m_none;
    }
}

const corpus::GuideRule* GuideModel::rule(const Node& node) const
{
    const bool isRule = node.kind == RowKind::Rule || node.kind == RowKind::RuleBehind;
    return isRule ? &m_guide.rules[std::size_t(node.index)] : nullptr;
}

std::uint32_t GuideModel::reach(const Node& node) const
{
    const auto i = std::size_t(node.index);
    if (node.kind == RowKind::Indicator)
        return m_guide.indicators[i].reach;
    if (node.kind == RowKind::Exclusion)
        return m_guide.exclusions[i].reach;
    return 0;
}

QModelIndex GuideModel::index(int row, int column, const QModelIndex& parent) const
{
    if (column != 0 || row < 0 || row >= rowCount(parent))
        return {};
    const int id = parent.isValid() ? node(parent)->children[std::size_t(row)] : m_roots[std::size_t(row)];
    return createIndex(row, 0, quintptr(id));
}

QModelIndex GuideModel::parent(const QModelIndex& child) const
{
    const Node* own = node(child);
    return own && own->parent >= 0 ? indexOfNode(own->parent) : QModelIndex();
}

int GuideModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return int(m_roots.size());
    return int(node(parent)->children.size());
}

int GuideModel::columnCount(const QModelIndex&) const { return 1; }

QVariant GuideModel::data(const QModelIndex& index, int role) const
{
    const Node* own = node(index);
    if (!own)
        return {};
    switch (role) {
    case KindRole:
        return int(own->kind);
    case SectionRole:
        return int(own->section);
    case JointRole:
        return int(own->joint);
    case Qt::DisplayRole:
        return plainText(*this, *own); // type-ahead and copying
    case Qt::ToolTipRole:
        return toolTip(*this, *own);
    case Qt::AccessibleTextRole:
        return sentence(*this, *own);
    default:
        return {};
    }
}

} // namespace rulewright::ui
