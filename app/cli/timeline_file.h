// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <vector>

namespace rulewright::cli {

// One detection of a scan.
struct Detection {
    std::int64_t time = 0; // as events::Segment::time
    std::string computer{};
    std::string title{};
    std::string id{};
    std::string level{};
    std::vector<std::string> techniques{};
    std::string file{};
    std::uint32_t record = 0;
};

// By time (those without one last), file, record, then title and id.
void sortDetections(std::vector<Detection>& detections);

// Comma-separated values as RFC 4180 has them, with a line of names; the techniques are joined by blanks.
std::string detectionsCsv(const std::vector<Detection>& detections);

// A JSON object a line.
std::string detectionsJsonLines(const std::vector<Detection>& detections);

// Writes the detections, as CSV or JSON lines by the name's extension (.csv, .jsonl, .ndjson). The error is one
// sentence.
std::expected<void, std::string> writeTimeline(const std::string& path, const std::vector<Detection>& detections);

// Whether the name says how a timeline is to be written.
bool isTimelineName(const std::string& path);

} // namespace rulewright::cli
