// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/load.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::events {

/// Collects what was not read of one file, by reason and place.
class ImportLog {
public:
    explicit ImportLog(std::string file)
        : m_file(std::move(file))
    {
    }

    /// A record at this line that was not read. `reason` is what all its like have in common ("broken JSON");
    /// `detail` is told of the first.
    void skip(std::string_view reason, std::uint32_t line, std::string_view detail = {});
    /// Something to know about a record that was read all the same.
    void note(std::string_view reason, std::uint32_t line);
    /// The same for files that have no lines: the place is a byte of the file.
    void skipAt(std::string_view reason, std::uint64_t byte);
    void noteAt(std::string_view reason, std::uint64_t byte);
    /// The whole file.
    void skipFile(std::string reason);

    [[nodiscard]] std::vector<Skipped> take() &&;

private:
    struct Entry {
        std::string_view reason;
        std::string detail;
        Skipped skipped;
        std::vector<std::uint64_t> bytes; ///< instead of lines
        bool isNote = false;
    };

    Entry& entry(std::string_view reason, bool isNote);
    void addByte(Entry& entry, std::uint64_t byte);

    std::string m_file;
    std::vector<Entry> m_entries;
    std::vector<Skipped> m_whole;
};

} // namespace rulewright::events
