// SPDX-License-Identifier: Apache-2.0
#include "core/events/import_log.h"

#include <algorithm>
#include <format>

namespace rulewright::events {

namespace {

constexpr std::size_t maximumLines = 100;
constexpr std::size_t linesInReason = 10;

/// "line 3", or "lines 3, 7, 12 and 97 more". `unit` is "line" or "byte".
template <class Place>
std::string placesOf(std::string_view unit, const std::vector<Place>& places, std::uint64_t count)
{
    std::string text = std::format("{}{}", unit, count == 1 ? "" : "s");
    const std::size_t named = std::min(places.size(), linesInReason);
    for (std::size_t i = 0; i < named; ++i) {
        const bool isLast = i + 1 == named && named == count;
        text += i == 0 ? " " : isLast ? " and " : ", ";
        text += std::to_string(places[i]);
    }
    if (named < count)
        text += std::format(" and {} more", count - named);
    return text;
}

} // namespace

ImportLog::Entry& ImportLog::entry(std::string_view reason, bool isNote)
{
    const auto at = std::ranges::find(m_entries, reason, &Entry::reason);
    if (at != m_entries.end())
        return *at;
    Entry& added = m_entries.emplace_back();
    added.reason = reason;
    added.isNote = isNote;
    added.skipped.file = m_file;
    return added;
}

void ImportLog::skip(std::string_view reason, std::uint32_t line, std::string_view detail)
{
    Entry& skipped = entry(reason, false);
    if (skipped.skipped.count++ == 0)
        skipped.detail = detail;
    if (skipped.skipped.lines.size() < maximumLines)
        skipped.skipped.lines.push_back(line);
}

void ImportLog::note(std::string_view reason, std::uint32_t line)
{
    Entry& noted = entry(reason, true);
    ++noted.skipped.count;
    if (noted.skipped.lines.size() < maximumLines)
        noted.skipped.lines.push_back(line);
}

void ImportLog::addByte(Entry& entry, std::uint64_t byte)
{
    ++entry.skipped.count;
    if (entry.bytes.size() < maximumLines)
        entry.bytes.push_back(byte);
}

void ImportLog::skipAt(std::string_view reason, std::uint64_t byte) { addByte(entry(reason, false), byte); }

void ImportLog::noteAt(std::string_view reason, std::uint64_t byte) { addByte(entry(reason, true), byte); }

void ImportLog::skipFile(std::string reason)
{
    m_whole.push_back({.file = m_file, .reason = std::move(reason), .count = 0, .lines = {}});
}

std::vector<Skipped> ImportLog::take() &&
{
    std::vector<Skipped> all = std::move(m_whole);
    for (Entry& entry : m_entries) {
        Skipped& skipped = entry.skipped;
        skipped.reason = std::format("{} at {}", entry.reason,
            entry.bytes.empty() ? placesOf("line", skipped.lines, skipped.count)
                                : placesOf("byte", entry.bytes, skipped.count));
        if (!entry.detail.empty())
            skipped.reason += std::format("{}{}", skipped.count == 1 ? ": " : "; the first: ", entry.detail);
        if (entry.isNote)
            skipped.count = 0;
        all.push_back(std::move(skipped));
    }
    return all;
}

} // namespace rulewright::events
