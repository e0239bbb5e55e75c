// SPDX-License-Identifier: Apache-2.0
// Over every rule of the three corpora: no field that no event has, no value with what belongs to its language.
#include "core/corpus/profile.h"
#include "core/text/fold.h"
#include "tests/core/corpus/corpus_texts.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"

#include <optional>
#include <set>
#include <tuple>

using namespace rulewright::tests;
using namespace rulewright::corpus;
using namespace rulewright;

class WholeCatalogueTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void fieldsAreOfEvents();
    void valuesHaveNoStars();
    void aRowIsThereOnce();

private:
    template <class Visit> void forEachLeaf(Visit&& visit) const;

    std::optional<Profile> m_profile;
};

void WholeCatalogueTest::initTestCase()
{
    const std::filesystem::path shared = sharedFolder();
    SKIP_WITHOUT_SHARED(shared);
    std::vector<Corpus> corpora;
    for (const Vendor vendor : allVendors) {
        Task task;
        auto corpus = loadCorpus(vendor, shared / "corpora" / vendorName(vendor), tables(), task);
        QVERIFY(corpus.has_value());
        corpora.push_back(std::move(*corpus));
    }
    m_profile.emplace(std::move(corpora), attackFacts());
    QCOMPARE(m_profile->rules().size(), std::size_t{7461});
}

template <class Visit> void WholeCatalogueTest::forEachLeaf(Visit&& visit) const
{
    for (std::size_t i = 0; i < m_profile->rules().size(); ++i) {
        for (const ProfileLeaf& leaf : m_profile->leaves(RuleId(i))) {
            if (leaf.context == Context::Event)
                visit(m_profile->rules()[i], leaf);
        }
    }
}

// What a pipeline counts, names or computes is derived; options of commands are nothing.
void WholeCatalogueTest::fieldsAreOfEvents()
{
    static const std::set<std::string_view> pseudo{"span", "bin", "isutility", "count", "isoutlier", "summariesonly",
        "maxspan", "minspan", "earliest", "latest", "_time", "firsttime", "lasttime"};
    std::set<std::string> complaints;
    forEachLeaf([&](const ProfileRule& rule, const ProfileLeaf& leaf) {
        const std::string name = folded(m_profile->text(leaf.field));
        const bool isWord = rule.vendor == Vendor::Sigma || name == "(keyword)"
            || name.find_first_of("\"'`|=()$ \t") == std::string::npos;
        if (pseudo.contains(name) || name.starts_with("esql.") || !isWord)
            complaints.insert(rule.path + ": " + name);
    });
    QVERIFY2(complaints.empty(), complaints.empty() ? "" : complaints.begin()->c_str());
}

// A star at an end of a value that is no pattern is a wildcard that was not read. Those that an author means stand
// within quotes of KQL or behind a backslash; Splunk's search has none. (Quotes: test_mine_splunk.cpp.)
void WholeCatalogueTest::valuesHaveNoStars()
{
    std::set<std::string> complaints;
    forEachLeaf([&](const ProfileRule& rule, const ProfileLeaf& leaf) {
        const ProfileKey& key = m_profile->key(leaf.key);
        if (rule.vendor != Vendor::Splunk || leaf.value == TextId::None || key.op == rule::Op::Regex
            || key.op == rule::Op::Wildcard)
            return;
        const std::string_view value = m_profile->text(leaf.value);
        if (value.starts_with('*') || value.ends_with('*'))
            complaints.insert(rule.path + ": " + std::string(value));
    });
    QVERIFY2(complaints.empty(), complaints.empty() ? "" : complaints.begin()->c_str());
}

// True, TRUE and true are one value, and so is every other text, regular expressions aside.
void WholeCatalogueTest::aRowIsThereOnce()
{
    using Row = std::tuple<std::string, rule::Op, std::string, std::string_view>;
    std::set<Row> rows;
    for (const ProfileKey& key : m_profile->keys()) {
        const std::string_view value
            = key.value == TextId::None ? std::string_view("\x01") : m_profile->text(key.value);
        rows.emplace(folded(m_profile->text(key.field)), key.op,
            key.op == rule::Op::Regex ? std::string(value) : folded(value), m_profile->text(key.transform));
    }
    QCOMPARE(rows.size(), m_profile->keys().size());
}

RULEWRIGHT_TEST(WholeCatalogueTest)
#include "test_whole_catalogue.moc"
