// SPDX-License-Identifier: Apache-2.0
#include "core/export/guide_tables.h"
#include "tests/support/runner.h"

#include <string>

using namespace rulewright;
using namespace rulewright::exporting;

namespace {

Table small()
{
    return {"T1: values", {"field", "value", "rules", "specific"},
        {{std::string("Image"), std::string("\\a,\"b\""), std::int64_t{3}, true},
            {std::string("=x|y"), Cell(), std::int64_t{0}, false}}};
}

corpus::Guide guide()
{
    corpus::Guide result;
    result.technique = "T1219";
    result.name = "Remote Access Tools";
    result.rules.push_back({corpus::RuleId{0}, corpus::Vendor::Sigma, "a.yml", "A rule", "high", std::nullopt});
    corpus::GuideRow row;
    row.key = {"Image", rule::Op::EndsWith, "\\anydesk.exe", ""};
    row.rules = {corpus::RuleId{0}, corpus::RuleId{1}};
    row.reach = 2;
    result.indicators.push_back(row);
    result.jointExclusions.push_back(
        {{corpus::RuleId{0}}, {{"User", rule::Op::Eq, "a", ""}, {"Image", rule::Op::Eq, "b", ""}}});
    result.fields.push_back({"Image", {corpus::RuleId{0}}, {{"ends_with", 1}}, {{"sigma:Image", 1}}, {"a", "b"}});
    return result;
}

class TestTables : public QObject {
    Q_OBJECT

private slots:

    void writesCsv()
    {
        QCOMPARE(written(small(), TableFormat::Csv),
            std::string("field,value,rules,specific\r\nImage,\"\\a,\"\"b\"\"\",3,true\r\n'=x|y,,0,false\r\n"));
    }

    void writesJson()
    {
        QCOMPARE(written(small(), TableFormat::Json),
            std::string(
                "[\n  {\"field\": \"Image\", \"value\": \"\\\\a,\\\"b\\\"\", \"rules\": 3, \"specific\": true},\n"
                "  {\"field\": \"=x|y\", \"value\": null, \"rules\": 0, \"specific\": false}\n]\n"));
        QCOMPARE(written(Table{"", {"a"}, {}}, TableFormat::Json), std::string("[]\n"));
    }

    void writesMarkdown()
    {
        QCOMPARE(written(small(), TableFormat::Markdown),
            std::string("## T1: values\n\n| field | value | rules | specific |\n|---|---|---|---|\n"
                        "| Image | \\\\a,\"b\" | 3 | true |\n| =x\\|y |  | 0 | false |\n"));
    }

    void hasEverySectionOfAGuide()
    {
        const Table indicators = guideTable(guide(), GuideSection::Indicators);
        QCOMPARE(indicators.title, std::string("T1219 Remote Access Tools: indicators"));
        QCOMPARE(written(indicators, TableFormat::Csv),
            std::string("field,operator,value,transform,rules,reach,specific\r\n"
                        "Image,ends_with,\\anydesk.exe,,2,2,true\r\n"));
        QCOMPARE(guideTable(guide(), GuideSection::Rules).rows.size(), std::size_t{1});
        QCOMPARE(guideTable(guide(), GuideSection::JointExclusions).rows.size(), std::size_t{2});
        QCOMPARE(written(guideTable(guide(), GuideSection::Fields), TableFormat::Csv),
            std::string("field,rules,operators,names,samples\r\nImage,1,ends_with 1,sigma:Image 1,a; b\r\n"));
        for (const GuideSection section :
            {GuideSection::Events, GuideSection::Exclusions, GuideSection::NestedNegations, GuideSection::Derived})
            QVERIFY(guideTable(guide(), section).rows.empty());
    }
};

} // namespace

RULEWRIGHT_TEST(TestTables)

#include "test_tables.moc"
