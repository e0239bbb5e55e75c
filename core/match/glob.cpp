// SPDX-License-Identifier: Apache-2.0
#include "core/match/glob.h"

#include <algorithm>

namespace rulewright::match {

namespace {

constexpr std::size_t npos = std::string_view::npos;

// Where the chunk ends when it begins at `at`; npos where it does not fit there.
std::size_t endOf(const GlobChunk& chunk, std::string_view text, std::size_t at)
{
    for (const GlobUnit& unit : chunk) {
        switch (unit.kind) {
        case GlobUnit::Kind::Literal:
            if (!text.substr(at).starts_with(unit.literal))
                return npos;
            at += unit.literal.size();
            break;
        case GlobUnit::Kind::One:
            if (at >= text.size())
                return npos;
            static_cast<void>(nextCodePoint(text, at));
            break;
        case GlobUnit::Kind::Dash: {
            const std::size_t length = dashLength(text.substr(at));
            if (length == 0)
                return npos;
            at += length;
            break;
        }
        }
    }
    return at;
}

// The first place at or after `at` where the chunk may begin: a literal is searched, a code point is stepped.
std::size_t nextPlace(const GlobChunk& chunk, std::string_view text, std::size_t at)
{
    return chunk.front().kind == GlobUnit::Kind::Literal ? text.find(chunk.front().literal, at) : at;
}

std::size_t stepped(std::string_view text, std::size_t at)
{
    if (at >= text.size())
        return npos;
    static_cast<void>(nextCodePoint(text, at));
    return at;
}

// The leftmost place at or after `from` where the chunk fits; with `atEnd` so that it ends with the text.
std::size_t placeOf(const GlobChunk& chunk, std::string_view text, std::size_t from, bool atEnd)
{
    if (atEnd && chunk.size() == 1 && chunk.front().kind == GlobUnit::Kind::Literal) {
        const std::string& literal = chunk.front().literal;
        return text.size() - from >= literal.size() && text.ends_with(literal) ? text.size() - literal.size() : npos;
    }
    for (std::size_t at = nextPlace(chunk, text, from); at != npos;) {
        const std::size_t end = endOf(chunk, text, at);
        if (end != npos && (!atEnd || end == text.size()))
            return at;
        at = stepped(text, at);
        if (at != npos)
            at = nextPlace(chunk, text, at);
    }
    return npos;
}

void addRanges(const GlobChunk& chunk, std::string_view text, std::size_t at, std::vector<ByteRange>& ranges)
{
    for (const GlobUnit& unit : chunk) {
        const std::size_t end = endOf({unit}, text, at);
        if (unit.kind != GlobUnit::Kind::One) {
            const ByteRange range{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
            if (!ranges.empty() && ranges.back().end == range.begin)
                ranges.back().end = range.end;
            else
                ranges.push_back(range);
        }
        at = end;
    }
}

} // namespace

std::size_t dashLength(std::string_view text)
{
    if (text.starts_with('-') || text.starts_with('/'))
        return 1;
    // U+2013, U+2014, U+2015
    const bool isLong
        = text.size() >= 3 && text[0] == '\xE2' && text[1] == '\x80' && text[2] >= '\x93' && text[2] <= '\x95';
    return isLong ? 3 : 0;
}

const std::string* Glob::plainLiteral() const
{
    const bool isPlain
        = chunks.size() == 1 && chunks.front().size() == 1 && chunks.front().front().kind == GlobUnit::Kind::Literal;
    return isPlain ? &chunks.front().front().literal : nullptr;
}

const std::string& Glob::longestLiteral() const
{
    static const std::string none;
    const std::string* longest = &none;
    for (const GlobChunk& chunk : chunks) {
        for (const GlobUnit& unit : chunk) {
            if (unit.literal.size() > longest->size())
                longest = &unit.literal;
        }
    }
    return *longest;
}

void GlobBuilder::add(GlobUnit unit)
{
    if (m_afterMany)
        m_glob.chunks.emplace_back();
    m_atStart = false;
    m_afterMany = false;
    m_glob.anchoredEnd = true;
    GlobChunk& chunk = m_glob.chunks.back();
    const bool joins = unit.kind == GlobUnit::Kind::Literal && !chunk.empty() && chunk.back().kind == unit.kind;
    if (joins)
        chunk.back().literal += unit.literal;
    else
        chunk.push_back(std::move(unit));
}

void GlobBuilder::literal(std::string_view text)
{
    if (!text.empty())
        add({GlobUnit::Kind::Literal, std::string(text)});
}

void GlobBuilder::one() { add({GlobUnit::Kind::One, {}}); }

void GlobBuilder::dash() { add({GlobUnit::Kind::Dash, {}}); }

void GlobBuilder::many()
{
    if (m_atStart)
        m_glob.anchoredStart = false;
    m_atStart = false;
    m_afterMany = true;
    m_glob.anchoredEnd = false;
}

Glob GlobBuilder::build() && { return std::move(m_glob); }

bool fits(const Glob& glob, std::string_view text, std::vector<ByteRange>* ranges)
{
    if (glob.chunks.empty())
        return !(glob.anchoredStart && glob.anchoredEnd) || text.empty();
    // Leftmost places for the chunks in turn leave the most room for those that follow.
    std::vector<std::size_t> places;
    std::size_t at = 0;
    for (std::size_t i = 0; i < glob.chunks.size(); ++i) {
        const GlobChunk& chunk = glob.chunks[i];
        const bool atEnd = glob.anchoredEnd && i + 1 == glob.chunks.size();
        std::size_t place = at;
        if (i == 0 && glob.anchoredStart) {
            const std::size_t end = endOf(chunk, text, 0);
            if (end == npos || (atEnd && end != text.size()))
                return false;
        } else {
            place = placeOf(chunk, text, at, atEnd);
            if (place == npos)
                return false;
        }
        at = endOf(chunk, text, place);
        if (ranges != nullptr)
            places.push_back(place);
    }
    for (std::size_t i = 0; i < places.size(); ++i)
        addRanges(glob.chunks[i], text, places[i], *ranges);
    return true;
}

} // namespace rulewright::match
