// SPDX-License-Identifier: Apache-2.0
#include "core/events/builder.h"
#include "core/events/fold_column.h"
#include "core/events/text_table.h"
#include "core/events/time_text.h"

#include <charconv>

namespace rulewright::events {

namespace {

/// Elements after which a column is asked once whether its values repeat.
constexpr std::uint32_t trialElements = 65'536;
/// Elements after which a column whose values are all different is asked whether they are numbers or times.
constexpr std::uint32_t numberTrialElements = 4'096;
/// A column with fewer elements stays a dictionary.
constexpr std::uint32_t smallColumn = 1'024;

bool isNearUnique(std::uint64_t values, std::uint64_t elements) { return values * 4 > elements * 3; }

/// The integer whose canonical decimal text this is.
std::optional<std::int64_t> parseInteger(std::string_view text)
{
    const std::size_t sign = text.starts_with('-') ? 1 : 0;
    const std::size_t digits = text.size() - sign;
    if (digits == 0 || digits > 19 || (text[sign] == '0' && (digits > 1 || sign == 1)))
        return std::nullopt;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

template <class Code> Codes narrowed(const std::vector<std::uint32_t>& codes)
{
    return std::vector<Code>(codes.begin(), codes.end());
}

} // namespace

struct ColumnBuilder::State {
    FieldId field;
    std::uint64_t seed = 0;

    std::uint32_t presentCount = 0;
    std::uint32_t lastRow = 0;
    std::vector<std::uint32_t> present; ///< empty as long as the rows 0 … presentCount - 1 are present
    bool hasGap = false;

    Column::Kind kind = Column::Kind::Dictionary;
    TextTable table;
    std::string_view prepared; ///< the value that prepare() was called with; empty once it was added
    std::uint64_t preparedHash = 0;
    bool isPreparedLast = false;
    std::vector<std::uint32_t> codes;
    Arena texts;
    std::vector<std::int64_t> numbers;
    TimeFormat timeFormat;
    std::uint32_t elements = 0;
    bool isTried = false;

    std::optional<ElementOffsets> list; ///< filled from the first row on that has not exactly one element
    std::optional<ArrayGroupId> group;
    std::vector<std::uint32_t> groupElements;

    void beginRow(std::uint32_t row)
    {
        if (presentCount > 0 && row == lastRow)
            return;
        beginListIfNeeded();
        if (list)
            list->push_back(elements);
        if (!hasGap && row != presentCount) {
            hasGap = true;
            present.resize(presentCount);
            for (std::uint32_t i = 0; i < presentCount; ++i)
                present[i] = i;
        }
        if (hasGap)
            present.push_back(row);
        lastRow = row;
        ++presentCount;
    }

    /// Every row but the last is known to have one element as long as there is no list.
    void beginListIfNeeded()
    {
        if (list || elements == presentCount)
            return;
        list.emplace(presentCount);
        for (std::uint32_t i = 0; i < presentCount; ++i)
            (*list)[i] = i;
    }

    void addText(std::string_view value)
    {
        ++elements;
        switch (kind) {
        case Column::Kind::Dictionary:
            codes.push_back(code(value));
            if (elements == numberTrialElements && table.texts().size() == elements && tryNumbers())
                forgetDictionary();
            else if (elements >= trialElements && !isTried) {
                isTried = true;
                leaveDictionary();
            }
            return;
        case Column::Kind::Text:
            texts.append(value);
            return;
        case Column::Kind::Integer:
        case Column::Kind::Time:
            if (const auto number = asNumber(value)) {
                numbers.push_back(*number);
                return;
            }
            numbersToTexts();
            texts.append(value);
            return;
        }
    }

    void prepare(std::string_view value)
    {
        if (kind != Column::Kind::Dictionary)
            return;
        prepared = value;
        isPreparedLast = table.isLast(value);
        if (isPreparedLast)
            return;
        preparedHash = hashOf(value, seed);
        table.prefetch(preparedHash);
    }

    std::uint32_t code(std::string_view value)
    {
        const bool isPrepared = prepared.data() == value.data() && prepared.size() == value.size() && !value.empty();
        prepared = {};
        if (isPrepared ? isPreparedLast : table.isLast(value))
            return table.last();
        return table.intern(value, isPrepared ? preparedHash : hashOf(value, seed));
    }

    std::optional<std::int64_t> asNumber(std::string_view value) const
    {
        return kind == Column::Kind::Integer ? parseInteger(value) : parseTimeExactly(value, timeFormat);
    }

    void leaveDictionary()
    {
        const Arena& distinct = table.texts();
        if (!isNearUnique(distinct.size(), codes.size()))
            return;
        if (!tryNumbers()) {
            kind = Column::Kind::Text;
            if (distinct.size() == codes.size())
                texts = std::move(table).takeTexts();
            else
                for (const std::uint32_t code : codes)
                    texts.append(distinct.at(code));
        }
        forgetDictionary();
    }

    bool tryNumbers()
    {
        if (becomeNumbers(Column::Kind::Integer))
            return true;
        const auto format = timeFormatOf(table.texts().at(0));
        timeFormat = format.value_or(TimeFormat{});
        return format && becomeNumbers(Column::Kind::Time);
    }

    void forgetDictionary()
    {
        table = {};
        codes = {};
    }

    bool becomeNumbers(Column::Kind wanted)
    {
        kind = wanted;
        std::vector<std::int64_t> values;
        values.reserve(codes.size());
        for (const std::uint32_t code : codes) {
            const auto number = asNumber(table.texts().at(code));
            if (!number) {
                kind = Column::Kind::Dictionary;
                return false;
            }
            values.push_back(*number);
        }
        numbers = std::move(values);
        return true;
    }

    void numbersToTexts()
    {
        Column written;
        written.kind = kind;
        written.timeFormat = timeFormat;
        written.numbers = std::move(numbers);
        std::string scratch;
        for (std::uint32_t i = 0; i < written.numbers.size(); ++i)
            texts.append(written.text(ValueIndex{i}, scratch));
        numbers = {};
        kind = Column::Kind::Text;
    }
};

ColumnBuilder::ColumnBuilder(FieldId field)
    : m_state(std::make_unique<State>())
{
    m_state->field = field;
    m_state->seed = mixed(index(field) + 1, 0x9e3779b97f4a7c15) ^ reinterpret_cast<std::uintptr_t>(m_state.get());
}

ColumnBuilder::ColumnBuilder(ColumnBuilder&&) noexcept = default;
ColumnBuilder& ColumnBuilder::operator=(ColumnBuilder&&) noexcept = default;
ColumnBuilder::~ColumnBuilder() = default;

FieldId ColumnBuilder::field() const { return m_state->field; }

void ColumnBuilder::prepare(std::string_view value) { m_state->prepare(value); }

void ColumnBuilder::add(RowId row, std::string_view value)
{
    m_state->beginRow(index(row));
    m_state->addText(value);
    if (m_state->group)
        m_state->groupElements.push_back(Column::noElement);
}

void ColumnBuilder::add(RowId row, std::string_view value, ArrayGroupId group, std::uint32_t arrayElement)
{
    State& state = *m_state;
    state.beginRow(index(row));
    state.addText(value);
    if (!state.group) {
        state.group = group;
        state.groupElements.assign(state.elements - 1, Column::noElement);
    }
    state.groupElements.push_back(state.group == group ? arrayElement : Column::noElement);
}

void ColumnBuilder::addNull(RowId row) { m_state->beginRow(index(row)); }

Column ColumnBuilder::build(std::uint32_t rows) &&
{
    State& state = *m_state;
    Column column;
    column.field = state.field;
    column.presence = state.hasGap || state.presentCount != rows
                          ? Presence::of(state.hasGap ? std::move(state.present) : [&] {
                                std::vector<std::uint32_t> first(state.presentCount);
                                for (std::uint32_t i = 0; i < state.presentCount; ++i)
                                    first[i] = i;
                                return first;
                            }(), rows)
                          : Presence::all(rows);
    state.beginListIfNeeded();
    if (state.list) {
        state.list->push_back(state.elements);
        state.list->shrink_to_fit();
        column.list = std::move(state.list);
    }
    if (state.kind == Column::Kind::Dictionary && state.elements >= smallColumn)
        state.leaveDictionary();
    column.kind = state.kind;
    column.timeFormat = state.timeFormat;
    if (state.kind == Column::Kind::Dictionary) {
        setTexts(column, std::move(state.table).takeTexts());
        const std::uint32_t values = column.folded.size();
        column.codes = values <= 0x100 ? narrowed<std::uint8_t>(state.codes)
            : values <= 0x10000        ? narrowed<std::uint16_t>(state.codes)
                                       : Codes(std::move(state.codes));
    } else {
        setTexts(column, std::move(state.texts));
        column.numbers = std::move(state.numbers);
        column.numbers.shrink_to_fit();
    }
    column.group = state.group;
    column.groupElements = std::move(state.groupElements);
    column.groupElements.shrink_to_fit();
    return column;
}

} // namespace rulewright::events
