// SPDX-License-Identifier: Apache-2.0
#include "core/corpus/catalogue_reason.h"

#include "core/text/stars.h"

#include <algorithm>
#include <format>
#include <utility>

namespace rulewright::corpus {

namespace {

using Kind = CatalogueTerm::Kind;
using Part = CatalogueReason::Part;

constexpr std::size_t aroundWord = 40; // bytes of a description before and behind the word

/// What stands between the separators.
void addPieces(std::vector<std::string>& words, std::string_view text, std::string_view separators)
{
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of(separators, at), text.size());
        if (end > at)
            words.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
}

bool holds(std::string_view text, const std::string& word) { return folded(text).contains(word); }

bool isContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// The words round the first place of `word`, on one line.
std::string excerpt(std::string_view text, const std::string& word)
{
    const std::vector<ByteRange> places = markedPlaces(text, {word});
    if (places.empty())
        return {};
    std::size_t begin = places.front().begin > aroundWord ? places.front().begin - aroundWord : 0;
    if (begin > 0) {
        const std::size_t blank = text.find_first_of(" \n", begin);
        if (blank < places.front().begin)
            begin = blank + 1;
        while (isContinuation(text[begin]))
            ++begin;
    }
    std::size_t end = std::min(text.size(), std::size_t(places.front().end) + aroundWord);
    if (end < text.size()) {
        const std::size_t blank = text.find_last_of(" \n", end);
        if (blank != std::string_view::npos && blank >= places.front().end)
            end = blank;
        while (end < text.size() && isContinuation(text[end]))
            ++end;
    }
    std::string line(text.substr(begin, end - begin));
    std::ranges::replace(line, '\n', ' ');
    return std::format("{}{}{}", begin > 0 ? "… " : "", line, end < text.size() ? " …" : "");
}

/// "Image ends_with \cmd.exe"; with the vendor's own name where that was asked for.
std::string testText(const Profile& profile, const ProfileLeaf& leaf, const RuleRow& row, const CatalogueQuery& query)
{
    std::string field = row.key.field;
    const std::string_view raw = profile.text(leaf.raw);
    const std::string_view own = raw.substr(raw.find(':') + 1);
    if (own != field) {
        const std::string foldedField = folded(field);
        const std::string foldedOwn = folded(own);
        const bool isAskedFor = std::ranges::any_of(query.terms, [&](const CatalogueTerm& term) {
            return term.kind == Kind::Test && !term.isNegated && !term.test.field.empty()
                && !fitsStars(foldedField, term.test.field) && fitsStars(foldedOwn, term.test.field);
        });
        if (isAskedFor)
            field = std::format("{} ({})", own, field);
    }
    std::string text = std::format("{} {}", field, operatorName(row.key.op));
    if (row.key.value)
        text += ' ' + *row.key.value;
    return text;
}

} // namespace

CatalogueMarks marksOf(const CatalogueQuery& query)
{
    CatalogueMarks marks;
    for (const CatalogueTerm& term : query.terms) {
        if (term.isNegated)
            continue;
        const auto addTo = [&term](std::vector<std::string>& words) {
            words.insert(words.end(), term.words.begin(), term.words.end());
        };
        switch (term.kind) {
        case Kind::Text:
            for (std::vector<std::string>* words : {&marks.title, &marks.path, &marks.technique, &marks.reason})
                addTo(*words);
            break;
        case Kind::Title:
            addTo(marks.title);
            break;
        case Kind::Path:
            addTo(marks.path);
            break;
        case Kind::Technique:
            for (const std::string& id : term.words)
                marks.technique.push_back(folded(id));
            break;
        case Kind::LogSource:
            addPieces(marks.logSource, term.words.front(), "/*");
            break;
        case Kind::Level:
            addTo(marks.level);
            break;
        case Kind::Vendor:
            for (const Vendor vendor : term.vendors)
                marks.vendor.push_back(folded(vendorTitle(vendor)));
            break;
        case Kind::Test:
            addPieces(marks.reason, term.test.field, "*");
            if (!term.test.value.empty())
                marks.reason.push_back(term.test.value);
            if (term.test.op)
                marks.reason.push_back(folded(rule::operatorName(*term.test.op)));
            break;
        case Kind::Id:
        case Kind::Status:
            addTo(marks.reason);
            break;
        }
    }
    return marks;
}

std::vector<ByteRange> markedPlaces(std::string_view text, const std::vector<std::string>& words)
{
    const std::string within = folded(text);
    std::vector<ByteRange> places;
    for (const std::string& word : words) {
        for (std::size_t at = word.empty() ? std::string::npos : within.find(word); at != std::string::npos;
            at = within.find(word, at + word.size()))
            places.push_back(
                unfoldedRange(text, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + word.size())}));
    }
    std::ranges::sort(places, {}, &ByteRange::begin);
    std::vector<ByteRange> joined;
    for (const ByteRange place : places) {
        if (!joined.empty() && place.begin <= joined.back().end)
            joined.back().end = std::max(joined.back().end, place.end);
        else
            joined.push_back(place);
    }
    return joined;
}

std::vector<CatalogueReason> reasonsOf(
    const Profile& profile, const CatalogueQuery& query, const CatalogueHit& hit, std::size_t most, std::size_t* left)
{
    const ProfileRule& rule = profile.rule(hit.rule);
    std::vector<CatalogueReason> reasons;
    const auto add = [&reasons](CatalogueReason reason) {
        if (!std::ranges::contains(reasons, reason))
            reasons.push_back(std::move(reason));
    };
    const std::vector<RuleRow> rows = rowsOf(profile, hit.rule);
    const auto leaves = profile.leaves(hit.rule);
    for (const std::uint32_t leaf : hit.leaves)
        add({Part::Test, testText(profile, leaves[leaf], rows[leaf], query), rows[leaf].role});
    for (const CatalogueTerm& term : query.terms) {
        if (term.isNegated)
            continue;
        if (term.kind == Kind::Id)
            add({Part::Id, rule.id, {}});
        if (term.kind == Kind::Status)
            add({Part::Status, rule.status.value_or(""), {}});
        if (term.kind != Kind::Text)
            continue;
        const std::string& word = term.words.front();
        const auto isIn = [&word](std::string_view text) { return holds(text, word); };
        if (isIn(rule.title) || isIn(rule.path) || std::ranges::any_of(rule.techniques, isIn)
            || std::ranges::any_of(reasons, isIn, &CatalogueReason::text))
            continue;
        if (isIn(rule.description))
            add({Part::Description, excerpt(rule.description, word), {}});
        else if (isIn(rule.id))
            add({Part::Id, rule.id, {}});
        else if (const auto tag = std::ranges::find_if(rule.tags, isIn); tag != rule.tags.end())
            add({Part::Tag, *tag, {}});
    }
    if (left)
        *left = reasons.size() - std::min(most, reasons.size());
    reasons.resize(std::min(most, reasons.size()));
    return reasons;
}

} // namespace rulewright::corpus
