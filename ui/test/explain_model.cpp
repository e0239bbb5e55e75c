// SPDX-License-Identifier: Apache-2.0
#include "ui/test/explain_model.h"

#include "ui/test/event_text.h"

#include <algorithm>
#include <ranges>

namespace rulewright::ui {

namespace {

using match::ExplainKind;
using match::ExplainNode;
using match::Truth;
using Item = ExplainModel::Item;

QString shown(const std::string& text) { return shownLine(text); }

qsizetype holding(const std::vector<ExplainNode>& nodes)
{
    return std::ranges::count(nodes, Truth::True, &ExplainNode::truth);
}

QString outOf(const std::vector<ExplainNode>& nodes)
{
    return ExplainModel::tr("%1 of %2").arg(holding(nodes)).arg(nodes.size());
}

void addChildren(Item& item, const std::vector<ExplainNode>& nodes);

/// A test: its one value, or the value that decided of several, which are its children.
void readTest(Item& item, const ExplainNode& node)
{
    item.isLeaf = true;
    item.name = shown(node.field);
    item.operatorText = shown(node.operatorText);
    item.value = shown(node.valueText);
    item.right = QString();
    if (node.children.empty()) {
        const bool isPlain = node.reason == match::Reason::None || node.reason == match::Reason::Matched
            || node.reason == match::Reason::ValueDiffers;
        // Without a test only what is taken as true can hold.
        if (node.reason == match::Reason::NotTested && node.truth == Truth::True)
            item.right = ExplainModel::tr("taken as true");
        else if (!isPlain)
            item.right = QString::fromUtf8(match::reasonText(node.reason));
        return;
    }
    item.right = outOf(node.children);
    const auto it = std::ranges::find(node.children, Truth::True, &ExplainNode::truth);
    if (it != node.children.end()) {
        item.node = &*it;
        item.value = shown(it->valueText);
        item.operatorText = shown(it->operatorText);
    } else {
        item.value = ExplainModel::tr("any of %1").arg(node.children.size());
        if (item.operatorText.isEmpty())
            item.operatorText = shown(node.children.front().operatorText);
        if (!std::ranges::contains(node.children, match::Reason::ValueDiffers, &ExplainNode::reason))
            item.right = QString::fromUtf8(match::reasonText(node.children.front().reason));
        else
            item.node = &node.children.front();
    }
    addChildren(item, node.children);
}

void read(Item& item, const ExplainNode& node)
{
    item.node = &node;
    item.truth = node.truth;
    switch (node.kind) {
    case ExplainKind::Not:
        if (!node.children.empty()) {
            const Truth truth = node.truth;
            read(item, node.children.front());
            item.isNegated = !item.isNegated;
            item.truth = truth;
            return;
        }
        item.name = shown(node.title);
        return;
    case ExplainKind::Test:
    case ExplainKind::Compare:
        readTest(item, node);
        return;
    case ExplainKind::Opaque:
        item.name = shown(node.title);
        item.right = ExplainModel::tr("taken as true");
        item.truth = Truth::Unknown;
        return;
    case ExplainKind::Selection: {
        item.name = shown(node.title);
        const bool isWrapped = node.children.size() == 1
            && (node.children.front().kind == ExplainKind::And || node.children.front().kind == ExplainKind::Or);
        const std::vector<ExplainNode>& parts = isWrapped ? node.children.front().children : node.children;
        if (node.truth != Truth::True && !parts.empty())
            item.right = outOf(parts);
        addChildren(item, parts);
        return;
    }
    case ExplainKind::Of:
        item.name = shown(node.title);
        item.right = outOf(node.children)
            + (holding(node.children) == 1 ? ExplainModel::tr(" holds") : ExplainModel::tr(" hold"));
        addChildren(item, node.children);
        return;
    case ExplainKind::And:
    case ExplainKind::Or:
        item.name = node.kind == ExplainKind::And ? ExplainModel::tr("all of these") : ExplainModel::tr("any of these");
        item.right = node.kind == ExplainKind::And && node.truth == Truth::True
            ? ExplainModel::tr("all %1 hold").arg(node.children.size())
            : outOf(node.children);
        addChildren(item, node.children);
        return;
    }
}

void addChildren(Item& item, const std::vector<ExplainNode>& nodes)
{
    for (const ExplainNode& node : nodes) {
        auto child = std::make_unique<Item>();
        child->parent = &item;
        child->row = static_cast<int>(item.children.size());
        read(*child, node);
        item.children.push_back(std::move(child));
    }
}

QString truthWords(const Item& item)
{
    switch (item.truth) {
    case Truth::True:
        return ExplainModel::tr("holds");
    case Truth::False:
        return ExplainModel::tr("fails");
    case Truth::Unknown:
        break;
    }
    return ExplainModel::tr("cannot be tested");
}

} // namespace

ExplainModel::ExplainModel(QObject* parent)
    : QAbstractItemModel(parent)
{
}

ExplainModel::~ExplainModel() = default;

void ExplainModel::setExplanation(std::shared_ptr<const match::Explanation> explanation)
{
    beginResetModel();
    m_explanation = std::move(explanation);
    m_root.reset();
    if (m_explanation) {
        // The invisible root holds one visible item, "condition", and that the parts of the condition.
        m_root = std::make_unique<Item>();
        auto condition = std::make_unique<Item>();
        condition->parent = m_root.get();
        const ExplainNode& root = m_explanation->root;
        if (root.kind == ExplainKind::And || root.kind == ExplainKind::Or) {
            read(*condition, root);
        } else {
            condition->node = &root;
            condition->truth = root.truth;
            auto child = std::make_unique<Item>();
            child->parent = condition.get();
            read(*child, root);
            condition->children.push_back(std::move(child));
        }
        condition->name = tr("condition");
        if (!m_explanation->inScope)
            condition->right = tr("other log source");
        m_root->children.push_back(std::move(condition));
    }
    endResetModel();
}

const ExplainModel::Item* ExplainModel::item(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<const Item*>(index.internalPointer()) : m_root.get();
}

QModelIndex ExplainModel::index(int row, int column, const QModelIndex& parent) const
{
    const Item* above = item(parent);
    if (above == nullptr || column != 0 || row < 0 || row >= static_cast<int>(above->children.size()))
        return {};
    return createIndex(row, 0, above->children[static_cast<std::size_t>(row)].get());
}

QModelIndex ExplainModel::parent(const QModelIndex& child) const
{
    if (!child.isValid())
        return {};
    const Item* above = item(child)->parent;
    return above == nullptr || above == m_root.get() ? QModelIndex() : createIndex(above->row, 0, above);
}

int ExplainModel::rowCount(const QModelIndex& parent) const
{
    const Item* above = item(parent);
    return above == nullptr ? 0 : static_cast<int>(above->children.size());
}

int ExplainModel::columnCount(const QModelIndex&) const { return 1; }

QVariant ExplainModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Item& node = *item(index);
    QStringList words{node.name, node.operatorText, node.value};
    words.removeAll(QString());
    const QString text = (node.isNegated ? tr("not ") : QString()) + words.join(u' ');
    switch (role) {
    case Qt::DisplayRole:
        return text;
    case Qt::AccessibleTextRole: {
        QString sentence = text + QStringLiteral(": ") + truthWords(node);
        if (!node.right.isEmpty())
            sentence += QStringLiteral(", ") + node.right;
        if (node.hasActual())
            sentence += tr(", the event has %1").arg(shown(*node.node->actual));
        return sentence;
    }
    case BeginRole:
        return node.node->span.begin;
    case EndRole:
        return node.node->span.end;
    case TruthRole:
        return static_cast<int>(node.truth);
    default:
        return {};
    }
}

QModelIndex ExplainModel::indexAt(std::uint32_t byteOffset) const
{
    QModelIndex best;
    std::uint32_t least = 0xFFFFFFFF;
    std::vector<QModelIndex> open;
    for (int row = 0; row < rowCount(); ++row)
        open.push_back(index(row, 0));
    while (!open.empty()) {
        const QModelIndex at = open.back();
        open.pop_back();
        const Span span = item(at)->node->span;
        if (span.begin <= byteOffset && byteOffset <= span.end && span.length() <= least && at.parent().isValid()) {
            best = at;
            least = span.length();
        }
        for (int row = 0; row < rowCount(at); ++row)
            open.push_back(index(row, 0, at));
    }
    return best;
}

QString ExplainModel::key(const QModelIndex& index) const
{
    QString text;
    for (QModelIndex at = index; at.isValid(); at = at.parent()) {
        const Item& node = *item(at);
        text.prepend(u'/' + node.name + u' ' + node.operatorText + u' ' + QString::number(at.row()));
    }
    return text;
}

} // namespace rulewright::ui
