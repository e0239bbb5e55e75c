// SPDX-License-Identifier: Apache-2.0
#include "core/corpus/catalogue_query.h"

#include "core/attack/attack_data.h"
#include "core/text/fold.h"

#include <algorithm>
#include <array>
#include <format>
#include <utility>

namespace rulewright::corpus {

namespace {

using Kind = CatalogueTerm::Kind;

constexpr std::array<std::string_view, 5> levels{"informational", "low", "medium", "high", "critical"};

enum class Key { Technique, Field, Value, Operator, LogSource, Level, Status, Vendor, Title, Id, Path };

constexpr std::array<std::pair<std::string_view, Key>, 11> keys{{{"technique", Key::Technique}, {"field", Key::Field},
    {"value", Key::Value}, {"operator", Key::Operator}, {"logsource", Key::LogSource}, {"level", Key::Level},
    {"status", Key::Status}, {"vendor", Key::Vendor}, {"title", Key::Title}, {"id", Key::Id}, {"path", Key::Path}}};

constexpr auto keyNames = [] {
    std::array<std::string_view, keys.size()> names;
    std::ranges::transform(keys, names.begin(), &std::pair<std::string_view, Key>::first);
    return names;
}();

struct Word {
    std::optional<Key> key;
    std::string text; ///< without quotes
    bool isQuoted = false;
    Span place; ///< with key and quotes
};

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// The words of a search; quotes hold blanks together, at the beginning of a word or behind its key.
std::vector<Word> wordsOf(std::string_view text)
{
    std::vector<Word> words;
    for (std::size_t at = 0; at < text.size();) {
        if (isBlank(text[at])) {
            ++at;
            continue;
        }
        Word word;
        word.place.begin = static_cast<std::uint32_t>(at);
        for (const auto& [name, key] : keys) {
            if (text.size() > at + name.size() && text[at + name.size()] == ':'
                && equalsFolded(text.substr(at, name.size()), name)) {
                word.key = key;
                at += name.size() + 1;
                break;
            }
        }
        if (at < text.size() && text[at] == '"') {
            const std::size_t end = std::min(text.find('"', at + 1), text.size());
            word.text = text.substr(at + 1, end - at - 1);
            word.isQuoted = true;
            at = std::min(end + 1, text.size());
        } else {
            const std::size_t begin = at;
            while (at < text.size() && !isBlank(text[at]))
                ++at;
            word.text = text.substr(begin, at - begin);
        }
        word.place.end = static_cast<std::uint32_t>(at);
        words.push_back(std::move(word));
    }
    return words;
}

std::vector<std::string> partsOf(std::string_view text)
{
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        if (comma > 0)
            parts.emplace_back(text.substr(0, comma));
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return parts;
}

/// "feild:Image" as an author writes a part; C:\\Kitchen, http://host and XmlWinEventLog:Security are words.
std::string_view unknownKey(const Word& word)
{
    const std::string_view text = word.text;
    const std::size_t colon = text.find(':');
    if (word.key || word.isQuoted || colon == std::string_view::npos || colon < 2 || colon + 1 == text.size()
        || text[colon + 1] == '/' || text[colon + 1] == '\\')
        return {};
    const std::string_view name = text.substr(0, colon);
    return std::ranges::all_of(name, [](char c) { return c >= 'a' && c <= 'z'; }) ? name : std::string_view();
}

std::string listOf(std::span<const std::string_view> names)
{
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text += std::format("{}{}", i == 0 ? "" : i + 1 == names.size() ? " and " : ", ", names[i]);
    return text;
}

std::string namesOf(const std::vector<const attack::Technique*>& techniques)
{
    std::string text;
    for (const attack::Technique* technique : techniques)
        text += std::format("{}{} ({})", text.empty() ? "" : ", ", technique->id, technique->name);
    return text;
}

class Reader {
public:
    explicit Reader(const attack::AttackData& attack)
        : m_attack(attack)
    {
    }

    std::expected<CatalogueQuery, CatalogueRemark> read(std::string_view text)
    {
        bool isNegated = false;
        Span negation;
        bool isOfTest = false; // whether the word before was of a test
        for (Word& word : wordsOf(text)) {
            if (!word.key && !word.isQuoted && word.text == "NOT") {
                isNegated = true;
                negation = word.place;
                isOfTest = false;
                continue;
            }
            if (word.text.empty()) {
                if (word.key)
                    return std::unexpected(
                        CatalogueRemark{std::format("\"{}:\" needs a text behind it", nameOf(*word.key)), word.place});
                continue;
            }
            const bool isTest = word.key == Key::Field || word.key == Key::Value || word.key == Key::Operator;
            if (!isTest || !isOfTest || isNegated || isTaken(*word.key)) {
                CatalogueTerm& term = m_query.terms.emplace_back();
                term.kind = isTest ? Kind::Test : Kind::Text;
                term.isNegated = isNegated;
                term.place = isNegated ? negation : word.place;
            }
            m_query.terms.back().place.end = word.place.end;
            if (!add(word))
                return std::unexpected(CatalogueRemark{std::move(m_error), word.place});
            if (const std::string_view key = unknownKey(word); !key.empty())
                m_query.remarks.push_back(
                    {std::format("\"{}:\" is no part of a rule that can be asked for and is looked "
                                 "for as text; the parts are {}",
                         key, listOf(keyNames)),
                        word.place});
            isOfTest = isTest;
            isNegated = false;
        }
        if (m_query.terms.empty())
            return std::unexpected(
                CatalogueRemark{"there is nothing to look for: give a word, or a part such as field:Image", Span{}});
        return std::move(m_query);
    }

private:
    static std::string_view nameOf(Key key)
    {
        return std::ranges::find(keys, key, &std::pair<std::string_view, Key>::second)->first;
    }

    bool isTaken(Key key) const
    {
        const TestTerm& test = m_query.terms.back().test;
        return key == Key::Field ? !test.field.empty() : key == Key::Value ? !test.value.empty() : test.op.has_value();
    }

    bool fail(std::string error)
    {
        m_error = std::move(error);
        return false;
    }

    bool add(const Word& word)
    {
        CatalogueTerm& term = m_query.terms.back();
        if (!word.key) {
            term.words.push_back(folded(word.text));
            return true;
        }
        switch (*word.key) {
        case Key::Field:
            term.test.field = folded(word.text);
            return true;
        case Key::Value:
            term.test.value = folded(word.text);
            return true;
        case Key::Operator:
            return addOperator(word.text, term);
        case Key::Technique:
            term.kind = Kind::Technique;
            return std::ranges::all_of(
                partsOf(word.text), [&](const std::string& part) { return addTechnique(part, term); });
        case Key::Vendor:
            term.kind = Kind::Vendor;
            return std::ranges::all_of(
                partsOf(word.text), [&](const std::string& part) { return addVendor(part, term); });
        case Key::Level:
            term.kind = Kind::Level;
            return std::ranges::all_of(
                partsOf(word.text), [&](const std::string& part) { return addLevel(part, term); });
        case Key::Status:
            term.kind = Kind::Status;
            for (const std::string& part : partsOf(word.text))
                term.words.push_back(folded(part));
            return true;
        case Key::LogSource:
            term.kind = Kind::LogSource;
            break;
        case Key::Title:
            term.kind = Kind::Title;
            break;
        case Key::Id:
            term.kind = Kind::Id;
            break;
        case Key::Path:
            term.kind = Kind::Path;
            break;
        }
        term.words.push_back(folded(word.text));
        return true;
    }

    bool addOperator(const std::string& text, CatalogueTerm& term)
    {
        for (int i = 0; i <= static_cast<int>(rule::Op::Computed); ++i) {
            const auto op = static_cast<rule::Op>(i);
            if (equalsFolded(rule::operatorName(op), text)) {
                term.test.op = op;
                return true;
            }
        }
        return fail(std::format("\"{}\" is no operator; give one such as eq, contains, ends_with or regex", text));
    }

    bool addVendor(const std::string& text, CatalogueTerm& term)
    {
        const auto vendor = vendorFromName(folded(text));
        if (!vendor)
            return fail(std::format("\"{}\" is no vendor; give sigma, elastic or splunk", text));
        term.vendors.push_back(*vendor);
        return true;
    }

    bool addLevel(const std::string& text, CatalogueTerm& term)
    {
        term.words.push_back(folded(text));
        if (!std::ranges::contains(levels, term.words.back()))
            return fail(std::format("\"{}\" is no level; give informational, low, medium, high or critical", text));
        return true;
    }

    bool addTechnique(std::string_view text, CatalogueTerm& term)
    {
        const bool hasBelow = text.ends_with(".*");
        if (hasBelow)
            text.remove_suffix(2);
        const attack::Lookup found = m_attack.lookup(text);
        if (found.kind == attack::Lookup::Kind::Ambiguous)
            return fail(std::format(
                "\"{}\" is the name of several techniques; name one by its id: {}", text, namesOf(found.candidates)));
        if (found.kind == attack::Lookup::Kind::Unknown)
            return fail(
                std::format("\"{}\" is no technique of ATT&CK; the nearest are {}", text, namesOf(found.candidates)));
        term.words.push_back(found.technique->id);
        if (hasBelow)
            term.words.insert(
                term.words.end(), found.technique->subtechniques.begin(), found.technique->subtechniques.end());
        return true;
    }

    const attack::AttackData& m_attack;
    CatalogueQuery m_query;
    std::string m_error;
};

} // namespace

std::span<const std::string_view> catalogueKeys() { return keyNames; }

std::span<const std::string_view> catalogueLevels() { return levels; }

std::expected<CatalogueQuery, CatalogueRemark> parseCatalogueQuery(
    std::string_view text, const attack::AttackData& attack)
{
    return Reader(attack).read(text);
}

} // namespace rulewright::corpus
