// SPDX-License-Identifier: Apache-2.0
#include "core/advise/row_test.h"

#include "core/advise/insert.h"
#include "core/match/compile.h"
#include "core/rulefile/rulefile.h"
#include "core/taxonomy/taxonomy.h"

#include <format>

namespace rulewright::advise {

namespace {

// A rule with an empty selection, which takes any row.
constexpr std::string_view frame = "title: Row\ndetection:\n    selection:\n    condition: selection\n";

const rule::Document& frameDocument()
{
    static const Parsed<rule::Document> parsed = rulefile::parse(SourceText("row.yml", std::string(frame)));
    return *parsed.value;
}

RowTest failed(RowTest test, const Diagnostics& diagnostics)
{
    for (const Diagnostic& diagnostic : diagnostics) {
        if (diagnostic.severity == Severity::Error) {
            test.problem = diagnostic.message;
            return test;
        }
    }
    test.problem = std::format("\"{}\" cannot be written in Sigma", test.key.field);
    return test;
}

} // namespace

RowTest rowTest(const corpus::RowKey& row)
{
    RowTest test{row, std::nullopt, {}};
    const rule::Document& document = frameDocument();
    const auto caret = static_cast<std::uint32_t>(frame.find("selection:") + 10);
    const Result<Insertion> inserted = insertion(document.text, document, caret, row);
    if (!inserted)
        return failed(std::move(test), inserted.error());
    const Parsed<rule::Document> parsed = rulefile::parse(SourceText("row.yml", applyEdits(frame, {inserted->edit})));
    if (!parsed.value || parsed.value->rules.empty() || hasErrors(parsed.diagnostics))
        return failed(std::move(test), parsed.diagnostics);
    static const taxonomy::Taxonomy none; // a Sigma test means the same with any tables
    Result<match::Program> program = match::compile(parsed.value->rules.front(), none);
    if (!program)
        return failed(std::move(test), program.error());
    if (program->leaves.size() == 1)
        test.leaf = std::move(program->leaves.front());
    else
        test.problem = std::format("\"{}\" is no single test", row.field);
    return test;
}

} // namespace rulewright::advise
