// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/builder.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace rulewright::events {

class RecordNames;

/// Writes the fields of one JSON object into the event that is begun in a builder, under the names that rules
/// use (cli.md, "Events"). Keeps its buffers between records.
class JsonRecordReader {
public:
    enum class Outcome : std::uint8_t {
        Read,
        Broken, ///< no JSON object, or more than one value
        InvalidUtf8,
        TooDeep, ///< nested deeper than maximumDepth
        NameTooLong, ///< longer than maximumNameLength with the names of the objects around
    };

    static constexpr std::uint32_t maximumDepth = 512;
    static constexpr std::size_t maximumNameLength = 4'096;

    JsonRecordReader();
    JsonRecordReader(JsonRecordReader&&) noexcept;
    JsonRecordReader& operator=(JsonRecordReader&&) noexcept;
    ~JsonRecordReader();

    /// `record` has PaddedText::padding readable bytes behind its end, and stays with the reader until the event is
    /// ended or dropped: values are not copied before.
    [[nodiscard]] Outcome read(std::string_view record, EventSetBuilder& builder);
    /// Adds the fields of an object that is part of a record: its raw text.
    [[nodiscard]] Outcome addTo(std::string_view object, RecordNames& names);

private:
    [[nodiscard]] Outcome walk(std::string_view object, RecordNames& names, bool isEmbedded);

    struct State;
    std::unique_ptr<State> m_state;
};

/// Adds the fields of an object that is part of a record, behind RecordNames::keepWhatIsThere(): values are copied.
/// Each thread keeps one reader for it.
[[nodiscard]] JsonRecordReader::Outcome addJsonObject(std::string_view object, RecordNames& names);

} // namespace rulewright::events
