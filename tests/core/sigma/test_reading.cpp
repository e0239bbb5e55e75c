// SPDX-License-Identifier: Apache-2.0
// Parts of the reader by themselves; what rules mean is in the conformance suite.
#include "core/lang/sigma/correlation.h"
#include "core/lang/sigma/key.h"
#include "core/lang/sigma/modifiers.h"
#include "core/lang/sigma/value.h"
#include "core/rulefile/rulefile.h"
#include "tests/support/runner.h"

#include <algorithm>

using namespace rulewright;
using namespace rulewright::lang::sigma;

namespace {

// A pattern with its wildcards as they are, and literal ones behind a backslash.
std::string decoded(std::string_view text)
{
    std::string result;
    for (const rule::PatternPart& part : decodePattern(text).pattern.parts) {
        if (part.kind == rule::PatternPart::Kind::Literal)
            result += "[" + part.literal + "]";
        else
            result += part.kind == rule::PatternPart::Kind::One ? '?' : '*';
    }
    return result;
}

class TestReading : public QObject {
    Q_OBJECT

private slots:

    void backslashesEscapeWildcardsAndThemselves()
    {
        QCOMPARE(decoded(R"(a\b)"), std::string(R"([a\b])"));
        QCOMPARE(decoded(R"(a\*b)"), std::string("[a*b]"));
        QCOMPARE(decoded(R"(a\\*b)"), std::string(R"([a\]*[b])"));
        QCOMPARE(decoded(R"(a\\\*b)"), std::string(R"([a\*b])"));
        QCOMPARE(decoded(R"(\\\)"), std::string(R"([\\])"));
        QCOMPARE(decoded(R"(\\\\)"), std::string(R"([\\])"));
        QCOMPARE(decoded(R"(a\)"), std::string(R"([a\])"));
        QCOMPARE(decoded("?*"), std::string("?*"));
        QCOMPARE(decoded(""), std::string());
    }

    void numbersAreDecimalWithoutLeadingZeros()
    {
        for (const char* text : {"0", "-1", "4688", "1.0", "2e10", "-0.5"})
            QVERIFY2(isNumberText(text), text);
        for (const char* text : {"", "00000429", "0x1f", "1_000", "+1", ".5", "1.", "nan", "2026-01-01"})
            QVERIFY2(!isNumberText(text), text);
    }

    void timespans()
    {
        using namespace std::chrono_literals;
        QVERIFY(parseTimespan("90m") == std::optional<rule::Duration>(90min));
        QVERIFY(parseTimespan("1w") == std::optional<rule::Duration>(168h));
        // A month and a year are the calendar's mean, as pySigma counts them.
        QVERIFY(parseTimespan("10M") == std::optional<rule::Duration>(10 * 2'629'746s));
        QVERIFY(parseTimespan("1y") == std::optional<rule::Duration>(31'556'952s));
        for (const char* text : {"", "5", "m", "0s", "-1h", "1.5h", "5 m", "10Y", "200000000y", "99999999999s"})
            QVERIFY2(!parseTimespan(text), text);
    }

    void keysAreCutAtPipes()
    {
        const auto parts = splitKey("CommandLine|contains|all");
        QCOMPARE(parts.size(), 3u);
        QCOMPARE(parts[1].text, std::string_view("contains"));
        QCOMPARE(parts[2].begin, 21u);
        QCOMPARE(splitKey("").size(), 1u);
    }

    void everyModifierIsFoundByItsName()
    {
        for (const ModifierInfo& info : modifiers())
            QVERIFY2(findModifier(info.name) != nullptr, std::string(info.name).c_str());
        QVERIFY(findModifier("Contains") == nullptr);
    }

    void correlationsKeepTheirPlaces()
    {
        const SourceText source("c.yml",
            "title: C\ncorrelation:\n    type: value_count\n    rules: [a, b]\n"
            "    timespan: 1h\n    condition:\n        field: x\n        gte: 5\n");
        const Parsed<rule::Document> parsed = rulefile::parse(source);
        const auto& correlation = std::get<rule::Correlation>(parsed.value->rules.front().body);
        QCOMPARE(correlation.rules.size(), 2u);
        QCOMPARE(source.position(correlation.rules[1].span.begin).line, 4u);
        QCOMPARE(correlationTypeName(correlation.type), std::string_view("value_count"));
        QCOMPARE(correlation.condition.front().value.text, std::string("5"));
    }
};

} // namespace

RULEWRIGHT_TEST(TestReading)

#include "test_reading.moc"
