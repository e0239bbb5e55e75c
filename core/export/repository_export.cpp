// SPDX-License-Identifier: Apache-2.0
#include "core/export/repository_export.h"

#include "core/export/event_json.h"

#include <algorithm>
#include <format>

namespace rulewright::exporting {

namespace {

std::string textOf(const std::optional<rule::Located>& part) { return part ? part->text : std::string(); }

/// On one line, without control characters, at most 200 bytes.
std::string oneLine(std::string_view text)
{
    std::string line;
    for (const char c : text) {
        const bool isControl = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
        if (!isControl)
            line += c;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    std::size_t size = std::min<std::size_t>(line.size(), 200);
    while (size > 0 && size < line.size() && (static_cast<unsigned char>(line[size]) & 0xc0) == 0x80)
        --size;
    line.resize(size);
    return line;
}

std::string yamlQuoted(std::string_view text)
{
    std::string result = "'";
    for (const char c : oneLine(text)) {
        if (c == '\'')
            result += c;
        result += c;
    }
    return result + '\'';
}

std::string branchFor(std::string_view fileName, std::string_view prefix)
{
    std::string_view stem = fileName.substr(0, fileName.rfind('.'));
    if (stem.starts_with(prefix))
        stem.remove_prefix(prefix.size());
    std::string name = slug(stem);
    std::ranges::replace(name, '_', '-');
    return std::format("rule/{}", name.empty() ? "new" : name);
}

/// A path that no other rule of the repository has: NAME_2.yml where NAME.yml is taken.
git::Outcome<std::string> freeName(const ExportRequest& request, const std::string& branch, const std::string& folder,
    const std::string& fileName, std::string_view id)
{
    const std::size_t dot = fileName.rfind('.');
    for (int number = 1; number < 100; ++number) {
        const std::string name
            = number == 1 ? fileName : std::format("{}_{}{}", fileName.substr(0, dot), number, fileName.substr(dot));
        const auto there = git::fileIn(request.repository, branch, std::format("{}/{}", folder, name));
        if (!there)
            return std::unexpected(there.error());
        if (!*there || (!id.empty() && (*there)->contains(id)) || **there == request.bytes)
            return name;
    }
    return std::unexpected(std::format("A hundred rules are called '{}': choose another file name.", fileName));
}

/// The rule's text with the path of its regression data, at the end of the document.
std::string withTestsPath(std::string bytes, const rule::RuleMetadata& metadata, std::string_view infoPath)
{
    if (metadata.regressionTestsPath) {
        const Span span = metadata.regressionTestsPath->span;
        return bytes.replace(span.begin, span.end - span.begin, infoPath);
    }
    const std::string_view lineEnd = bytes.contains("\r\n") ? "\r\n" : "\n";
    if (!bytes.empty() && bytes.back() != '\n')
        bytes += lineEnd;
    return bytes + std::format("regression_tests_path: {}{}", infoPath, lineEnd);
}

struct RuleFacts {
    std::string id;
    std::string title;
    std::string author;
};

/// info.yml of SigmaHQ's regression convention.
std::string infoText(const RuleFacts& rule, const ExportRequest& request, const std::vector<git::File>& data,
    const std::vector<std::string>& providers)
{
    // The file has an id of its own: the rule's with its last digit turned.
    std::string id = rule.id;
    id.back() = id.back() == 'f' ? '0' : 'f';
    std::string text = std::format("id: {}\ndescription: N/A\ndate: {}\nauthor: {}\nrule_metadata:\n    - id: {}\n"
                                   "      title: {}\nregression_tests_info:\n",
        id, request.date, rule.author.empty() ? "Rulewright" : yamlQuoted(rule.author), rule.id,
        yamlQuoted(rule.title));
    for (std::size_t i = 0; i < data.size(); ++i)
        text += std::format(
            "    - name: Positive Detection Test{}\n      type: json\n      provider: {}\n      match_count: 1\n"
            "      path: {}\n",
            i == 0 ? std::string() : std::format(" {}", i + 1), providers[i].empty() ? "N/A" : yamlQuoted(providers[i]),
            data[i].path);
    return text;
}

bool isUuid(std::string_view id)
{
    return id.size() == 36 && std::ranges::all_of(id, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '-';
    });
}

git::Outcome<PlannedFile> planned(const ExportRequest& request, const std::string& branch, git::File file)
{
    if (!git::isSafePath(file.path))
        return std::unexpected(
            std::format("'{}' is no path inside a repository: give another folder or name.", oneLine(file.path)));
    auto there = git::fileIn(request.repository, branch, file.path);
    if (!there)
        return std::unexpected(std::move(there.error()));
    PlannedFile plan{std::move(file), !there->has_value(), {}};
    plan.diff = lineDiff(there->value_or(std::string()), plan.file.bytes);
    return plan;
}

} // namespace

git::Outcome<ExportPlan> planExport(const ExportRequest& request)
{
    const auto state = git::state(request.repository);
    if (!state)
        return std::unexpected(state.error());
    const rule::RuleMetadata& metadata = request.rule->metadata;
    const RuleFacts facts{textOf(metadata.id), textOf(metadata.title), textOf(metadata.author)};
    ExportPlan plan;
    plan.repository = request.repository;
    plan.base = state->head;
    plan.place = placeInRepository(*request.rule, request.ownName);
    plan.branch = request.branch.value_or(branchFor(plan.place.fileName, plan.place.prefix));
    if (!git::isBranchName(plan.branch))
        return std::unexpected(std::format("'{}' is no name for a branch: choose another.", oneLine(plan.branch)));
    const auto hasBranch = git::hasBranch(request.repository, plan.branch);
    if (!hasBranch)
        return std::unexpected(hasBranch.error());
    plan.isNewBranch = !*hasBranch;

    bool isKnown = false;
    if (isUuid(facts.id)) {
        const auto found
            = git::filesWith(request.repository, plan.branch, ".yml", std::format("\nid: {}", facts.id), 1);
        if (!found)
            return std::unexpected(found.error());
        if (!found->empty()) {
            const std::string& path = found->front();
            const std::size_t slash = path.rfind('/');
            plan.place.folder = slash == std::string::npos ? std::string() : path.substr(0, slash);
            plan.place.fileName = path.substr(slash == std::string::npos ? 0 : slash + 1);
            plan.place.reason = "the repository has the rule with this id there";
            isKnown = true;
        }
    }
    if (request.folder)
        plan.place.folder = *request.folder;
    if (request.fileName)
        plan.place.fileName = *request.fileName;
    if (plan.place.fileName.contains('/') || !plan.place.fileName.ends_with(".yml"))
        return std::unexpected(std::format(
            "'{}' is no name for a rule's file: it ends in .yml and has no slash.", oneLine(plan.place.fileName)));
    if (!isKnown || request.folder || request.fileName) {
        auto name = freeName(request, plan.branch, plan.place.folder, plan.place.fileName, facts.id);
        if (!name)
            return std::unexpected(std::move(name.error()));
        plan.place.fileName = std::move(*name);
    }
    const std::string rulePath = plan.place.folder.empty() ? plan.place.fileName : plan.place.path();

    git::File ruleFile{rulePath, request.bytes};
    std::vector<git::File> data;
    if (!request.tests.empty()) {
        if (!isUuid(facts.id))
            return std::unexpected("Tests are stored under the rule's id: give the rule a UUID.");
        if (request.rulesInFile != 1)
            return std::unexpected("Tests are stored with a file of one rule; this one has several documents.");
        const std::string folder = regressionFolder(rulePath);
        std::vector<std::string> providers;
        for (std::size_t i = 0; i < request.tests.size(); ++i) {
            const TestEvent& test = request.tests[i];
            data.push_back({std::format("{}/{}{}.json", folder, facts.id, i == 0 ? "" : std::format("_{}", i + 1)),
                eventJson(*test.events, test.event) + "\n"});
            providers.push_back(test.events->systemText(test.event, events::SystemField::Provider));
        }
        const std::string infoPath = std::format("{}/info.yml", folder);
        ruleFile.bytes = withTestsPath(std::move(ruleFile.bytes), metadata, infoPath);
        data.insert(data.begin(), git::File{infoPath, infoText(facts, request, data, providers)});
    }
    data.insert(data.begin(), std::move(ruleFile));
    for (git::File& file : data) {
        auto one = planned(request, plan.branch, std::move(file));
        if (!one)
            return std::unexpected(std::move(one.error()));
        plan.files.push_back(std::move(*one));
    }
    plan.message = request.message.value_or(std::format("{}: {}\n", plan.files.front().isNew ? "new" : "update",
        oneLine(facts.title.empty() ? plan.place.fileName : facts.title)));
    return plan;
}

git::Outcome<git::Commit> commitExport(const ExportPlan& plan)
{
    git::CommitRequest request{plan.repository, plan.branch, plan.message, {}, {}, {}};
    for (const PlannedFile& planned : plan.files)
        request.files.push_back(planned.file);
    return git::commit(request);
}

} // namespace rulewright::exporting
