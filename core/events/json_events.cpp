// SPDX-License-Identifier: Apache-2.0
#include "core/events/json_events.h"

#include "core/events/json_envelope.h"
#include "core/events/json_record.h"
#include "core/events/json_scan.h"
#include "core/text/source.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>

namespace rulewright::events {

namespace {

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
/// How many bytes are read between two looks at the task.
constexpr std::size_t bytesBetweenLooks = std::size_t{1} << 20;

constexpr std::string_view brokenReason = "broken JSON";

bool opensValue(char c) { return c == '{' || c == '['; }

std::size_t lineEnd(std::string_view text, std::size_t at)
{
    const void* end = at < text.size() ? std::memchr(text.data() + at, '\n', text.size() - at) : nullptr;
    return end == nullptr ? text.size() : static_cast<std::size_t>(static_cast<const char*>(end) - text.data());
}

bool isWholeValue(std::string_view line)
{
    const JsonScan scan = scanJson(line, skipJsonBlanks(line, 0));
    return !scan.isBroken() && skipJsonBlanks(line, scan.end) == line.size();
}

bool isWholeObject(std::string_view line)
{
    const std::size_t begin = skipJsonBlanks(line, 0);
    return begin < line.size() && line[begin] == '{' && isWholeValue(line);
}

/// What the reader of a text keeps from slice to slice.
struct JsonState {
    JsonRecordReader reader;
    std::optional<JsonLayout> layout;
    PaddedText repaired; ///< a record without its bytes that are no UTF-8
    bool isSeeking = false; ///< a break is not over yet
    bool isOpen = false; ///< the object of the line before did not end
    int attempts = 0; ///< to read an object over several lines that failed
    /// Decided by the first object: whether objects carry lists of records, or Elasticsearch's actions stand between.
    bool isDecided = false;
    bool hasEnvelopes = false;
    bool isBulk = false;
};

/// Reads one slice.
class Reading {
public:
    Reading(const Slice& slice, JsonState& state, ReadContext& context)
        : m_text(slice.text)
        , m_context(context)
        , m_builder(context.builder)
        , m_log(context.log)
        , m_state(state)
        , m_offset(slice.offset)
        , m_firstLine(slice.line)
        , m_at(slice.offset == 0 && m_text.starts_with(byteOrderMark) ? byteOrderMark.size() : 0)
        , m_line(slice.line)
    {
    }

    void run()
    {
        if (m_state.isSeeking)
            seekFrom(m_at);
        if (*m_state.layout == JsonLayout::Lines)
            readLines();
        else
            readStream(m_text.size());
    }

private:
    bool isStopped()
    {
        if (m_isStopped || m_at - m_looked < bytesBetweenLooks)
            return m_isStopped;
        m_looked = m_at;
        m_isStopped = m_context.task.isStopped();
        return m_isStopped;
    }

    void readLines()
    {
        while (m_at < m_text.size() && !isStopped()) {
            const std::size_t end = lineEnd(m_text, m_at);
            const std::size_t begin = skipJsonBlanks(m_text, m_at);
            if (begin >= end) {
                m_at = std::min(end + 1, m_text.size());
                continue;
            }
            m_at = begin;
            if (opensValue(m_text[begin]))
                m_state.isOpen = false;
            if (m_text[begin] == '{')
                readLine(end);
            else if (m_text[begin] == '[')
                readStream(end);
            else
                skipLine(begin, end);
            if (m_at == end)
                m_at = std::min(end + 1, m_text.size());
        }
    }

    /// The object that is a line by itself.
    void readLine(std::size_t end)
    {
        const std::size_t begin = m_at;
        std::size_t last = end;
        while (isJsonBlank(m_text[last - 1]))
            --last;
        m_at = end;
        if (readCarried(begin, last))
            return;
        if (last - begin > maximumRecordLength) {
            skipLong(begin);
            return;
        }
        if (const auto outcome = readRecord(begin, last); outcome == JsonRecordReader::Outcome::Broken) {
            const JsonScan scan = scanJson(m_text.substr(0, last), begin);
            m_state.isOpen = scan.isBroken() && scan.end == last;
            if (m_state.isOpen && readOverLines(begin, last)) {
                m_state.isOpen = false;
                return;
            }
            m_log.skip(brokenReason, lineOf(begin),
                scan.isBroken() ? scan.problem : std::string_view("something stands behind the object"));
        }
    }

    /// An object among lines that goes on over several of them. What looks like one and is none is looked at a few
    /// times only, so that the time stays linear.
    bool readOverLines(std::size_t begin, std::size_t end)
    {
        constexpr std::size_t farthest = std::size_t{1} << 20;
        constexpr int mostAttempts = 64;
        if (m_state.attempts >= mostAttempts)
            return false;
        const JsonScan scan = scanJson(m_text.substr(0, begin + std::min(m_text.size() - begin, farthest)), begin);
        m_state.attempts += scan.isBroken() ? 1 : 0;
        if (scan.isBroken() || scan.end <= end || scan.end - begin > maximumRecordLength
            || skipJsonBlanks(m_text, scan.end) < lineEnd(m_text, scan.end)
            || readRecord(begin, scan.end) != JsonRecordReader::Outcome::Read)
            return false;
        m_at = scan.end;
        return true;
    }

    /// A line that is no object is one record that is lost, unless it goes on from an object that did not end.
    void skipLine(std::size_t begin, std::size_t end)
    {
        if (!m_state.isOpen)
            m_log.skip(brokenReason, lineOf(begin), "a line is no JSON object");
        m_at = end;
    }

    /// Values up to `end` with any white space between them.
    /// With `isOneArray` it stops behind the array that begins at m_at.
    void readStream(std::size_t end, bool isOneArray = false)
    {
        const std::string_view text = m_text.substr(0, end);
        std::size_t arrays = 0; // that are open
        bool needsSeparator = false; // in an array, after a value
        while (!isStopped()) {
            m_at = skipJsonBlanks(text, m_at);
            if (m_at == end) {
                if (arrays > 0 && m_brokenAt != end)
                    breakAt(end, "an array does not end");
                return;
            }
            const char c = text[m_at];
            if (arrays > 0 && c == ']') {
                ++m_at;
                --arrays;
                needsSeparator = true;
                if (isOneArray && arrays == 0)
                    return;
                continue;
            }
            if (arrays > 0 && needsSeparator) {
                if (c == ',')
                    ++m_at;
                else
                    breakAt(m_at, "a comma or ] is missing");
                needsSeparator = false;
            } else if (c == '[') {
                ++m_at;
                ++arrays;
                needsSeparator = false;
            } else {
                needsSeparator = readValue(text);
            }
            if (m_at > end)
                return;
        }
    }

    /// The value at m_at, which is no array; false where it was broken.
    bool readValue(std::string_view text)
    {
        const std::size_t begin = m_at;
        const JsonScan scan = scanJson(text, begin);
        if (scan.isBroken() && text[begin] == '{' && carriesRecords(text.substr(begin))) {
            readStream(text.size()); // up to where it breaks
            return false;
        }
        if (scan.isBroken()) {
            breakAt(scan.end, scan.problem);
            return false;
        }
        m_at = scan.end;
        if (text[begin] != '{')
            m_log.skip("a value that is no object", lineOf(begin));
        else if (scan.depth > JsonRecordReader::maximumDepth)
            skipDeep(begin);
        else if (readCarried(begin, scan.end))
            return true;
        else if (scan.end - begin > maximumRecordLength)
            skipLong(begin);
        else if (readRecord(begin, scan.end) == JsonRecordReader::Outcome::Broken)
            m_log.skip(brokenReason, lineOf(begin));
        return true;
    }

    /// Whether the object carries a list of records. Then m_at is where that begins.
    bool carriesRecords(std::string_view object)
    {
        if (!m_state.isDecided) {
            m_state.isDecided = true;
            m_state.hasEnvelopes = recordsInside(object).has_value();
            m_state.isBulk = isBulkAction(object);
        }
        const auto inside = m_state.hasEnvelopes ? recordsInside(object) : std::nullopt;
        if (!inside)
            return false;
        m_at = static_cast<std::size_t>(object.data() - m_text.data()) + *inside;
        return true;
    }

    /// Reads the list of records in an object, and passes over an action of Elasticsearch's; false where the object is
    /// a record itself. m_at is behind the object afterwards.
    bool readCarried(std::size_t begin, std::size_t end)
    {
        const std::string_view object = m_text.substr(begin, end - begin);
        const std::size_t behind = m_at;
        if (carriesRecords(object)) {
            const bool wasDecided = std::exchange(m_state.hasEnvelopes, false);
            readStream(end, true);
            m_state.hasEnvelopes = wasDecided;
            // A broken one goes on where the break says.
            m_at = m_at <= end ? std::max(behind, end) : m_at;
            return true;
        }
        return m_state.isBulk && isBulkAction(object);
    }

    JsonRecordReader::Outcome readRecord(std::size_t begin, std::size_t end)
    {
        using Outcome = JsonRecordReader::Outcome;
        m_context.begin(m_offset + begin, end - begin);
        Outcome outcome = m_state.reader.read(m_text.substr(begin, end - begin), m_builder);
        if (outcome == Outcome::InvalidUtf8) {
            outcome = readRepaired(begin, end);
            if (outcome == Outcome::Read)
                m_log.note("bytes that are no UTF-8 were replaced by U+FFFD", lineOf(begin));
        }
        if (outcome == Outcome::Read) {
            m_context.end();
            return outcome;
        }
        m_builder.dropEvent();
        if (outcome == Outcome::TooDeep)
            skipDeep(begin);
        else if (outcome == Outcome::NameTooLong)
            m_log.skip("a field's name of more than 4,096 bytes", lineOf(begin));
        return outcome;
    }

    JsonRecordReader::Outcome readRepaired(std::size_t begin, std::size_t end)
    {
        m_context.begin(m_offset + begin, end - begin);
        m_state.repaired = PaddedText(toValidUtf8(m_text.substr(begin, end - begin)));
        const auto outcome = m_state.reader.read(m_state.repaired.text(), m_builder);
        return outcome == JsonRecordReader::Outcome::InvalidUtf8 ? JsonRecordReader::Outcome::Broken : outcome;
    }

    void skipDeep(std::size_t at) { m_log.skip("objects nested deeper than 512 levels", lineOf(at)); }

    void skipLong(std::size_t at) { m_log.skip("a record of more than 64 MiB", lineOf(at)); }

    /// Counts a break and goes on at the next line that begins with { or [, be it the one that begins at the break.
    void breakAt(std::size_t at, std::string_view problem)
    {
        m_log.skip(brokenReason, lineOf(at), problem);
        if (at == 0 || m_text[at - 1] != '\n')
            at = lineEnd(m_text, at) + 1;
        seekFrom(at);
        m_brokenAt = m_at;
    }

    void seekFrom(std::size_t at)
    {
        while (at < m_text.size() && !(opensValue(m_text[at]) && at != m_brokenAt))
            at = lineEnd(m_text, at) + 1;
        m_state.isSeeking = at >= m_text.size();
        m_at = std::min(at, m_text.size());
    }

    /// The 1-based line of a byte. Lines are asked for in ascending order mostly.
    std::uint32_t lineOf(std::size_t at)
    {
        if (at < m_lineAt) {
            m_lineAt = 0;
            m_line = m_firstLine;
        }
        m_line += static_cast<std::uint32_t>(std::ranges::count(m_text.substr(m_lineAt, at - m_lineAt), '\n'));
        m_lineAt = at;
        return m_line;
    }

    std::string_view m_text;
    ReadContext& m_context;
    EventSetBuilder& m_builder;
    ImportLog& m_log;
    JsonState& m_state;
    std::uint64_t m_offset;
    std::uint32_t m_firstLine;
    std::size_t m_at;
    std::size_t m_looked = 0;
    bool m_isStopped = false;
    std::size_t m_brokenAt = std::string_view::npos;
    std::size_t m_lineAt = 0;
    std::uint32_t m_line;
};

} // namespace

bool beginsJson(std::string_view text)
{
    const std::size_t first = skipJsonBlanks(text, text.starts_with(byteOrderMark) ? byteOrderMark.size() : 0);
    return first < text.size() && opensValue(text[first]);
}

bool looksLikeJson(std::string_view text)
{
    if (text.starts_with(byteOrderMark))
        text.remove_prefix(byteOrderMark.size());
    // One of the first two lines begins a record; `{` and `[` alone begin many other things.
    for (int line = 0; line < 2; ++line) {
        const std::size_t first = skipJsonBlanks(text, 0);
        if (first == text.size())
            return false;
        const std::size_t second = skipJsonBlanks(text, first + 1);
        const std::string_view expected = text[first] == '{' ? "\"}" : text[first] == '[' ? "{[]\"" : "";
        if (second == text.size() ? opensValue(text[first]) : expected.contains(text[second]))
            return true;
        const std::size_t end = lineEnd(text, first);
        if (text[first] == '[' && isWholeValue(text.substr(0, end)))
            return true;
        text.remove_prefix(end);
    }
    return false;
}

JsonLayout jsonLayout(std::string_view text)
{
    char first = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = lineEnd(text, at);
        const std::string_view line = text.substr(at, end - at);
        at = end + 1;
        const std::size_t begin = skipJsonBlanks(line, 0);
        if (begin == line.size())
            continue;
        if (first == '[')
            return JsonLayout::Stream;
        if (isWholeObject(line))
            return JsonLayout::Lines;
        if (first != 0)
            return JsonLayout::Stream;
        first = line[begin];
    }
    return JsonLayout::Stream;
}

SliceReader openJson(ReadContext& context)
{
    return [&context, state = std::make_shared<JsonState>()](const Slice& slice) -> std::size_t {
        Slice part = slice;
        if (!state->layout) {
            const std::size_t begin = slice.text.starts_with(byteOrderMark) ? byteOrderMark.size() : 0;
            // A first record that goes on behind the slice tells nothing yet.
            state->layout = jsonLayout(slice.text.substr(begin));
            if (*state->layout == JsonLayout::Stream && !slice.isLast) {
                state->layout.reset();
                return 0;
            }
        }
        if (!slice.isLast) {
            if (*state->layout == JsonLayout::Stream)
                return 0;
            part.text = slice.text.substr(0, slice.text.rfind('\n') + 1);
            if (part.text.empty())
                return 0;
        }
        Reading(part, *state, context).run();
        return part.text.size();
    };
}

} // namespace rulewright::events
