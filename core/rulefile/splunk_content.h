// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/spl/parser.h"
#include "core/rulefile/yaml_tree.h"

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace rulewright::rulefile {

struct SplunkFile {
    std::string path;
    std::string_view text; ///< must outlive the content
};

/// The macros and lookup tables of a repository of Splunk's security content: `macros/*.yml`, `lookups/*.yml` and the
/// CSV files beside these. Tables are read when they are asked for first; threads may share the content.
class SplunkContent {
public:
    SplunkContent() = default;
    /// Reads the folders `macros` and `lookups` of this folder, where they are there. A file that cannot be read is
    /// as good as absent: its macro is not defined. Bounds: 5,000 files, 10 MB each.
    explicit SplunkContent(const std::filesystem::path& folder);

    /// The same of files in memory, by paths like `macros/a.yml` and `lookups/a.csv`.
    explicit SplunkContent(std::span<const SplunkFile> files);

    /// That of the nearest folder above a rule file (or the folder itself) that has `macros` or `lookups`, at most
    /// five levels up; empty content where there is none. It is read again only when a file there has changed.
    [[nodiscard]] static std::shared_ptr<const SplunkContent> near(const std::filesystem::path& path);

    /// What the built-in detections are written with; every name begins with `rw_`, so that it can stand in for what
    /// another repository does not define.
    [[nodiscard]] static const SplunkContent& builtIn();

    [[nodiscard]] const lang::spl::Macro* macro(std::string_view name, std::size_t arguments) const;
    /// A table that other searches fill (previously_seen_…, a baseline, a collection, an empty file) is not static.
    [[nodiscard]] const lang::spl::LookupTable* table(std::string_view name) const;

    /// Names that are not here are looked up in builtIn().
    [[nodiscard]] lang::spl::Environment environment(bool unfoldsTables) const;

private:
    struct TableFile {
        lang::spl::LookupTable table; ///< without columns and rows until it is read
        std::filesystem::path csv; ///< empty where there is none
        std::optional<std::string_view> csvText; ///< of files in memory
        bool isRead = false;
    };

    void addMacro(const YamlNode& mapping);
    TableFile* addTable(const YamlNode& mapping); ///< null where it has no name

    std::map<std::pair<std::string, std::size_t>, lang::spl::Macro, std::less<>> m_macros;
    mutable std::map<std::string, TableFile, std::less<>> m_tables;
    mutable std::mutex m_reading;
};

/// Reads CSV (RFC 4180) into the table: columns from its first line, rows as long as that; blanks around a cell without
/// quotes fall away. False where the text has no column.
bool readTableCsv(std::string_view text, lang::spl::LookupTable& table);

} // namespace rulewright::rulefile
