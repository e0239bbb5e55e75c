// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace rulewright::events {

/// Where the array begins in an object that only carries records: CloudTrail's `Records`, Azure's `records`, the
/// `hits` of a search in Elasticsearch, Splunk's `results`, the `items` and `value` lists of Kubernetes, Google and
/// Microsoft Graph, `Events` of the AWS command line. Nothing for any other object; the object may be cut off.
[[nodiscard]] std::optional<std::size_t> recordsInside(std::string_view object);

/// Whether an object is an action line of Elasticsearch's bulk format: {"index":{"_index":…}}.
[[nodiscard]] bool isBulkAction(std::string_view object);

} // namespace rulewright::events
