// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rulefile/yaml_parser.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rulewright::rulefile {

/// Builds the nodes of one document from events, within limits. A collection stays open until it is closed;
/// what is open when reading stops is closed by finish().
class YamlTree {
public:
    /// `nodeCount` counts the nodes of all documents of the stream.
    YamlTree(const SourceText& source, const YamlLimits& limits, std::size_t& nodeCount, Diagnostics& diagnostics)
        : m_source(source)
        , m_limits(limits)
        , m_nodeCount(nodeCount)
        , m_diagnostics(diagnostics)
    {
    }

    /// Each returns false where a limit was hit (a diagnostic says so): reading the document ends.
    [[nodiscard]] bool scalar(YamlNode node, const std::string& anchor);
    [[nodiscard]] bool open(YamlKind kind, Span span, const std::string& anchor);
    [[nodiscard]] bool alias(const std::string& name, Span span);
    /// `flowEnd` is the offset behind the closing bracket; nothing for block collections.
    void close(std::optional<std::uint32_t> flowEnd);

    /// Closes what is open; the root, if there is one.
    [[nodiscard]] std::optional<YamlNode> finish();

private:
    struct Frame {
        YamlNode node;
        std::optional<YamlNode> key; ///< mappings: a key that waits for its value
        std::string anchor;
        std::size_t height = 0; ///< of the highest child
    };

    struct Anchor {
        std::shared_ptr<const YamlNode> node; ///< null while the anchored collection is still open
        std::size_t nodes = 0;
        std::size_t height = 0;
    };

    [[nodiscard]] bool count(std::size_t nodes, Span place);
    [[nodiscard]] bool checkDepth(std::size_t height, Span place);
    void add(YamlNode node, std::size_t height);
    void closeTop(std::optional<std::uint32_t> flowEnd);
    void resolveMergeKeys(YamlNode& mapping);
    void reportDuplicateKeys(const YamlNode& mapping);
    void error(DiagnosticCode code, Span span, std::string message);

    const SourceText& m_source;
    const YamlLimits& m_limits;
    std::size_t& m_nodeCount;
    Diagnostics& m_diagnostics;
    std::vector<Frame> m_open;
    std::optional<YamlNode> m_root;
    std::map<std::string, Anchor> m_anchors;
};

} // namespace rulewright::rulefile
