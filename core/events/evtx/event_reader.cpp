// SPDX-License-Identifier: Apache-2.0
#include "core/events/evtx/event_reader.h"

#include <charconv>

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

} // namespace

EventReader::EventReader(EventSetBuilder& builder)
    : m_builder(builder)
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
    } else if (const auto fragment = readFragment(m_chunk, begin, end, false, nullptr)) {
        isWhole = runFragment(*fragment, document, 0);
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
    const Plan* plan = m_plans.plan(instance.definition, place);
    InstanceValues& values = m_values[static_cast<std::size_t>(depth)];
    return plan && values.read(m_chunk, instance) && runSteps(*plan, values, depth);
}

bool EventReader::runFragment(const Fragment& fragment, const Place& place, int depth)
{
    if (depth > maximumNesting)
        return false;
    const Plan plan = makePlan(fragment, place);
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
    const auto fragment = readFragment(m_chunk, begin, end, true, nullptr);
    return fragment && runFragment(*fragment, place, depth + 1);
}

void EventReader::write(const Step& step, std::string_view name, std::string_view text)
{
    if (step.isSystem)
        m_builder.addSystem(name, text);
    else
        m_builder.add(name, text);
}

bool EventReader::put(const Plan& plan, const Step& step, const InstanceValues& values, int depth)
{
    std::string_view name = plan.names[step.name];
    std::uint32_t first = 0;
    m_text.clear();
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
    for (std::uint32_t i = first; i < step.pieceCount; ++i) {
        const Piece& piece = plan.pieces[step.firstPiece + i];
        if (!piece.isSubstitution) {
            m_text += piece.text;
            continue;
        }
        const TypedValue value = values.at(piece.index);
        if (value.scalarType() == ValueType::BinXml) {
            const std::string kept = m_text;
            if (!runNested(value, plan.places[step.place], depth))
                return false;
            if (step.pieceCount - first == 1)
                return true;
            m_text = kept;
        } else if (value.isArray()) {
            ArrayElements elements(value);
            TypedValue element;
            bool any = false;
            while (elements.next(element)) {
                m_text.clear();
                appendValue(m_text, element);
                write(step, name, m_text);
                any = true;
            }
            if (any && step.pieceCount - first == 1)
                return true;
        } else {
            if (value.type == static_cast<std::uint8_t>(ValueType::FileTime) && step.isSystem
                && name == "TimeCreated_SystemTime" && value.bytes.has(0, 8)) {
                m_builder.setTime(unixTime(value.bytes.u64(0)));
                m_hasTime = true;
            }
            appendValue(m_text, value);
        }
    }
    if (step.isSystem && name == "EventRecordID" && !m_text.empty())
        m_hasRecordId = true;
    write(step, name, m_text);
    return true;
}

bool EventReader::runSteps(const Plan& plan, const InstanceValues& values, int depth)
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
                if (plan.names[step.name] != "EventRecordID")
                    m_builder.addSystemNull(plan.names[step.name]);
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
                m_builder.addSystemNull(plan.names[step.name]);
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
