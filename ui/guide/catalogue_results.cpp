// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/catalogue_results.h"

#include "ui/guide/guide_words.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace rulewright::ui {

namespace {

QString withoutPart(const QString& search, TextPlace part)
{
    return QString(search).remove(part.begin, part.length).simplified();
}

QStringList listOf(const std::set<std::string>& words)
{
    QStringList list;
    for (const std::string& word : words)
        list << QString::fromStdString(word);
    return list;
}

} // namespace

CatalogueWords catalogueWords(const corpus::Profile& profile, const attack::AttackData& attack)
{
    CatalogueWords words;
    words.techniques = techniqueRows(attack, profile);
    std::map<corpus::TextId, std::pair<corpus::TextId, std::uint32_t>> spellings; // by folded name: spelling and uses
    std::map<corpus::TextId, std::uint32_t> uses;
    std::set<std::string> statuses;
    std::set<std::string> logSources;
    std::set<rule::Op> operators;
    for (std::size_t i = 0; i < profile.rules().size(); ++i) {
        for (const corpus::ProfileLeaf& leaf : profile.leaves(corpus::RuleId(i))) {
            const corpus::ProfileKey& key = profile.key(leaf.key);
            auto& [spelling, most] = spellings[key.field];
            if (const std::uint32_t count = ++uses[leaf.field]; count > most) {
                spelling = leaf.field;
                most = count;
            }
            operators.insert(key.op);
        }
        const corpus::ProfileRule& rule = profile.rules()[i];
        if (rule.status)
            statuses.insert(*rule.status);
        logSources.insert(rule.logSource.begin(), rule.logSource.end());
    }
    std::set<std::string> fields;
    for (const auto& [folded, spelling] : spellings)
        fields.emplace(profile.text(spelling.first));
    words.fields = listOf(fields);
    words.statuses = listOf(statuses);
    words.logSources = listOf(logSources);
    for (const rule::Op op : operators)
        words.operators << text(rule::operatorName(op));
    words.operators.sort();
    return words;
}

CatalogueResults searchCatalogue(const corpus::Catalogue& catalogue, std::shared_ptr<const corpus::Profile> profile,
    const attack::AttackData& attack, const QString& text)
{
    CatalogueResults results;
    results.text = text;
    results.profile = std::move(profile);
    if (results.isEmpty())
        return results;
    const std::string bytes = text.toStdString();
    auto query = corpus::parseCatalogueQuery(bytes, attack);
    if (!query) {
        results.error = std::move(query.error());
        return results;
    }
    results.query = *std::move(query);
    results.hits = catalogue.find(results.query);
    const std::size_t terms = results.query.terms.size();
    for (std::size_t i = 0; results.hits.empty() && terms > 1 && i < terms; ++i) {
        corpus::CatalogueQuery shorter = results.query;
        shorter.terms.erase(shorter.terms.begin() + std::ptrdiff_t(i));
        const auto hits = qsizetype(catalogue.find(shorter).size());
        const TextPlace place = placeIn(text, results.query.terms[i].place);
        if (hits > 0)
            results.without.push_back({text.mid(place.begin, place.length), withoutPart(text, place), hits});
    }
    // The part that leaves the fewest was the nearest to what was wanted.
    std::ranges::stable_sort(results.without, {}, &CatalogueWithout::hits);
    return results;
}

TextPlace placeIn(const QString& text, Span bytes)
{
    const QByteArray utf8 = text.toUtf8();
    const qsizetype begin = QString::fromUtf8(utf8.first(std::min<qsizetype>(bytes.begin, utf8.size()))).size();
    const qsizetype end = QString::fromUtf8(utf8.first(std::min<qsizetype>(bytes.end, utf8.size()))).size();
    return {begin, end - begin};
}

} // namespace rulewright::ui
