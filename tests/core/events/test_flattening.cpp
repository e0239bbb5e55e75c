// SPDX-License-Identifier: Apache-2.0
// Random records, written as NDJSON and as a pretty stream, read back field by field.
#include "core/events/load.h"
#include "tests/core/events/naive_flattener.h"
#include "tests/core/events/print_events.h"
#include "tests/support/runner.h"

#include <random>
#include <string>
#include <vector>

using namespace rulewright;
using namespace rulewright::events;
using namespace rulewright::tests;

namespace {

class Generator {
public:
    explicit Generator(unsigned seed)
        : m_random(seed)
    {
    }

    JsonTree object(int depth)
    {
        JsonMembers members;
        for (auto n = below(5) + (depth == 0 ? 1 : 0); n > 0; --n)
            members.emplace_back(pick({"a", "b", "A", "a.b", "Image", "Threat Name", "c"}), value(depth + 1));
        return {std::move(members)};
    }

private:
    JsonTree value(int depth)
    {
        switch (depth > 4 ? below(6) : below(9)) {
        case 0:
            return {JsonTree::Null{}};
        case 1:
            return number();
        case 2:
            return {JsonTree::Scalar{"true", "true"}};
        case 6:
            return object(depth);
        case 7:
        case 8: {
            std::vector<JsonTree> list;
            for (auto n = below(4); n > 0; --n)
                list.push_back(value(depth + 1));
            return {std::move(list)};
        }
        default:
            return text();
        }
    }

    JsonTree number()
    {
        const std::string written = pick({"0", "-1", "4688", "1.0", "1e5", "-0.0", "123456789012345678901234567890"});
        return {JsonTree::Scalar{written, written}};
    }

    JsonTree text()
    {
        switch (below(6)) {
        case 0:
            return {JsonTree::Scalar{"", "\"\""}};
        case 1:
            return {JsonTree::Scalar{"C:\\x\n\"é\"", "\"C:\\\\x\\n\\\"\\u00e9\\\"\""}};
        case 2:
            return {JsonTree::Scalar{"{[]}, :", "\"{[]}, :\""}};
        default: {
            const std::string plain = "v" + std::to_string(below(50));
            return {JsonTree::Scalar{plain, "\"" + plain + "\""}};
        }
        }
    }

    unsigned below(unsigned limit) { return static_cast<unsigned>(m_random() % limit); }

    std::string pick(const std::vector<std::string>& words)
    {
        return words[below(static_cast<unsigned>(words.size()))];
    }

    std::mt19937 m_random;
};

FlatFields fieldsOf(const EventSet& events, EventId event)
{
    FlatFields fields;
    for (const EventField& field : events.event(event)) {
        if (!field.isAlias)
            fields[field.name] = field.values;
    }
    return fields;
}

class TestFlattening : public QObject {
    Q_OBJECT

private slots:

    void agreesWithTheNaiveFlattener()
    {
        for (unsigned seed = 0; seed < 60; ++seed) {
            Generator generator(seed);
            std::vector<JsonTree> records;
            std::string lines;
            std::string stream = "[";
            for (unsigned i = 0; i < 1 + seed * 5; ++i) {
                records.push_back(generator.object(0));
                lines += written(records.back()) + "\n";
                stream += (i > 0 ? "\n,\n" : "\n") + written(records.back());
            }
            for (const std::string& text : {lines, stream + "]"}) {
                const LoadResult result = loaded(text);
                QCOMPARE(result.report.skipped.size(), 0u);
                QCOMPARE(result.events.size(), static_cast<std::uint32_t>(records.size()));
                for (std::uint32_t i = 0; i < records.size(); ++i) {
                    const FlatFields expected = flattened(records[i]);
                    QVERIFY2(fieldsOf(result.events, EventId{i}) == expected, written(records[i]).c_str());
                    for (const auto& [name, values] : expected)
                        QCOMPARE(result.events.values(EventId{i}, name), values);
                    QCOMPARE(*rawText(result.events, EventId{i}), written(records[i]));
                }
            }
        }
    }
};

} // namespace

RULEWRIGHT_TEST(TestFlattening)

#include "test_flattening.moc"
