// SPDX-License-Identifier: Apache-2.0
#include "core/events/evtx/event_reader.h"

#include "core/events/evtx/utf16.h"
#include "core/events/time_text.h"

#include <charconv>
#include <cstring>

namespace rulewright::events::evtx {

namespace {

constexpr int maximumNesting = 16;
/// A record of 64 KiB has at most some thousands of values; nested templates could multiply them.
constexpr std::size_t maximumSteps = 65'536;
const Place document{};

bool isAllNull(const Plan& plan, const Step& step, const InstanceValues& values)
{
    for (std::uint32_t i = 0; i < step.pieceCount; ++i) {
        const Piece& piece = plan.pieces[step.firstPiece + i];
        if (!piece.isSubstitution || !values.at(piece.index).isNull())
            return false;
    }
    return step.pieceCount > 0;
}

// Files of one recording carry the same templates: what was made of them is kept with the builder.
std::shared_ptr<PlanCache> keptPlans(EventSetBuilder& builder)
{
    static constexpr char reader = 0;
    std::shared_ptr<void>& kept = builder.keptFor(&reader);
    if (kept == nullptr)
        kept = std::make_shared<PlanCache>();
    return std::static_pointer_cast<PlanCache>(kept);
}

} // namespace

EventReader::EventReader(EventSetBuilder& builder)
    : m_builder(builder)
    , m_kept(keptPlans(builder))
    , m_plans(*m_kept)
    , m_values(maximumNesting + 1)
{
}

void EventReader::beginChunk(const Chunk& chunk)
{
    m_chunk = chunk.bytes;
    m_plans.beginChunk(chunk.bytes);
}

bool EventReader::read(const Chunk::Record& record)
{
    m_stepsLeft = maximumSteps;
    m_hasTime = false;
    m_hasRecordId = false;
    const std::size_t begin = record.offset + recordHeaderSize;
    const std::size_t end = record.offset + record.size - 4;
    bool isWhole = false;
    if (const auto instance = readInstanceOnly(m_chunk, begin, end)) {
        isWhole = run(*instance, document, 0);
    } else {
        isWhole = runWhole(begin, end);
    }
    if (!isWhole)
        return false;
    if (!m_hasTime)
        m_builder.setTime(unixTime(record.fileTime));
    if (!m_hasRecordId) {
        char buffer[24];
        const auto [last, error] = std::to_chars(buffer, buffer + sizeof buffer, record.id);
        m_builder.addSystem("EventRecordID", std::string_view(buffer, last));
    }
    return true;
}

bool EventReader::run(const Instance& instance, const Place& place, int depth)
{
    if (depth > maximumNesting)
        return false;
    Plan* plan = m_plans.plan(instance.definition, place);
    InstanceValues& values = m_values[static_cast<std::size_t>(depth)];
    return plan && values.read(m_chunk, instance) && runSteps(*plan, values, depth);
}

// A record that carries its XML.
bool EventReader::runWhole(std::size_t begin, std::size_t end)
{
    if (m_shape.read(m_chunk, begin, end)) {
        if (Plan* plan = m_plans.plan(m_shape, begin, end)) {
            m_values.front().assign(m_shape.values());
            return runSteps(*plan, m_values.front(), 0);
        }
    }
    auto fragment = readFragment(m_chunk, begin, end, false, nullptr);
    return fragment && runFragment(*std::move(fragment), document, 0);
}

bool EventReader::runFragment(Fragment fragment, const Place& place, int depth)
{
    if (depth > maximumNesting)
        return false;
    Plan plan = makePlan(std::move(fragment), place);
    const InstanceValues none;
    return runSteps(plan, none, depth);
}

bool EventReader::runNested(const TypedValue& value, const Place& place, int depth)
{
    if (value.bytes.size() == 0)
        return true;
    const auto begin = static_cast<std::size_t>(value.bytes.data() - m_chunk.data());
    const std::size_t end = begin + value.bytes.size();
    if (const auto instance = readInstanceOnly(m_chunk, begin, end))
        return run(*instance, place, depth + 1);
    const std::size_t cost = value.bytes.size() / 16;
    if (cost > m_stepsLeft)
        return false;
    m_stepsLeft -= cost;
    auto fragment = readFragment(m_chunk, begin, end, true, nullptr);
    return fragment && runFragment(*std::move(fragment), place, depth + 1);
}

FieldId EventReader::fieldOf(Plan& plan, const Step& step)
{
    FieldId& field = plan.fields[step.name];
    if (field == FieldId::None)
        field = m_builder.field(plan.names[step.name]);
    return field;
}

void EventReader::write(Plan& plan, const Step& step, std::string_view stable)
{
    if (const FieldId field = fieldOf(plan, step); field != FieldId::None)
        m_builder.addStable(field, stable, step.isSystem);
    else
        m_builder.addStable(plan.names[step.name], stable, step.isSystem);
}

void EventReader::writeNull(Plan& plan, const Step& step)
{
    if (const FieldId field = fieldOf(plan, step); field != FieldId::None)
        m_builder.addNull(field, true);
    else
        m_builder.addSystemNull(plan.names[step.name]);
}

std::string_view EventReader::stable(std::string_view text)
{
    if (text.empty())
        return {};
    char* const room = m_builder.room(text.size());
    std::memcpy(room, text.data(), text.size());
    m_builder.keepRoom(text.size());
    return {room, text.size()};
}

std::string_view EventReader::stableValue(const TypedValue& value)
{
    if (value.scalarType() == ValueType::String) {
        const std::size_t units = unitsWithoutTrailingNul(value.bytes.data(), value.bytes.size() / 2);
        if (units == 0)
            return {};
        char* const room = m_builder.room(3 * units);
        const std::size_t size = writeUtf16(room, value.bytes.data(), units);
        m_builder.keepRoom(size);
        return {room, size};
    }
    m_text.clear();
    appendValue(m_text, value);
    return stable(m_text);
}

void EventReader::noteTime(const Step& step, const TypedValue& value)
{
    if (step.isTime && value.type == static_cast<std::uint8_t>(ValueType::FileTime) && value.bytes.has(0, 8)) {
        m_builder.setTime(unixTime(value.bytes.u64(0)));
        m_hasTime = true;
    }
}

// Forwarded and re-written records carry the time as text, and may have none in their header.
void EventReader::noteTime(const Step& step, std::string_view text)
{
    if (!step.isTime || m_hasTime)
        return;
    if (const auto time = parseTime(text)) {
        m_builder.setTime(*time);
        m_hasTime = true;
    }
}

// Nearly all steps: one piece, which is the plan's own text or one value.
bool EventReader::putOne(Plan& plan, const Step& step, const InstanceValues& values, int depth)
{
    const Piece& piece = plan.pieces[step.firstPiece];
    std::string_view text;
    if (!piece.isSubstitution) {
        text = stable(piece.text); // a fragment's plan does not live as long as the event
    } else {
        const TypedValue value = values.at(piece.index);
        if (value.scalarType() == ValueType::BinXml)
            return runNested(value, plan.places[step.place], depth);
        if (value.isArray()) {
            ArrayElements elements(value);
            TypedValue element;
            bool any = false;
            while (elements.next(element)) {
                write(plan, step, stableValue(element));
                any = true;
            }
            if (any)
                return true;
        } else {
            noteTime(step, value);
            text = stableValue(value);
        }
    }
    noteTime(step, text);
    m_hasRecordId |= step.isRecordId && !text.empty();
    write(plan, step, text);
    return true;
}

void EventReader::writeNamed(Plan& plan, const Step& step, std::string_view name, std::string_view text)
{
    if (step.kind != Step::Kind::PutNamed)
        write(plan, step, stable(text));
    else if (step.isSystem)
        m_builder.addSystem(name, text);
    else
        m_builder.add(name, text);
}

bool EventReader::put(Plan& plan, const Step& step, const InstanceValues& values, int depth)
{
    if (step.pieceCount == 1 && step.kind != Step::Kind::PutNamed)
        return putOne(plan, step, values, depth);
    std::string_view name = plan.names[step.name];
    std::uint32_t first = 0;
    if (step.kind == Step::Kind::PutNamed) {
        m_name.clear();
        for (; first < step.nameCount; ++first) {
            const Piece& piece = plan.pieces[step.firstPiece + first];
            if (piece.isSubstitution)
                appendValue(m_name, values.at(piece.index));
            else
                m_name += piece.text;
        }
        if (!m_name.empty())
            name = m_name;
    }
    std::string all;
    for (std::uint32_t i = first; i < step.pieceCount; ++i) {
        const Piece& piece = plan.pieces[step.firstPiece + i];
        if (!piece.isSubstitution) {
            all += piece.text;
            continue;
        }
        const TypedValue value = values.at(piece.index);
        if (value.scalarType() == ValueType::BinXml) {
            if (!runNested(value, plan.places[step.place], depth))
                return false;
            if (step.pieceCount - first == 1)
                return true;
        } else if (value.isArray()) {
            ArrayElements elements(value);
            TypedValue element;
            bool any = false;
            while (elements.next(element)) {
                all.clear();
                appendValue(all, element);
                writeNamed(plan, step, name, all);
                any = true;
            }
            if (any && step.pieceCount - first == 1)
                return true;
        } else {
            noteTime(step, value);
            appendValue(all, value);
        }
    }
    noteTime(step, all);
    m_hasRecordId |= step.isRecordId && !all.empty();
    writeNamed(plan, step, name, all);
    return true;
}

bool EventReader::runSteps(Plan& plan, const InstanceValues& values, int depth)
{
    for (const Step& step : plan.steps) {
        if (m_stepsLeft == 0)
            return false;
        --m_stepsLeft;
        switch (step.kind) {
        case Step::Kind::PutAttribute:
            if (isAllNull(plan, step, values))
                break;
            m_hasAttribute = true;
            if (!put(plan, step, values, depth))
                return false;
            break;
        case Step::Kind::Put:
        case Step::Kind::PutNamed:
            if (step.isSystem && isAllNull(plan, step, values)) {
                if (!step.isRecordId)
                    writeNull(plan, step);
                break;
            }
            if (!put(plan, step, values, depth))
                return false;
            break;
        case Step::Kind::BeginElement:
            m_hasAttribute = false;
            break;
        case Step::Kind::EndElement:
            if (!m_hasAttribute)
                writeNull(plan, step);
            break;
        case Step::Kind::Nested: {
            const TypedValue value = values.at(plan.pieces[step.firstPiece].index);
            if (value.scalarType() == ValueType::BinXml && !runNested(value, plan.places[step.place], depth))
                return false;
            break;
        }
        case Step::Kind::NestedInstance:
            if (!run(step.instance, plan.places[step.place], depth + 1))
                return false;
            break;
        }
    }
    return true;
}

} // namespace rulewright::events::evtx
