// SPDX-License-Identifier: Apache-2.0
#include "core/events/formats/csv_events.h"

#include "core/events/raw_text.h"
#include "core/events/record_names.h"
#include "core/text/source.h"

#include <algorithm>
#include <array>
#include <format>
#include <set>

namespace rulewright::events {

namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::array separators{',', ';', '\t', '|'};
constexpr std::size_t maximumNames = 4'096;
/// So much of a text may be one row before its quote is taken for one without an end.
constexpr std::size_t maximumRow = std::size_t{32} << 20;
constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

bool isNameCharacter(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
        || std::string_view("_-.:@/[]{}()#$% ").contains(c);
}

std::string trimmed(const std::string& text)
{
    const std::size_t begin = text.find_first_not_of(' ');
    return begin == npos ? std::string() : text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

/// Whether a cell of the first row may be a name: short, and neither a number nor a sentence. In quotes it may have any
/// characters but those of control and braces.
bool isName(const CsvCell& cell, bool mayBePadded)
{
    const std::string_view text = cell.text;
    if (text.empty())
        return true;
    const bool isPadded = text.front() == ' ' || text.back() == ' ';
    if (cell.isQuoted && mayBePadded)
        return text.size() <= 128 && !(text[0] >= '0' && text[0] <= '9') && std::ranges::none_of(text, [](char c) {
            return static_cast<unsigned char>(c) < 0x20 || c == '{' || c == '}';
        });
    return text.size() <= 128 && (!isPadded || cell.isQuoted || mayBePadded) && !(text[0] >= '0' && text[0] <= '9')
        && std::ranges::all_of(text, isNameCharacter) && std::ranges::count(text, ' ') <= 6;
}

struct Shape {
    char separator = ',';
    std::size_t columns = 0;
};

/// The separator with which the first rows have the same number of cells, at least `least` of them.
std::optional<Shape> shapeOf(std::string_view text, bool isWhole, std::size_t least, bool mayBePadded)
{
    std::optional<Shape> best;
    for (const char separator : separators) {
        std::string_view rest = text;
        if (std::string_view first = rest.substr(0, rest.find('\n')); first.starts_with("sep=") && first.size() <= 6)
            rest.remove_prefix(std::min(rest.size(), first.size() + 1));
        std::size_t length = 0;
        const auto names = csvRow(rest, separator, isWhole, length);
        if (!names || names->size() < least || (best && names->size() <= best->columns)
            || !std::ranges::all_of(*names, [&](const CsvCell& name) { return isName(name, mayBePadded); }))
            continue;
        std::set<std::string_view> distinct;
        for (const CsvCell& name : *names)
            distinct.insert(name.text);
        if (distinct.size() * 2 < names->size() || distinct == std::set<std::string_view>{""})
            continue;
        rest.remove_prefix(length);
        int fitting = 0;
        int rows = 0;
        for (; rows < 5 && !rest.empty(); rest.remove_prefix(length)) {
            const auto row = csvRow(rest, separator, isWhole, length);
            if (!row && !isWhole)
                break;
            if (!row) { // a quote has no end; its line is passed over
                length = std::min(rest.find('\n'), rest.size() - 1) + 1;
                continue;
            }
            if (row->size() == 1 && row->front().text.empty())
                continue;
            ++rows;
            fitting += row->size() == names->size() || (row->size() == names->size() + 1 && separator == ',') ? 1 : 0;
        }
        if (rows > 0 && fitting * 2 > rows)
            best = Shape{separator, names->size()};
    }
    return best;
}

class Reading {
public:
    explicit Reading(ReadContext& context)
        : m_context(context)
    {
    }

    std::size_t read(const Slice& slice)
    {
        const std::string_view text = slice.text;
        std::size_t at = 0;
        std::uint32_t line = slice.line;
        if (m_names.empty()) {
            if (slice.offset == 0 && text.starts_with(byteOrderMark))
                at = byteOrderMark.size();
            const std::size_t first = text.find('\n', at);
            if (text.substr(at).starts_with("sep=") && first != npos && first - at <= 6) {
                at = first + 1;
                ++line;
            }
            const auto shape = shapeOf(text.substr(at), slice.isLast, 2, true);
            m_separator = shape ? shape->separator : ',';
            std::size_t length = 0;
            auto names = csvRow(text.substr(at), m_separator, slice.isLast, length);
            if (!names)
                return 0;
            setNames(*names);
            line += lines(text.substr(at, length));
            at += length;
        }
        int rows = 0;
        while (at < text.size()) {
            std::size_t length = 0;
            const auto cells = csvRow(text.substr(at), m_separator, slice.isLast, length);
            if (!cells && text.size() - at < maximumRow && !slice.isLast)
                return at;
            if (cells) {
                readRow(*cells, text.substr(at, length), slice.offset + at, line);
            } else {
                // A quote without an end would take every row that follows.
                m_context.log.skip("a quoted cell that does not end", line);
                length = std::min(text.find('\n', at), text.size() - 1) + 1 - at;
            }
            line += lines(text.substr(at, length));
            at += length;
            if (++rows % 1'024 == 0 && m_context.task.isStopped())
                return at;
        }
        return at;
    }

private:
    static std::uint32_t lines(std::string_view text)
    {
        return static_cast<std::uint32_t>(std::ranges::count(text, '\n'));
    }

    void setNames(const std::vector<CsvCell>& cells)
    {
        for (std::size_t i = 0; i < std::min(cells.size(), maximumNames); ++i)
            m_names.push_back(
                cells[i].text.empty() ? std::format("column {}", i + 1) : trimmed(toValidUtf8(cells[i].text)));
    }

    void readRow(const std::vector<CsvCell>& cells, std::string_view row, std::uint64_t offset, std::uint32_t line)
    {
        if (cells.size() == 1 && cells.front().text.empty() && !cells.front().isQuoted)
            return;
        while (row.ends_with('\n') || row.ends_with('\r'))
            row.remove_suffix(1);
        m_context.begin(offset, row.size());
        RecordNames names(m_context.builder);
        bool isRepaired = false;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const CsvCell& cell = cells[i];
            if (cell.text.empty() && !cell.isQuoted)
                continue;
            const std::string repaired = isAscii(cell.text) ? std::string() : toValidUtf8(cell.text);
            const std::string& text = repaired.empty() ? cell.text : repaired;
            isRepaired |= text != cell.text;
            if (i >= m_names.size() && i >= maximumNames)
                break;
            names.add(i < m_names.size() ? m_names[i] : std::format("column {}", i + 1), text);
        }
        if (isFromEventViewer(cells)) {
            const auto before = names.enter(RecordNames::Part::System);
            names.add("EventID", trimmed(cells[3].text));
            names.add("Provider_Name", toValidUtf8(trimmed(cells[2].text)));
            names.enter(before);
            names.offerTime(trimmed(cells[1].text));
        }
        if (cells.size() < m_names.size() && cells.size() == 1 && m_names.size() > 1)
            m_context.log.note("a row with one cell alone", line);
        else if (cells.size() > m_names.size() && !hasEventViewersCells(cells))
            m_context.log.note("a row with more cells than the first has names", line);
        if (isRepaired)
            m_context.log.note("bytes that are no UTF-8 were replaced by U+FFFD", line);
        if (const std::string raw = names.takeRaw(); !raw.empty())
            addRawText(raw, names);
        names.finish();
        m_context.end();
    }

    /// Event Viewer's export has five names and six cells, whatever Windows' language: level, time, source, id,
    /// category and the message, which has no name.
    bool hasEventViewersCells(const std::vector<CsvCell>& cells) const
    {
        return m_names.size() == 5 && cells.size() == 6 && cells[1].text.contains(':') && !cells[3].text.empty()
            && cells[3].text.size() <= 5
            && std::ranges::all_of(cells[3].text, [](char c) { return c >= '0' && c <= '9'; });
    }

    /// In English the names say it.
    bool isFromEventViewer(const std::vector<CsvCell>& cells) const
    {
        return hasEventViewersCells(cells) && m_names[3] != "Event ID";
    }

    ReadContext& m_context;
    std::vector<std::string> m_names;
    char m_separator = ',';
};

} // namespace

std::optional<std::vector<CsvCell>> csvRow(std::string_view text, char separator, bool isLast, std::size_t& length)
{
    std::vector<CsvCell> cells(1);
    std::size_t at = 0;
    while (true) {
        CsvCell& cell = cells.back();
        if (at < text.size() && text[at] == '"' && cell.text.empty() && !cell.isQuoted) {
            cell.isQuoted = true;
            ++at;
            while (true) {
                const std::size_t quote = text.find('"', at);
                if (quote == npos)
                    return std::nullopt;
                cell.text += text.substr(at, quote - at);
                at = quote + 1;
                if (at == text.size() && !isLast)
                    return std::nullopt;
                if (at >= text.size() || text[at] != '"')
                    break;
                cell.text += '"';
                ++at;
            }
            continue;
        }
        if (at >= text.size()) {
            if (!isLast)
                return std::nullopt;
            length = at;
            return cells;
        }
        const char c = text[at];
        if (c == separator) {
            cells.emplace_back();
            ++at;
        } else if (c == '\n' || (c == '\r' && at + 1 < text.size() && text[at + 1] == '\n')) {
            length = at + (c == '\n' ? 1 : 2);
            return cells;
        } else {
            std::size_t end = at + 1;
            while (end < text.size() && text[end] != separator && text[end] != '\n' && text[end] != '\r')
                ++end;
            cell.text += text.substr(at, end - at);
            at = end;
        }
    }
}

bool looksLikeCsv(const FileHead& head)
{
    if (!isMostlyText(head.text))
        return false;
    const auto shape = shapeOf(head.text, head.isWhole, head.isNamed ? 2 : 3, head.isNamed);
    return shape.has_value();
}

SliceReader openCsv(ReadContext& context)
{
    return [reading = Reading(context)](const Slice& slice) mutable { return reading.read(slice); };
}

} // namespace rulewright::events
