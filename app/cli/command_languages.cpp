// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "core/lang/sigma/modifiers.h"
#include "core/rulefile/file_kind.h"

#include <memory>
#include <print>
#include <string>
#include <vector>

namespace rulewright::cli {

namespace {

struct LanguagesOptions {
    Format format = Format::Text;
};

struct LanguageRow {
    std::string_view title;
    std::optional<rule::Language> language;
    bool isRead = false;
    std::vector<std::string_view> extensions;
};

std::vector<LanguageRow> languageRows()
{
    std::vector<LanguageRow> rows;
    for (const rulefile::FileKind& kind : rulefile::fileKinds()) {
        if (rows.empty() || rows.back().title != kind.title)
            rows.push_back({kind.title, kind.language, kind.isRead, {}});
        rows.back().extensions.push_back(kind.extension);
    }
    return rows;
}

Json languagesJson()
{
    Json languages = Json::array();
    for (const LanguageRow& row : languageRows()) {
        Json extensions = Json::array();
        for (const std::string_view extension : row.extensions)
            extensions.push(extension);
        Json object = Json::object();
        object.set("name", row.language ? Json(rule::languageName(*row.language)) : Json(nullptr))
            .set("title", row.title)
            .set("extensions", std::move(extensions))
            .set("reads", row.isRead);
        languages.push(std::move(object));
    }
    Json modifiers = Json::array();
    for (const lang::sigma::ModifierInfo& info : lang::sigma::modifiers()) {
        Json object = Json::object();
        object.set("name", info.name).set("values", info.values).set("meaning", info.meaning);
        modifiers.push(std::move(object));
    }
    Json result = Json::object();
    result.set("languages", std::move(languages)).set("sigma_modifiers", std::move(modifiers));
    return result;
}

void printLanguages(Output& output)
{
    for (const LanguageRow& row : languageRows()) {
        std::string extensions;
        for (const std::string_view extension : row.extensions)
            extensions += std::format("{}{}", extensions.empty() ? "" : " ", extension);
        std::println(output.out, "{:<14}{:<12}{}", row.title, extensions, row.isRead ? "read" : "not read yet");
    }
    std::println(output.out, "\nSigma's modifiers");
    for (const lang::sigma::ModifierInfo& info : lang::sigma::modifiers())
        std::println(output.out, "  {:<14}{}", info.name, info.meaning);
}

} // namespace

Run declareLanguages(Syntax& syntax)
{
    auto options = std::make_shared<LanguagesOptions>();
    syntax.format(options->format);
    return [options](Output& output) {
        if (options->format == Format::Json)
            std::println(output.out, "{}", languagesJson().text());
        else
            printLanguages(output);
        return exitDone;
    };
}

} // namespace rulewright::cli
