// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "core/taxonomy/built_in.h"
#include "core/taxonomy/log_source_list.h"

#include <memory>
#include <print>
#include <string>
#include <vector>

namespace rulewright::cli {

namespace {

using taxonomy::KnownLogSource;
using taxonomy::Taxonomy;

struct FieldsOptions {
    Format format = Format::Text;
};

Json numbers(const std::vector<std::uint32_t>& ids)
{
    Json array = Json::array();
    for (const std::uint32_t id : ids)
        array.push(id);
    return array;
}

Json texts(const std::vector<std::string>& values)
{
    Json array = Json::array();
    for (const std::string& value : values)
        array.push(value);
    return array;
}

Json textOrNull(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json fieldsJson(const Taxonomy& taxonomy)
{
    Json names = Json::array();
    for (const taxonomy::FieldNameRow& row : taxonomy.fieldNames()) {
        Json object = Json::object();
        object.set("vendor", row.vendor)
            .set("raw", row.raw)
            .set("context", row.context)
            .set("canonical", textOrNull(row.canonical))
            .set("part", textOrNull(row.part))
            .set("fit", row.fit);
        names.push(std::move(object));
    }
    Json aliases = Json::array();
    for (const taxonomy::FieldAlias& alias : taxonomy.fieldAliases()) {
        Json object = Json::object();
        object.set("name", alias.name)
            .set("source", alias.source)
            .set("provider", textOrNull(alias.provider))
            .set("ids", numbers(alias.ids))
            .set("fit", alias.isNear ? "near" : "exact")
            .set("part", textOrNull(alias.part));
        aliases.push(std::move(object));
    }
    Json sources = Json::array();
    for (const KnownLogSource& source : knownLogSources(taxonomy)) {
        Json events = Json::array();
        for (const taxonomy::NeededEvent& event : source.events) {
            Json object = Json::object();
            object.set("provider", textOrNull(event.provider))
                .set("channel", textOrNull(event.channel))
                .set("ids", numbers(event.ids))
                .set("title", textOrNull(event.title))
                .set("source", textOrNull(event.source));
            events.push(std::move(object));
        }
        Json object = Json::object();
        object.set("product", source.product)
            .set("category", textOrNull(source.category))
            .set("service", textOrNull(source.service))
            .set("events", std::move(events));
        sources.push(std::move(object));
    }
    Json events = Json::array();
    for (const taxonomy::EventType& event : taxonomy.events()) {
        Json object = Json::object();
        object.set("provider", event.provider)
            .set("id", event.id)
            .set("title", event.title)
            .set("description", event.description)
            .set("fields", texts(event.fields));
        events.push(std::move(object));
    }
    Json result = Json::object();
    result.set("names", std::move(names))
        .set("aliases", std::move(aliases))
        .set("log_sources", std::move(sources))
        .set("events", std::move(events));
    return result;
}

void printFields(const Taxonomy& taxonomy, Output& output)
{
    std::println(output.out, "Aliases: a field is visible under a further name");
    for (const taxonomy::FieldAlias& alias : taxonomy.fieldAliases()) {
        std::string where = alias.provider.empty() ? std::string("every event") : alias.provider;
        for (const std::uint32_t id : alias.ids)
            where += std::format(" {}", id);
        const std::string part = alias.part.empty() ? std::string() : std::format("{} of ", alias.part);
        std::println(
            output.out, "  {} is {}{} in {}{}", alias.name, part, alias.source, where, alias.isNear ? " (near)" : "");
    }
    std::println(output.out, "  a name with blanks is visible without them too: Threat Name as ThreatName");

    std::println(output.out, "\nLog sources");
    for (const KnownLogSource& source : knownLogSources(taxonomy)) {
        const std::string& name = source.category.empty() ? source.service : source.category;
        const char* part = source.category.empty() ? "service" : "category";
        if (name.empty())
            std::println(output.out, "  product {}", source.product);
        else
            std::println(output.out, "  product {}, {} {}", source.product, part, name);
        for (const taxonomy::NeededEvent& event : source.events)
            std::println(output.out, "    {}", describe(event));
    }

    std::println(output.out, "\nVendors' field names");
    for (const taxonomy::FieldNameRow& row : taxonomy.fieldNames()) {
        const std::string meaning = row.fit == "scope" ? std::string("log source") : row.canonical;
        std::println(output.out, "  {}: {} ({}) is {}{}{}", row.vendor, row.raw.empty() ? "(none)" : row.raw,
            row.context, meaning, row.part.empty() ? "" : ", " + row.part, row.fit == "near" ? ", near" : "");
    }

    std::println(output.out, "\nEvents");
    for (const taxonomy::EventType& event : taxonomy.events())
        std::println(output.out, "  {} {}  {}", event.provider, event.id, event.title);
}

int runFields(const FieldsOptions& options, Output& output)
{
    const auto taxonomy = taxonomy::builtInTaxonomy();
    if (!taxonomy) {
        std::println(output.err, "rulewright-cli: {}", taxonomy.error().front().message);
        return exitCannotRun;
    }
    if (options.format == Format::Json)
        std::println(output.out, "{}", fieldsJson(*taxonomy).text());
    else
        printFields(*taxonomy, output);
    return exitDone;
}

} // namespace

Run declareFields(Syntax& syntax)
{
    auto options = std::make_shared<FieldsOptions>();
    syntax.format(options->format);
    return [options](Output& output) { return runFields(*options, output); };
}

} // namespace rulewright::cli
