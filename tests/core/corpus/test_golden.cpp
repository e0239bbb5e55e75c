// SPDX-License-Identifier: Apache-2.0
// The guides of an independent reference extractor (shared/golden). Every difference is explained in
// docs/reference-differences.md: with Sigma alone an event's title, which is its publisher's; with all vendors the rows
// that are counted here.
#include "app/cli/guide_json.h"
#include "core/corpus/summary.h"
#include "tests/core/corpus/corpus_texts.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

using namespace rulewright::tests;
using namespace rulewright::corpus;
using namespace rulewright;

namespace {

QJsonObject withoutTitles(QJsonObject guide)
{
    QJsonArray events;
    for (const QJsonValue& value : guide.value(QLatin1String("events")).toArray()) {
        QJsonObject event = value.toObject();
        event.remove(QLatin1String("title"));
        events.append(event);
    }
    guide.insert(QLatin1String("events"), events);
    return guide;
}

QString text(const QJsonValue& value)
{
    if (value.isArray())
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    return value.toVariant().toString();
}

/// What makes a row of a list: the same row may differ in its numbers.
QString identity(const QString& list, const QJsonObject& row)
{
    static const std::map<QString, QStringList> keys{{"indicators", {"field", "operator", "value", "transform"}},
        {"exclusions", {"field", "operator", "value", "transform"}}, {"fields", {"field"}},
        {"derived", {"field", "operator", "value"}}, {"nested_negations", {"field", "operator", "value"}},
        {"events", {"provider", "id"}}, {"rules", {"vendor", "path"}}, {"joint_exclusions", {"members"}},
        {"unparsed", {"path"}}};
    QString identity;
    for (const QString& key : keys.at(list))
        identity += text(row.value(key)) + u'\n';
    return identity;
}

/// Rows of the reference's alone, of ours alone, and of another content: "indicators 0 1 2". Keys that we add to a row,
/// and an event's title, are no difference.
QString difference(const QString& list, const QJsonArray& theirs, const QJsonArray& ours)
{
    std::map<QString, QJsonObject> rows;
    for (const QJsonValue& row : ours)
        rows.emplace(identity(list, row.toObject()), row.toObject());
    int missing = 0;
    int changed = 0;
    for (const QJsonValue& value : theirs) {
        const QJsonObject row = value.toObject();
        const auto found = rows.find(identity(list, row));
        if (found == rows.end()) {
            ++missing;
            continue;
        }
        const QStringList keys = row.keys();
        changed += std::ranges::any_of(keys,
                       [&](const QString& key) {
                           return key != QLatin1String("title") && row.value(key) != found->second.value(key);
                       })
            ? 1
            : 0;
        rows.erase(found);
    }
    const auto added = static_cast<int>(rows.size());
    return missing + changed + added == 0
        ? QString()
        : QStringLiteral("%1 %2 %3 %4").arg(list).arg(missing).arg(added).arg(changed);
}

} // namespace

class GoldenTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void theGuideIsTheReferences_data();
    void theGuideIsTheReferences();
    void theCorpusIsWhatTheSpecificationCounts();
    void theGuideOfAllVendorsDiffersWhereExplained();

private:
    std::filesystem::path m_shared;
    std::optional<Profile> m_profile;
};

void GoldenTest::initTestCase()
{
    m_shared = sharedFolder();
    SKIP_WITHOUT_SHARED(m_shared);
    Task task;
    auto corpus = loadCorpus(Vendor::Sigma, m_shared / "corpora/sigma", tables(), task);
    QVERIFY(corpus.has_value());
    std::vector<Corpus> corpora;
    corpora.push_back(std::move(*corpus));
    m_profile.emplace(std::move(corpora), attackFacts());
}

void GoldenTest::theGuideIsTheReferences_data()
{
    QTest::addColumn<QString>("technique");
    QTest::addColumn<bool>("isExact");
    for (const char* technique : {"T1219", "T1547.001", "T1059.001", "T1685"}) {
        for (const bool isExact : {true, false})
            QTest::addRow("%s.%s", technique, isExact ? "exact" : "sub") << QString::fromUtf8(technique) << isExact;
    }
}

void GoldenTest::theGuideIsTheReferences()
{
    QFETCH(QString, technique);
    QFETCH(bool, isExact);
    const std::string name = std::format("{}.{}.sigma.json", technique.toStdString(), isExact ? "exact" : "sub");
    const QByteArray bytes = QByteArray::fromStdString(readFile(m_shared / "golden" / name));
    const QJsonObject expected = withoutTitles(QJsonDocument::fromJson(bytes).object());
    QVERIFY(!expected.isEmpty());

    const Guide guide
        = guideOf(*m_profile, technique.toStdString(), isExact ? GuideMode::Exact : GuideMode::WithSubtechniques);
    const std::string ours = cli::guideJson(guide, *m_profile).text();
    const QJsonObject actual = withoutTitles(QJsonDocument::fromJson(QByteArray::fromStdString(ours)).object());

    for (const QString& key : expected.keys()) {
        const QJsonValue wanted = expected.value(key);
        const QJsonValue found = actual.value(key);
        if (wanted.isArray()) {
            const QJsonArray rows = wanted.toArray();
            for (qsizetype i = 0; i < rows.size() && i < found.toArray().size(); ++i)
                QCOMPARE(text(found.toArray().at(i)), text(rows.at(i)));
            QCOMPARE(found.toArray().size(), rows.size());
        }
        QVERIFY2(found == wanted, qPrintable(key + QStringLiteral(": ") + text(found)));
    }
}

void GoldenTest::theCorpusIsWhatTheSpecificationCounts()
{
    const CorpusSummary summary = summarise(*m_profile);
    const VendorSummary& sigma = summary.vendors.front();
    QCOMPARE(sigma.rules, 3780U);
    QCOMPARE(sigma.complete + sigma.partial, 3780U);
    QVERIFY(sigma.failed.empty());
    const auto asMap = [](const std::vector<NamedCount>& counts) {
        std::map<std::string, std::uint32_t> map;
        for (const NamedCount& count : counts)
            map.emplace(count.name, count.rules);
        return map;
    };
    // corpora.md, sections 2 and 6
    QCOMPARE(asMap(summary.sigmaModifiers),
        (std::map<std::string, std::uint32_t>{{"contains", 4616}, {"endswith", 3437}, {"all", 1181},
            {"startswith", 570}, {"re", 202}, {"windash", 110}, {"cidr", 39}, {"expand", 34}, {"base64offset", 9},
            {"fieldref", 5}, {"i", 2}, {"wide", 2}, {"base64", 1}}));
    QCOMPARE(asMap(sigma.operators),
        (std::map<std::string, std::uint32_t>{{"contains", 2406}, {"ends_with", 2062}, {"eq", 1979},
            {"starts_with", 345}, {"regex", 120}, {"keyword", 106}, {"wildcard", 93}, {"is_null", 88}, {"cidr", 25},
            {"exists", 9}, {"fieldref", 5}}));
    QCOMPARE(summary.techniques, 400U);

    const auto withRole = [&](Role role) {
        std::uint32_t rules = 0;
        for (std::uint32_t i = 0; i < m_profile->rules().size(); ++i)
            rules += std::ranges::contains(m_profile->leaves(RuleId(i)), role, &ProfileLeaf::role) ? 1 : 0;
        return rules;
    };
    QCOMPARE(withRole(Role::Exclusion), 792U);
    QCOMPARE(withRole(Role::NestedNegation), 35U);
    QCOMPARE(withRole(Role::Exception), 0U);
}

void GoldenTest::theGuideOfAllVendorsDiffersWhereExplained()
{
    static const std::map<std::string, QStringList> explained{
        {"T1059.001.exact",
            {"exclusions 2 31 2", "indicators 0 0 30", "joint_exclusions 1 1 0", "nested_negations 5 5 0"}},
        {"T1059.001.sub",
            {"exclusions 2 31 2", "indicators 0 0 30", "joint_exclusions 1 1 0", "nested_negations 5 5 0"}},
        {"T1219.exact", {"exclusions 0 0 1", "indicators 0 0 3"}},
        {"T1219.sub", {"exclusions 0 0 1", "indicators 0 0 5"}},
        {"T1547.001.exact", {"exclusions 0 0 4", "indicators 0 0 3"}},
        {"T1547.001.sub", {"exclusions 0 0 4", "indicators 0 0 3"}},
        {"T1685.exact",
            {"derived 1 2 1", "events 0 0 1", "exclusions 2 0 3", "fields 1 0 0", "indicators 1 0 5",
                "nested_negations 0 1 0"}},
        {"T1685.sub",
            {"derived 1 2 1", "events 0 0 1", "exclusions 2 2 3", "fields 1 0 0", "indicators 1 0 5",
                "nested_negations 0 1 0"}}};
    std::vector<Corpus> corpora;
    for (const Vendor vendor : allVendors) {
        Task task;
        auto corpus = loadCorpus(vendor, m_shared / "corpora" / vendorName(vendor), tables(), task);
        QVERIFY(corpus.has_value());
        corpora.push_back(std::move(*corpus));
    }
    const Profile profile(std::move(corpora), attackFacts());
    for (const auto& [name, differences] : explained) {
        const std::string technique = name.substr(0, name.rfind('.'));
        const bool isExact = name.ends_with(".exact");
        const std::string bytes = readFile(m_shared / "golden" / (name + ".all.json"));
        const QJsonObject expected = QJsonDocument::fromJson(QByteArray::fromStdString(bytes)).object();
        QVERIFY(!expected.isEmpty());
        const Guide guide = guideOf(profile, technique, isExact ? GuideMode::Exact : GuideMode::WithSubtechniques);
        const std::string ours = cli::guideJson(guide, profile).text();
        const QJsonObject actual = QJsonDocument::fromJson(QByteArray::fromStdString(ours)).object();
        QStringList found;
        const QStringList keys = expected.keys();
        for (const QString& key : keys) {
            const QJsonValue wanted = expected.value(key);
            const bool isRows = wanted.isArray() && !wanted.toArray().isEmpty() && wanted.toArray().first().isObject();
            // How many exclusions and indicators there are follows from their lists.
            if (!isRows && !key.endsWith(QLatin1String("_count")))
                QVERIFY2(actual.value(key) == wanted, qPrintable(key));
            const QString rows = isRows ? difference(key, wanted.toArray(), actual.value(key).toArray()) : QString();
            if (!rows.isEmpty())
                found << rows;
        }
        found.prepend(QString::fromStdString(name));
        QCOMPARE(found.join(QStringLiteral("; ")),
            (QStringList{QString::fromStdString(name)} + differences).join(QStringLiteral("; ")));
    }
}

RULEWRIGHT_TEST(GoldenTest)
#include "test_golden.moc"
