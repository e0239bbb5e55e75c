// SPDX-License-Identifier: Apache-2.0
#include "core/corpus/guide_rows.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>

namespace rulewright::corpus {

namespace {

constexpr std::size_t sampleCount = 5;
constexpr std::size_t operatorCount = 19;

void addRule(RuleIds& rules, RuleId rule)
{
    if (rules.empty() || rules.back() != rule)
        rules.push_back(rule);
}

/// Several rows or values in the order in which the leaves name them first.
template <class Key, class Entry> class Index {
public:
    Entry& operator[](const Key& key)
    {
        const auto [place, isNew] = m_places.emplace(key, m_entries.size());
        if (isNew)
            m_entries.emplace_back();
        return m_entries[place->second];
    }

    [[nodiscard]] std::vector<Entry>& entries() { return m_entries; }

private:
    std::unordered_map<Key, std::size_t> m_places;
    std::vector<Entry> m_entries;
};

} // namespace

GuideRows::GuideRows(const Profile& profile, std::span<const RuleId> rules)
    : m_profile(profile)
    , m_rules(rules)
{
    std::unordered_map<TextId, Tally> spellings;
    for (const RuleId rule : rules) {
        for (const ProfileLeaf& leaf : profile.leaves(rule)) {
            if (leaf.context != Context::Scope)
                spellings[profile.key(leaf.key).field].add(leaf.field, rule);
        }
    }
    for (const auto& [field, tally] : spellings)
        m_fieldSpelling.emplace(field, tally.most(profile));
}

std::string_view GuideRows::textOr(TextId text) const
{
    return text == TextId::None ? std::string_view() : m_profile.text(text);
}

RowKey GuideRows::rowKey(KeyId id, TextId value) const
{
    const ProfileKey& key = m_profile.key(id);
    RowKey row{.field = std::string(m_profile.text(m_fieldSpelling.at(key.field))),
        .op = key.op,
        .value = std::nullopt,
        .transform = std::string(m_profile.text(key.transform))};
    if (value != TextId::None)
        row.value = m_profile.text(value);
    return row;
}

std::vector<GuideRows::Row> GuideRows::tallied(Role role) const
{
    Index<KeyId, Row> index;
    for (const RuleId rule : m_rules) {
        for (const ProfileLeaf& leaf : m_profile.leaves(rule)) {
            if (leaf.role != role || leaf.context != Context::Event)
                continue;
            // Nested negations are listed without their transform.
            const KeyId key = role == Role::NestedNegation ? m_profile.key(leaf.key).plain : leaf.key;
            Row& row = index[key];
            row.key = key;
            addRule(row.rules, rule);
            if (leaf.value != TextId::None)
                row.values.add(leaf.value, rule);
        }
    }
    return std::move(index.entries());
}

std::vector<GuideRow> GuideRows::rows(Role role) const
{
    std::vector<Row> all = tallied(role);

    struct Ordered {
        GuideRow row;
        const ProfileKey* key;
    };

    std::vector<Ordered> ordered;
    ordered.reserve(all.size());
    for (Row& row : all) {
        const ProfileKey& key = m_profile.key(row.key);
        const std::uint32_t reach = role == Role::NestedNegation ? 0 : key.reach[static_cast<std::size_t>(role)];
        ordered.push_back(
            {{.key = rowKey(row.key, row.values.most(m_profile)), .rules = std::move(row.rules), .reach = reach},
                &key});
    }
    const auto order = [this](const Ordered& entry) {
        static const std::string none;
        const RowKey& key = entry.row.key;
        return std::tuple(m_profile.text(entry.key->field), operatorName(key.op), textOr(entry.key->value),
            std::string_view(key.value ? *key.value : none), std::string_view(key.transform));
    };
    std::ranges::sort(ordered, [&](const Ordered& a, const Ordered& b) {
        if (a.row.rules.size() != b.row.rules.size())
            return a.row.rules.size() > b.row.rules.size();
        if (a.row.reach != b.row.reach)
            return a.row.reach > b.row.reach;
        return order(a) < order(b);
    });
    std::vector<GuideRow> rows;
    rows.reserve(ordered.size());
    for (Ordered& entry : ordered)
        rows.push_back(std::move(entry.row));
    return rows;
}

std::vector<GuideField> GuideRows::fields() const
{
    struct Value {
        TextId folded = TextId::None;
        std::uint32_t rules = 0;
        RuleId last = RuleId::None;
        Tally spellings;
    };

    struct Field {
        TextId folded = TextId::None;
        RuleIds rules;
        Tally raw;
        std::array<std::pair<std::uint32_t, RuleId>, operatorCount> operators{};
        Index<TextId, Value> values;
    };

    Index<TextId, Field> index;
    for (const RuleId rule : m_rules) {
        for (const ProfileLeaf& leaf : m_profile.leaves(rule)) {
            if (leaf.role != Role::Filter || leaf.context != Context::Event)
                continue;
            const ProfileKey& key = m_profile.key(leaf.key);
            Field& field = index[key.field];
            field.folded = key.field;
            const bool isFirst = field.rules.empty();
            addRule(field.rules, rule);
            field.raw.add(leaf.raw, rule);
            if (isFirst)
                field.operators.fill({0, RuleId::None});
            auto& [count, last] = field.operators[static_cast<std::size_t>(key.op)];
            if (last != rule) {
                last = rule;
                ++count;
            }
            if (leaf.value == TextId::None)
                continue;
            Value& value = field.values[key.value];
            value.folded = key.value;
            value.spellings.add(leaf.value, rule);
            if (value.last != rule) {
                value.last = rule;
                ++value.rules;
            }
        }
    }

    std::vector<Field>& all = index.entries();
    std::ranges::sort(all, [this](const Field& a, const Field& b) {
        return a.rules.size() != b.rules.size() ? a.rules.size() > b.rules.size()
                                                : m_profile.text(a.folded) < m_profile.text(b.folded);
    });
    std::vector<GuideField> fields;
    for (Field& field : all) {
        GuideField result{.field = std::string(m_profile.text(m_fieldSpelling.at(field.folded))),
            .rules = std::move(field.rules),
            .operators = {},
            .raw = field.raw.counts(m_profile),
            .samples = {}};
        for (std::size_t op = 0; op < operatorCount; ++op) {
            if (field.operators[op].first > 0)
                result.operators.push_back(
                    {std::string(operatorName(static_cast<rule::Op>(op))), field.operators[op].first});
        }
        std::ranges::sort(result.operators, [](const NamedCount& a, const NamedCount& b) {
            return a.rules != b.rules ? a.rules > b.rules : a.name < b.name;
        });
        std::vector<Value>& values = field.values.entries();
        const auto middle = values.begin() + static_cast<std::ptrdiff_t>(std::min(sampleCount, values.size()));
        std::ranges::partial_sort(values, middle, [this](const Value& a, const Value& b) {
            return a.rules != b.rules ? a.rules > b.rules : m_profile.text(a.folded) < m_profile.text(b.folded);
        });
        for (auto value = values.begin(); value != middle; ++value)
            result.samples.emplace_back(m_profile.text(value->spellings.most(m_profile)));
        fields.push_back(std::move(result));
    }
    return fields;
}

std::vector<JointExclusion> GuideRows::jointExclusions() const
{
    const auto order = [this](KeyId id) {
        const ProfileKey& key = m_profile.key(id);
        return std::tuple(
            m_profile.text(key.field), operatorName(key.op), textOr(key.value), m_profile.text(key.transform));
    };
    std::map<std::vector<KeyId>, RuleIds> clauses;
    for (const RuleId rule : m_rules) {
        const std::span<const ProfileLeaf> leaves = m_profile.leaves(rule);
        for (const std::vector<std::uint32_t>& members : m_profile.jointExclusions(rule)) {
            std::vector<KeyId> keys;
            keys.reserve(members.size());
            for (const std::uint32_t member : members)
                keys.push_back(leaves[member].key);
            std::ranges::sort(keys, {}, order);
            addRule(clauses[std::move(keys)], rule);
        }
    }

    std::unordered_map<KeyId, TextId> spelling;
    for (const Row& row : tallied(Role::Exclusion))
        spelling.emplace(row.key, row.values.most(m_profile));

    using Clause = std::pair<const std::vector<KeyId>*, RuleIds*>;
    std::vector<Clause> ordered;
    for (auto& [keys, rules] : clauses)
        ordered.emplace_back(&keys, &rules);
    std::ranges::sort(ordered, [&](const Clause& a, const Clause& b) {
        if (a.second->size() != b.second->size())
            return a.second->size() > b.second->size();
        return std::ranges::lexicographical_compare(*a.first, *b.first, {}, order, order);
    });
    std::vector<JointExclusion> joint;
    for (const auto& [keys, rules] : ordered) {
        JointExclusion clause{.rules = std::move(*rules), .members = {}};
        for (const KeyId key : *keys)
            clause.members.push_back(rowKey(key, spelling.at(key)));
        joint.push_back(std::move(clause));
    }
    return joint;
}

std::vector<DerivedRow> GuideRows::derived() const
{
    struct Entry {
        RuleIds rules;
        Tally values;
        std::uint32_t cells = 0;
    };

    std::map<std::pair<KeyId, TextId>, Entry> entries;
    for (const RuleId rule : m_rules) {
        for (const ProfileLeaf& leaf : m_profile.leaves(rule)) {
            if (leaf.role != Role::Filter || leaf.context != Context::Derived)
                continue;
            Entry& entry = entries[{leaf.key, leaf.from}];
            addRule(entry.rules, rule);
            entry.cells = std::max(entry.cells, leaf.values);
            if (leaf.value != TextId::None)
                entry.values.add(leaf.value, rule);
        }
    }

    struct Ordered {
        DerivedRow row;
        const ProfileKey* key;
    };

    std::vector<Ordered> ordered;
    for (auto& [place, entry] : entries) {
        ordered.push_back({{.key = rowKey(place.first, entry.values.most(m_profile)),
                               .rules = std::move(entry.rules),
                               .from = std::string(m_profile.text(place.second)),
                               .values = entry.cells},
            &m_profile.key(place.first)});
    }
    std::ranges::sort(ordered, [this](const Ordered& a, const Ordered& b) {
        const auto order = [this](const Ordered& entry) {
            return std::tuple(m_profile.text(entry.key->field), operatorName(entry.key->op), textOr(entry.key->value),
                std::string_view(entry.row.from));
        };
        return a.row.rules.size() != b.row.rules.size() ? a.row.rules.size() > b.row.rules.size() : order(a) < order(b);
    });
    std::vector<DerivedRow> rows;
    for (Ordered& entry : ordered)
        rows.push_back(std::move(entry.row));
    return rows;
}

} // namespace rulewright::corpus
