// SPDX-License-Identifier: Apache-2.0
#include "app/cli/timeline_file.h"

#include "app/cli/json.h"
#include "core/events/event_set.h"
#include "core/text/csv.h"

#include <algorithm>
#include <filesystem>
#include <format>
#include <fstream>
#include <tuple>

namespace rulewright::cli {

namespace {

std::string timeText(const Detection& detection)
{
    return detection.time == events::Segment::noTime ? std::string() : events::isoTime(detection.time);
}

std::string joined(const std::vector<std::string>& texts)
{
    std::string result;
    for (const std::string& text : texts)
        result += (result.empty() ? "" : " ") + text;
    return result;
}

bool endsInCsv(const std::string& path) { return std::filesystem::path(path).extension() == ".csv"; }

} // namespace

void sortDetections(std::vector<Detection>& detections)
{
    std::ranges::stable_sort(detections, {}, [](const Detection& one) {
        const bool hasNoTime = one.time == events::Segment::noTime;
        return std::tuple(hasNoTime, one.time, std::string_view(one.file), one.record, std::string_view(one.title),
            std::string_view(one.id));
    });
}

std::string detectionsCsv(const std::vector<Detection>& detections)
{
    std::string text = "time,computer,title,id,level,techniques,file,record\n";
    for (const Detection& one : detections) {
        text += std::format("{},{},{},{},{},{},{},{}\n", timeText(one), csvCell(one.computer), csvCell(one.title),
            csvCell(one.id), csvCell(one.level), csvCell(joined(one.techniques)), csvCell(one.file), one.record);
    }
    return text;
}

std::string detectionsJsonLines(const std::vector<Detection>& detections)
{
    std::string text;
    const auto orNull = [](const std::string& value) { return value.empty() ? Json() : Json(value); };
    for (const Detection& one : detections) {
        Json techniques = Json::array();
        for (const std::string& technique : one.techniques)
            techniques.push(technique);
        text += Json::object()
                    .set("time", orNull(timeText(one)))
                    .set("computer", orNull(one.computer))
                    .set("title", one.title)
                    .set("id", orNull(one.id))
                    .set("level", orNull(one.level))
                    .set("techniques", std::move(techniques))
                    .set("file", one.file)
                    .set("record", one.record)
                    .text()
            + '\n';
    }
    return text;
}

bool isTimelineName(const std::string& path)
{
    const std::string extension = std::filesystem::path(path).extension().string();
    return extension == ".csv" || extension == ".jsonl" || extension == ".ndjson";
}

std::expected<void, std::string> writeTimeline(const std::string& path, const std::vector<Detection>& detections)
{
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << (endsInCsv(path) ? detectionsCsv(detections) : detectionsJsonLines(detections));
    file.flush();
    if (!file) {
        return std::unexpected(std::format(
            "the timeline \"{}\" cannot be written: check its folder and whether you may write there.", path));
    }
    return {};
}

} // namespace rulewright::cli
